"""Walking and rewriting: order, splicing, and that nothing changes where nothing is to change."""

from __future__ import annotations

import copy

from hypothesis import given
from hypothesis import strategies as st

from report.engine.assemble.ast import (
    Attr,
    attr_of,
    div,
    every,
    kind,
    para,
    rewrite,
    text_of,
    with_attr,
    words,
)
from report.engine.assemble.nouns import Callout
from tests.engine.assemble.nodes import figure, header, image

leaves = st.builds(words, st.text("ab ", min_size=1, max_size=6)).map(para)
trees = st.recursive(
    st.lists(leaves, max_size=3),
    lambda inner: st.lists(
        st.builds(lambda blocks: div(Attr(), blocks), inner) | leaves, max_size=3
    ),
    max_leaves=12,
)


@given(trees)
def test_without_a_rule_everything_stays_the_same_object(tree):
    before = copy.deepcopy(tree)
    assert rewrite(tree, {"Header": lambda node: []}) is tree
    assert tree == before


@given(trees)
def test_every_node_comes_once_in_the_order_of_the_text(tree):
    seen = "".join(node["c"] for node in every(tree) if kind(node) == "Str")
    assert seen == text_of(tree).replace(" ", "")


@given(trees, st.sets(st.sampled_from(["Div", "Para", "Str", "Space"]), min_size=1))
def test_nodes_of_some_kinds_are_those_among_all(tree, kinds):
    wanted = [node for node in every(tree) if kind(node) in kinds]
    assert list(map(id, every(tree, *kinds))) == list(map(id, wanted))


@given(trees)
def test_a_rule_reaches_every_node_of_its_kind(tree):
    count = sum(kind(node) == "Div" for node in every(tree))
    unwrapped = rewrite(tree, {"Div": lambda node: node["c"][1]})
    assert not any(kind(node) == "Div" for node in every(unwrapped)) or count == 0
    assert text_of(unwrapped) == text_of(tree)


def test_children_are_rewritten_before_their_parents():
    order = []
    tree = [div(Attr("outer"), [div(Attr("inner"), [])])]
    rewrite(tree, {"Div": lambda node: order.append(attr_of(node).id)})
    assert order == ["inner", "outer"]


def test_a_rule_may_give_many_nodes_or_none():
    tree = [para(words("a")), header(1, "b"), para(words("c"))]
    doubled = rewrite(tree, {"Para": lambda node: [node, node], "Header": lambda node: []})
    assert text_of(doubled) == "aacc"


def test_what_lies_in_nouns_is_walked_and_rewritten():
    box = Callout("note", words("title"), [para(words("body")), figure("fig-a")], "Note")
    assert [kind(node) for node in every([box])].count("Float") == 1
    [changed] = rewrite([box], {"Float": lambda node: []})
    assert changed.blocks == [para(words("body"))]
    assert box.blocks[1:] == [figure("fig-a")]


def test_attributes_are_read_and_replaced():
    node = image(name="fig-a", width="50%")
    attr = attr_of(node)
    assert (attr.id, attr.get("width"), attr.get("height")) == ("fig-a", "50%", "")
    assert attr_of(with_attr(node, attr.without("width").plus("wide"))) == Attr("fig-a", ("wide",))


def test_text_leaves_out_notes_and_raw_markup():
    note = {"t": "Note", "c": [para(words("hidden"))]}
    raw = {"t": "RawInline", "c": ["html", "<b>"]}
    quoted = {"t": "Quoted", "c": [{"t": "DoubleQuote"}, words("said")]}
    assert text_of([*words("a b"), note, raw, quoted]) == "a b“said”"
