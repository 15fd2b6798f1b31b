"""`show(chart)`: a chart as a picture that HTML and PDF share, drawn offline and the same every time."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from report.author.credits import credit
from report.author.marks import evident, rows_in
from report.author.records import records
from report.derived import rows_from, rows_of, told
from report.fonts import in_own_face

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

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


def show(chart: alt.TopLevelMixin, *frames: pd.DataFrame) -> Shown:
    """`chart` as a picture, for the cell's last line; nothing is fetched.

    Its marks carry the rows that their frames tell of (`report.author.marks`); `frames` are selections
    of datasets that the chart rests on besides. Both stand in the chart's `usermeta`, for its menu.
    The embedded engine says by `REPORT_DRAWS` that it draws all charts itself, with one runtime for
    all chapters; elsewhere the picture is drawn here.
    """
    spec = specified(chart, frames)
    if "REPORT_DRAWS" in os.environ:
        return Shown(spec)
    os.environ["TZ"] = "UTC"  # read when its runtime starts: axes of time must not depend on it
    import vl_convert

    picture = in_own_face(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))
    return Shown(spec, carrying(picture, spec))


def specified(chart: alt.TopLevelMixin, frames: tuple[pd.DataFrame, ...]) -> dict[str, Any]:
    """The chart's specification, with the rows that it rests on."""
    import altair as alt

    made: dict[int, tuple[Any, Any]] = {}  # what layers share is made once

    def once(data: Any) -> Any:
        if id(data) not in made:
            made[id(data)] = data, with_evidence(data)
        return made[id(data)][1]

    alt.data_transformers.register("report", once)
    with alt.data_transformers.enable("report"):
        spec = chart.to_dict()
    found = [*(rows_of(frame) for frame in frames), *rows_from(rows_in(spec))]
    rows = told(found)
    if not rows:
        return spec
    said = {"rows": rows, **({"credit": behind} if (behind := credit(found)) else {})}
    return {**spec, "usermeta": {**spec.get("usermeta", {}), **said}}


def with_evidence(data: Any) -> Any:
    """A chart's data as Altair has them by default, frames with the rows that they tell of."""
    import altair as alt

    if not hasattr(data, "index"):
        return alt.default_data_transformer(data)
    frame = evident(data)
    rows = records(frame)
    return alt.default_data_transformer(frame) if rows is None else {"values": rows}


def carrying(svg: str, spec: Mapping[str, Any]) -> str:
    """The picture with its specification inside, for menus made after `quarto render`."""
    told = escape(json.dumps(spec, ensure_ascii=False), quote=False)
    inside = f'<metadata id="vega-lite">{told}</metadata>'
    return OPENING.sub(lambda tag: tag[0] + inside, svg, count=1)
