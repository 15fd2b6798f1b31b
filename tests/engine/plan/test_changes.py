"""What is said of a changed table: lines as an editor counts them, and nothing that is not known."""

from __future__ import annotations

import pytest

from report.engine.digest import digest, file_digest
from report.engine.plan.changes import change_of, differences
from report.engine.ports import Read, ReadKind
from tests.fakes.store import FakeStore

BEFORE = [b"id,n", b"a,1", b"b,2", b"c,3", b"d,4", b"e,5"]


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (BEFORE, []),
        (BEFORE[::-1], []),
        ([*BEFORE, b"f,6"], ["line 7"]),
        ([b"id,n", b"a,1", b"b,9", b"c,3", b"d,4", b"e,9"], ["lines 3, 6"]),
        (BEFORE[:-1], ["1 line gone"]),
        (BEFORE[:-3], ["3 lines gone"]),
        ([b"id,n", b"a,9", b"b,2"], ["line 2", "3 lines gone"]),
        ([b"id,n", *(b"%d,9" % n for n in range(9))], ["9 lines"]),
        ([*BEFORE, b"a,1"], ["lines 2, 7"]),
    ],
)
def test_lines_are_named_or_counted(now, told):
    assert list(differences(BEFORE, now)) == told


def test_a_table_that_was_kept_is_compared(tmp_path):
    (tmp_path / "rows.csv").write_bytes(b"id\na\nb\n")
    known = digest("the table then")
    store = FakeStore({f"table/{known}": b"id\na\n"})

    assert change_of(Read(ReadKind.FILE, "rows.csv", known), tmp_path, store) == "rows.csv (line 3)"


@pytest.mark.parametrize("kept", [True, False])
def test_what_is_not_known_is_not_told(tmp_path, kept):
    (tmp_path / "rows.csv").write_text("id\n")
    read = Read(ReadKind.FILE, "rows.csv", file_digest(tmp_path / "rows.csv"))
    store = FakeStore({f"table/{read.digest}": b"id\n"} if kept else {})
    (tmp_path / "rows.csv").unlink()

    assert change_of(read, tmp_path, store) == "rows.csv"
