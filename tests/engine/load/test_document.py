import pytest

from report.engine.errors import LoadError
from report.engine.load import load
from report.engine.options import option


def only(root, **options):
    (document,) = load(root, environment={}, **options).documents
    return document


def test_nearer_metadata_wins_and_files_are_named_from_the_root(write):
    root = write(
        {
            "_quarto.yml": "toc: true\ntoc-depth: 2\nbibliography: root.bib\n"
            "format: {html: {code-fold: true}}\n",
            "sub/_metadata.yml": "toc-depth: 3\ncsl: style.csl\nbibliography: [sub.bib]\n",
            "sub/a.qmd": "---\nbibliography: /top.bib\ncode-fold: false\n---\nText\n",
        }
    )
    meta = only(root).meta
    assert (meta["toc"], meta["toc-depth"], meta["csl"]) == (True, 3, "sub/style.csl")
    assert meta["bibliography"] == ["root.bib", "sub/sub.bib", "top.bib"]
    assert option(meta, "code-fold", format="html") is False


def test_a_pages_own_formats_replace_the_projects(write):
    files = {
        "_quarto.yml": "format: {html: {toc: true}, typst: default}",
        "a.qmd": "---\nformat: html\n---\n",
    }
    assert only(write(files)).meta["format"] == {"html": {"toc": True}}


def test_a_books_formats_are_the_projects(write):
    yaml = "project: {type: book}\nbook: {chapters: [index.qmd]}\nformat: {html: {}, typst: {}}\n"
    document = only(write({"_quarto.yml": yaml, "index.qmd": "---\nformat: html\n---\n"}))
    assert set(document.meta["format"]) == {"html", "typst"}


def test_metadata_files_come_on_top(write):
    files = {
        "a.qmd": "---\nmetadata-files: [more.yml]\ntoc: false\n---\n",
        "more.yml": "toc: true\nx: 1\n",
    }
    meta = only(write(files) / "a.qmd").meta
    assert (meta["toc"], meta["x"]) == (True, 1)


def test_titles_may_hold_shortcodes(write):
    files = {
        "_quarto.yml": "",
        "_variables.yml": "v: 2",
        "a.qmd": '---\ntitle: "R {{< var v >}}"\n---\n',
    }
    assert only(write(files)).meta["title"] == "R 2"


def test_a_document_without_cells_has_no_expressions(write):
    assert only(write({"a.qmd": "`{python} 1`\n"}) / "a.qmd").expressions == ()


def test_markdown_documents_run_nothing(write):
    text = "```{python}\nx\n```\n"
    root = write({"_quarto.yml": "", "a.md": text, "b.qmd": f"---\nengine: markdown\n---\n{text}"})
    assert [document.cells for document in load(root).documents] == [(), ()]


def test_cells_and_expressions_of_includes_keep_their_places(write):
    root = write(
        {"a.qmd": "{{< include _b.qmd >}}\n`{python} x`\n", "_b.qmd": "\n```{python}\nx = 1\n```\n"}
    )
    document = only(root / "a.qmd")
    assert [str(cell.place) for cell in document.cells] == ["_b.qmd:2:1"]
    assert [str(expression.place) for expression in document.expressions] == ["a.qmd:2:1"]
    assert [str(file) for file in document.includes] == ["_b.qmd"]


def test_metadata_of_a_folder_is_checked_once(write):
    root = write({"_quarto.yml": "", "_metadata.yml": "listing: posts\n", "a.qmd": "", "b.qmd": ""})
    (finding,) = load(root, environment={}).findings
    assert str(finding.place) == "_metadata.yml:1:1"


def test_metadata_files_stay_in_the_project(write, tmp_path):
    (tmp_path / "out.yml").write_text("x: 1")
    root = write({"a.qmd": "---\nmetadata-files: [../out.yml]\n---\n"})
    with pytest.raises(LoadError, match="outside"):
        load(root / "a.qmd", environment={})
