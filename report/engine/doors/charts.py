"""Vega behind its door: vl-convert draws specifications as SVG, offline, with the report's fonts.

It works in a process of its own: a JavaScript engine with Vega in it is the largest thing of a build.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import ModuleType

from report.engine.digest import digest, file_digest
from report.engine.doors.apart import Apart
from report.engine.packages import version
from report.engine.ports import Store

SVG_TAG = re.compile(r"<svg\b[^>]*>")
ON_PAPER = r'\g<0><rect width="100%" height="100%" fill="#ffffff"/>'
OWN_FONTS = Path(__file__).with_name("fonts.conf")
CLOSED = "(()=>{{{}\n}})();\n"  # its names are its own
PIXELS = 2  # in a PNG, for each pixel of the chart
NOTHING = {"mark": "point", "data": {"values": []}}
SCHEMA = re.compile(r"/(?P<library>vega|vega-lite)/v(?P<major>\d+)(?:\.(?P<minor>\d+))?")


@dataclass(frozen=True)
class VegaCharts:
    """Draws with vl-convert; `fonts` are folders with font files to measure and draw text with.

    `finish` is done to every picture. What is in `store` already is not drawn again. With `warm` Vega
    stays ready from one build to the next.
    """

    fonts: tuple[Path, ...] = ()
    finish: Callable[[str], str] = str
    store: Store | None = None
    warm: bool = False
    _vega: Apart = field(default_factory=lambda: Apart(__name__))

    @cached_property
    def identity(self) -> str:
        """What a picture depends on beside its specification: the version, and the fonts."""
        files = sorted(file for folder in self.fonts for file in folder.glob("*.[ot]tf"))
        files.append(OWN_FONTS)
        return digest(version("vl-convert-python"), *map(file_digest, files))

    def expect(self) -> None:
        """Start the runtime beside whatever else goes on: that takes it half a second."""
        self._vega.begin("drawn", NOTHING, self.fonts)

    def rest(self) -> None:
        """The charts of this build are drawn: free the memory, once the runtime is remembered."""
        if self._vega.is_there and self.store:
            self.runtime()
        if not self.warm:
            self.close()

    def close(self) -> None:
        """End the process that draws, if there is one."""
        self._vega.close()

    def svg(self, spec: Mapping[str, object]) -> str:
        """The chart as SVG; nothing is fetched. Raises `ValueError` with Vega's message."""
        return self.finish(self._known("chart", spec, self._draw).decode())

    def png(self, spec: Mapping[str, object]) -> bytes:
        """The chart as PNG, set in the face that its text was measured with.

        The report's own face would take vl-convert twice as long, for it reads those files anew.
        """
        return self._known("png", spec, self._paint)

    def runtime(self) -> bytes:
        """Vega, Vega-Lite and Vega-Embed as one script, out of the wheel of vl-convert."""
        key = f"runtime/{version('vl-convert-python')}"
        known = self.store.get(key) if self.store else None
        if known is None:
            known = CLOSED.format(self._vega.call("bundle", self.fonts)).encode()
            if self.store:
                self.store.put(key, known)
        return known

    def _known(
        self, what: str, spec: Mapping[str, object], make: Callable[[Mapping[str, object]], bytes]
    ) -> bytes:
        """What `make` makes of a specification, out of the store where it was made before."""
        if self.store is None:
            return make(spec)
        key = f"{what}/{digest(json.dumps(spec, sort_keys=True), self.identity)}"
        known = self.store.get(key)
        if known is None:
            known = make(spec)
            self.store.put(key, known)
        return known

    def _draw(self, spec: Mapping[str, object]) -> bytes:
        return self._vega.call("drawn", dict(spec), self.fonts).encode()

    def _paint(self, spec: Mapping[str, object]) -> bytes:
        svg = self._known("chart", spec, self._draw).decode()
        return self._vega.call("painted", SVG_TAG.sub(ON_PAPER, svg, count=1), self.fonts)


# --- in the process that draws -------------------------------------------------------------------


def drawn(spec: dict[str, object], fonts: tuple[Path, ...]) -> str:
    """A specification as SVG."""
    vega, found = vega_with(fonts), SCHEMA.search(str(spec.get("$schema", "")))
    if found and found["library"] == "vega":
        return vega.vega_to_svg(spec, allowed_base_urls=[])
    return vega.vegalite_to_svg(spec, vl_version=edition(vega, found), allowed_base_urls=[])


def painted(svg: str, fonts: tuple[Path, ...]) -> bytes:
    """A picture as PNG."""
    return vega_with(fonts).svg_to_png(svg, scale=PIXELS)


def bundle(fonts: tuple[Path, ...]) -> str:
    """What draws in a browser."""
    return vega_with(fonts).javascript_bundle()


def edition(vega: ModuleType, schema: re.Match[str] | None) -> str | None:
    """The version of Vega-Lite to draw with: the one named, if vl-convert has it."""
    if schema is None or schema["minor"] is None:
        return None
    wanted = f"{schema['major']}.{schema['minor']}"
    return wanted if wanted in vega.get_vegalite_versions() else None


@cache
def vega_with(fonts: tuple[Path, ...]) -> ModuleType:
    """vl-convert with the fonts in `fonts`.

    Its runtime reads the time zone once, when it starts; axes of time must not depend on it. Nor must
    text depend on the fonts of the machine, which go before those of the same name in vl-convert.
    """
    os.environ["TZ"] = "UTC"
    os.environ["FONTCONFIG_FILE"] = str(OWN_FONTS)
    import vl_convert

    for folder in fonts:
        vl_convert.register_font_directory(str(folder))
    return vl_convert
