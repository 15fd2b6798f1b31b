"""The data that the report stands on: whole, valid, and every source of it listed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path, PurePosixPath

import pypandoc
import pytest

from report.engine.model import Kind, Project
from report.engine.validate import examined

ROOT = Path(__file__).parents[2]
ROWS = {
    "weapon_systems": 65,
    "weapons_decisions": 469,
    "first_losses": 9,
    "guarantee_frameworks": 81,
    "guarantee_provisions": 567,
    "guarantee_decision_speed": 81,
    "guarantee_agreement": 30,
    "precedents": 90,
    "precedent_events": 404,
    "precedent_codings": 90,
    "precedent_alt_codings": 51,
    "precedent_clusters": 90,
    "precedent_cow_frame": 56,
    "precedent_agreement": 15,
    "settlement_proposals": 72,
    "claims": 71,
    "claim_evidence": 491,
    "claim_outcomes": 71,
    "timeline": 172,
    "economic_measures": 61,
}


@pytest.fixture(scope="module")
def checked():
    project = Project(
        root=ROOT,
        kind=Kind.BOOK,
        config={},
        documents=(),
        output=PurePosixPath("_site"),
        bibliographies=(PurePosixPath("bibliography.bib"),),
        rules="report.rules",
    )
    return examined(project)


def test_nothing_is_wrong_with_tables_bibliography_or_what_holds_between_them(checked):
    _, findings = checked

    assert findings == ()


@pytest.mark.parametrize("name", ROWS)
def test_no_row_was_lost(checked, name):
    data, _ = checked

    assert len(data[name].rows) == ROWS[name]


def test_every_source_that_rows_name_is_in_the_bibliography(checked):
    data, _ = checked
    cited = {key for table in data.tables.values() for row in table for key in row.each("sources")}

    assert cited <= set(data.sources)
    assert len(cited) > 2_700


def test_the_descriptor_is_written_in_one_way():
    path = ROOT / "data/datapackage.json"
    text = path.read_text(encoding="utf-8")

    assert json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n" == text


def test_pandoc_reads_every_entry_and_warns_of_none():
    command = [pypandoc.get_pandoc_path(), "--from", "biblatex", "--to", "csljson"]
    run = subprocess.run(
        [*command, str(ROOT / "bibliography.bib")], capture_output=True, text=True, check=True
    )

    assert run.stderr == ""
    assert run.stdout.count('"id":') > 2_700
