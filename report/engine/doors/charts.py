"""Vega behind its door: vl-convert draws specifications as SVG, offline, with the report's fonts."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from threading import Thread
from types import ModuleType

from report.engine.digest import digest
from report.engine.ports import Store

SVG_TAG = re.compile(r"<svg\b[^>]*>")
ON_PAPER = r'\g<0><rect width="100%" height="100%" fill="#ffffff"/>'
CLOSED = "(()=>{{{}\n}})();\n"  # its names are its own
PIXELS = 2  # in a PNG, for each pixel of the chart
NOTHING = {"mark": "point", "data": {"values": []}}
SCHEMA = re.compile(r"/(?P<library>vega|vega-lite)/v(?P<major>\d+)(?:\.(?P<minor>\d+))?")


@dataclass(frozen=True)
class VegaCharts:
    """Draws with vl-convert; `fonts` are folders with font files to measure and draw text with.

    `finish` is done to every picture. What is in `store` already is not drawn again.
    """

    fonts: tuple[Path, ...] = ()
    finish: Callable[[str], str] = str
    store: Store | None = None

    @cached_property
    def identity(self) -> str:
        """What a picture depends on beside its specification: the version, and the fonts."""
        files = sorted(file for folder in self.fonts for file in folder.glob("*.[ot]tf"))
        return digest(version("vl-convert-python"), *(file.read_bytes() for file in files))

    def expect(self) -> None:
        """Start the runtime beside whatever else goes on: that takes it half a second."""
        Thread(target=self._begin, daemon=True).start()

    def svg(self, spec: Mapping[str, object]) -> str:
        """The chart as SVG; nothing is fetched. Raises `ValueError` with Vega's message."""
        return self.finish(self._known("chart", spec, self._draw_text).decode())

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
            known = CLOSED.format(self._vega.javascript_bundle()).encode()
            if self.store:
                self.store.put(key, known)
        return known

    def _begin(self) -> None:
        self._draw(NOTHING)
        if self.store:
            self.runtime()

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

    def _draw_text(self, spec: Mapping[str, object]) -> bytes:
        return self._draw(spec).encode()

    def _paint(self, spec: Mapping[str, object]) -> bytes:
        svg = self._known("chart", spec, self._draw_text).decode()
        return self._vega.svg_to_png(SVG_TAG.sub(ON_PAPER, svg, count=1), scale=PIXELS)

    def _draw(self, spec: Mapping[str, object]) -> str:
        found = SCHEMA.search(str(spec.get("$schema", "")))
        if found and found["library"] == "vega":
            return self._vega.vega_to_svg(dict(spec), allowed_base_urls=[])
        return self._vega.vegalite_to_svg(
            dict(spec), vl_version=self._edition(found), allowed_base_urls=[]
        )

    def _edition(self, schema: re.Match[str] | None) -> str | None:
        """The version of Vega-Lite to draw with: the one named, if vl-convert has it."""
        if schema is None or schema["minor"] is None:
            return None
        wanted = f"{schema['major']}.{schema['minor']}"
        return wanted if wanted in self._vega.get_vegalite_versions() else None

    @cached_property
    def _vega(self) -> ModuleType:
        """vl-convert, loaded when the first chart wants it: it is large.

        Its runtime reads the time zone once, when it starts; axes of time must not depend on it.
        """
        os.environ["TZ"] = "UTC"
        import vl_convert

        for folder in self.fonts:
            vl_convert.register_font_directory(str(folder))
        return vl_convert
