"""A compact picture looks the same: every mark keeps every attribute that it had or inherited."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from report.engine.publish.compact import INHERITED, compact

NAMES = ("fill", "stroke", "font-size")
attributes = st.dictionaries(st.sampled_from(NAMES), st.sampled_from("ab"))
marks = st.builds(lambda said: ("path", said, []), attributes)
pictures = st.recursive(
    marks,
    lambda inner: st.builds(lambda said, inside: ("g", said, inside), attributes, st.lists(inner)),
    max_leaves=20,
)


def element(picture) -> etree._Element:
    tag, said, inside = picture
    made = etree.Element(f"{{http://www.w3.org/2000/svg}}{tag}", said)
    made.extend(element(each) for each in inside)
    return made


def looks(root: etree._Element) -> list[list[str | None]]:
    """For every mark, in order, what it is drawn with."""

    def drawn_with(mark, name):
        lines = (mark, *mark.iterancestors())
        return next((line.get(name) for line in lines if line.get(name) is not None), None)

    marks = root.iter("{http://www.w3.org/2000/svg}path")
    return [[drawn_with(mark, name) for name in INHERITED] for mark in marks]


@given(st.lists(pictures, min_size=1, max_size=4))
def test_no_mark_changes_its_looks(inside):
    root = element(("svg", {}, [("g", {"fill": "none"}, inside)]))
    before = looks(root)
    compact(root)
    assert looks(root) == before


def test_what_is_common_is_said_once():
    path = '<path d="M0,0" fill="red" opacity="1"/>'
    root = etree.fromstring(
        f'<svg xmlns="http://www.w3.org/2000/svg"><g class="marks">{path * 3}<g/></g></svg>'
    )
    compact(root)
    assert etree.tostring(root[0]).count(b"red") == 1
    assert b"opacity" not in etree.tostring(root)
    assert len(root[0]) == 3


def test_what_cannot_be_seen_is_left_out():
    root = etree.fromstring(
        '<svg xmlns="http://www.w3.org/2000/svg"><g><path d="M0,0" opacity="0"/><path d="M1,1"/></g></svg>'
    )
    compact(root)
    assert [mark.get("d") for mark in root[0]] == ["M1,1"]


def test_decimals_beyond_what_a_screen_shows_are_rounded():
    root = etree.fromstring(
        '<svg xmlns="http://www.w3.org/2000/svg">'
        '<path d="M-0.123456,10.999999L1e-7,2.5" transform="translate(3.14159,-2.0001)"/></svg>'
    )
    compact(root)
    assert root[0].get("d") == "M-0.12,11L1e-7,2.5"
    assert root[0].get("transform") == "translate(3.14,-2)"
