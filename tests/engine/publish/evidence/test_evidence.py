import json
from pathlib import PurePosixPath

import pytest
from lxml import html

from report.engine.provenance import RowSet
from report.engine.publish.evidence import evidence_for
from report.engine.publish.evidence.links import evidence_page
from report.engine.publish.evidence.rows import anchor
from tests.engine.publish.evidence.shop import chapter, laid_out, value
from tests.fakes.store import FakeStore

TANKS, PROMISES = RowSet("tanks", whole=True), RowSet("promises", ("a/1", "a/2"))
TWELVE = value("12 days", RowSet("tanks", ("a",)), PROMISES)
ALL = value("2", TANKS)
PAGE = evidence_page(PurePosixPath("chapters/one.html"))


@pytest.fixture
def ground(tmp_path):
    return laid_out(tmp_path)


@pytest.fixture
def made(ground):
    return evidence_for([chapter(TWELVE, ALL)], ground, FakeStore())


def page(made, target=PAGE):
    [found] = [page for page in made.pages if page.target == target]
    return html.fragment_fromstring(found.body, create_parent="main")


def test_each_value_has_an_entry_with_function_rows_and_sources(made):
    entry = page(made).get_element_by_id(TWELVE.id)

    assert entry.findtext("h2") == "12 days"
    links = {a.text_content(): a.get("href") for a in entry.iter("a")}
    assert links["waits.median"] == "../../code/waits.html#L4"
    assert links["March 2022 · Anton <b>"] == f"../2022-12-31/tanks.html#{anchor('a')}"
    assert links["Writer et al. 2022"] == "https://paper.example/said?a=1&b=2"
    assert "Writer et al. 2022 (press)" in entry.text_content()
    assert made.findings == ()


def test_nothing_of_a_later_day_is_shown(made):
    texts = [page.body for page in made.pages] + [
        file.read_bytes().decode() for file in made.files.values()
    ]
    whole = "\n".join(texts)
    assert "by rail" in whole
    for later in ("by sea", "Known later", "2023", "Caesar"):
        assert later not in whole


def test_data_stay_text(made):
    assert not [page for page in made.pages if "Anton <b>" in page.body]


def test_an_address_that_is_not_https_is_no_link(made):
    sheet = page(made, PurePosixPath("evidence/2022-12-31/tanks.html"))
    assert "House & Co, “A book”, 2021" in sheet.text_content()
    assert not [a for a in sheet.iter("a") if a.get("href").startswith("http:")]


def test_the_index_leads_to_the_rows(made):
    index = json.loads(made.files[PAGE.with_suffix(".json")].read_bytes())
    [tanks, promises] = index["values"][TWELVE.id]["rows"]
    assert (tanks, promises) == (["tanks", [[0, 0]]], ["promises", True])
    assert index["values"][ALL.id]["rows"] == [["tanks", True]]
    piece = json.loads(made.files[PurePosixPath("evidence/2022-12-31/tanks/0.json")].read_bytes())
    assert [row["key"] for row in piece["rows"]] == ["a", "b"]
    assert set(piece["sources"]) == {"paper", "book"}


def test_rows_that_are_not_there_are_told(ground):
    ghost = value("3", RowSet("tanks", ("a", "c", "x")), RowSet("ships", ("y",)))
    made = evidence_for([chapter(ghost)], ground, FakeStore())

    assert [found.message.split("`")[1::2] for found in made.findings] == [
        ["c", "tanks"],
        ["x", "tanks"],
        ["*", "ships"],
    ]
    assert page(made).get_element_by_id(ghost.id) is not None


def test_a_function_from_elsewhere_has_a_name_and_no_link(ground):
    foreign = [value("1", TANKS, function=name) for name in ("os.path.join", "waits.gone", "a b")]
    made = evidence_for([chapter(*foreign)], ground, FakeStore())
    assert not page(made).xpath("//a[contains(@href, 'code/')]")
    assert "os.path.join" in page(made).text_content()


def test_what_has_not_changed_is_not_made_again(ground, monkeypatch):
    store = FakeStore()
    first = evidence_for([chapter(TWELVE)], ground, store)
    monkeypatch.setattr("report.engine.known.table_of", None)  # reading a table would fail
    assert evidence_for([chapter(TWELVE)], ground, store) == first


def test_a_changed_row_is_told_anew(ground):
    store = FakeStore()
    evidence_for([chapter(TWELVE)], ground, store)
    table = ground.root / "data" / "tanks.csv"
    table.write_text(table.read_text().replace("Anton", "Antonia"))
    assert "Antonia" in page(evidence_for([chapter(TWELVE)], ground, store)).text_content()


def test_the_code_has_an_id_for_every_line(made):
    [code] = [page for page in made.pages if page.target == PurePosixPath("code/waits.html")]
    text = html.fragment_fromstring(code.body)
    assert text.get_element_by_id("L4").text_content() == "def median(rows):"
    assert text.get_element_by_id("L5").text_content() == "    return rows  # <the middle>"
