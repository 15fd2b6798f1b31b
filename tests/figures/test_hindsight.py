"""The figures of the second look: each title states what the data say."""

import datetime as dt
from functools import cache

import pandas as pd
import pytest
import vl_convert
from lxml import etree

from figures import (
    hindsight_claims,
    hindsight_distances,
    hindsight_donors,
    hindsight_forecasts,
    hindsight_map,
    hindsight_margins,
    hindsight_positions,
    hindsight_tools,
)
from report.analysis import economy, guarantees, weapons
from report.analysis import proposals as q
from report.analysis.hindsight import OP_ED, arms, drafts, outcomes, positions, pressure
from report.author import data
from report.engine.drawn import drawn_table
from report.engine.widths import narrow_of, wide_of

DAY = dt.date(2026, 2, 24)
TODAY = pd.Timestamp(DAY)


def told(chart) -> str:
    """The title of a figure, in one line."""
    return " ".join(chart.to_dict()["title"]["text"])


@cache
def claims() -> pd.DataFrame:
    return outcomes.judged(data("claims", on=DAY), data("claim_outcomes", on=DAY))


@cache
def said() -> pd.DataFrame:
    return positions.statements(q.plans(data("settlement_proposals", on=DAY)))


def test_tiles_tell_hits_facts_and_failures():
    frame = outcomes.tiles(claims())
    assert told(hindsight_claims.draw(frame)).startswith("31 of 71 claims came true, 14 of them")
    failed = frame.assign(outcome=frame["outcome"].replace("Open", "Did not"))
    assert "and 17 count as failed" in told(hindsight_claims.draw(failed))


@pytest.mark.parametrize("drawing", [wide_of, narrow_of], ids=["wide", "narrow"])
def test_no_two_tiles_share_a_place(drawing):
    spec = hindsight_claims.draw(outcomes.tiles(claims())).to_dict()
    picture = etree.fromstring(vl_convert.vegalite_to_svg(drawing(spec)))
    numbers = {str(number) for number in outcomes.tiles(claims())["number"]}
    places = [text.get("transform") for text in picture.iter("{*}text") if text.text in numbers]
    assert len(set(places)) == len(places) == len(claims())


def test_tiles_keep_the_row_of_their_claim_and_nothing_of_the_drawing():
    frame = outcomes.tiles(claims())
    assert (frame.index.name, set(frame.index)) == ("claim_outcomes", set(claims().index))
    header, rows = drawn_table(hindsight_claims.draw(frame).to_dict())
    assert header == ("number", "kind", "verdict", "outcome", "place")
    assert len(rows) == len(frame)


def test_forecasts_tell_how_many_can_be_scored():
    chart = hindsight_forecasts.draw(outcomes.forecasts(claims()), since=OP_ED, until=TODAY)
    assert told(chart).startswith("6 of 10 forecasts can be scored: 4 came true")


def test_margins_tell_who_stands_above():
    frameworks = data("guarantee_frameworks", on=DAY)
    recent = drafts.since(frameworks, OP_ED)
    table = drafts.margins(data("guarantee_provisions", on=DAY), frameworks, recent)
    assert told(hindsight_margins.draw(table)).startswith("None of 7 texts")
    higher = table.assign(margin=table["margin"] + 1.5)
    assert told(hindsight_margins.draw(higher)).startswith("4 of 7 texts")


def test_donors_are_told_on_either_side_of_the_turn():
    frames = (
        data(name, on=DAY) for name in ("weapons_decisions", "weapon_systems", "decision_codes")
    )
    promised = arms.promises(weapons.transfers(*frames))
    frame = arms.by_half_year(promised, weapons.INVASION)
    assert "12 of 28 since" in told(hindsight_donors.draw(frame, turn="2025 I"))


def test_tools_tell_first_uses_alone():
    uses = pressure.uses(economy.measures(data("economic_measures", on=DAY)), OP_ED)
    idle = ["Block Gazprombank", "Seize Russian state assets"]
    chart = hindsight_tools.draw(uses, idle, turn=OP_ED, until=TODAY)
    assert told(chart).startswith("Since the op-ed Washington first used 2")


def test_positions_and_distances_are_drawn_the_same_twice():
    span = {"since": OP_ED, "until": TODAY, "finding": "A finding"}
    tracks, gaps = positions.tracks(said(), TODAY), positions.distances(said(), OP_ED, TODAY)
    for draw, frame in ((hindsight_positions.draw, tracks), (hindsight_distances.draw, gaps)):
        assert draw(frame, **span).to_dict() == draw(frame.copy(), **span).to_dict()
        assert told(draw(frame, **span)) == "A finding"


def test_what_a_side_said_before_stands_at_the_left_edge():
    shown = hindsight_positions.clipped(positions.tracks(said(), TODAY), OP_ED)
    assert shown["at"].ge(OP_ED).all()
    edge = shown[shown["at"].eq(OP_ED)]
    assert not edge["spoken"].any()
    assert {"Moscow", "Kyiv", "Washington"} <= set(edge["side"])


def test_the_map_of_drafts_compares_the_highest_with_the_typical_agreement():
    provisions, frameworks = (
        data("guarantee_provisions", on=DAY),
        data("guarantee_frameworks", on=DAY),
    )
    recent = drafts.since(frameworks, OP_ED)
    groups = {"Since": list(recent.index), "Agreements": ["ua_typical"]}
    chart = hindsight_map.draw(guarantees.chosen_map(provisions, frameworks, groups))

    best = guarantees.totals(guarantees.scores(provisions, recent)).max()
    assert told(chart).startswith(
        f"The highest of {len(recent)} later texts scores {best:.0f} of 21"
    )
