"""The corridor: stages in order, each with the stage's own error; nothing runs that need not."""

from __future__ import annotations

import itertools
import os
from pathlib import PurePosixPath

import pytest

from report.engine.build import build
from report.engine.checking import check
from report.engine.digest import file_digest
from report.engine.doors.pandoc import BundledPandoc
from report.engine.errors import (
    AssemblyError,
    ExecutionError,
    LoadError,
    ValidationError,
    VerificationError,
)
from report.engine.model import Reason, Severity
from report.engine.ports import ScriptResult, StepFailed
from report.engine.standing import site_digests, standing_for, state_of, still_stands
from report.engine.survey import planned
from report.engine.wish import Wish
from tests.fakes.kernels import FakeKernels
from tests.fakes.ports import fake_ports
from tests.fakes.scripts import FakeScripts
from tests.fakes.store import FakeStore

BOOK = """\
project:
  type: book
  output-dir: _site
  pre-render: make
  post-render: [one, two]
book:
  title: A Book
  author: A. Author
  chapters: [index.qmd, one.qmd]
format: html
"""
ONE = "# One\n\n```{python}\nx\n```\n\nThat is `{python} y`.\n"


@pytest.fixture
def root(tmp_path):
    (tmp_path / "_quarto.yml").write_text(BOOK)
    (tmp_path / "index.qmd").write_text("# Home\n")
    (tmp_path / "one.qmd").write_text(ONE)
    return tmp_path


def doors(**some):
    return fake_ports(pandoc=BundledPandoc(1), **some)


def built(root, ports, **words):
    return build(Wish(root, **words), ports, itertools.count().__next__)


def test_every_stage_takes_its_turn_and_its_time(root):
    outcome = built(root, doors())

    assert list(outcome.seconds) == [
        "load",
        "plan",
        "check",
        "cells",
        "assemble",
        "publish",
        "verify",
        "place",
    ]
    assert set(outcome.seconds.values()) == {1}
    assert [(str(ran.path), ran.reason) for ran in outcome.ran] == [("one.qmd", Reason.NEVER_BUILT)]
    assert "That is y." in (root / "_site" / "one.html").read_text()
    assert not outcome.unchanged


def test_a_second_build_runs_no_kernel_and_expects_none(root):
    store = FakeStore()
    built(root, doors(store=store))
    kernels = FakeKernels()

    outcome = built(root, doors(store=store, kernels=kernels))

    assert (kernels.ran, kernels.expected) == ([], [])
    assert [ran.reason for ran in outcome.ran] == [None]


def test_kernels_are_told_early_whose_sessions_come(root):
    kernels = FakeKernels()
    (root / "one.qmd").write_text(ONE + "\nSee @sec-nowhere\n\n{{< nonsense >}}\n")
    with pytest.raises(ValidationError):
        built(root, doors(kernels=kernels))

    assert (kernels.expected, kernels.ran) == (["one.qmd"], [])


def test_scripts_run_around_the_build_and_the_project_is_read_after_them(root):
    class Making(FakeScripts):
        def run(self, script):
            if script.command == ("make",):
                (root / "one.qmd").write_text(ONE.replace("That is", "Made:"))
            return super().run(script)

    scripts = Making()
    built(root, doors(scripts=scripts))

    assert [script.command for script in scripts.ran] == [("make",), ("one",), ("two",)]
    assert "Made: y." in (root / "_site" / "one.html").read_text()
    told = scripts.ran[1].environment["QUARTO_PROJECT_OUTPUT_FILES"]
    assert told.splitlines() == ["_site/index.html", "_site/one.html"]


def test_a_script_that_spoils_the_site_is_found_out(root):
    class Spoiling(FakeScripts):
        def run(self, script):
            if script.command == ("two",):
                (root / "_site" / "one.html").unlink()
            return super().run(script)

    with pytest.raises(VerificationError, match=r"one\.html was published and is not there"):
        built(root, doors(scripts=Spoiling()))


def test_what_a_script_changes_is_known_by_its_new_digest_and_the_rest_by_its_old(root):
    class Changing(FakeScripts):
        def run(self, script):
            if script.command == ("two",):
                (root / "_site" / "one.html").write_text("<title>another</title>")
            return super().run(script)

    plain = built(root, doors()).edition.digests
    edition = built(root, doors(scripts=Changing())).edition

    assert set(edition.files) - edition.digests.keys() == {PurePosixPath("one.html")}
    assert edition.digests.items() < plain.items()
    assert dict(site_digests(edition))["one.html"] == file_digest(edition.site / "one.html")


