from pathlib import PurePosixPath

from report.engine.widths import narrow_of, narrow_path, wide_of

NARROW = {"mark": "bar", "data": {"name": "b"}, "width": 320}
SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.1.0.json",
    "config": {"font": "Arial"},
    "datasets": {"a": [{"x": 1}], "b": [{"x": 1, "y": 2}]},
    "data": {"name": "a"},
    "mark": "bar",
    "usermeta": {"rows": "steps:a", "narrow": NARROW},
}


def test_a_chart_has_a_narrow_drawing_of_its_own():
    assert narrow_of(SPEC) == {
        **{name: SPEC[name] for name in ("$schema", "config", "datasets")},
        **NARROW,
    }
    assert wide_of(SPEC) == {**SPEC, "usermeta": {"rows": "steps:a"}}


def test_a_chart_without_one_is_drawn_as_it_is():
    plain = wide_of(SPEC)
    for spec in (plain, {"mark": "bar"}, {"mark": "bar", "usermeta": {"narrow": "yes"}}):
        assert narrow_of(spec) is None
    assert wide_of(plain) is plain


def test_the_narrow_drawing_lies_beside_the_picture():
    beside = narrow_path(PurePosixPath("one_files/figure-html/fig-a-output-1.svg"))
    assert beside == PurePosixPath("one_files/figure-html/fig-a-output-1-narrow.svg")
