"""Real kernels, forked and from scratch: answers, failures, isolation, and nothing left behind."""

from __future__ import annotations

import json
import os
import py_compile
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from report.engine.digest import file_digest, modules_digest
from report.engine.doors.kernel_folder import clear_up, private_folder
from report.engine.doors.kernel_fork import OFFERED
from report.engine.doors.kernels import JupyterKernels
from report.engine.model import CellResult
from report.engine.ports import Evaluate, Read, ReadKind, Run, Session
from report.engine.record import now
from tests.fakes.progress import FakeProgress

ROOT = Path(__file__).parents[3]

WAYS = [pytest.param(True, id="forked", marks=pytest.mark.skipif(not OFFERED, reason="no fork"))]
WAYS.append(pytest.param(False, id="from scratch"))


@pytest.fixture(scope="module", params=WAYS)
def kernels(request):
    """One door for the whole module, forking or not; it imports nothing it need not."""
    door = JupyterKernels(forks=request.param)
    yield door
    door.close()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A project's folder; private folders of sessions lie beside it, where they can be counted."""
    project, private = tmp_path / "project", Path(tempfile.mkdtemp(prefix="k"))
    project.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(private))
    yield project
    assert list(private.iterdir()) == []
    private.rmdir()


def session(folder, *steps, name="a.qmd", **more):
    environment = {"QUARTO_FIG_FORMAT": "png", "PYTHONHASHSEED": "0"} | more.pop("environment", {})
    return Session(name, steps, folder, folder, environment, **more)


def run(kernels, *sessions):
    return kernels.run(sessions, at_once=2, progress=FakeProgress())


def printed(answer):
    assert isinstance(answer, CellResult)
    return "".join(output.text for output in answer.outputs)


def test_cells_and_expressions_answer_in_order(kernels, folder):
    (transcript,) = run(
        kernels,
        session(
            folder, Run("x = 20\nprint('é')\nx"), Evaluate("x + 1"), Run("x += 2"), Evaluate("x")
        ),
    )

    assert transcript.failure is None
    first, one, second, other = transcript.answers
    assert [output.kind for output in first.outputs] == ["stream", "execute_result"]
    assert first.outputs[0].text == "é\n"
    assert first.outputs[1].data == {"text/plain": "20"}
    assert (first.execution_count, second.execution_count) == (1, 2)
    assert (one, other) == ({"text/plain": "21"}, {"text/plain": "22"})


def test_an_error_ends_a_session_unless_it_may(kernels, folder):
    stopped, went_on = run(
        kernels,
        session(folder, Run("1"), Run("1/0"), Run("2")),
        session(folder, Run("1/0", may_fail=True), Run("2")),
    )

    assert (stopped.failure.step, stopped.failure.kind) == (1, "error")
    assert (stopped.failure.name, stopped.failure.value) == (
        "ZeroDivisionError",
        "division by zero",
    )
    assert len(stopped.answers) == 1
    assert went_on.failure is None
    (error,) = went_on.answers[0].outputs
    assert (error.kind, error.data["ename"]) == ("error", "ZeroDivisionError")


def test_a_failing_expression_ends_a_session(kernels, folder):
    (transcript,) = run(kernels, session(folder, Run("1"), Evaluate("nothing"), Run("2")))

    assert (transcript.failure.step, transcript.failure.name) == (1, "NameError")


def test_an_expression_that_may_fail_gives_nothing(kernels, folder):
    steps = (Run("x = 1"), Evaluate("x"), Evaluate("1/0", may_fail=True), Evaluate("x + 1"))
    (transcript,) = run(kernels, session(folder, *steps))

    assert transcript.failure is None
    assert [dict(one) for one in transcript.answers[1:]] == [
        {"text/plain": "1"},
        {},
        {"text/plain": "2"},
    ]


def test_hanging_and_dying_code_is_told_apart(kernels, folder):
    hung, died, asked = run(
        kernels,
        session(folder, Run("while True: pass"), timeout=0.5),
        session(folder, Run("import os; os._exit(1)")),
        session(folder, Run("1"), Evaluate("__import__('os')._exit(1)")),
    )

    assert [hung.failure.kind, died.failure.kind, asked.failure.kind] == ["timeout", "died", "died"]


