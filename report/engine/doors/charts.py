"""Vega behind its door: vl-convert draws specifications as SVG, offline, with the report's fonts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType

SCHEMA = re.compile(r"/(?P<library>vega|vega-lite)/v(?P<major>\d+)(?:\.(?P<minor>\d+))?")


@dataclass(frozen=True)
class VegaCharts:
    """Draws with vl-convert; `fonts` are folders with font files to measure and draw text with."""

    fonts: tuple[Path, ...] = ()

    def svg(self, spec: Mapping[str, object]) -> str:
        """The chart as SVG; nothing is fetched. Raises `ValueError` with Vega's message."""
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
        """vl-convert, loaded when the first chart wants it: it is large."""
        import vl_convert

        for folder in self.fonts:
            vl_convert.register_font_directory(str(folder))
        return vl_convert
