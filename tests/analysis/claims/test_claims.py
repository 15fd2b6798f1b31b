import datetime as dt

import pandas as pd
import pytest

from report.analysis import claims as k
from report.analysis.claims import on_history as h
from report.analysis.claims import on_weapons as w
from report.analysis.claims import verdict as c
from report.author import data
from report.derived import derive

DAY = dt.date(2024, 11, 19)
CLOSED = dt.date(2026, 12, 31)
FRAMES = {name: data(name, on=DAY) for name in k.DATASETS}
CLAIMS = data("claims", on=DAY)


def frame(name: str, **rows: dict[str, object]) -> pd.DataFrame:
    """Rows of a dataset by key; `date` as a timestamp, known to the day."""
    lines = [
        {"date_precision": "day", "sources": f"source_{key}", **row} for key, row in rows.items()
    ]
    table = pd.DataFrame(lines, index=pd.Index(list(rows), name=name, dtype="object"))
    return table.assign(date=pd.to_datetime(table["date"]))


VALUE = derive(1, frame("timeline", a={"date": "2024-01-01"}), by=frame)


@pytest.mark.parametrize(
    ("computed", "verdict"),
    [
        (c.wholly(True, VALUE, ""), "supported"),
        (c.wholly(False, VALUE, ""), "contested"),
        (c.in_part(True, VALUE, ""), "partly_supported"),
        (c.in_part(False, VALUE, ""), "contested"),
        (c.of_parts((True, True), VALUE, ""), "supported"),
        (c.of_parts((True, False), VALUE, ""), "partly_supported"),
        (c.of_parts((False, False), VALUE, ""), "contested"),
        (c.two_sided(True, False, VALUE, ""), "supported"),
        (c.two_sided(True, True, VALUE, ""), "contested"),
        (c.two_sided(False, False, VALUE, ""), "untested"),
        (c.yet(False, VALUE, ""), "untested"),
        (c.yet(True, VALUE, ""), "supported"),
    ],
)
def test_what_is_shown_becomes_a_verdict(computed, verdict):
    assert computed.verdict == verdict


def test_every_testable_claim_has_a_predicate_or_a_reason():
    testable = set(CLAIMS.index[CLAIMS["testable"].ne("no")])
    assert set(k.PREDICATES) | set(k.UNDECIDED) == testable
    assert not set(k.PREDICATES) & set(k.UNDECIDED)


def test_every_predicate_can_be_computed_and_rests_on_named_rows():
    for key in k.PREDICATES:
        found = k.computed(key, FRAMES)
        assert found.verdict in k.VERDICTS
        assert found.value.rows, key
        assert found.words


def test_a_claim_differs_only_with_a_reason():
    rows = k.compared(CLAIMS, FRAMES)
    differing = k.decided(rows)[lambda told: ~told["agrees"].astype(bool)]
    assert set(differing.index) == set(rows.index[rows["contradiction_reason"].notna()])


def test_the_doctrine_must_be_announced_before_it_is_signed():
    days = {"ev_2024_09_25_doctrine": "2024-09-25", "ev_2024_11_19_doctrine": "2024-11-19"}
    events = frame("timeline", **{key: {"date": day} for key, day in days.items()})
    assert h.doctrine({"timeline": events}).value.text == "55\N{NO-BREAK SPACE}days"
    assert h.doctrine({"timeline": events}).verdict == "supported"
    turned = events.assign(date=events["date"].iloc[::-1].to_numpy())
    assert h.doctrine({"timeline": turned}).verdict == "contested"


def test_the_grid_and_the_permission_must_be_of_one_day():
    rows = {
        "ev_2024_11_17_atacms": {"date": "2024-11-17"},
        "ev_2024_11_17_grid": {"date": "2024-11-17"},
    }
    assert w.seventeenth({"timeline": frame("timeline", **rows)}).verdict == "supported"
    rows["ev_2024_11_17_grid"] = {"date": "2024-11-16"}
    assert w.seventeenth({"timeline": frame("timeline", **rows)}).verdict == "contested"


def test_an_ally_follows_only_after_the_american_step():
    step = {"system_id": "storm_shadow", "event": "restriction_eased"}
    eased = {"date": "2024-11-17", "system_id": "atacms_lr", "event": "restriction_eased"}
    steps = frame(
        "weapons_decisions", atacmslr_ease_2024_11=eased, before={"date": "2024-05-02", **step}
    )
    assert w.allies_follow({"weapons_decisions": steps}).verdict == "untested"
    later = pd.concat([steps, frame("weapons_decisions", after={"date": "2024-11-18", **step})])
    later = later.rename_axis("weapons_decisions")
    assert w.allies_follow({"weapons_decisions": later}).verdict == "supported"


def test_signals_turn_when_a_no_becomes_a_perhaps():
    said = ("refused", "refused", "under_review", "refused", "restriction_eased")
    rows = {
        f"s{i}": {"date": f"2024-09-{i + 1:02}", "system_id": "atacms_lr", "event": event}
        for i, event in enumerate(said)
    }
    found = w.mixed_messages({"weapons_decisions": frame("weapons_decisions", **rows)})
    assert found.value.value == 3
    steady = {key: {**row, "event": "refused"} for key, row in rows.items()}
    found = w.mixed_messages({"weapons_decisions": frame("weapons_decisions", **steady)})
    assert (found.value.value, found.verdict) == (0, "contested")


def test_no_deal_leaves_forecasts_open():
    rows = FRAMES["precedents"]
    assert h.no_deal({"precedents": rows}).verdict == "untested"
    deal = rows.loc[["minsk2_2015"]].assign(settled_on=pd.Timestamp("2024-10-01"))
    assert h.no_deal({"precedents": deal}).verdict == "supported"


def test_facts_come_by_the_day_from_which_they_were_surely_known():
    evidence = pd.DataFrame(
        {
            "claim_id": "claim_01",
            "side": "for",
            "known_on": pd.to_datetime(["2024-10-01", "2024-10-05"]),
            "date_precision": ["month", "day"],
            "sources": "s",
        },
        index=pd.Index(["month", "day"], name="claim_evidence"),
    )
    assert list(k.facts_by_claim(evidence)["claim_01", "for"].index) == ["day", "month"]
    assert k.by_day(evidence)["n"].tolist() == [2]


def test_tiles_stand_by_kind_and_verdict():
    tiles = k.tiles(CLAIMS)
    assert len(tiles) == len(CLAIMS) == tiles["number"].nunique()
    assert not tiles.duplicated(["kind", "place"]).any()
    assert tiles["kind"].iloc[0] == "Fact"


def test_claims_by_kind_add_up():
    table = k.by_verdict(CLAIMS)
    assert sum(cell.value for cell in table["all"]) == len(CLAIMS)


def test_later_rows_change_nothing_of_what_was_told_on_the_day():
    later = data("claim_evidence", on=CLOSED)
    today = data("claim_evidence", on=DAY)
    assert today["known_on"].max() <= pd.Timestamp(DAY)
    assert set(today.index) < set(later.index)
    for key in k.PREDICATES:
        for row in k.computed(key, FRAMES).value.rows:
            assert set(row.keys) <= set(FRAMES[row.dataset].index)
