import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.analysis import dates
from report.derived import Between

DAYS = st.dates(dt.date(2014, 1, 1), dt.date(2026, 12, 31))
PRECISION = st.sampled_from(dates.PRECISIONS)


def dated(*rows):
    frame = pd.DataFrame(rows, columns=["date", "date_precision"])
    frame["date"] = pd.to_datetime(frame["date"])
    return dates.with_bounds(frame)


def one(day, precision="day"):
    return dated((day, precision)).iloc[0]


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [
        ("day", "2024-02-10", "2024-02-10"),
        ("month", "2024-02-01", "2024-02-29"),
        ("year", "2024-01-01", "2024-12-31"),
    ],
)
def test_a_date_is_as_wide_as_its_precision(precision, first, last):
    row = one("2024-02-10", precision)

    assert (row["earliest"], row["latest"]) == (pd.Timestamp(first), pd.Timestamp(last))


def test_a_lag_with_a_month_in_it_is_an_interval():
    assert dates.lag(one("2023-01-20"), one("2023-03-01", "month")) == Between(40, 70)


def test_a_lag_within_one_month_may_be_nothing_but_is_never_negative():
    assert dates.lag(one("2023-03-01", "month"), one("2023-03-05")) == Between(0, 4)


@given(DAYS, DAYS, PRECISION, PRECISION)
def test_a_narrower_precision_never_widens_a_lag(start, end, of_start, of_end):
    exact = dates.lag(one(start), one(end))
    rough = dates.lag(one(start, of_start), one(end, of_end))

    assert rough.low <= exact.low
    assert exact.high <= rough.high


@given(st.lists(st.tuples(DAYS, DAYS, PRECISION), min_size=1, max_size=9))
def test_the_median_of_exact_lags_lies_within_the_median_of_rough_ones(rows):
    starts = [row[0] for row in rows]
    ends = [row[1] for row in rows]
    exact = dates.lags(dated(*((d, "day") for d in starts)), dated(*((d, "day") for d in ends)))
    rough = dates.lags(dated(*((d, "day") for d in starts)), dated(*((d, p) for _, d, p in rows)))

    assert dates.median(rough).low <= dates.median(exact).low
    assert dates.median(exact).high <= dates.median(rough).high


def test_the_median_of_nothing_is_refused():
    with pytest.raises(ValueError, match="no interval"):
        dates.median(pd.DataFrame({"low": [], "high": []}))


@given(
    st.lists(DAYS, min_size=3, max_size=3).map(sorted),
    st.lists(PRECISION, min_size=3, max_size=3),
)
def test_a_share_holds_the_share_of_the_exact_days(days, precisions):
    exact = [dated((day, "day")) for day in days]
    rough = [dated((day, p)) for day, p in zip(days, precisions, strict=True)]
    wide, narrow = dates.share(*rough).iloc[0], dates.share(*exact).iloc[0]

    assert 0 <= wide["low"] <= narrow["low"] + 1e-12
    assert narrow["high"] - 1e-12 <= wide["high"] <= 1


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2022-05-31", "2022-05-31", "31\N{NO-BREAK SPACE}May 2022"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2024-04-01", "2024-04-17", "1 to 17\N{NO-BREAK SPACE}April 2024"),
        (
            "2024-07-31",
            "2024-08-04",
            "31\N{NO-BREAK SPACE}July 2024 to 4\N{NO-BREAK SPACE}August 2024",
        ),
    ],
)
def test_dates_are_told_as_finely_as_they_are_known(first, last, text):
    assert dates.days_text(pd.Timestamp(first), pd.Timestamp(last)) == text


def test_a_short_date_has_no_place_to_break():
    assert " " not in dates.short_text(pd.Timestamp("2023-09-22"), pd.Timestamp("2023-09-22"))


def test_days_between_two_rows_keep_both_rows_and_their_sources():
    frame = dated(("2024-05-14", "day"), ("2024-05-30", "day")).assign(sources=["one;two", "three"])
    frame.index = pd.Index(["asked", "eased"], name="steps")
    found = dates.between(frame, "asked", "eased")

    assert found.value == Between(16, 16)
    assert found.text == "16\N{NO-BREAK SPACE}days"
    assert found.rows[0].keys == ("asked", "eased")
    assert found.sources == ("one", "three", "two")


def test_a_step_that_is_not_known_yet_is_named():
    with pytest.raises(KeyError, match="later"):
        dates.between(dated(("2024-05-14", "day")).set_axis(["asked"]), "asked", "later")
