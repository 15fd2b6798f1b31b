"""What a chart draws, as one table: a Vega-Lite specification goes in, a header and rows come out.

A chart of several views or layers has several datasets. Rows with the same columns stand together;
where the columns differ, `drawn_as` says by which marks a row is drawn, and where views have titles of
their own, `panel` says in which one. What only repeats another dataset (a column of labels) and what
is placed by pixels (a key to the marks) is left out.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, TypeAlias

Row: TypeAlias = Mapping[str, Any]
Spec: TypeAlias = Mapping[str, Any]

CHILDREN = ("layer", "hconcat", "vconcat", "concat")
POSITIONS = ("x", "y", "x2", "y2", "theta", "longitude", "latitude")
PANEL, DRAWN_AS = "panel", "drawn_as"


@dataclass(frozen=True, slots=True)
class View:
    """One unit of a chart: its panel's title, its mark, the dataset it draws, whether by pixels."""

    panel: str
    mark: str
    data: str
    by_pixels: bool


@dataclass(frozen=True, eq=False)
class Part:
    """One dataset of a chart: in which panel and by which marks it is drawn, and its rows."""

    panel: str
    marks: tuple[str, ...]
    rows: tuple[Row, ...]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of all fields, in order of appearance."""
        return tuple(dict.fromkeys(name for row in self.rows for name in row))


def drawn_table(spec: Spec) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """The header and the rows of what `spec` draws; both empty where it names no data of its own."""
    parts = without_repeats(parts_of(spec))
    panels = len({part.panel for part in parts}) > 1
    marks = len({part.columns for part in parts}) > 1
    columns = tuple(dict.fromkeys(name for part in parts for name in part.columns))
    led = [name for name, wanted in ((PANEL, panels), (DRAWN_AS, marks)) if wanted]
    rows = [
        (
            *([part.panel] if panels else ()),
            *([", ".join(part.marks)] if marks else ()),
            *(row.get(name) for name in columns),
        )
        for part in parts
        for row in part.rows
    ]
    return (*(unlike(name, columns) for name in led), *columns), rows


def unlike(name: str, columns: Sequence[str]) -> str:
    """A name for a column of ours that none of the chart's own columns has."""
    while name in columns:
        name = f"chart_{name}"
    return name


def parts_of(spec: Spec) -> list[Part]:
    """The datasets that a chart draws by their values, in order of appearance."""
    sets: dict[str, tuple[Row, ...]] = {}
    views = [view for view in views_of(spec, spec.get("datasets", {}), sets) if view.data]
    by_values = [view for view in views if not view.by_pixels] or views
    parts = []
    for data in dict.fromkeys(view.data for view in by_values):
        own = [view for view in by_values if view.data == data]
        panels = list(dict.fromkeys(view.panel for view in own))
        marks = tuple(dict.fromkeys(view.mark for view in own))
        parts.append(Part(panels[0] if len(panels) == 1 else "", marks, sets[data]))
    return parts


def views_of(
    spec: Spec, datasets: Mapping[str, Any], sets: dict[str, tuple[Row, ...]]
) -> Iterator[View]:
    """Every unit view of a chart; the rows of each dataset are put into `sets` by a name for it."""
    waiting: list[tuple[Spec, str, str]] = [(spec, "", "")]
    while waiting:
        view, panel, inherited = waiting.pop()
        data = name_of(view["data"], datasets, sets) if view.get("data") else inherited
        title = title_of(view) if view is not spec else ""
        inner = [child for key in CHILDREN for child in view.get(key, ())]
        inner += [view["spec"]] if isinstance(view.get("spec"), Mapping) else []
        waiting += [(child, title or panel, data) for child in reversed(inner)]
        if "mark" in view:
            yield View(title or panel, mark_of(view), data, by_pixels(view))


def name_of(
    data: Mapping[str, Any], datasets: Mapping[str, Any], sets: dict[str, tuple[Row, ...]]
) -> str:
    """A name for the dataset that a view names or holds; empty for one that lies elsewhere."""
    values = data.get("values", datasets.get(data.get("name", "")))
    if not isinstance(values, list):
        return ""
    name = "inline " + json.dumps(values, sort_keys=True) if "values" in data else data["name"]
    sets.setdefault(
        name, tuple(row if isinstance(row, Mapping) else {"data": row} for row in values)
    )
    return name


def title_of(view: Spec) -> str:
    """The text of a view's title."""
    title = view.get("title")
    text = title.get("text") if isinstance(title, Mapping) else title
    return " ".join(map(str, text)) if isinstance(text, list) else str(text or "")


def mark_of(view: Spec) -> str:
    """The kind of a view's mark."""
    mark = view["mark"]
    return str(mark.get("type", "")) if isinstance(mark, Mapping) else str(mark)


def by_pixels(view: Spec) -> bool:
    """Whether a view places its marks by pixels alone, as a key to other marks does."""
    encoding = view.get("encoding", {})
    placed = [encoding[name] for name in POSITIONS if name in encoding]
    return bool(placed) and all(
        "value" in channel or ("scale" in channel and channel["scale"] is None)
        for channel in placed
    )


def without_repeats(parts: Sequence[Part]) -> list[Part]:
    """The parts without those whose rows all stand in another one, where that may say more of them."""
    kept = list(parts)
    counted = cache(lambda part, columns: Counter(keys_of(part.rows, columns)))
    for part in parts:
        others = [other for other in kept if other is not part]
        if any(repeats(part, other, counted) for other in others):
            kept = others
    return kept


def repeats(
    part: Part, other: Part, counted: Callable[[Part, tuple[str, ...]], Counter[str]]
) -> bool:
    """Whether every row of `part` stands in `other`, where that has more columns perhaps."""
    columns = part.columns
    if not set(columns) <= set(other.columns):
        return False
    own, there = counted(part, columns), counted(other, columns)
    return own <= there if len(columns) == len(other.columns) else own.keys() <= there.keys()


def keys_of(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[str]:
    """Each row's values under `columns`, as a text to compare."""
    return (json.dumps([row.get(name) for name in columns], sort_keys=True) for row in rows)
