"""Continuous integration runs the Makefile's own recipes, with few rights and pinned actions."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOW = ROOT / ".github/workflows/report.yml"
RECIPES = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
PINNED = re.compile(r"[\w.-]+(/[\w.-]+)+@[0-9a-f]{40}")
STEP = {"uses", "with", "run", "name", "if", "id"}
JOB = {"name", "runs-on", "timeout-minutes", "permissions", "steps", "if", "needs", "environment"}


def read(path):
    """A YAML file; `on` is a name in it, not a truth value."""
    return yaml.load(path.read_text(), Loader=yaml.BaseLoader)


def jobs():
    return read(WORKFLOW)["jobs"]


def steps():
    return [step for job in jobs().values() for step in job["steps"]]


def commands():
    """Every command that one of the three services runs for us."""
    yield from (step["run"] for step in steps() if "run" in step)
    yield from (job_line for job in gitlab().values() for job_line in job["script"])
    hooks = (
        hook for repo in read(ROOT / ".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]
    )
    yield from (hook["entry"] for hook in hooks)


def gitlab():
    """GitLab's jobs that build something; `pages` only moves a folder, as that service wants it."""
    whole = read(ROOT / ".gitlab-ci.yml")
    return {name: job for name, job in whole.items() if name in {"report", "test", "twice"}}


def test_every_command_is_a_recipe():
    lines = list(commands())
    assert len(lines) > 8
    for line in lines:
        assert re.fullmatch(r"make [a-z]+", line) and line.removeprefix("make ") in RECIPES, line


def test_every_recipe_can_be_made():
    for recipe in sorted({line.removeprefix("make ") for line in commands()}):
        command = ["make", "--dry-run", recipe]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr


def test_workflows_have_no_word_that_github_does_not_know():
    assert set(read(WORKFLOW)) == {"name", "on", "permissions", "concurrency", "jobs"}
    for name, job in jobs().items():
        assert set(job) <= JOB, name
        assert {"runs-on", "timeout-minutes", "permissions", "steps"} <= set(job), name
        assert set(job.get("needs", [])) <= set(jobs()), name
    for step in steps():
        assert set(step) <= STEP and ("uses" in step) != ("run" in step), step


def test_actions_are_named_by_commit():
    used = [step["uses"] for step in steps() if "uses" in step]
    assert used
    assert [action for action in used if not PINNED.fullmatch(action)] == []


def test_nothing_is_allowed_but_to_publish_from_main():
    assert read(WORKFLOW)["permissions"] == {}
    rights = {name: job["permissions"] for name, job in jobs().items()}
    publish = rights.pop("publish")
    assert publish == {"pages": "write", "id-token": "write"}
    assert all(right == {"contents": "read"} for right in rights.values())
    assert "refs/heads/main" in jobs()["publish"]["if"]
    assert "secrets." not in WORKFLOW.read_text()


@pytest.mark.parametrize(
    "path",
    [
        "data/claims.csv",
        "chapters/weapons.qmd",
        "figures/theme.py",
        "bibliography.bib",
        "index.qmd",
        "report/engine/build.py",
        "_quarto.yml",
        "_quarto-briefs.yml",
        "requirements.lock",
    ],
)
def test_a_change_of_what_the_report_rests_on_builds_it(path):
    assert (ROOT / path).exists()
    for event in ("push", "pull_request"):
        patterns = read(WORKFLOW)["on"][event]["paths"]
        assert any(re.fullmatch(expression(pattern), path) for pattern in patterns), path


def expression(pattern):
    """GitHub's path pattern as a regular expression."""
    words = {"**": ".*", "*": "[^/]*"}
    parts = re.split(r"(\*\*|\*)", pattern)
    return "".join(words.get(part, re.escape(part)) for part in parts)


def test_zizmor_finds_nothing():
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [zizmor, "--offline", "--no-progress", "--persona=pedantic", WORKFLOW]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
