"""What a kernel is told of the render: Quarto's variables, its info file, folder and kernel."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from report.engine.session import EXECUTE_INFO, session_of
from tests.engine.sketches import code, document, project


def session(tmp_path, config=None, environment=None, **meta):
    written = document("parts/a.qmd", code("x"), **meta)
    whole = replace(project(tmp_path, written, **(config or {})), environment=environment or {})
    return session_of(whole, written)


def test_cells_run_beside_their_document_unless_the_project_says_otherwise(tmp_path):
    assert session(tmp_path).cwd == tmp_path / "parts"
    in_root = session(tmp_path, {"project": {"execute-dir": "project"}})
    assert in_root.cwd == tmp_path


def test_quartos_variables_are_set(tmp_path):
    told = session(tmp_path, environment={"TOKEN": "x"}, **{"fig-width": 4.5}).environment

    assert told["QUARTO_PROJECT_ROOT"] == str(tmp_path)
    assert told["QUARTO_DOCUMENT_PATH"] == str(tmp_path / "parts")
    assert told["QUARTO_DOCUMENT_FILE"] == "a.qmd"
    assert told["QUARTO_FIG_WIDTH"] == "4.5"
    assert told["QUARTO_FIG_HEIGHT"] == "5"
    assert told["QUARTO_FIG_DPI"] == "96"
    assert told["MPLBACKEND"] == "module://matplotlib_inline.backend_inline"
    assert told["TOKEN"] == "x"


def test_the_info_file_tells_format_execution_and_metadata(tmp_path):
    meta = {"title": "A", "as-of": "2024-11-19", "execute": {"echo": False}, "format": {"html": {}}}
    info = json.loads(session(tmp_path, **meta).files[EXECUTE_INFO])

    assert info["document-path"] == str(tmp_path / "parts" / "a.qmd")
    assert info["format"]["pandoc"]["to"] == "html"
    assert info["format"]["identifier"]["target-format"] == "html"
    assert info["format"]["execute"]["echo"] is False
    assert info["format"]["execute"]["fig-width"] == 7
    assert info["format"]["metadata"] == {"title": "A", "as-of": "2024-11-19"}


@pytest.mark.parametrize(
    ("jupyter", "kernel"),
    [(None, "python3"), ("other", "other"), ({"kernelspec": {"name": "third"}}, "third")],
)
def test_the_kernel_is_the_one_that_the_document_names(tmp_path, jupyter, kernel):
    assert session(tmp_path, jupyter=jupyter).kernel == kernel


@pytest.mark.parametrize(("stated", "seconds"), [(None, 600), (30, 30), (0, None), (False, None)])
def test_steps_are_bounded_as_the_document_says(tmp_path, stated, seconds):
    assert session(tmp_path, execute={"timeout": stated}).timeout == seconds
