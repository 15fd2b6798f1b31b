import datetime as dt

from report.analysis.guarantees import (
    alliances,
    counted,
    families,
    network,
    promising,
    signing_day,
)
from tests.analysis.guarantees.frames import UA, frameworks

FIELD = frameworks(
    nato={},
    weu={"ended_on": "2011-06-30"},
    locarno={"signed_on": "1925-12-01"},
    budapest={"kind": "political_assurance", "signed_on": "1994-12-05"},
    tra={"kind": "statute", "signed_on": "1979-04-10"},
    bucharest={"kind": "declaration", "response_clause": "none"},
    first=UA,
    croatia={**UA, "signed_on": "2024-10-09", "response_clause": "none"},
    later={**UA, "signed_on": "2025-01-21"},
    draft={"signed_on": None},
)


def test_every_framework_has_one_family():
    assert dict(families(FIELD)) == {
        "nato": "Treaty alliances since 1945",
        "weu": "Treaty alliances since 1945",
        "locarno": "Treaty alliances before 1945",
        "budapest": "Political promises",
        "tra": "Statutes, executive agreements, missions",
        "bucharest": "No attack clause",
        "first": "Ukraine’s agreements of 2024",
        "croatia": "Ukraine’s agreements of 2024",
        "later": "Statutes, executive agreements, missions",
        "draft": "Unsigned drafts",
    }


def test_the_network_is_what_ukraine_signed_in_2024():
    assert list(network(FIELD).index) == ["first", "croatia"]


def test_ended_alliances_are_not_standing():
    assert list(alliances(FIELD).index) == ["nato"]


def test_drafts_and_texts_without_attack_clause_are_not_compared():
    assert {"draft", "bucharest", "croatia"}.isdisjoint(promising(FIELD).index)


def test_a_day_of_signature_leads_to_its_row():
    last = signing_day(network(FIELD), last=True)
    assert last.value == dt.date(2024, 10, 9)
    assert last.rows[0].keys == ("croatia",)
    assert last.sources == ("source_croatia",)


def test_a_count_leads_to_what_was_counted():
    assert counted(network(FIELD)).rows[0].keys == ("first", "croatia")
