from pathlib import PurePosixPath

import pytest

from report.engine.publish.evidence.links import linked, unlinked

PAGE = PurePosixPath("chapters/one.html")
VALUE = '<span class="derived" data-function="a.f" data-rows="tanks:a b">12&nbsp;days</span>'


def test_a_derived_value_becomes_a_link_and_its_rows_leave_the_page():
    found = linked(f"<p>It took {VALUE}.</p>", PAGE)

    [one] = found.derivations
    assert (one.text, one.function) == ("12 days", "a.f")
    assert [(each.dataset, each.keys) for each in one.rows] == [("tanks", ("a", "b"))]
    href = f"../evidence/chapters/one.html#{one.id}"
    assert found.html == f'<p>It took <a class="derived" href="{href}">12&nbsp;days</a>.</p>'


def test_the_same_value_of_the_same_rows_has_one_entry():
    other = VALUE.replace("12", "13")
    assert len(linked(f"{VALUE} {VALUE} {other}", PAGE).derivations) == 2


@pytest.mark.parametrize("rows", ["", ":", "tanks:", "tanks", "  "])
def test_a_span_that_names_no_row_is_only_its_text(rows):
    html = f'<span class="derived" data-function="a.f" data-rows="{rows}">12</span>'
    assert linked(html, PAGE).html == "12"


def test_within_a_link_a_value_is_only_its_text():
    html = f'<a href="x.html">after {VALUE}</a> and {VALUE}'
    found = linked(html, PAGE)
    assert found.html.startswith('<a href="x.html">after 12&nbsp;days</a> and <a class="derived"')


@pytest.mark.parametrize("tag", ["script", "style", "textarea"])
def test_what_is_no_text_stays_as_it_is(tag):
    html = f"<{tag}>{VALUE}</{tag}>"
    assert linked(html, PAGE).html == html


def test_titles_and_contents_lose_their_marks():
    assert unlinked(f"After {VALUE}") == "After 12&nbsp;days"


TABLE = """<div class="derived-table" data-rows="tanks:a|" \
data-cells="1.1=a.f==tanks:b|0.1=a.f=day=tanks:c">
<table class="table"><thead><tr class="header"><th>Name</th><th>Days</th></tr></thead>
<tbody>
<tr class="odd"><td>Anton</td><td style="text-align: right;">12</td></tr>
<tr class="even"><td>Berta</td><td style="text-align: right;">13</td></tr>
</tbody></table></div>"""


def test_cells_and_lines_of_a_table_lead_to_their_own_rows():
    found = linked(TABLE, PAGE)

    assert {(one.text, one.function, one.rows[0].keys) for one in found.derivations} == {
        ("Anton", "", ("a",)),
        ("12", "a.f", ("c",)),
        ("13", "a.f", ("b",)),
    }
    assert found.html.count('<a class="derived"') == 3
    assert "<td>Berta</td>" in found.html
    assert "<th>Name</th><th>Days</th>" in found.html
    assert "data-rows" not in found.html and "data-cells" not in found.html


def test_a_cell_with_a_link_of_its_own_is_left_alone():
    html = TABLE.replace("Anton", '<a href="x.html">Anton</a>')
    assert '<td><a href="x.html">Anton</a></td>' in linked(html, PAGE).html
