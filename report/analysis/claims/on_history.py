"""Predicates on claims about politics, precedents and what is still to come."""

from __future__ import annotations

import pandas as pd

from report.analysis import dates
from report.analysis.claims.verdict import Computed, Frames, of_parts, two_sided, wholly, yet
from report.derived import derive

MUNICH, PRAGUE, WHITE = "anchor_munich_1938", "anchor_bohemia_1939", "anchor_case_white_1939"
INVASION = "2022-02-24"
WEAK = ("none", "paper_assurance", "unilateral_statement")


def doctrine(frames: Frames) -> Computed:
    """Claim 29: from the announcement of the doctrine to its signature."""
    value = gap(frames["timeline"], "ev_2024_09_25_doctrine", "ev_2024_11_19_doctrine")
    return wholly(value.value.low > 0, value, "from announcement to signature")


def rhetoric(frames: Frames) -> Computed:
    """Claim 30: the signature is on record, and its content was not new."""
    value = gap(frames["timeline"], "ev_2024_09_25_doctrine", "ev_2024_11_19_doctrine")
    return of_parts((True, value.value.low <= 0), value, "for which the content had been known")


def gap(events: pd.DataFrame, start: str, end: str):
    """Days between two events of the timeline."""
    return dates.between(events, start, end)


def signatories(frames: Frames) -> Computed:
    """Claim 45: who signed at Munich."""
    row = frames["timeline"].loc[[MUNICH]]
    names = row["actor"].iloc[0].split(";")
    shown = ("Britain" in names, "France" in names, "ceded" in row["event"].iloc[0])
    return of_parts(shown, dates.when(row), "is the day of the agreement, with Britain and France")


def rest_of_the_country(frames: Frames) -> Computed:
    """Claim 46: days from Munich to Prague, and whether all of the rest was occupied."""
    events = frames["precedent_events"]
    chain = events[events["precedent_id"].eq("munich_1938")]
    seceded = chain["event"].str.contains("Slovakia secedes").any()
    value = gap(frames["timeline"], MUNICH, PRAGUE)
    words = "from Munich to Prague; Slovakia was split off and not occupied"
    return of_parts((value.value.high < 365, not seceded), value, words)


def then_poland(frames: Frames) -> Computed:
    """Claim 47: the directive on Poland after Prague; and after Britain's pledge, not before."""
    value = gap(frames["timeline"], PRAGUE, WHITE)
    pledge = frames["precedent_events"].loc["munich_1938_e7", "date"]
    ordered = frames["timeline"].loc[WHITE, "date"]
    words = "from Prague to the directive, which followed Britain’s pledge"
    return of_parts((value.value.low >= 0, bool(ordered < pledge)), value, words)


def like_munich(frames: Frames) -> Computed:
    """Claim 48: what the sketch of Trump's advisers shares with Munich, and what not."""
    munich = frames["precedents"].loc["munich_1938"]
    sketch = frames["settlement_proposals"].loc[["trump_team_wsj_2024"]]
    shares = munich["territory_ceded"] == "yes" and sketch["territory"].iloc[0] == "de_facto"
    differs = sketch["foreign_troops"].iloc[0] == "european"
    rows = frames["precedents"].loc[["munich_1938"]]
    value = derive(int(shares), rows, sketch, by=like_munich)
    words = "feature shared, ground given up; troops and arms are in the sketch alone"
    return two_sided(shares, differs, value, words)


def tempts(frames: Frames) -> Computed:
    """Claim 62: what became of settlements with no or weak guarantees."""
    rows = frames["precedents"]
    rows = rows[rows["stratum"].eq("settlement") & rows["guarantee_type"].isin(WEAK)]
    attacked = rows["renewed_attack_on"].notna()
    value = derive(int(attacked.sum()), rows, by=tempts)
    words = f"of {len(rows)} settlements with no or weak guarantees were attacked again"
    return two_sided(bool(attacked.any()), bool((~attacked).any()), value, words)


def scorn(frames: Frames) -> Computed:
    """Claim 64: Moscow's words since the vote: terms upheld, and welcome."""
    events = frames["timeline"]
    vote = events.loc["ev_2024_11_05_election", "date"]
    words = events[events["actor"].eq("Russia") & events["date"].gt(vote)]
    words = words[words["topic"].eq("politics") & words["event"].str.contains("insists|positive")]
    kinder = words[words["event"].str.contains("positive")]
    value = derive(len(words), words, by=scorn)
    told = f"statements since the vote, {len(kinder)} of them positive"
    return of_parts((len(words) > len(kinder), kinder.empty), value, told)


def no_deal(frames: Frames) -> Computed:
    """Claims on what a deal would bring: there was none to judge by."""
    rows = frames["precedents"]
    ours = rows[rows["target"].str.contains("Ukraine") & rows["settled_on"].gt(INVASION)]
    value = derive(len(ours), ours, by=no_deal)
    return yet(len(ours) > 0, value, "settlements since the invasion")


def afterwards(frames: Frames) -> Computed:
    """Claim 68: events after the op-ed."""
    events = frames["timeline"]
    later = events[events["date"].gt(events.loc["ev_2024_11_19_oped", "date"])]
    return yet(len(later) > 0, derive(len(later), later, by=afterwards), "events after the op-ed")
