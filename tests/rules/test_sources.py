from report.rules import sources
from tests.rules.tables import at, found, made_of

GOOD = """@online{good,
  title = {{Shown on the page}},
  date = {2024-11-19},
  url = {https://example.org},
  urldate = {2026-11},
  keywords = {press},
}
"""


def test_a_good_entry_passes_every_rule():
    data = made_of(GOOD)

    assert [finding for rule in sources.RULES for finding in found(rule, data)] == []


def test_reliability_is_one_word_of_four():
    none = made_of(GOOD.replace("{press}", "{title-described}"))
    two = made_of(GOOD.replace("{press}", "{press, other}"))

    assert at(sources.reliability_is_told, none) == ["bibliography.bib:6 [keywords]"]
    assert len(found(sources.reliability_is_told, two)) == 1


def test_a_source_has_an_address_and_was_seen_after_it_appeared():
    bare = made_of("@online{bare,\n  title = {{T}},\n}\n")
    future = made_of(GOOD.replace("2024-11-19", "2026-12"))

    assert [finding.message for finding in found(sources.addressed_and_seen, bare)] == [
        "`bare` has no url",
        "`bare` has no urldate",
    ]
    assert at(sources.addressed_and_seen, future) == ["bibliography.bib:3 [date]"]


def test_titles_of_our_own_stand_in_brackets():
    unmarked = made_of(GOOD.replace("{Shown on the page}", "{[Ours]}"))
    unbracketed = made_of(GOOD.replace("{press}", "{press, title-described}"))
    both = made_of(
        GOOD.replace("{press}", "{press, title-described}").replace(
            "{Shown on the page}", "{[Ours]}"
        )
    )

    assert len(found(sources.supplied_titles_are_marked, unmarked)) == 1
    assert len(found(sources.supplied_titles_are_marked, unbracketed)) == 1
    assert not found(sources.supplied_titles_are_marked, both)


def test_a_row_names_a_source_once():
    data = made_of(timeline=[{"sources": "a;b"}, {"sources": "a;b;a"}])

    assert at(sources.sources_stand_once, data) == ["data/timeline.csv:3 [sources]"]
