"""Back-links of the list of references: pages that cite a work, rows that rest on it, the way there."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

import pytest

from report.engine.memory import Memory
from report.engine.publish.backlinks import Archive, Text, cited_in, with_backlinks
from report.engine.words import Words
from tests.fakes.store import FakeStore

LIST = PurePosixPath("chapters/references.html")
WAR = PurePosixPath("chapters/war.html")
NEXT = PurePosixPath("chapters/next.html")
ENTRIES = (
    '<div id="refs" class="references csl-bib-body" role="list">\n'
    '<div id="ref-ap2023" class="csl-entry" role="listitem">\nAP. 2023.\n</div>\n'
    '<div id="ref-bbc2025" class="csl-entry" role="listitem">\nBBC. 2025.\n</div>\n</div>'
)
PACKAGE = {
    "resources": [
        {
            "name": "steps",
            "title": "Steps <1>",
            "path": "steps.csv",
            "asOf": {"known": "date"},
            "schema": {"primaryKey": "step_id", "fields": []},
        },
        {
            "name": "facts",
            "title": "Facts",
            "path": "facts.csv",
            "asOf": {"known": "known_on"},
            "schema": {
                "primaryKey": "fact_id",
                "fields": [],
                "foreignKeys": [{"fields": ["claim_id"], "reference": {"resource": "claims"}}],
            },
        },
        {
            "name": "claims",
            "title": "Claims",
            "path": "claims.csv",
            "asOf": {"since": "2024-11-19"},
            "schema": {"primaryKey": "claim_id", "fields": []},
        },
    ]
}


@pytest.fixture
def root(tmp_path):
    """A project with three small tables."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "datapackage.json").write_text(json.dumps(PACKAGE))
    (folder / "steps.csv").write_text(
        "step_id,date,sources\nhimars_01,2022-05-30,ap2023\nhimars_02,2025-06-01,ap2023;bbc2025\n"
    )
    (folder / "claims.csv").write_text("claim_id,sources\nclaim_1,\n")
    (folder / "facts.csv").write_text(
        "fact_id,claim_id,known_on,sources\nf_1,claim_1,2023,ap2023\n"
    )
    return tmp_path


def cites(*works: str) -> str:
    return "".join(
        f'<a href="../references.html#ref-{work}" role="doc-biblioref">x</a>' for work in works
    )


def page(target: PurePosixPath, day: str, html: str) -> Text:
    return Text(target, target.stem.capitalize(), day, html)


def linked(root, *texts: Text, pages=frozenset(), memory=None) -> str:
    archive = Archive(root, (), pages, memory)
    return with_backlinks(ENTRIES, LIST, texts, archive, Words("en-GB"))


def test_pages_are_linked_where_they_cite_a_work_first(root):
    war = page(
        WAR, "", f'<section id="sec-a"></section><section id="sec-b">{cites("ap2023")}</section>'
    )

    html = linked(root, war)

    assert '<a href="war.html#sec-b">War</a>' in html
    assert html.count("<details") == 1  # nothing is said of a work that no page cites


def test_rows_lead_to_their_place_their_parents_or_the_evidence(root):
    war = page(WAR, "2024-11-19", f'<div id="claim-1">{cites("ap2023")}</div>')
    shown = frozenset({PurePosixPath("evidence/2024-11-19/steps.html")})

    html = linked(root, war, pages=shown)

    assert "Used by 2 rows and 1 page" in html
    assert (
        '<a href="../evidence/2024-11-19/steps.html#r-himars_01"><code>himars_01</code></a>' in html
    )
    assert '<b>Facts:</b> <a href="war.html#claim-1"><code>f_1</code></a>' in html
    assert "<code>himars_01</code></a>" not in linked(root, war)  # no evidence, no link


def test_a_row_of_a_parted_table_leads_to_its_part(root):
    first, part = (
        PurePosixPath(f"evidence/{name}.html") for name in ("rows/steps", "rows/steps/2")
    )
    archive = Archive(root, (), {first, part}, parted={first: lambda: {"r-himars_01": part}})
    html = with_backlinks(ENTRIES, LIST, [page(WAR, "", cites("ap2023"))], archive, Words("en-GB"))
    assert 'href="../evidence/rows/steps/2.html#r-himars_01"' in html
    assert 'href="../evidence/rows/steps.html#r-himars_02"' in html


def test_rows_count_as_known_on_the_day_of_the_page_that_cites(root):
    war, then = page(WAR, "2024-11-19", cites("ap2023")), page(NEXT, "2026-02-24", cites("ap2023"))

    assert "himars_02" not in linked(root, war)
    assert "himars_02" in linked(root, war, then)


def test_what_comes_from_data_is_escaped(root):
    assert "Steps &lt;1&gt;" in linked(root, page(WAR, "", cites("ap2023")))


def test_the_same_is_said_out_of_memory(root):
    memory = Memory(FakeStore(), "code")
    war = page(WAR, "2024-11-19", cites("ap2023"))

    assert linked(root, war, memory=memory) == linked(root, war, memory=memory) == linked(root, war)


def test_a_change_of_data_is_seen(root):
    memory = Memory(FakeStore(), "code")
    war = page(WAR, "", cites("ap2023"))
    linked(root, war, memory=memory)
    (root / "data/steps.csv").write_text("step_id,date,sources\nnew_01,2022-05-30,ap2023\n")

    assert "new_01" in linked(root, war, memory=memory)


def test_other_pages_stay_as_they_are(root):
    text = cites("ap2023")

    assert with_backlinks(text, WAR, [], Archive(root), Words("en")) == text
    assert cited_in("<p>nothing</p>") == {}
