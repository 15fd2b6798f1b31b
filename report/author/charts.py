"""`show(chart)`: a chart as a picture that HTML and PDF share, drawn offline and the same every time."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from report.fonts import in_own_face

if TYPE_CHECKING:
    import altair as alt

VEGA_LITE = "application/vnd.vegalite.v6+json"
OPENING = re.compile(r"<svg\b[^>]*>")


@dataclass(frozen=True, slots=True)
class Shown:
    """A chart to be seen: its specification, and the picture unless somebody else will draw it."""

    spec: Mapping[str, Any]
    svg: str = ""

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        """Both, for Jupyter: Quarto takes the picture, the embedded engine the specification."""
        picture = {"image/svg+xml": self.svg} if self.svg else {}
        return {**picture, VEGA_LITE: self.spec, "text/plain": "chart"}


def show(chart: alt.TopLevelMixin) -> Shown:
    """`chart` as a picture, for the cell's last line; nothing is fetched.

    The embedded engine says by `REPORT_DRAWS` that it draws all charts itself, with one runtime for
    all chapters; elsewhere the picture is drawn here.
    """
    spec = chart.to_dict()
    if "REPORT_DRAWS" in os.environ:
        return Shown(spec)
    os.environ["TZ"] = "UTC"  # read when its runtime starts: axes of time must not depend on it
    import vl_convert

    picture = in_own_face(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))
    return Shown(spec, carrying(picture, spec))


def carrying(svg: str, spec: Mapping[str, Any]) -> str:
    """The picture with its specification inside, for menus made after `quarto render`."""
    told = escape(json.dumps(spec, ensure_ascii=False), quote=False)
    inside = f'<metadata id="vega-lite">{told}</metadata>'
    return OPENING.sub(lambda tag: tag[0] + inside, svg, count=1)
