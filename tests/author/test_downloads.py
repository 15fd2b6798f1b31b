"""Links to what the site offers as a whole: the code only where it was seen what that is."""

from __future__ import annotations

import json

import pytest

from report.author.downloads import downloads


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/datapackage.json").write_text(json.dumps({"name": "small", "resources": []}))
    monkeypatch.setenv("QUARTO_PROJECT_ROOT", str(tmp_path))
    monkeypatch.delenv("REPORT_DRAWS", raising=False)


def test_the_data_package_is_offered_on_the_site_alone():
    text = downloads().text
    assert '{.content-visible when-format="html"}' in text
    assert "(/downloads/small-data.zip)" in text
    assert "code.zip" not in text


def test_the_code_is_offered_where_the_engine_saw_what_the_chapters_read(monkeypatch):
    monkeypatch.setenv("REPORT_DRAWS", "1")
    assert "(/downloads/small-code.zip)" in downloads().text
