import datetime as dt

import pandas as pd

from report.analysis import economy as e
from report.author import data

DAY = dt.date(2024, 11, 19)
TODAY = pd.Timestamp(DAY)


def measures(**rows: tuple[str, str, str, str]) -> pd.DataFrame:
    """`e.measures` of a frame: date, jurisdiction, kind and text of each keyword's row."""
    lines = [
        {
            "date": date,
            "date_precision": {4: "year", 7: "month", 10: "day"}[len(date)],
            "jurisdiction": who,
            "kind": kind,
            "measure": text,
            "sources": f"source_{key}",
        }
        for key, (date, who, kind, text) in rows.items()
    ]
    frame = pd.DataFrame(lines, index=pd.Index(list(rows), name="economic_measures"))
    frame["date"] = pd.to_datetime(frame["date"], format="ISO8601")
    return e.measures(frame.astype({"jurisdiction": "string", "measure": "string"}))


THREE = {
    "eu_package_01": ("2022-02-23", "EU", "package", "First"),
    "eu_package_02": ("2022-03-05", "EU", "package", "Second"),
    "eu_package_03": ("2023-03-05", "EU", "package", "Third"),
}


def test_packages_are_counted_from_one_to_the_next():
    rows = measures(**THREE, eu_package_20_proposed=("2023-06-01", "EU", "package", "Proposed"))
    assert list(e.rounds(rows)["gap"].dropna()) == [10, 365]
    assert e.mean_gap(rows, (2022,)).text == "10\N{NO-BREAK SPACE}days"
    assert e.mean_gap(rows, (2022, 2023)).value == 188


def test_the_open_wait_ends_the_series():
    pace = e.pace(measures(**THREE), pd.Timestamp("2023-03-15"))
    assert pace["days"].tolist() == [10, 365, 10]
    assert pace["open"].tolist() == [False, False, True]


def test_a_joint_measure_counts_for_each_and_once_in_all():
    table = e.by_kind(measures(cap=("2022-12-05", "G7;EU", "oil_price_cap", "Cap")))
    row = table.iloc[0]
    assert [row["EU"].value, row["G7"].value, row["all"].value] == [1, 1, 1]
    assert row["US"] is None


def test_a_month_that_reaches_past_the_year_is_not_surely_within_it():
    rows = measures(a=("2024-11", "US", "bank", "A"), b=("2023-11-20", "US", "bank", "B"))
    assert list(e.year_before(rows, TODAY).index) == ["b"]


def test_days_wait_from_the_last_day_a_date_can_mean():
    assert e.waiting(measures(a=("2024-06", "G7", "loan", "A")), TODAY).value == 142


def test_a_tool_is_used_by_washington_alone_or_with_the_g7():
    evidence = pd.DataFrame()
    rows = measures(
        uk=("2022-03-24", "UK", "bank", "Gazprombank listed"),
        loan=("2024-06-13", "G7", "loan", "ERA loans"),
    )
    used = e.toolbox(rows, evidence).set_index("tool")["used"]
    assert "Block Gazprombank" not in used  # nothing says yet that it was on the table
    assert used["Lend against the profits"].text == "13\N{NO-BREAK SPACE}June 2024"
    assert e.unused(rows).value == len(e.TOOLS) - 1


def test_every_tool_stands_on_a_row_that_was_known():
    rows, evidence = e.measures(data("economic_measures", on=DAY)), data("claim_evidence", on=DAY)
    assert e.toolbox(rows, evidence)["since"].notna().all()
    assert len(e.toolbox(rows, evidence)) == len(e.TOOLS)


def test_every_kind_has_words():
    every = data("economic_measures", on=dt.date(2026, 12, 31))
    assert set(every["kind"]) <= set(e.KINDS)


def test_later_rows_change_nothing_of_what_was_told_on_the_day():
    rows = e.measures(data("economic_measures", on=DAY))
    grown = e.measures(data("economic_measures", on=dt.date(2026, 12, 31)))
    kept = grown[grown["latest"].le(TODAY)]
    pd.testing.assert_frame_equal(e.pace(rows, TODAY), e.pace(kept, TODAY))
    pd.testing.assert_frame_equal(e.strip(rows), e.strip(kept))
    assert e.unused(rows).value == e.unused(kept).value
