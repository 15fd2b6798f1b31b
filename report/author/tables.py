"""`table(frame)` and `cite(keys)`: Markdown that reads the same in HTML and PDF, data escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.derived import Derived, escaped, source_keys, spelled

if TYPE_CHECKING:
    import pandas as pd


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

    `most` keeps the first few, for places where space is short. No keys give no text.
    """
    wanted = list(dict.fromkeys(keys_of(keys)))[:most]
    return Markdown(f"[{'; '.join(f'@{key}' for key in wanted)}]" if wanted else "")


def keys_of(keys: str | Iterable[str] | pd.DataFrame) -> Iterator[str]:
    """The bibliography keys that `cite` was given, one by one."""
    if hasattr(keys, "columns"):
        yield from source_keys(keys)
        return
    for key in keys.split(";") if isinstance(keys, str) else keys:
        if key.strip():
            yield key.strip()


def table(
    frame: pd.DataFrame, columns: Mapping[str, str] | None = None, align: str = ""
) -> Markdown:
    """A pipe table of `frame`: `columns` maps its columns to headings, in the order wanted.

    `align` has one letter a column (`l`, `r`, `c`; left where it is short). Cells are escaped;
    derived values print their text, `Markdown` cells stay as they are, missing values are empty.
    """
    headings = columns or {name: str(name) for name in frame.columns}
    rules = {"l": ":---", "r": "---:", "c": ":---:"}
    letters = align.ljust(len(headings), "l")
    lines = [
        [escaped(heading) for heading in headings.values()],
        [rules[letter] for letter in letters[: len(headings)]],
        *([cell(value) for value in row] for row in frame[list(headings)].itertuples(index=False)),
    ]
    return Markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))


def cell(value: object) -> str:
    """One cell's Markdown."""
    if isinstance(value, Markdown):
        return value.text
    if isinstance(value, Derived):
        return escaped(value.text)
    if value is None or str(value) == "<NA>" or value != value:  # noqa: PLR0124  (NaN, NaT)
        return ""
    return escaped(value if isinstance(value, str) else spelled(value))
