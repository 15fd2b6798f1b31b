"""The project's own scripts: what runs, what it is told, and what a failing one says."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from report.engine.doors.scripts import Programs
from report.engine.errors import LoadError, PublishError
from report.engine.model import Kind
from report.engine.ports import Script, ScriptResult
from report.engine.scripts import Hooks, after_render, before_render, hooks_of
from tests.engine.sketches import document, project
from tests.fakes.progress import FakeProgress
from tests.fakes.scripts import FakeScripts

ROOT = Path("/project")


def test_one_script_or_several_are_read_from_the_configuration(tmp_path):
    written = project(
        tmp_path,
        document("index.qmd"),
        document("a/b.qmd"),
        project={"pre-render": ["one.py", "two x"], "post-render": "three.py"},
    )

    assert hooks_of(written) == Hooks(
        before=("one.py", "two x"),
        after=("three.py",),
        inputs=("index.qmd", "a/b.qmd"),
        output="_site",
    )
    assert hooks_of(replace(written, kind=Kind.SINGLE)) == Hooks()


def test_scripts_run_in_order_with_the_runner_that_quarto_knows():
    door = FakeScripts()

    before_render(Hooks(before=("make.py 'a b'", "echo x", "sub/do.sh")), ROOT, door)

    assert [script.command for script in door.ran] == [
        (sys.executable, "make.py", "a b"),
        ("echo", "x"),
        ("sh", "sub/do.sh"),
    ]
    assert {script.cwd for script in door.ran} == {ROOT}


def test_scripts_are_told_what_quarto_tells_them():
    door = FakeScripts()
    hooks = Hooks(("one",), ("two",), ("index.qmd", "a.qmd"), "_site", {"TOKEN": "x"})
    files = [PurePosixPath(name) for name in ("a.html", "book.pdf", "style.css")]

    before_render(hooks, ROOT, door)
    after_render(hooks, ROOT, files, door)

    before, after = (script.environment for script in door.ran)
    shared = {
        "TOKEN": "x",
        "QUARTO_PROJECT_DIR": "/project",
        "QUARTO_PROJECT_OUTPUT_DIR": "/project/_site",
        "QUARTO_PROJECT_RENDER_ALL": "1",
        "QUARTO_PROJECT_SCRIPT_PROGRESS": "1",
        "QUARTO_PROJECT_SCRIPT_QUIET": "0",
        "REPORT_BUILDING": "1",
    }
    assert before == shared | {"QUARTO_PROJECT_INPUT_FILES": "index.qmd\na.qmd"}
    assert after == shared | {
        "QUARTO_PROJECT_OUTPUT_FILES": "_site/a.html\n_site/book.pdf",
        "QUARTO_PROJECT_ROOT": "/project",
    }


def test_a_failing_script_ends_the_build_and_is_quoted():
    door = FakeScripts({"one": ScriptResult(3, "\n".join(map(str, range(40))))})

    with pytest.raises(LoadError) as caught:
        before_render(Hooks(before=("one", "two")), ROOT, door)

    (finding,) = caught.value.findings
    assert str(finding.place) == "_quarto.yml [project.pre-render]"
    assert finding.message.startswith("the script `one` ended with status 3\n28\n")
    assert len(door.ran) == 1


def test_after_a_build_it_is_publishing_that_fails():
    with pytest.raises(PublishError):
        after_render(Hooks(after=("one",)), ROOT, (), FakeScripts({"one": ScriptResult(1)}))


def test_programs_run_with_our_python_first(tmp_path):
    progress = FakeProgress()
    source = (
        "import os, sys; print(os.environ['MINE'], os.getcwd()); "
        "print('e', file=sys.stderr); sys.exit(4)"
    )

    result = Programs(progress).run(Script(("python3", "-c", source), tmp_path, {"MINE": "x"}))

    assert result.status == 4
    assert sorted(result.said.splitlines()) == ["e", f"x {tmp_path}"]
    assert f"detail x {tmp_path}" in progress.told


def test_a_program_that_is_not_there_is_a_failure_with_words(tmp_path):
    result = Programs(FakeProgress()).run(Script(("no-such-program",), tmp_path, {}))

    assert result == ScriptResult(127, "it cannot be run: No such file or directory")
