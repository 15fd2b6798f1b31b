"""`table(frame)` and `cite(keys)`: Markdown that reads the same in HTML and PDF, data escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.author.bibliography import distrust
from report.author.data import package
from report.derived import Derived, Rows, escaped, keys_in, safe, source_keys, spelled, told

if TYPE_CHECKING:
    import pandas as pd


WIDEST = 44  # letters for which the widest column of a table makes room
NAMED = re.compile(r"^\[([^]]*)\]\{#[\w-]+\}$")  # a text with an anchor prints as the text
HEAD = 10  # letters up to which a heading stands on one line
CITED = 18  # letters for which a cell of citations does: they print as names, not as keys


@dataclass(frozen=True, slots=True)
class Markdown:
    """Markdown that an author wrote or a function here made; it is not escaped again."""

    text: str

    def _repr_markdown_(self) -> str:
        return self.text

    def __str__(self) -> str:
        return self.text


def cite(keys: str | Iterable[str] | pd.DataFrame, *, most: int | None = None) -> Markdown:
    """A citation group for bibliography keys: a sequence, a text split by `;`, or rows with `sources`.

    `most` keeps a few, for places where space is short: the most reliable, among equals the first.
    No keys give no text.
    """
    wanted = list(dict.fromkeys(keys_of(keys)))
    if most is not None:
        wanted = sorted(wanted, key=distrust)[:most]
    return Markdown(f"[{'; '.join(f'@{key}' for key in wanted)}]" if wanted else "")


def keys_of(keys: str | Iterable[str] | pd.DataFrame) -> Iterator[str]:
    """The bibliography keys that `cite` was given, one by one."""
    if hasattr(keys, "columns"):
        yield from source_keys(keys)
        return
    for cell in [keys] if isinstance(keys, str) else keys:
        yield from keys_in(cell)


def table(
    frame: pd.DataFrame,
    columns: Mapping[str, str] | None = None,
    align: str = "",
    *,
    rows: Sequence[Rows] | None = None,
) -> Markdown:
    """A pipe table of `frame`: `columns` maps its columns to headings, in the order wanted.

    `align` has one letter a column (`l`, `r`, `c`; left where it is short). Cells are escaped;
    derived values print their text, `Markdown` cells stay as they are, missing values are empty.
    Where a table is wide its columns share the page by the length of their texts. What lines and
    derived values rest on goes with the table (docs/provenance.md): the rows of a line are told by
    `rows`, or by an index that is named after a dataset.
    """
    headings = columns or {name: str(name) for name in frame.columns}
    text = pipes(frame, headings, align)
    marks = [
        attribute("data-rows", lines_of(frame, rows)),
        attribute("data-cells", [*cells_of(frame, headings)]),
    ]
    if not any(marks):
        return Markdown(text)
    return Markdown(f"::: {{.derived-table {' '.join(filter(None, marks))}}}\n\n{text}\n\n:::")


def pipes(frame: pd.DataFrame, headings: Mapping[str, str], align: str) -> str:
    """The table itself."""
    rows = [[cell(value) for value in row] for row in frame[list(headings)].itertuples(index=False)]
    rules = [
        rule(letter, heading, [row[place] for row in rows])
        for place, (letter, heading) in enumerate(
            zip(align.ljust(len(headings), "l"), headings.values(), strict=False)
        )
    ]
    lines = [[escaped(heading) for heading in headings.values()], rules, *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def lines_of(frame: pd.DataFrame, rows: Sequence[Rows] | None) -> list[str]:
    """What each line rests on; nothing where nobody says it and the index is not that of a dataset."""
    if rows is not None:
        return [told([each]) for each in rows]
    name = frame.index.name
    if name is None or name not in datasets():
        return []
    return [told([Rows(str(name), (str(key),))]) for key in frame.index]


def datasets() -> set[str]:
    """The datasets of the project; none where it has no data package."""
    try:
        return {entry["name"] for entry in package()["resources"]}
    except FileNotFoundError:
        return set()


def cells_of(frame: pd.DataFrame, headings: Mapping[str, str]) -> Iterator[str]:
    """What each derived value in the table rests on, with its place."""
    for line, row in enumerate(frame[list(headings)].itertuples(index=False)):
        for column, value in enumerate(row):
            rows = told(value.rows) if isinstance(value, Derived) else ""
            if rows:
                yield f"{line}.{column}={safe(value.function)}={safe(value.unit)}={rows}"


def attribute(name: str, parts: list[str]) -> str:
    """An attribute that lists what lines or cells rest on; nothing where none does."""
    return f'{name}="{"|".join(parts)}"' if any(parts) else ""


def rule(letter: str, heading: str, texts: list[str]) -> str:
    """The dashes below a heading: Pandoc shares the width of a wide table by their number."""
    bare = (NAMED.sub(r"\1", text) for text in texts)
    longest = max((CITED if text.startswith("[@") else len(text) for text in bare), default=0)
    heads = [heading] if len(heading) <= HEAD else heading.split()
    dashes = "-" * max(3, min(longest, WIDEST), *map(len, heads))
    return {"l": f":{dashes}", "r": f"{dashes}:", "c": f":{dashes}:"}[letter]


def cell(value: object) -> str:
    """One cell's Markdown."""
    if isinstance(value, Markdown):
        return value.text
    if isinstance(value, Derived):
        return escaped(value.text)
    if value is None or str(value) == "<NA>" or value != value:  # noqa: PLR0124  (NaN, NaT)
        return ""
    return escaped(value if isinstance(value, str) else spelled(value))
