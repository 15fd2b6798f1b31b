from pathlib import PurePosixPath

from report.engine.tables import Data, Table
from report.rules.package import (
    everything_is_described,
    known_days_are_named,
    words_have_meanings,
)
from tests.rules.tables import found


def package(**entry):
    described = {
        "title": "T",
        "description": "D",
        "asOf": {"timeless": "it tells of no event"},
        "schema": {"fields": [{"name": "id", "description": "Key."}]},
    }
    table = Table("t", PurePosixPath("data/t.csv"), (), {**described, **entry})
    return Data({"t": table}, {})


def test_a_table_and_its_columns_are_described():
    assert not found(everything_is_described, package())
    assert len(found(everything_is_described, package(title=""))) == 1
    (finding,) = found(
        everything_is_described, package(schema={"fields": [{"name": "id", "description": ""}]})
    )
    assert finding.message == "the column `id` has no description"


def test_a_table_says_in_one_way_when_its_rows_were_known():
    assert not found(known_days_are_named, package())
    assert len(found(known_days_are_named, package(asOf={}))) == 1
    both = {"since": "2024-11-19", "timeless": "no"}
    assert len(found(known_days_are_named, package(asOf=both))) == 1
    child = {"known": "id", "parent": {"resource": "claims", "field": "id"}}
    assert not found(known_days_are_named, package(asOf=child))


def test_a_column_that_is_not_there_cannot_say_it():
    rule = {"known": "date", "hides": {"ended_on": {"fields": ["reason"]}}}

    messages = [finding.message for finding in found(known_days_are_named, package(asOf=rule))]

    assert messages == [
        f"`asOf` names `{name}`, no column of the table" for name in ("date", "ended_on", "reason")
    ]


def test_every_word_of_a_closed_set_has_a_meaning_or_none_has():
    def field(**meanings):
        one = {"name": "side", "description": "D", "constraints": {"enum": ["for", "against"]}}
        return package(schema={"fields": [{**one, "meanings": meanings} if meanings else one]})

    assert not found(words_have_meanings, field())
    assert not found(words_have_meanings, field(**{"for": "it helps", "against": "it harms"}))
    assert len(found(words_have_meanings, field(**{"for": "it helps"}))) == 1
    assert len(found(words_have_meanings, field(**{"for": "it helps", "against": ""}))) == 1
