"""The rule that holds authored verdicts against those that predicates compute from the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from report.bibtex import first_day
from report.engine.model import Finding
from report.engine.tables import Data, Row
from report.rules.spans import OP_ED

if TYPE_CHECKING:
    import pandas as pd

VERDICT, REASON = "verdict_2024_11_19", "contradiction_reason"


def computed_verdicts_agree(data: Data) -> Iterator[Finding]:
    """A verdict is the one that the tables give on the day of the op-ed, or says why it is not."""
    rows = [row for row in data["claims"] if row[VERDICT]]
    if not rows:
        return
    from report.analysis.claims import PREDICATES, computed  # pandas: seldom, only for new data

    frames = known(data)
    for row in rows:
        if row["claim_id"] not in PREDICATES:
            yield from idle_reason(data, row)
            continue
        try:
            found = computed(row["claim_id"], frames)
        except (KeyError, IndexError, ValueError, AttributeError) as error:
            yield broken(data, row, error)
            continue
        yield from disagreement(data, row, found.verdict, f"{found.value.text} {found.words}")


def disagreement(data: Data, row: Row, verdict: str, ground: str) -> Iterator[Finding]:
    """What is wrong between an authored verdict and the computed one."""
    table = data["claims"]
    if verdict == row[VERDICT]:
        yield from idle_reason(data, row)
    elif not row[REASON]:
        message = f"{row[VERDICT]}, but the tables say {verdict}: {ground}"
        hint = f"change the verdict, or say in {REASON} why it stands all the same"
        yield Finding("computed-verdict", table.place(row, VERDICT), message, hint)


def idle_reason(data: Data, row: Row) -> Iterator[Finding]:
    """A reason for a contradiction that there is not (any more)."""
    if row[REASON]:
        message = "a reason for a contradiction, but nothing contradicts the verdict"
        place = data["claims"].place(row, REASON)
        yield Finding("computed-verdict", place, message, "empty the field")


def broken(data: Data, row: Row, error: Exception) -> Finding:
    """A predicate that cannot find what it needs in the tables."""
    message = f"its predicate cannot be computed: {error!r}"
    hint = "bring back the row that it reads, or mend it in report/analysis/claims"
    return Finding("computed-verdict", data["claims"].place(row, "claim_id"), message, hint)


def known(data: Data) -> Mapping[str, pd.DataFrame]:
    """What the predicates read, as it was known on the day of the op-ed."""
    from report.analysis.claims import DATASETS
    from report.author.data import Shelf, as_known

    dates = {
        key: first_day(source.entry.text("date", "year")) for key, source in data.sources.items()
    }
    shelf = Shelf(
        entry=lambda name: dict(data[name].resource) | {"name": name},
        read=lambda resource: frame_of(data, resource),
        published=lambda: {key: date for key, date in dates.items() if date},
    )
    present = [name for name in DATASETS if name in data.tables]
    return {name: as_known(name, OP_ED, shelf) for name in present}


def frame_of(data: Data, resource: dict[str, Any]) -> pd.DataFrame:
    """All rows of a table as text, empty fields missing."""
    import pandas as pd

    columns = [field["name"] for field in resource["schema"]["fields"]]
    lines = [[row[name] or None for name in columns] for row in data[resource["name"]]]
    return pd.DataFrame(lines, columns=columns, dtype="string")


RULES = (computed_verdicts_agree,)
