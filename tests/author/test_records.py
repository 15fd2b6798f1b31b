"""Rows for charts: the same as Altair makes, or none."""

from __future__ import annotations

import json

import altair as alt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.author.records import MOST_ROWS, records

COLUMNS = {
    "string": st.lists(st.none() | st.text(max_size=3), min_size=3, max_size=3),
    "object": st.lists(
        st.none() | st.just(float("nan")) | st.just(pd.NA) | st.text(max_size=3)
        | st.lists(st.integers(), max_size=2),
        min_size=3,
        max_size=3,
    ),
    "bool": st.lists(st.booleans(), min_size=3, max_size=3),
    "boolean": st.lists(st.none() | st.booleans(), min_size=3, max_size=3),
    "int64": st.lists(st.integers(-(2**53), 2**53), min_size=3, max_size=3),
    "Int64": st.lists(st.none() | st.integers(-(2**53), 2**53), min_size=3, max_size=3),
    "float64": st.lists(st.floats() | st.none(), min_size=3, max_size=3),
    "Float64": st.lists(
        st.none() | st.floats(allow_nan=False, allow_infinity=False), min_size=3, max_size=3
    ),
}  # fmt: skip


def made_by_altair(frame):
    return alt.default_data_transformer(frame)["values"]


@given(st.fixed_dictionaries({}, optional=COLUMNS))
def test_rows_are_those_that_altair_makes(columns):
    frame = pd.DataFrame(
        {
            name: pd.Series(values, dtype=name, index=["a", "b", "c"])
            for name, values in columns.items()
        }
    )
    found = records(frame)

    assert found is not None or not columns or "object" in columns
    if found is not None:
        assert json.dumps(found) == json.dumps(made_by_altair(frame))


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"day": pd.to_datetime(["2024-11-19"])}),
        pd.DataFrame({"kind": pd.Categorical(["a"])}),
        pd.DataFrame({"nothing": pd.Series([None, None], dtype=object)}),
        pd.DataFrame({"mixed": pd.Series([1, "a"], dtype=object)}),
        pd.DataFrame({"numbers": pd.Series([1, None], dtype=object)}),
        pd.DataFrame({"boxed": pd.Series([np.int64(1)], dtype=object)}),
        pd.DataFrame([[1, 2]], columns=["a", "a"]),
        pd.DataFrame([[1, 2]]),
        pd.DataFrame({"a": [1]}, index=pd.MultiIndex.from_tuples([("x", "y")])),
        pd.DataFrame({"a": range(MOST_ROWS + 1)}),
    ],
)
def test_whatever_is_not_plain_is_left_to_altair(frame):
    assert records(frame) is None
