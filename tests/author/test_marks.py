"""The rows behind a chart's marks, told by the frames that it draws."""

from __future__ import annotations

import altair as alt
import pandas as pd
import pytest

from report.author import marks, show
from report.author.charts import VEGA_LITE
from report.author.marks import evident

KEYS = {"steps": frozenset({"a_1", "a_2", "b 3"}), "systems": frozenset({"x", "y"})}


@pytest.fixture(autouse=True)
def read(monkeypatch):
    monkeypatch.setattr(marks, "known_keys", lambda: KEYS)


def told(frame):
    made = evident(frame)
    return list(made["evidence"]) if "evidence" in made else None


def indexed(*keys, name="steps", **columns):
    return pd.DataFrame(columns or {"n": range(len(keys))}, index=pd.Index(keys, name=name))


def test_an_index_named_after_a_dataset_tells_its_rows():
    assert told(indexed("a_1", "b 3")) == ["steps:a_1", "steps:b%203"]


def test_steps_tell_several_rows_and_go():
    frame = pd.DataFrame({"steps": [("a_1", "a_2"), ("a_2",)]})
    assert told(frame) == ["steps:a_1 a_2", "steps:a_2"]
    assert told(pd.DataFrame({"steps": ["a_1 a_2", ""]})) == ["steps:a_1 a_2", None]
    assert "steps" not in evident(frame)


def test_a_column_of_keys_tells_them_when_nothing_nearer_does():
    frame = pd.DataFrame({"n": [1, 2], "system": ["x", None]})
    assert told(frame) == ["systems:x", None]
    assert told(frame.assign(steps=["a_1", "a_2"])) == ["steps:a_1", "steps:a_2"]


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"word": ["x", "z"]}),
        pd.DataFrame({"n": [1]}),
        pd.DataFrame({"word": [None]}, dtype="object"),
        indexed("a_9"),
        indexed("a_1", name="elsewhere"),
    ],
)
def test_what_tells_of_no_row_stays_as_it_is(frame):
    assert told(frame) is None


def bars(frame):
    return alt.Chart(frame).mark_bar().encode(x="n:Q")


def shown(chart, *frames):
    return show(chart, *frames)._repr_mimebundle_()[VEGA_LITE]


def test_a_chart_says_which_rows_it_rests_on(monkeypatch):
    monkeypatch.setenv("REPORT_DRAWS", "1")
    spec = shown(bars(indexed("a_1", "a_2")), indexed("x", name="systems"))
    assert spec["usermeta"] == {"rows": "systems:x;steps:a_1 a_2"}
    [rows] = spec["datasets"].values()
    assert [row["evidence"] for row in rows] == ["steps:a_1", "steps:a_2"]
    assert "usermeta" not in shown(bars(pd.DataFrame({"n": [1]})))


def test_a_frame_that_names_no_dataset_is_refused(monkeypatch):
    monkeypatch.setenv("REPORT_DRAWS", "1")
    with pytest.raises(ValueError, match="does not name its dataset"):
        shown(bars(pd.DataFrame({"n": [1]})), pd.DataFrame({"n": [1]}))