def test_a_kernel_that_is_not_there_is_named(kernels, folder):
    (transcript,) = run(kernels, session(folder, Run("1"), kernel="no-such-kernel"))

    assert (transcript.failure.kind, transcript.failure.value) == ("missing", "no-such-kernel")


def test_folder_environment_and_files_are_the_sessions_own(kernels, folder):
    (transcript,) = run(
        kernels,
        session(
            folder,
            Run(
                "import os; print(os.getcwd(), os.environ['MINE'], open(os.environ['INFO']).read())"
            ),
            environment={"MINE": "yes"},
            files={"INFO": "told"},
        ),
    )

    assert printed(transcript.answers[0]) == ". yes told\n"  # the folder as the project sees it


def test_what_the_environment_has_python_do_first_is_done_in_every_kernel(kernels, folder):
    (folder / "sitecustomize.py").write_text("import time\ntime.told = 'customized'\n")
    (transcript,) = run(
        kernels,
        session(
            folder,
            Run("import time; print(time.told)"),
            environment={"PYTHONPATH": str(folder)},
        ),
    )

    assert printed(transcript.answers[0]) == "customized\n"


@pytest.mark.skipif(not OFFERED, reason="no fork")
def test_forked_kernels_start_without_a_debugger_which_cells_may_import(folder):
    door, look = JupyterKernels(), "import sys; print('pydevd' in sys.modules)"
    (transcript,) = run(door, session(folder, Run(look), Run("import debugpy")))
    door.close()

    assert transcript.failure is None
    assert printed(transcript.answers[0]) == "False\n"


