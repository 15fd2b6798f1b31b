"""Tables of sentences say in each cell what it stands under; all others stay as they are."""

from __future__ import annotations

import pytest
from lxml import html as markup

from report.engine.publish.cards import carded

SENTENCE = "A sentence that no column of a telephone has room for"


def table(*rows, head=("Day", "Kind", "What happened")):
    """A table as Pandoc writes it."""
    heads = "".join(f"<th>{text}</th>" for text in head)
    lines = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)
    return (
        '<table class="caption-top"><colgroup><col style="width: 20%"/></colgroup>'
        f'<thead><tr class="header">{heads}</tr></thead><tbody>{lines}</tbody></table>'
    )


def test_cells_say_their_heading_and_whether_they_are_long():
    made = markup.fragment_fromstring(
        carded(table(["4 May", "step", SENTENCE], ["5 May", "", "x"]))
    )
    assert "data-cards" in made.attrib
    cells = [[(c.get("data-label"), "data-long" in c.attrib) for c in r] for r in made.iter("tr")]
    assert cells == [
        [(None, False)] * 3,
        [(None, False), ("Kind", False), ("What happened", True)],
        [(None, False), ("Kind", False), ("What happened", False)],
    ]


def test_roles_say_what_is_a_row_and_a_cell():
    made = markup.fragment_fromstring(carded(table(["4 May", "step", SENTENCE])))
    roles = [
        element.get("role") for element in made.iter("table", "thead", "tbody", "tr", "th", "td")
    ]
    assert roles == [
        *("table", "rowgroup", "row", *["columnheader"] * 3),
        *("rowgroup", "row", *["cell"] * 3),
    ]


def test_a_long_title_alone_wants_a_line_too():
    assert "data-cards" in carded(table([SENTENCE * 2, "step", "short"]))


def test_a_heading_within_a_line_is_the_lines():
    made = carded(table(["4 May", "step", SENTENCE]).replace("<td>4 May</td>", "<th>4 May</th>"))
    assert '<th role="rowheader">4 May</th>' in made


def test_a_number_at_the_head_of_a_line_keeps_its_heading():
    made = carded(table(["19", "step", SENTENCE], head=("No.", "Kind", "What happened")))
    assert '<td role="cell" data-label="No.">19</td>' in made


def test_headings_are_told_without_their_markup_and_cannot_leave_it():
    made = carded(
        table(["4 May", "step", SENTENCE], head=("Day", '<em>"A" &amp; &lt;b></em>', "What"))
    )
    assert 'data-label="&quot;A&quot; &amp; &lt;b&gt;"' in made


def test_markup_in_a_cell_does_not_count_as_its_text_nor_hinder():
    cite = '<a href="references.html#ref-a-work-with-a-long-key" role="doc-biblioref">A 2024</a>'
    assert "data-cards" not in carded(table(["4 May", "step", cite]))
    assert "data-cards" in carded(table(["4 May", cite, SENTENCE]))


@pytest.mark.parametrize(
    "text",
    [
        table(["4 May", "step", "short"]),
        table(["4 May", SENTENCE], head=("Day", "What")),
        table([SENTENCE[:50], "step", "short"]),
        table(["4 May", "step", SENTENCE]).replace("<td>step", '<td rowspan="2">step'),
        table(["4 May", "step", SENTENCE], ["5 May", SENTENCE]),
        table(["4 May", "step", SENTENCE]).replace("<table", '<table role="presentation"'),
        table(["4 May", "step", table(["a", "b", "c"]) + SENTENCE]),
        table(["4 May", "step", SENTENCE]).replace("th>", "td>"),
        table(),
        "<table></table>",
    ],
    ids=[
        *("short", "two-columns", "long-first", "merged", "uneven"),
        *("layout", "nested", "headless", "bodiless", "empty"),
    ],
)
def test_what_is_no_plain_table_of_sentences_stays_as_it_is(text):
    assert carded(text) == text
