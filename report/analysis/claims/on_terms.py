"""Predicates on claims about proposals, guarantees and economic pressure."""

from __future__ import annotations

import pandas as pd

from report.analysis import economy, proposals
from report.analysis.claims.on_weapons import since_the_vote
from report.analysis.claims.verdict import (
    Computed,
    Frames,
    in_part,
    of_parts,
    two_sided,
    wholly,
    yet,
)
from report.analysis.guarantees import network, signed_between
from report.derived import derive

SKETCH, VANCE, PUTIN = "trump_team_wsj_2024", "vance_outline_2024", "putin_terms_2024"
NEAR_TRUMP = ("kellogg_fleitz_2024", VANCE, SKETCH)
AT_NATO = ("rasmussen_partial_nato_2023", "stoltenberg_line_2024", "pavel_membership_2024")


def plans(frames: Frames) -> pd.DataFrame:
    """The proposals for ending the war."""
    return proposals.plans(frames["settlement_proposals"])


def fast_track(frames: Frames) -> Computed:
    """Claim 12: a sketch from the incoming team, and whether it was anybody's plan."""
    sketch = plans(frames).loc[[SKETCH]]
    value = derive(len(sketch), sketch, by=fast_track)
    shown = (True, sketch["status"].eq("formal").iloc[0])
    return of_parts(
        tuple(map(bool, shown)), value, "sketch from Trump’s advisers, adopted by nobody"
    )


def favours_putin(frames: Frames) -> Computed:
    """Claim 13: the sketch against both sides' stated aims on ground and NATO."""
    rows = plans(frames)
    terms = [proposals.aim(name, rows.loc[SKETCH, name]) for name in ("territory", "nato_status")]
    value = derive(terms.count(proposals.MOSCOW), rows.loc[[SKETCH, PUTIN]], by=favours_putin)
    against_kyiv = proposals.KYIV not in terms
    words = "of Moscow’s two stated aims are met by the sketch, and none of Kyiv’s"
    return two_sided(against_kyiv, value.value < len(terms), value, words)


def arms_and_pressure(frames: Frames) -> Computed:
    """Claim 14: American steps since the vote that are neither arms nor pressure."""
    found = since_the_vote(frames)
    other = found[found["event"].eq("restriction_eased")]
    value = derive(len(other), other, by=arms_and_pressure)
    return of_parts(
        (True, other.empty), value, "American step since the vote changed a rule of use"
    )


def good_options(frames: Frames) -> Computed:
    """Claim 15: tools of pressure that Washington had not used; their effect is not in a table."""
    value = economy.unused(economy.measures(frames["economic_measures"]))
    return in_part(value.value > 0, value, f"of {len(economy.TOOLS)} tools unused; effect not seen")


def lines_of_the_team(frames: Frames) -> Computed:
    """Claim 31: proposals near Trump that keep the front line; none of them is Trump's."""
    near = plans(frames).reindex(NEAR_TRUMP).dropna(subset=["territory"])
    held = proposals.having(near, territory="de_facto")
    value = derive(len(held), held.rename_axis("settlement_proposals"), by=lines_of_the_team)
    return in_part(len(held) > 0, value, "sketches near Trump keep the front line; he adopted none")


def not_radical(frames: Frames) -> Computed:
    """Claim 32: others that keep the front line, and how many also lack NATO membership."""
    others = plans(frames).drop(index=list(NEAR_TRUMP), errors="ignore")
    held = proposals.having(others, territory="de_facto")
    without = held[held["nato_status"].ne("membership")]
    value = derive(len(held), held, by=not_radical)
    words = f"other proposals keep the front line, {len(without)} of them without membership"
    return in_part(len(held) > 0, value, words)


def bundle_began(frames: Frames) -> Computed:
    """Claim 34: Ukraine's agreements since the G7 declaration, the American among them."""
    chosen = network(frames["guarantee_frameworks"])
    start = frames["timeline"].loc["anchor_g7_vilnius_2023", "date"].date()
    value = signed_between(chosen, start, chosen["signed_on"].max().date())
    american = chosen["guarantors"].fillna("").str.contains("United States").any()
    shown = (value.value > 1, american)
    return of_parts(tuple(map(bool, shown)), value, "agreements since the G7 declaration")


def europeans_too(frames: Frames) -> Computed:
    """Claim 37: what holders of high office, past and present, said in public."""
    rows = plans(frames)
    spoke = rows[rows.index.isin(AT_NATO)]
    spoke = proposals.having(spoke, territory="de_facto", nato_status="membership")
    value = derive(len(spoke), spoke, by=europeans_too)
    return in_part(len(spoke) > 0, value, "public proposals; private views are in no table")