def test_sessions_know_nothing_of_each_other(kernels, folder):
    spoil = (
        "import os, signal, sys, json\n"
        "os.environ['SPOILT'] = '1'; os.chdir('/'); sys.path.append('/spoilt'); json.spoilt = 1\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    )
    look = (
        "import os, signal, sys, json\n"
        "print('SPOILT' in os.environ, '/spoilt' in sys.path, hasattr(json, 'spoilt'),"
        " signal.getsignal(signal.SIGTERM) is signal.SIG_DFL)"
    )
    run(kernels, session(folder, Run(spoil)))
    (transcript,) = run(kernels, session(folder, Run(look)))

    assert printed(transcript.answers[0]) == "False False False True\n"


def test_chance_differs_between_sessions(kernels, folder):
    roll = Run("import random, numpy; print(random.random(), numpy.random.random())")
    one, other = run(kernels, session(folder, roll), session(folder, roll))

    for first, second in zip(
        printed(one.answers[0]).split(), printed(other.answers[0]).split(), strict=True
    ):
        assert first != second


def test_sets_print_alike_each_time(kernels, folder):
    show = Run("print({'a', 'b', 'c', 'd', 'e'})")
    one, other = run(kernels, session(folder, show), session(folder, show))

    assert printed(one.answers[0]) == printed(other.answers[0])


def test_no_name_of_this_run_comes_through(kernels, folder):
    warn = Run("import warnings\nwarnings.warn('careful')")
    one, other = run(kernels, session(folder, warn), session(folder, warn))

    assert one.answers == other.answers
    assert printed(one.answers[0]).startswith("<cell>:2: UserWarning: careful")


def test_what_a_cell_wrote_and_never_closed_is_on_the_disk(kernels, folder):
    run(kernels, session(folder, Run("file = open('out.txt', 'w'); n = file.write('all of it')")))

    assert (folder / "out.txt").read_text() == "all of it"


def test_processes_that_a_cell_started_end_with_it(kernels, folder):
    (transcript,) = run(
        kernels,
        session(folder, Run("import subprocess; print(subprocess.Popen(['sleep', '60']).pid)")),
    )

    assert not alive(int(printed(transcript.answers[0])))


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().split()[2] != "Z"


# --- what was read -------------------------------------------------------------------------


def reads(kernels, folder, *sources):
    (transcript,) = run(kernels, session(folder, *map(Run, sources), files={"INFO": "told"}))
    assert transcript.failure is None
    if transcript.reads is None:
        return None
    return {(read.kind, read.name) for read in transcript.reads if read.kind is not ReadKind.SEARCH}


def test_files_and_modules_are_noted_with_their_digests(kernels, folder):
    (folder / "data.csv").write_text("a\n1\n")
    (folder / "module.py").write_text("VALUE = open('data.csv').read()\n")

    (transcript,) = run(kernels, session(folder, Run("import module")))

    assert set(transcript.reads) == {
        Read(ReadKind.FILE, "data.csv", file_digest(folder / "data.csv")),
        Read(ReadKind.MODULE, "module.py", file_digest(folder / "module.py")),
        Read(ReadKind.SEARCH, ".", modules_digest(folder)),
    }


def test_a_module_that_comes_to_stand_before_another_is_noticed(kernels, folder):
    (transcript,) = run(kernels, session(folder, Run("import statistics")))
    [before] = [read for read in transcript.reads if read.kind is ReadKind.SEARCH]

    (folder / "notes.txt").write_text("no module")
    (folder / "data").mkdir()
    assert modules_digest(folder) == before.digest
    (folder / "statistics.py").write_text("mean = max\n")
    assert modules_digest(folder) != before.digest


def test_a_compiled_module_counts_as_its_source(kernels, folder):
    (folder / "module.py").write_text("VALUE = 1\n")
    py_compile.compile(str(folder / "module.py"))

    assert reads(kernels, folder, "import module") == {(ReadKind.MODULE, "module.py")}


@pytest.mark.parametrize(
    ("source", "kind", "name"),
    [
        ("open('data.csv').close()", ReadKind.FILE, "data.csv"),
        ("import os; os.close(os.open('data.csv', os.O_RDONLY))", ReadKind.FILE, "data.csv"),
        ("import os; os.chdir('sub'); open('../data.csv').close()", ReadKind.FILE, "data.csv"),
        ("import pathlib; pathlib.Path('data.csv').read_bytes()", ReadKind.FILE, "data.csv"),
        (
            "import contextlib\nwith contextlib.suppress(OSError): open('no.csv')",
            ReadKind.FILE,
            "no.csv",
        ),
        ("import sqlite3; sqlite3.connect('data.db').close()", ReadKind.FILE, "data.db"),
        ("import os; os.listdir('sub')", ReadKind.FOLDER, "sub"),
        ("import glob; glob.glob('*.csv')", ReadKind.FOLDER, "."),
        ("import os; os.environ.get('SOME_NAME')", ReadKind.VARIABLE, "SOME_NAME"),
        ("import os; os.getenv('SOME_NAME')", ReadKind.VARIABLE, "SOME_NAME"),
        ("import os; dict(os.environ)", ReadKind.VARIABLE, "*"),
        ("import os; 'SOME_NAME' in os.environ", ReadKind.VARIABLE, "SOME_NAME"),
        ("import os; open(os.environ['INFO']).read()", ReadKind.INFO, "INFO"),
    ],
)
def test_every_way_to_read_is_noted(kernels, folder, source, kind, name):
    (folder / "data.csv").write_text("1")
    (folder / "data.db").write_bytes(b"")
    (folder / "sub").mkdir()

    assert (kind, name) in reads(kernels, folder, source)


def test_of_what_a_render_tells_only_the_part_is_noted_that_was_asked_for(kernels, folder):
    told = {"format": {"metadata": {"as-of": "2024-11-19", "title": "War"}}}
    source = (
        f"import os, sys; sys.path.append({str(ROOT)!r}); import report.noted as noted\n"
        "print(noted.told(os.environ['INFO'], 'format', 'metadata', 'as-of'))"
    )
    steps = session(folder, Run(source), files={"INFO": json.dumps(told)})
    (transcript,) = run(kernels, steps)

    assert transcript.answers[0].outputs[0].text == "2024-11-19\n"
    [info] = [read for read in transcript.reads if read.kind is ReadKind.INFO]
    assert info.name == "INFO#format#metadata#as-of"
    assert info == now(info, steps)


def test_nothing_else_is_noted(kernels, folder):
    (folder / "data.csv").write_text("1")
    source = (
        "import json, tempfile, html.parser, xml.dom.minidom\n"
        "open('made.txt', 'w').write('x'); open('made.txt').read()\n"
        "tempfile.TemporaryFile().write(b'x')"
    )

    assert reads(kernels, folder, source) == set()


@pytest.mark.parametrize(
    "source",
    ["import subprocess; subprocess.run(['true'])", "import os; os.system('true')", "!true"],
)
def test_what_other_processes_read_is_not_known(kernels, folder, source):
    assert reads(kernels, folder, source) is None


@pytest.mark.parametrize("warm", [False, True])
def test_what_waits_for_sessions_goes_when_they_are_over_unless_it_is_to_stay(folder, warm):
    door = JupyterKernels(warm=warm)
    door.expect([])
    door.rest()
    assert (door._parent is not None) is warm
    door.close()


# --- ends ----------------------------------------------------------------------------------


PROGRAM = """
import sys
from pathlib import Path
from report.engine.doors.kernels import JupyterKernels
from report.engine.doors.progress import Silence
from report.engine.ports import Run, Session
folder = Path(sys.argv[1])
code = "import os; open('pid', 'w').write(str(os.getpid())); import time; time.sleep(60)"
session = Session("a", (Run(code),), folder, folder, {"QUARTO_FIG_FORMAT": "png"})
JupyterKernels(forks=sys.argv[2] == "True").run([session], at_once=1, progress=Silence())
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL], ids=["interrupted", "killed"])
@pytest.mark.parametrize("forks", WAYS)
def test_no_kernel_outlives_its_build(folder, forks, number, monkeypatch):
    build = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), str(forks)],
        env={**os.environ, "TMPDIR": str(folder)},
        stderr=subprocess.DEVNULL,
    )
    pid = folder / "pid"
    wait_until(lambda: pid.exists() and pid.read_text())
    kernel = int(pid.read_text())

    build.send_signal(number)
    build.wait(timeout=30)

    wait_until(lambda: not alive(kernel))
    if not forks and number is signal.SIGKILL:  # nobody is left to clear up but the next build
        monkeypatch.setattr(tempfile, "tempdir", str(folder))
        with private_folder() as living:
            clear_up()
            assert living.is_dir()
    wait_until(lambda: [path.name for path in folder.iterdir()] == ["pid"])


def wait_until(condition):
    """Wait for what another process does."""
    limit = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.02)


def test_no_answer_tells_where_the_project_and_the_packages_lie(kernels, folder):
    (folder / "mod.py").write_text(
        "import warnings\n\ndef fail():\n    warnings.warn('old')\n    raise ValueError('x')\n"
    )
    (transcript,) = run(
        kernels,
        session(
            folder,
            Run("import mod, json\nprint(json.__file__)\nmod.__file__"),
            Run("mod.fail()", may_fail=True),
            Evaluate("mod.__file__"),
        ),
    )
    said = repr(transcript.answers)
    assert str(folder) not in said and sys.base_prefix + "/lib" not in said
    assert "mod.py" in said and "json/__init__.py" in said


def test_pictures_are_replaced_by_their_name_and_outputs_cleared_as_asked(kernels, folder):
    again = (
        "from IPython.display import clear_output, display, update_display\n"
        "display(1, display_id='a'); display(2, display_id='b'); update_display(3, display_id='a')\n"
        "display(4, display_id='b');"
    )
    later = "print('one'); clear_output(wait=True); print('two')"
    (transcript,) = run(
        kernels, session(folder, Run(again), Run(later), Run("print(1); clear_output()"))
    )

    first, second, third = transcript.answers
    assert [output.data["text/plain"] for output in first.outputs] == ["3", "4", "4"]
    assert printed(second) == "two\n"
    assert third.outputs == ()


def test_the_session_with_the_most_steps_begins_first_and_answers_keep_their_order(folder):
    done = FakeProgress()
    door = JupyterKernels()
    short, long = (
        session(folder, *[Run(f"print({count})")] * count, name=f"{count}.qmd") for count in (1, 3)
    )
    transcripts = door.run((short, long), at_once=1, progress=done)
    door.close()

    assert [len(transcript.answers) for transcript in transcripts] == [1, 3]
    assert done.told == ["step 3.qmd", "step 1.qmd"]
