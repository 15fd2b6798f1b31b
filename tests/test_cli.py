"""The command: what it says, to whom, and with which exit code; and that it starts at once."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from report.cli import main

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}  # for processes
HEAVY = {
    "pandas",
    "altair",
    "frictionless",
    "nbformat",
    "jupyter_client",
    "jinja2",
    "ruamel",
    "asyncio",
}
BOOK = """\
project:
  type: book
  output-dir: _site
book:
  title: A Book
  author: A. Author
  chapters: [index.qmd, one.qmd]
format: html
"""
HOME = "# Home\n\nProse.\n"
ONE = "# One\n\n```{python}\nprint(open('data.csv').read())\n```\n\nThat is `{python} 1994 + 2`.\n"


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A small book, and the command's words are said in its folder."""
    root = tmp_path / "book"
    root.mkdir()
    for name, text in {
        "_quarto.yml": BOOK,
        "index.qmd": HOME,
        "one.qmd": ONE,
        "data.csv": "7",
    }.items():
        (root / name).write_text(text)
    monkeypatch.chdir(root)
    return root


def say(*words):
    result = CliRunner().invoke(main, words, prog_name="report")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_build_says_what_ran_and_where_to_look_and_the_next_one_that_nothing_changed(book):
    first, second = say("build"), say("build")

    assert first.exit_code == 0
    assert "cells ran (never built): one.qmd" in first.stdout
    assert first.stdout.splitlines()[-1] == "2 pages and 0 PDFs in _site"
    assert second.stdout == "nothing has changed: 2 pages and 0 PDFs in _site\n"
    assert "That is 1996." in (book / "_site" / "one.html").read_text()


def test_the_plan_is_told_before_anything_runs(book):
    assert say("why").stdout == "one.qmd  run (never built)\n"
    assert say("build", "--dry-run").stdout == "one.qmd  run (never built)\n"
    assert not (book / "_site").exists()
    say("build")
    assert say("why").stdout == "one.qmd  reuse\n"
    (book / "data.csv").write_text("8")
    assert say("why", "one").stdout == "one.qmd  run (data: data.csv (line 1))\n"
    assert say("why", "one.qmd", "-P", "x:1").stdout == "one.qmd  run (parameter)\n"
    assert say("build", "--dry-run", "--force").stdout == "one.qmd  run (forced)\n"


def test_a_chapter_that_is_not_there_is_a_fault_of_usage(book):
    result = say("why", "nowhere")

    assert result.exit_code == 2
    assert "no document with cells is named 'nowhere'" in result.stderr


def test_prose_runs_no_cell_and_data_does(book):
    say("build")
    (book / "index.qmd").write_text(HOME + "\nMore.\n")
    assert "cells ran" not in say("build").stdout
    assert "More." in (book / "_site" / "index.html").read_text()
    (book / "data.csv").write_text("8")
    assert "cells ran (data): one.qmd" in say("build").stdout


def test_quiet_says_nothing_and_verbose_names_every_step(book):
    quiet, verbose = say("build", "-q"), say("build", "-v", "--force")

    assert quiet.output == ""
    assert "  one.qmd\n" in verbose.stderr


def test_parameters_reach_the_cells(book):
    (book / "one.qmd").write_text("# One\n\n```{python}\nprint(year, name, flag)\n```\n")
    say("build", "-P", "year:1994", "-P", "name:Ukraine now", "-P", "flag:true")

    assert "1994 Ukraine now True" in (book / "_site" / "one.html").read_text()


def test_the_day_reaches_the_cells(book):
    (book / "one.qmd").write_text(
        "# One\n\n```{python}\nimport os\nprint('day', os.environ.get('REPORT_AS_OF'))\n```\n"
    )
    say("build", "--as-of", "2026-02-24")
    assert "day 2026-02-24" in (book / "_site" / "one.html").read_text()
    say("build")
    assert "day None" in (book / "_site" / "one.html").read_text()


def test_another_output_folder_is_taken(book, tmp_path):
    result = say("build", "--output", str(tmp_path / "elsewhere"))

    assert result.stdout.splitlines()[-1] == f"2 pages and 0 PDFs in {tmp_path / 'elsewhere'}"
    assert (tmp_path / "elsewhere" / "one.html").is_file()


def test_findings_come_as_text_or_as_json(book):
    (book / "one.qmd").write_text("# One\n\n```{python}\n#| label: fig-x\n1\n```\n")

    text, listed = say("check"), say("check", "--format", "json")

    assert text.exit_code == listed.exit_code == 4
    assert "one.qmd:3:1: error" in text.stderr
    records = json.loads(listed.stdout)
    assert {"rule", "severity", "path", "line", "column", "row", "field", "message", "hint"} == set(
        records[0]
    )
    (book / "one.qmd").write_text(ONE)
    assert say("check").stderr == "nothing wrong was found\n"
    assert json.loads(say("check", "--format", "json").stdout) == []


def test_lenient_warns_where_quarto_warns(book):
    (book / "index.qmd").write_text("# Home\n\nSee @sec-nowhere.\n")

    assert say("build").exit_code == 6
    lenient = say("build", "--lenient")
    assert lenient.exit_code == 0
    assert "warning (unresolved-reference)" in lenient.stderr


