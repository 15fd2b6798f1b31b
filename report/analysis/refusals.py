"""Public refusals: which were taken back, by whom, and how many days after the last of them.

Frames as in `report.analysis.weapons`; `steps` are those that `weapons.transfers` gives. A refusal is
any public no, soft ones included ("not now", "no change of policy").
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from report.analysis import dates
from report.analysis.weapons import by_donor, joined, rows
from report.derived import Derived, derive

PAIR = ["system_id", "donor", "name"]


def reversals(steps: pd.DataFrame, on: pd.Timestamp) -> pd.DataFrame:
    """What became of public refusals: for each donor and system, from its last no to its first yes.

    Refusals after the first yes are about something else and do not count. One row for each donor
    that refused a system: `system_id`, `donor`, `name`, `group`, `refusals` (their number), `low`
    and `high` (days from the last refusal to the yes, or to the day `on` while there is none),
    `granted`, `start` (day of that refusal), `steps`.
    """
    found = [reversal(chain, on) for chain in chains_with_refusals(steps)]
    columns = [*PAIR, "group", "refusals", "low", "high", "granted", "start", "steps"]
    table = pd.DataFrame([row for row in found if row], columns=columns)
    order = {"by": ["granted", "low", "high"], "ascending": [False, True, True]}
    return table.astype({"granted": bool}).sort_values(**order, ignore_index=True)


def chains_with_refusals(steps: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The steps of each donor and system that was refused at least once."""
    each = by_donor(steps)
    pair = each["system_id"] + "/" + each["donor"]
    refused = each[pair.isin(pair[each["event"].eq("refused")])]
    yield from (chain for _, chain in refused.groupby(["system_id", "donor"], sort=False))


def reversal(chain: pd.DataFrame, on: pd.Timestamp) -> dict[str, object] | None:
    """The row of `reversals` for the steps of one donor and system; None if it never refused."""
    refused, yes = noes_and_yes(chain)
    if refused.empty:
        return None
    last = refused.sort_values(["latest", "earliest"]).tail(1)
    end = yes.iloc[0] if len(yes) else pd.Series({"earliest": on, "latest": on})
    days = dates.lag(last.iloc[0], end)
    return {
        **last.iloc[0][[*PAIR, "group"]].to_dict(),
        "refusals": len(refused),
        "low": days.low,
        "high": days.high,
        "granted": bool(len(yes)),
        "start": last["earliest"].iloc[0],
        "steps": joined(tuple(refused.index), tuple(yes.index)),
    }


def noes_and_yes(chain: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A donor's refusals before its first yes, and that yes (no row if there is none)."""
    yes = chain[chain["event"].isin(["approved", "delivered"])].head(1)
    refused = chain[chain["event"].eq("refused")]
    if len(yes):
        refused = refused[refused["earliest"].le(yes["latest"].iloc[0])]
    return refused, yes


def noes_before_yes(steps: pd.DataFrame) -> pd.DataFrame:
    """Every refusal that a donor took back later, with the days from it to the yes.

    Columns: `system_id`, `donor`, `name`, `low` and `high` (days), `last` (whether it was the
    last one), `steps`. The last refusals come first, the shortest of them on top.
    """
    table = []
    for chain in chains_with_refusals(steps):
        refused, yes = noes_and_yes(chain)
        refused = refused.sort_values(["latest", "earliest"])
        for key, no in refused.iterrows() if len(yes) else ():
            days = dates.lag(no, yes.iloc[0])
            table.append(
                no[PAIR].to_dict()
                | {"low": days.low, "high": days.high, "last": key == refused.index[-1]}
                | {"steps": (key, yes.index[0])}
            )
    order = {"by": ["last", "low", "high"], "ascending": [False, True, True]}
    return pd.DataFrame(table, columns=[*PAIR, "low", "high", "last", "steps"]).sort_values(**order)


def refusals_of(refused: pd.DataFrame, decisions: pd.DataFrame) -> Derived:
    """How many public refusals there are, each step once."""
    keys = refused.index.unique()
    return derive(len(keys), decisions[decisions.index.isin(keys)], by=refusals_of)


def number(pairs: pd.DataFrame, decisions: pd.DataFrame, system_id: str, donor: str) -> Derived:
    """How often one donor refused one system, from the table of `reversals`."""
    found = pairs[pairs["system_id"].eq(system_id) & pairs["donor"].eq(donor)]
    return derive(int(found["refusals"].sum()), rows(decisions, found), by=number)
