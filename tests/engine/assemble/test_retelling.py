"""What an edition for another day leaves out: prose, gaps, empty sections, words on absent chapters."""

from __future__ import annotations

from pathlib import PurePosixPath

from report.engine.assemble.ast import Attr, Nodes, div, kind, para, span, text_of, words
from report.engine.assemble.markdown import GAP
from report.engine.assemble.retelling import Telling, retold, unmarked
from report.engine.words import Words
from tests.engine.assemble.nodes import header, image

DAY = Telling(PurePosixPath("chapters/war.qmd"), "2023-06-01")
WORDS = Words("en-GB")


def told(*blocks) -> Nodes:
    return retold(list(blocks), DAY, WORDS)[1:]


def link(target: str) -> Nodes:
    return [{"t": "Link", "c": [Attr().json, words("there"), [target, ""]]}]


def marked(text: str):
    return span(Attr("", ("any-day",)), words(text))


def cell(*blocks):
    return div(Attr("", ("cell",)), blocks)


def test_the_reader_is_told_for_which_day():
    notice = retold([], DAY, WORDS)[0]

    assert "1 June 2023" in text_of(notice)
    assert "callout-note" in notice["c"][0][1]


def test_prose_of_another_day_goes_and_what_cells_show_stays():
    shown = cell(para(words("187 days")))

    assert told(para(words("It was late.")), shown) == [shown]


def test_what_holds_on_any_day_stays_sentence_by_sentence():
    sentences = [*words("Late. "), marked("Of 3 there are 2."), *words(" Why?"), marked("So far.")]
    whole = div(Attr("", ("any-day",)), [para(words("A month is an interval."))])

    sentence, marked_whole = told(para(sentences), whole)
    kept = [sentence, *unmarked(marked_whole)]

    assert [" ".join(text_of(one).split()) for one in kept] == [
        "Of 3 there are 2. So far.",
        "A month is an interval.",
    ]


def test_sentences_in_which_a_value_is_missing_go():
    broken, whole = para(words(f"It took {GAP}.")), para(words("A lag is in days."))
    items = {"t": "BulletList", "c": [[broken], [whole]]}

    [kept] = told(para([marked(f"It took {GAP}.")]), div(Attr("", ("any-day",)), [broken, items]))

    assert unmarked(kept) == [{"t": "BulletList", "c": [[whole]]}]


def test_headings_above_nothing_go_also_where_a_div_opens_with_the_next():
    below = div(Attr("", ("content-visible",)), [header(2, "Third "), cell(para(words("1")))])

    kept = told(header(1, "All"), header(2, "First"), para(words("x")), header(2, "Second"), below)

    assert [text_of(one).split()[0] for one in kept] == ["All", "Third"]


def test_a_table_without_a_row_is_not_shown():
    table = {"t": "Table", "c": [Attr().json, [None, []], [], [], [], []]}

    assert told(header(2, "Pledges"), cell(table)) == []


def test_pictures_are_described_by_their_captions():
    picture = image("map.svg", text="Days by system", **{"fig-alt": "Twelve of them rise."})

    [kept] = told(cell(para([picture])))

    [attr, _, _] = kept["c"][1][0]["c"][0]["c"]
    assert dict(attr[2])["fig-alt"] == "Days by system"


def test_the_list_of_references_stays():
    refs = div(Attr("refs"), [])

    assert told(refs) == [refs]


def test_words_on_absent_chapters_go_from_every_edition():
    telling = Telling(PurePosixPath("chapters/war.qmd"), "", (PurePosixPath("chapters/next.qmd"),))
    section = [header(2, "Next"), para(link("next.qmd#sec-x"))]
    about = div(Attr("", ("about-chapter",), (("chapter", "next.qmd"),)), [para(words("Method."))])
    stays = [header(2, "Then"), para(link("other.qmd"))]

    assert retold([*section, about, *stays], telling, WORDS) == stays


def test_marks_leave_no_trace_in_the_documents_own_edition():
    block = div(Attr("", ("any-day",)), [para(words("x"))])

    assert unmarked(block) == [para(words("x"))]
    assert unmarked(div(Attr("", ("cell",)), [])) is None
    filtered = div(Attr("", ("filterable", "any-day"), (("data-filter", "kind"),)), [])
    assert unmarked(filtered) == [div(Attr("", ("filterable",), (("data-filter", "kind"),)), [])]
    assert retold([block], Telling(PurePosixPath("war.qmd")), WORDS) == [block]
    assert kind(block) == "Div"
