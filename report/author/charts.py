"""`show(chart)`: a chart as a picture that HTML and PDF share, drawn offline and the same every time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair as alt

VEGA_LITE = "application/vnd.vegalite.v6+json"
FAMILY = re.compile(r'font-family="([^"]*)"')
FAMILIES = "'Source Sans 3', {measured}, Arial, Helvetica, sans-serif"


@dataclass(frozen=True, slots=True)
class Shown:
    """A drawn chart: the picture, and the specification it was drawn from."""

    svg: str
    spec: Mapping[str, Any]

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        """Both, for Jupyter: Quarto takes the picture, the embedded engine may use either."""
        return {"image/svg+xml": self.svg, VEGA_LITE: self.spec, "text/plain": "chart"}


def show(chart: alt.TopLevelMixin) -> Shown:
    """Draw `chart` as SVG, for the cell's last line; nothing is fetched."""
    import vl_convert

    spec = chart.to_dict()
    return Shown(in_own_face(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])), spec)


def in_own_face(svg: str) -> str:
    """`svg` set in the report's own face, then in the one that its text was measured with.

    That is done to the picture, not to the specification: vl-convert measures text wrongly when a
    family's name is quoted, and a name with a figure in it must be.
    """
    return FAMILY.sub(lambda found: f'font-family="{FAMILIES.format(measured=found[1])}"', svg)