def test_scripts_that_ran_already_do_not_run_twice(root):
    scripts = FakeScripts()
    built(root, doors(scripts=scripts), prepared=True)
    assert [script.command for script in scripts.ran] == [("one",), ("two",)]


@pytest.mark.parametrize(
    ("text", "fakes", "error"),
    [
        ("# One\n\n```{python}\n", {}, LoadError),
        (ONE, {"scripts": FakeScripts({"make": ScriptResult(1)})}, LoadError),
        (ONE + "\n{{< nonsense >}}\n", {}, ValidationError),
        (
            ONE,
            {"kernels": FakeKernels({"x": StepFailed(0, "error", "ValueError")})},
            ExecutionError,
        ),
        (ONE + "\nSee @sec-nowhere.\n", {}, AssemblyError),
        (ONE + "\n[a](https://nowhere)\n", {}, VerificationError),
    ],
    ids=["load", "script", "check", "cells", "assemble", "verify"],
)
def test_the_stage_that_fails_raises_its_error_and_the_last_good_site_stays(
    root, text, fakes, error
):
    built(root, doors())
    last = {path: path.read_bytes() for path in (root / "_site").rglob("*") if path.is_file()}
    (root / "one.qmd").write_text(text)

    with pytest.raises(error):
        built(root, doors(**fakes))

    assert last == {
        path: path.read_bytes() for path in (root / "_site").rglob("*") if path.is_file()
    }


def test_lenient_turns_what_is_excusable_into_warnings_and_nothing_else(root):
    (root / "one.qmd").write_text(ONE + "\nSee @sec-nowhere.\n")
    outcome = built(root, doors(), lenient=True)
    assert [finding.severity for finding in outcome.findings] == [Severity.WARNING]

    (root / "one.qmd").write_text("# One\n\n```{python}\n")
    with pytest.raises(LoadError):
        built(root, doors(), lenient=True)


def test_editions_share_the_main_projects_executions_and_run_what_only_they_have(root):
    (root / "pyproject.toml").write_text('[tool.report]\neditions = ["briefs"]\n')
    (root / "_quarto-briefs.yml").write_text(
        'project:\n  type: default\n  output-dir: _briefs\n  render: ["*.qmd"]\n'
        "format:\n  html: false\n  typst: default\n"
    )
    (root / "extra.qmd").write_text("---\ntitle: Extra\n---\n\n" + ONE)
    kernels = FakeKernels()

    built(root, doors(kernels=kernels), lenient=True)

    assert kernels.names == ["one.qmd", "extra.qmd"]


def test_checking_and_planning_run_nothing_and_write_nothing(root):
    store = FakeStore()
    before = sorted(root.rglob("*"))

    assert check(Wish(root), store) == ()
    assert [ran.reason for ran in planned(Wish(root), store)] == [Reason.NEVER_BUILT]
    assert sorted(root.rglob("*")) == before


def test_a_file_that_changes_during_a_build_is_built_again(root):
    store = FakeStore()

    class Meddling(FakeKernels):
        def run(self, sessions, **words):
            (root / "index.qmd").write_text("# Changed meanwhile\n")
            return super().run(sessions, **words)

    wish = Wish(root)
    built(root, doors(store=store, kernels=Meddling()))
    standing = standing_for(wish, store)
    assert standing is None or not still_stands(standing, wish, state_of(wish))

    built(root, doors(store=store))
    assert "Changed meanwhile" in (root / "_site" / "index.html").read_text()


@pytest.mark.parametrize("years", [-20, 20])
def test_a_clock_that_jumped_hides_no_edit_and_makes_nothing_anew(root, years):
    store, wish = FakeStore(), Wish(root)
    built(root, doors(store=store))
    jump(root, years)
    standing = standing_for(wish, store)
    assert standing is not None and still_stands(standing, wish, state_of(wish))

    text = (root / "index.qmd").read_text()
    (root / "index.qmd").write_text(text.replace("Home", "Then"))  # of the same length
    jump(root, years)
    outcome = built(root, doors(store=store))
    assert "Then" in (root / "_site" / "index.html").read_text()
    assert [ran.reason for ran in outcome.ran] == [None]


def jump(root, years):
    """Give every file one time, years off."""
    then = 1_700_000_000 + years * 365 * 86_400
    for path in root.rglob("*"):
        os.utime(path, (then, then))
