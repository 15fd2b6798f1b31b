from hypothesis import given
from hypothesis import strategies as st

from report.engine.options import format_names, layered, merged, normal, option


def test_a_formats_own_value_goes_first():
    meta = normal({"toc": False, "format": {"html": {"toc": True}, "typst": "default"}})
    assert option(meta, "toc", format="html") is True
    assert option(meta, "toc", format="typst") is False
    assert option(meta, "nowhere", "deep", default=3) == 3


def test_a_variant_of_a_format_speaks_for_it():
    meta = normal({"format": {"journal-typst": {"toc": True}}})
    assert option(meta, "toc", format="typst") is True


def test_a_near_general_value_wins_over_a_far_special_one():
    far = normal({"format": {"html": {"toc": True, "code-fold": True}}})
    meta = layered(far, normal({"toc": False}))
    assert option(meta, "toc", format="html") is False
    assert option(meta, "code-fold", format="html") is True


def test_a_near_special_value_wins_over_a_far_general_one():
    meta = layered(normal({"toc": True}), normal({"format": {"html": {"toc": False}}}))
    assert (option(meta, "toc", format="html"), option(meta, "toc", format="typst")) == (
        False,
        True,
    )


def test_mappings_merge_and_lists_join():
    low = {"a": {"x": 1, "y": [1, 2]}, "b": 1}
    high = {"a": {"y": [2, 3], "z": 4}, "b": None}
    assert merged(low, high) == {"a": {"x": 1, "y": [1, 2, 3], "z": 4}, "b": None}


def test_what_is_whole_by_itself_is_replaced():
    low, high = (
        {"tbl-colwidths": [1, 2], "contents": "auto"},
        {"tbl-colwidths": [3], "contents": ["a"]},
    )
    assert merged(low, high) == high


def test_single_bibliographies_join_as_lists():
    meta = layered(normal({"bibliography": "a.bib"}), normal({"bibliography": "b.bib"}))
    assert meta["bibliography"] == ["a.bib", "b.bib"]


def test_cell_defaults_may_stand_at_the_top():
    meta = normal({"echo": False, "execute": {"warning": False}})
    assert meta["execute"] == {"echo": False, "warning": False}


def test_a_general_switch_of_execution():
    assert normal({"execute": False})["execute"] == {"enabled": False}


def test_names_of_formats():
    assert format_names(normal({"format": "typst"})) == ("typst",)
    assert format_names(normal({"format": {"html": "default", "pdf": False}})) == ("html",)
    assert format_names({}) == ("html",)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=8,
)
LAYERS = st.dictionaries(st.sampled_from("abcd"), VALUES)


@given(LAYERS)
def test_a_layer_over_itself_or_nothing_is_itself(layer):
    assert merged({}, layer) == layer
    assert merged(layer, {}) == layer


@given(LAYERS, LAYERS)
def test_every_key_of_both_layers_is_kept(low, high):
    assert set(merged(low, high)) == {*low, *high}
