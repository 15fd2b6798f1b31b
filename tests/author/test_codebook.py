import json

import pytest

from report.author.codebook import codebook

FIELD = {"type": "string", "description": "Key of a row."}
PACKAGE = {
    "resources": [
        {
            "name": "small_steps",
            "path": "small_steps.csv",
            "title": "Small *steps*",
            "description": "One step a row.",
            "asOf": {"known": "day"},
            "schema": {
                "primaryKey": ["id"],
                "foreignKeys": [{"fields": ["id"], "reference": {"resource": "others"}}],
                "fields": [
                    {"name": "id", **FIELD},
                    {"name": "day", "type": "string", "dated": True, "description": "When | why."},
                    {
                        "name": "kind",
                        "type": "string",
                        "description": "What.",
                        "meanings": {"go": "forward", "stay": "not"},
                    },
                ],
            },
        }
    ]
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "datapackage.json").write_text(json.dumps(PACKAGE), encoding="utf-8")
    (folder / "small_steps.csv").write_text(
        "id,day,kind\na,2024-01-01,go\nb,2026-01-01,stay\n", encoding="utf-8"
    )
    monkeypatch.setenv("QUARTO_PROJECT_ROOT", str(tmp_path))


@pytest.mark.usefixtures("project")
def test_the_codebook_says_what_a_row_is_and_how_many_are_known():
    text = codebook().text

    assert r"## Small \*steps\* {#sec-data-small-steps}" in text
    assert "`small_steps`, 1 row. Key: `id`. Points to `id` in `others`." in text


@pytest.mark.usefixtures("project")
def test_each_dataset_can_be_taken_away_from_the_site():
    assert "[Download as CSV](/downloads/small_steps.csv){.download}" in codebook().text


@pytest.mark.usefixtures("project")
def test_the_codebook_explains_every_field_and_word():
    lines = codebook().text.splitlines()

    assert "| `id` | text | Key of a row. |" in lines
    assert r"| `day` | date, as fine as known | When \| why. |" in lines
    assert "| `kind` | text | What. `go` forward; `stay` not. |" in lines