def test_render_takes_quartos_words(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.qmd").write_text("---\ntitle: A\n---\n\nSee @fig-nowhere.\n")

    assert say("render", "a.qmd", "--to", "html", "--output", "other.html").exit_code == 0
    assert sorted(path.name for path in tmp_path.glob("*.html")) == ["other.html"]
    assert say("render", "a.qmd").exit_code == 0
    assert say("render", "a.qmd", "--to", "typst").exit_code == 0
    assert {"a.html", "a.pdf", "other.html"} <= {path.name for path in tmp_path.iterdir()}


def test_memory_can_be_cleaned_away(book):
    say("build")
    assert say("clean", "--all").stdout.endswith("MB freed\n")
    assert say("why").stdout == "one.qmd  run (never built)\n"
    assert (book / "_site" / "index.html").is_file()


def test_a_fault_of_the_program_itself_is_told_as_such(book, monkeypatch):
    def broken(*_):
        raise RuntimeError("a wheel is off")

    monkeypatch.setattr("report.engine.wiring.built", broken)
    result = say("build")

    assert result.exit_code == 70
    assert "a wheel is off" in result.stderr
    assert "a fault of report itself (RuntimeError)" in result.stderr


def test_control_characters_of_the_input_do_not_reach_the_terminal(book):
    (book / "one.qmd").write_text(
        "# One\n\n```{python}\nraise ValueError('\\x1b[2J\\u202e')\n```\n"
    )
    result = say("build")

    assert result.exit_code == 5
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output


# --- as a process of its own ---------------------------------------------------------------


def imported(*words):
    """The modules that the command has imported when it is done."""
    program = (
        "import sys\nfrom report.cli import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print('MODULES', *sys.modules)"
    )
    command = [sys.executable, "-c", program, *words]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    return set(done.stdout.split("MODULES ")[1].split())


def test_help_and_a_build_that_finds_nothing_to_do_import_nothing_heavy(book):
    say("build")

    assert HEAVY.isdisjoint(imported("--help"))
    assert HEAVY.isdisjoint(imported("build", "."))


def test_where_nobody_reads_on_a_command_ends_in_silence(book):
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "report", "why"]
    with os.fdopen(writer, "wb") as closed:
        done = subprocess.run(
            command, env=ENVIRONMENT, stdout=closed, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (1, b"")


BACKGROUND = ("sh", "-c", 'trap "" INT; exec "$@"', "sh")  # what shells start there ignores Ctrl-C


@pytest.mark.parametrize(
    ("number", "start"),
    [(signal.SIGINT, ()), (signal.SIGTERM, ()), (signal.SIGTERM, BACKGROUND)],
    ids=["Ctrl-C", "terminated", "terminated in the background"],
)
def test_an_interrupted_build_leaves_nothing_but_the_last_good_site(book, tmp_path, number, start):
    say("build")
    before = {path: path.read_bytes() for path in (book / "_site").rglob("*") if path.is_file()}
    (book / "one.qmd").write_text(
        "# One\n\n```{python}\nimport os, time\n"
        "print(os.getpid(), file=open('pid', 'w'), flush=True)\ntime.sleep(60)\n```\n"
    )
    private = tmp_path / "private"
    private.mkdir()
    build = subprocess.Popen(
        [*start, sys.executable, "-m", "report", "build"],
        env={**ENVIRONMENT, "TMPDIR": str(private)},
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_until(lambda: (book / "pid").is_file() and (book / "pid").read_text().strip())
    kernel = int((book / "pid").read_text())

    build.send_signal(number)
    _, said = build.communicate(timeout=30)

    assert build.returncode == 130
    assert said.splitlines()[-1] == "interrupted; the last good site is as it was"
    assert "Traceback" not in said
    assert not Path(f"/proc/{kernel}").exists() or not Path("/proc").is_dir()
    assert list(private.iterdir()) == []
    after = {path: path.read_bytes() for path in (book / "_site").rglob("*") if path.is_file()}
    assert after == before


def wait_until(condition):
    """Wait for what another process does."""
    limit = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.02)


def test_a_lock_is_told_to_be_behind_and_no_build_fails_for_it(book):
    assert say("lock").stdout.endswith("report.lock was written\n")
    locked = (book / "report.lock").read_text()
    assert say("build").stdout.startswith("nothing has changed")
    assert say("check").stderr == say("verify").stderr == "nothing wrong was found\n"

    (book / "one.qmd").write_text(f"{ONE}\n\nOne word more.\n")

    checked = say("check")
    assert checked.exit_code == 0
    assert "(lock-inputs)\n    one.qmd is made of other files: one.qmd\n" in checked.stderr
    built = say("build")
    assert (built.exit_code, built.stderr.count("lock")) == (0, 0)
    verified = say("verify", "--format", "markdown")
    assert verified.exit_code == 0
    assert "one.qmd came out otherwise: downloads/one.ipynb, one.html" in verified.stdout
    assert (book / "report.lock").read_text() == locked
    assert say("lock").stdout.endswith("report.lock was written\n")
    assert say("verify").stderr == "nothing wrong was found\n"
    assert say("lock").stdout.endswith("report.lock is as it was\n")


def test_a_page_that_is_not_the_locked_one_though_nothing_was_edited_fails_verification(book):
    say("lock")
    lock = book / "report.lock"
    lock.write_text(re.sub(r'("one.html" = ")\w', r"\1X", lock.read_text()))
    verified = say("verify")
    assert verified.exit_code == 8
    assert "one.qmd came out otherwise: one.html, though no input has changed" in verified.stderr
