"""What is remembered of evidence is what would be made anew, whichever file of the data changes."""

from __future__ import annotations

import pytest

from report.engine.known import Shelf, state_for
from report.engine.provenance import RowSet
from report.engine.publish.evidence import evidence_for
from tests.engine.publish.evidence.shop import chapter, laid_out, value
from tests.fakes.store import FakeStore

CHAPTERS = (
    chapter(value("3", RowSet("tanks", ("a", "b", "c"))), day=""),
    chapter(value("1", RowSet("promises", ("a/1",)))),
)
EDITS = {
    "tanks.csv": ("Caesar", "Cicero"),
    "promises.csv": ("by rail", "by road"),
    "datapackage.json": ("Promises", "Pledges"),
    "works.bib": ("What was said", "What was meant"),
}


@pytest.mark.parametrize(("name", "words"), EDITS.items(), ids=EDITS)
def test_after_an_edit_evidence_is_as_if_it_were_made_for_the_first_time(tmp_path, name, words):
    ground, store = laid_out(tmp_path), FakeStore()
    evidence_for(CHAPTERS, ground, store)
    [path] = tmp_path.rglob(name)
    path.write_text(path.read_text().replace(*words))

    assert evidence_for(CHAPTERS, ground, store) == evidence_for(CHAPTERS, ground, FakeStore())


def test_a_dataset_rests_on_those_that_it_points_to_and_on_no_others(tmp_path):
    ground = laid_out(tmp_path)

    def states():
        shelf = Shelf(tmp_path, "", ground.bibliographies)
        return {name: state_for([name], shelf) for name in ("tanks", "promises", "bibliography")}

    first = states()
    [path] = tmp_path.rglob("promises.csv")
    path.write_text(path.read_text().replace("by rail", "by road"))
    second = states()
    [path] = tmp_path.rglob("tanks.csv")
    path.write_text(path.read_text().replace("Caesar", "Cicero"))
    third = states()

    assert {name for name in first if first[name] != second[name]} == {"promises"}
    assert {name for name in first if second[name] != third[name]} == {"tanks", "promises"}