def stated_goal(frames: Frames) -> Computed:
    """Claim 38: the summit's words on membership."""
    row = frames["timeline"].loc[["anchor_nato_washington_2024"]]
    value = derive(row["date"].iloc[0].date(), row, by=stated_goal)
    return wholly(
        row["event"].str.contains("membership").iloc[0],
        value,
        "is the day of the summit’s declaration",
    )


def pause_or_neutrality(frames: Frames) -> Computed:
    """Claim 39: the moratorium in the sketch, and neutrality in Vance's outline."""
    rows = plans(frames)
    shown = (
        rows.loc[SKETCH, "nato_status"] == "moratorium",
        rows.loc[VANCE, "nato_status"] == "neutrality",
    )
    value = proposals.moratorium(rows, SKETCH)
    return of_parts(shown, value, "in the sketch, neutrality in Vance’s outline")


def vances_line(frames: Frames) -> Computed:
    """Claim 54: front line and zone in Vance's outline."""
    row = plans(frames).loc[[VANCE]]
    shown = (row["territory"].eq("de_facto").iloc[0], row["demilitarised_zone"].eq("yes").iloc[0])
    value = derive(row["latest"].iloc[0].date(), row, by=vances_line)
    return of_parts(
        tuple(map(bool, shown)), value, "is the day of an outline with front line and zone"
    )


def vances_silence(frames: Frames) -> Computed:
    """Claim 55: what Vance's outline does not say."""
    row = plans(frames).loc[[VANCE]]
    silent = row["foreign_troops"].eq("unspecified") & row["guarantee"].str.contains("no guarantor")
    value = derive(int(silent.sum()), row, by=vances_silence)
    return wholly(bool(silent.iloc[0]), value, "outline, without guarantor or troops")


def vances_room(frames: Frames) -> Computed:
    """Claim 56: Vance's outline leaves troops open and asks for neutrality."""
    row = plans(frames).loc[[VANCE]]
    shown = (
        row["foreign_troops"].eq("unspecified").iloc[0],
        row["nato_status"].ne("neutrality").iloc[0],
    )
    value = derive(int(shown[0]), row, by=vances_room)
    return of_parts(
        tuple(map(bool, shown)), value, "outline leaves troops open and asks for neutrality"
    )


def not_fanciful(frames: Frames) -> Computed:
    """Claim 57: proposals with European troops that do not rest on the op-ed."""
    found = proposals.having(plans(frames), foreign_troops="european")
    value = proposals.counted(proposals.from_elsewhere(found))
    return in_part(value.value > 0, value, "proposals with European troops besides the op-ed’s")


def asks_for_backup(frames: Frames) -> Computed:
    """Claim 59: contributors that named American support as their condition."""
    found = proposals.from_elsewhere(proposals.having(plans(frames), foreign_troops="european"))
    asked = found[found["guarantee"].str.contains(r"US (?:support|backup|backing)")]
    value = derive(len(asked), asked, by=asks_for_backup)
    return yet(len(asked) > 0, value, "proposals name American support as a condition")


def best_security(frames: Frames) -> Computed:
    """Claim 61: NATO's text against others on the sum of scores."""
    cells = frames["guarantee_provisions"]
    whole = cells.groupby("framework_id")["score"].agg(["sum", "count"])
    whole = whole[whole["count"].eq(whole["count"].max())]["sum"]
    above = whole[whole.gt(whole.loc["nato_1949"])]
    rows = cells[cells["framework_id"].isin([*above.index, "nato_1949"])]
    value = derive(len(above), rows, by=best_security)
    strong = whole.rank(pct=True).loc["nato_1949"] > 0.5
    return two_sided(bool(strong), len(above) > 0, value, "texts score higher than NATO’s treaty")


def stronger_plan(frames: Frames) -> Computed:
    """Claim 63: instruments for Ukraine after the bundle that are more than bilateral accords."""
    table = frames["guarantee_frameworks"]
    ours = table[table["beneficiary"].eq("Ukraine") & table["known_on"].gt("2024-11-01")]
    plan = ours[~ours.index.isin(network(table).index)]
    return yet(
        len(plan) > 0,
        derive(len(plan), plan, by=stronger_plan),
        "plans stronger than the bundle on record",
    )


def putins_choices(frames: Frames) -> Computed:
    """Claim 66: Western proposals that meet Putin's terms on ground and NATO."""
    rows = plans(frames)
    alike = proposals.sharing(rows, PUTIN, ["territory", "nato_status"])
    value = derive(len(alike), rows.loc[[PUTIN, *alike.index]], by=putins_choices)
    return in_part(alike.empty, value, "other proposals meet Putin’s terms on ground and NATO")
