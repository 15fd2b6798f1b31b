"""Rules that found nothing: asked again just when something changed that they read."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report.bibtex import Entry
from report.engine.memory import Memory
from report.engine.tables import Data, Row, Source, Table
from report.engine.validate.asked import Asked, Judged
from report.engine.validate.rules import broken_rules
from tests.fakes.store import FakeStore

RULES = '''
from report.engine.model import Finding, Place
from pathlib import PurePosixPath

ASKED = []


def follows(data):
    """Reads `b` only where `a` says so."""
    ASKED.append("follows")
    if any(row["x"] == "b" for row in data["a"]):
        list(data["b"])
    return ()


def every_table(data):
    ASKED.append("every_table")
    return [] if all(table.rows for table in data.tables.values()) else []


def works(data):
    ASKED.append("works")
    return () if "one" in data.sources else ()


def strict(data):
    ASKED.append("strict")
    for row in data["c"]:
        if row["x"] == "bad":
            yield Finding("strict", Place(PurePosixPath("data/c.csv"), row=row.line), "bad", "mend it")


RULES = (follows, every_table, works, strict)
'''


@pytest.fixture
def root(tmp_path, monkeypatch):
    name = f"rules_{tmp_path.name}"
    (tmp_path / f"{name}.py").write_text(RULES)
    (tmp_path / "data").mkdir()
    (tmp_path / "all.bib").write_text("one")
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def data_of(root: Path, **tables: str) -> Data:
    """Tables of one column `x`, a value a row."""
    made = {}
    for name, values in tables.items():
        path = PurePosixPath("data", f"{name}.csv")
        (root / path).write_text(values)
        rows = tuple(Row(line, {"x": value}) for line, value in enumerate(values.split()))
        made[name] = Table(name, path, rows)
    entry = Entry("misc", "one", {}, 1)
    return Data(made, {"one": Source(PurePosixPath("all.bib"), entry)})


def asked_in(root: Path, data: Data, store: FakeStore, code: str = "1") -> list[str]:
    """The rules that were asked, and what they found, by rule."""
    import importlib

    module = f"rules_{root.name}"
    log = importlib.import_module(module).ASKED
    log.clear()
    found = [one.rule for one in broken_rules(root, module, data, Memory(store, code))]
    return [*log, *(f"{rule}!" for rule in found)]


def test_a_rule_is_asked_again_when_what_it_read_has_changed(root):
    store, tables = FakeStore(), {"a": "x", "b": "x", "c": "x", "d": "x"}
    every = ["follows", "every_table", "works", "strict"]
    assert asked_in(root, data_of(root, **tables), store) == every
    assert asked_in(root, data_of(root, **tables), store) == []
    assert asked_in(root, data_of(root, **tables | {"d": "y"}), store) == ["every_table"]
    assert asked_in(root, data_of(root, **tables | {"b": "y"}), store) == ["every_table"]
    assert asked_in(root, data_of(root, **tables | {"a": "b"}), store) == ["follows", "every_table"]
    tables |= {"a": "b", "b": "z"}
    assert asked_in(root, data_of(root, **tables), store) == ["follows", "every_table"]
    (root / "all.bib").write_text("two")
    assert asked_in(root, data_of(root, **tables), store) == ["works"]
    assert asked_in(root, data_of(root, **tables), store, code="2") == every


def test_a_rule_that_found_something_is_asked_until_it_does_not(root):
    store = FakeStore()
    good, bad = {"a": "x", "c": "good"}, {"a": "x", "c": "bad"}
    assert asked_in(root, data_of(root, **bad), store)[-2:] == ["strict", "strict!"]
    assert asked_in(root, data_of(root, **bad), store) == ["strict", "strict!"]
    assert asked_in(root, data_of(root, **good), store) == ["every_table", "strict"]
    assert asked_in(root, data_of(root, **bad), store) == ["strict", "strict!"]


def test_a_table_that_appears_or_goes_is_a_change(root):
    store = FakeStore()
    asked_in(root, data_of(root, a="b"), store)
    assert asked_in(root, data_of(root, a="b", b="x"), store) == ["follows", "every_table"]
    assert asked_in(root, data_of(root, a="b"), store) == ["every_table"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["x", "b", "bad", "x bad"])),
        min_size=2,
        max_size=6,
    )
)
def test_with_and_without_a_memory_the_same_is_found(root, states):
    store, module = FakeStore(), f"rules_{root.name}"
    for tables in states:
        data = data_of(root, **tables)
        asked = tuple(broken_rules(root, module, data, Memory(store, "1")))
        assert asked == tuple(broken_rules(root, module, data))


def test_what_is_noted_can_be_told(root):
    data, asked = data_of(root, a="x", b="y"), Asked()
    noted = asked.of(data)
    assert next(iter(noted["a"]))["x"] == "x"
    assert "nowhere" not in noted.tables
    assert len(noted.sources) == 1
    assert json.loads(json.dumps(asked.names())) == ["a", "nowhere", "@"]
    judged = Judged(root, data, "code", Memory(FakeStore(), "1"))
    assert not judged.is_clean(0)
    judged.keep(0, asked)
    assert judged.is_clean(0)
    assert not judged.is_clean(1)
