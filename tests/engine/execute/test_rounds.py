"""Documents that write what others read: who was overtaken runs again, and that comes to an end."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from report.engine.doors.kernels import JupyterKernels
from report.engine.errors import ExecutionError
from report.engine.execute import ROUNDS, execute
from report.engine.plan import plan
from report.engine.ports import Read, ReadKind
from report.engine.record import now
from report.engine.session import session_of
from tests.engine.sketches import code, document, project
from tests.fakes.kernels import FakeKernels
from tests.fakes.ports import fake_ports
from tests.fakes.store import FakeStore

READER, WRITER = document("reader.qmd", code("r")), document("writer.qmd", code("w"))


class Counting(FakeKernels):
    """Each session reads `shared.txt` as it stands when it runs, and may then write it."""

    def __init__(self, whole, writers):
        super().__init__(acts={f"{name}.qmd": self.write for name in writers})
        self.whole, self.turn = whole, 0

    def run(self, sessions, *, at_once, progress):
        known = {}
        for one in self.whole.documents:
            session = session_of(self.whole, one)
            known[session.name] = (now(Read(ReadKind.FILE, "shared.txt", ""), session),)
        self.reads = known  # all of them look before anyone writes
        return super().run(sessions, at_once=at_once, progress=progress)

    def write(self):
        self.turn += 1
        (self.whole.root / "shared.txt").write_text(str(self.turn))
        return ("shared.txt",)


def run(whole, kernels, store=None):
    ports = fake_ports(kernels=kernels, store=store or FakeStore())
    return execute(whole, plan(whole, ports.store), ports, at_once=2)


def test_a_document_that_read_too_early_runs_again(tmp_path):
    whole = project(tmp_path, READER, WRITER)
    kernels = Counting(whole, writers=["writer"])

    run(whole, kernels)

    assert kernels.names == ["reader.qmd", "writer.qmd", "reader.qmd"]


def test_a_reused_document_is_overtaken_too(tmp_path):
    whole, store = project(tmp_path, READER, WRITER), FakeStore()
    kernels = Counting(whole, writers=["writer"])
    run(whole, kernels, store)
    changed = project(tmp_path, READER, document("writer.qmd", code("other")))
    kernels.whole = changed
    kernels.ran.clear()

    run(changed, kernels, store)

    assert kernels.names == ["writer.qmd", "reader.qmd"]


def test_what_a_document_writes_for_itself_overtakes_nobody(tmp_path):
    whole = project(tmp_path, WRITER)
    kernels = Counting(whole, writers=["writer"])

    run(whole, kernels)

    assert kernels.names == ["writer.qmd"]


def test_two_that_feed_each_other_come_to_an_end(tmp_path):
    whole = project(tmp_path, READER, WRITER)
    kernels = Counting(whole, writers=["reader", "writer"])

    assert len(run(whole, kernels)) == 2
    assert len(kernels.ran) <= 2 * ROUNDS


@pytest.fixture
def kernels(tmp_path):
    door = JupyterKernels(tmp_path)
    yield door
    door.close()


def test_real_kernels_tell_what_they_write(tmp_path, kernels):
    """The reader comes first and fails, since the file is made by the document after it."""
    whole = project(
        tmp_path,
        document("reader.qmd", code("print(open('made.txt').read())")),
        document("writer.qmd", code("n = open('made.txt', 'w').write('made in time')")),
    )

    reader, _ = execute(whole, plan(whole, FakeStore()), fake_ports(kernels=kernels), at_once=1)

    assert reader.path == PurePosixPath("reader.qmd")
    assert reader.results[0].outputs[0].text == "made in time\n"


def test_who_fails_for_another_reason_is_told(tmp_path, kernels):
    whole = project(
        tmp_path,
        document("failing.qmd", code("1/0")),
        document("writer.qmd", code("n = open('made.txt', 'w').write('x')")),
    )

    with pytest.raises(ExecutionError) as caught:
        execute(whole, plan(whole, FakeStore()), fake_ports(kernels=kernels), at_once=1)

    assert [str(finding.place.path) for finding in caught.value.findings] == ["failing.qmd"]
