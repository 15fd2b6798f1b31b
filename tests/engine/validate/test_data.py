"""Data as a whole: tables, bibliography, citations and the project's own rules, and what is remembered."""

from __future__ import annotations

import sys

import pytest

from report.engine.model import Severity
from report.engine.validate import check_data
from report.engine.validate.rules import code_of
from tests.engine.validate.projects import BIB, project, write
from tests.fakes.store import FakeStore


def told(found):
    return [f"{finding.place}: {finding.message}" for finding in found]


def test_clean_data_is_remembered_and_not_read_again(tmp_path, monkeypatch):
    store, clean = FakeStore(), project(write(tmp_path), "[@one]")
    assert check_data(clean, store) == ()

    monkeypatch.setitem(sys.modules, "frictionless", None)  # importing it now would fail
    monkeypatch.setitem(sys.modules, "pybtex", None)

    assert check_data(clean, store) == ()
    assert sum(key.startswith("clean/") for key in store.kept) == 1


def test_what_is_remembered_still_knows_the_keys(tmp_path):
    store = FakeStore()
    check_data(project(write(tmp_path)), store)

    found = check_data(project(tmp_path, "[@three]"), store)

    assert told(found) == ["chapter0.qmd:1:2: the bibliography has no `three`"]
    assert found[0].excusable


@pytest.mark.parametrize(
    "changes",
    [
        {"systems": "id,kind,range\natacms,system,far\nborder,rule,\n"},
        {"bib": BIB.replace("https://a", "http://a")},
    ],
)
def test_a_change_is_checked_again(tmp_path, changes):
    store = FakeStore()
    check_data(project(write(tmp_path)), store)

    assert len(check_data(project(write(tmp_path, **changes)), store)) == 1


def test_faulty_data_is_not_remembered(tmp_path):
    store = FakeStore()
    faulty = project(write(tmp_path, bib=BIB.replace("https://a", "http://a")))

    first, kept = told(check_data(faulty, store)), dict(store.kept)
    assert told(check_data(faulty, store)) == first
    assert store.kept == kept
    assert len(kept) == 3  # the two tables and their descriptor, which are clean


BROKEN = {
    "a row points to nothing": {"steps": "id,system,date,sources\na,gone,2024-11-17,one\n"},
    "what a row points to is gone": {"systems": "id,kind,range\nborder,rule,\n"},
    "a value is wrong": {"systems": "id,kind,range\natacms,system,far\nborder,rule,\n"},
    "nothing": {},
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_what_was_clean_before_is_judged_as_if_it_were_seen_for_the_first_time(tmp_path, change):
    store = FakeStore()
    check_data(project(write(tmp_path)), store)
    changed = project(write(tmp_path, **change))

    assert told(check_data(changed, store)) == told(check_data(changed, FakeStore()))


def test_a_row_cites_what_the_bibliography_has(tmp_path):
    steps = "id,system,date,sources\na,atacms,,one;tow;two\n"

    found = check_data(project(write(tmp_path, steps=steps)), FakeStore())

    assert told(found) == ["data/steps.csv:2 [sources]: the bibliography has no `tow`"]
    assert not found[0].excusable


def test_an_entry_that_nothing_cites_is_a_warning_until_a_chapter_does(tmp_path):
    steps = "id,system,date,sources\na,atacms,,one\n"
    root, store = write(tmp_path, steps=steps), FakeStore()

    (finding,) = check_data(project(root), store)

    assert str(finding.place) == "bibliography.bib:2"
    assert (finding.message, finding.severity) == ("nothing cites `two`", Severity.WARNING)
    assert check_data(project(root), store) == (finding,)
    assert check_data(project(root, "[@two]"), store) == ()
    assert check_data(project(root, "", nocite="@*"), store) == ()


RULES = '''
from report.engine.model import Finding, Place

def no_border(data):
    """No rules."""
    for row in data["systems"]:
        if row["kind"] == "rule":
            yield Finding("mine", data["systems"].place(row, "kind"), "a rule", "drop it")

def breaks(data):
    """Never holds."""
    raise KeyError("x")

RULES = (no_border, breaks)
'''


def test_the_project_s_own_rules_are_asked_and_may_not_break_the_check(tmp_path):
    name = "rules_of_a_small_project"
    root = write(tmp_path)
    (root / f"{name}.py").write_text(RULES)

    found = check_data(project(root, rules=name), FakeStore())

    assert told(found) == [
        "data/systems.csv:3 [kind]: a rule",
        "pyproject.toml: `breaks` broke down: KeyError('x')",
    ]
    assert str(root) not in sys.path


def test_rules_that_are_not_there_are_told(tmp_path):
    (finding,) = check_data(project(write(tmp_path), rules="no_such_module"), FakeStore())

    assert "`no_such_module` gives no rules" in finding.message


def test_a_project_without_data_is_fine(tmp_path):
    (tmp_path / "bibliography.bib").write_text("")

    assert check_data(project(tmp_path, rules="no_such_module"), FakeStore()) == ()


def test_a_chapter_that_speaks_on_a_day_cites_no_later_source(tmp_path):
    bib = BIB.replace("{{Two}}", "{{Two}}, date = {2024-12}").replace(
        "{{One}}", "{{One}}, date = {2024-11}"
    )
    root, store = write(tmp_path, bib=bib), FakeStore()
    speaking = {"as-of": "2024-11-19"}

    assert told(check_data(project(root, "[@one] and [@two]", **speaking), store)) == [
        "chapter0.qmd:1:13: `two` appeared after 2024-11-19, the day on which the chapter speaks"
    ]
    assert check_data(project(root, "[@one] and [@two]"), store) == ()


def test_rules_in_a_package_are_judged_by_the_package_s_other_modules_too(tmp_path):
    (tmp_path / "house/rules").mkdir(parents=True)
    for name in ("house/__init__.py", "house/rules/__init__.py", "house/analysis.py", "other.py"):
        (tmp_path / name).write_text("")
    before = code_of(tmp_path, "house.rules")

    (tmp_path / "other.py").write_text("x = 1")
    assert code_of(tmp_path, "house.rules") == before

    (tmp_path / "house/analysis.py").write_text("x = 1")
    assert code_of(tmp_path, "house.rules") != before
    sys.modules.pop("house")
