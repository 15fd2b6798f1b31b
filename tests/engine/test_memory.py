"""What stages remember: under all that it rests on, the same the first time as later."""

from __future__ import annotations

from report.engine.memory import Memory, code_of
from tests.fakes.store import FakeStore


def test_what_was_made_once_is_not_made_again():
    memory, made = Memory(FakeStore(), "code"), []
    for _ in range(2):
        memory.once("thing", ("a", "b"), lambda: made.append(1) or [1])
    assert made == [1]


def test_the_first_time_gives_what_later_ones_give():
    memory = Memory(FakeStore(), "code")
    first = memory.once("thing", ("a",), lambda: {"row": (1, ("x",))})
    assert first == memory.once("thing", ("a",), dict) == {"row": [1, ["x"]]}


def test_other_grounds_other_code_and_other_things_are_made_anew():
    store = FakeStore()
    asked = [("code", "thing", ("ab",)), ("code", "thing", ("a", "b"))]
    asked += [("code", "other", ("ab",)), ("code 2", "thing", ("ab",))]
    for number, (code, what, rests_on) in enumerate(asked):
        assert Memory(store, code).once(what, rests_on, lambda n=number: n) == number


def test_a_text_is_kept_as_it_is():
    memory = Memory(FakeStore(), "code")
    assert memory.once_written("page", ("a",), lambda: "ä\r\n") == "ä\r\n".encode()
    assert memory.once_written("page", ("a",), str) == "ä\r\n".encode()


def test_code_is_known_by_the_names_and_the_contents_of_its_files(tmp_path):
    (tmp_path / "a.py").write_text("1")
    (tmp_path / "b.txt").write_text("2")
    one = code_of(tmp_path, "*.py")
    code_of.cache_clear()
    (tmp_path / "b.txt").write_text("3")
    assert code_of(tmp_path, "*.py") == one
    code_of.cache_clear()
    (tmp_path / "a.py").rename(tmp_path / "c.py")
    assert code_of(tmp_path, "*.py") != one


def test_a_long_text_in_a_key_counts_as_it_stands(monkeypatch):
    memory = Memory(FakeStore(), "code")
    long = "x" * 20_000
    keys = {memory.key(*parts) for parts in ((long,), (long + "y",), (long, ""), ("", long))}
    assert len(keys) == 4
    monkeypatch.setattr("report.engine.memory.digest", lambda *parts: repr(parts))
    assert long not in memory.key(long)
