from pathlib import PurePosixPath

import pytest

from report.engine.errors import LoadError
from report.engine.load import load
from report.engine.load.globs import chosen
from report.engine.model import Kind, Role

BOOK = """\
project: {type: book}
book:
  title: B
  chapters:
    - one.qmd
    - index.qmd
    - part: Part
      chapters: [two.qmd, file: three.qmd]
    - part: opener.qmd
      chapters: [four.qmd]
  appendices: [data.qmd]
"""
CHAPTERS = ("one", "index", "two", "three", "opener", "four", "data")


def paths(project):
    return [str(document.path) for document in project.documents]


def test_a_book_is_its_home_page_then_its_chapters(write):
    project = load(write({"_quarto.yml": BOOK, **{f"{name}.qmd": "x" for name in CHAPTERS}}))
    assert [(d.path.stem, d.role, d.part) for d in project.documents] == [
        ("index", Role.HOME, None),
        ("one", Role.CHAPTER, None),
        ("two", Role.CHAPTER, "Part"),
        ("three", Role.CHAPTER, "Part"),
        ("opener", Role.CHAPTER, "opener.qmd"),
        ("four", Role.CHAPTER, "opener.qmd"),
        ("data", Role.APPENDIX, None),
    ]


def test_chapters_that_are_not_there_are_told_with_their_places(write, tmp_path):
    (tmp_path / "out.qmd").write_text("x")
    yaml = (
        "project: {type: book}\nbook:\n  chapters:\n    - no.qmd\n    - ../out.qmd\n    - n.ipynb\n"
    )
    with pytest.raises(LoadError) as caught:
        load(write({"_quarto.yml": yaml, "n.ipynb": "{}"}))
    assert [f"{f.place}: {f.rule}" for f in caught.value.findings] == [
        "_quarto.yml:4:7: missing-chapter",
        "_quarto.yml:6:7: unsupported-chapter",
        "_quarto.yml:5:7: outside",
        "_quarto.yml:3:3: no-home-page",
    ]


def test_a_website_is_all_its_open_pages(write):
    files = dict.fromkeys(
        [
            *("index.qmd", "b/page.qmd", "a.md", "_draft.qmd", "_b/c.qmd", ".hidden/d.qmd"),
            *("README.md", "node_modules/e.qmd", "_site/f.qmd", "script.py"),
        ],
        "x",
    )
    assert paths(load(write({"_quarto.yml": "project: {type: website}", **files}))) == [
        "a.md",
        "b/page.qmd",
        "index.qmd",
    ]


def test_the_output_folder_holds_no_pages(write):
    files = {"_quarto.yml": "project: {output-dir: public}", "a.qmd": "x", "public/b.qmd": "x"}
    assert paths(load(write(files))) == ["a.qmd"]


def test_pages_can_be_chosen(write):
    yaml = "project:\n  render:\n    - '*.qmd'\n    - sub\n    - '!b.qmd'\n"
    files = dict.fromkeys(["a.qmd", "b.qmd", "sub/c.qmd", "sub/deep/d.qmd", "other/e.qmd"], "x")
    assert paths(load(write({"_quarto.yml": yaml, **files}))) == [
        "a.qmd",
        "sub/c.qmd",
        "sub/deep/d.qmd",
    ]


def test_links_to_folders_are_not_followed(write, tmp_path):
    root = write({"_quarto.yml": "", "a.qmd": "x"})
    (root / "loop").symlink_to(root)
    assert paths(load(root)) == ["a.qmd"]


def test_resources_are_files_that_patterns_choose(write):
    yaml = "project:\n  resources: ['data/*.csv', '/notes.txt']\n"
    files = dict.fromkeys(["data/a.csv", "data/b.txt", "notes.txt"], "x")
    project = load(write({"_quarto.yml": yaml, "a.qmd": "x", **files}))
    assert [str(file) for file in project.resources] == ["data/a.csv", "notes.txt"]


def test_one_file_of_a_project_is_read_within_it(write):
    root = write({"_quarto.yml": BOOK, **{f"{name}.qmd": "x" for name in CHAPTERS}})
    project = load(root / "two.qmd")
    assert (project.kind, paths(project), project.documents[0].part) == (
        Kind.BOOK,
        ["two.qmd"],
        "Part",
    )


def test_a_file_that_the_project_leaves_out_is_alone(write):
    root = write({"_quarto.yml": "project: {type: website}\ntoc: true\n", "_sub/a.qmd": "x"})
    project = load(root / "_sub" / "a.qmd")
    assert (project.kind, project.root, paths(project)) == (Kind.SINGLE, root / "_sub", ["a.qmd"])
    assert "toc" not in project.documents[0].meta


def test_what_is_no_project_is_refused(write, tmp_path):
    root = write({"a.txt": "x"})
    for path, rule in ((root, "no-project"), (root / "a.txt", "not-a-document")):
        with pytest.raises(LoadError) as caught:
            load(path)
        assert caught.value.findings[0].rule == rule


@pytest.mark.parametrize(
    ("patterns", "found"),
    [
        (["*.qmd"], ["a.qmd"]),
        (["**/*.qmd"], ["a.qmd", "s/b.qmd", "s/t/c.qmd"]),
        (["s/**"], ["s/b.qmd", "s/t/c.qmd"]),
        (["s/"], ["s/b.qmd", "s/t/c.qmd"]),
        (["?.qmd", "!a.*"], []),
        (["!s/t"], ["a.qmd", "s/b.qmd"]),
        (["[ab].qmd"], ["a.qmd"]),
        (["[!a].qmd"], []),
        (["./a.qmd"], ["a.qmd"]),
        (["[.qmd", "(+"], []),
    ],
)
def test_patterns(patterns, found):
    files = [PurePosixPath(name) for name in ("a.qmd", "s/b.qmd", "s/t/c.qmd")]
    assert [str(file) for file in chosen(files, patterns)] == found


def test_notebooks_are_not_left_out_in_silence(write):
    files = {
        "_quarto.yml": "project: {type: website}",
        "a.qmd": "x",
        "n.ipynb": "{}",
        "_m.ipynb": "",
    }
    (finding,) = load(write(files)).findings
    assert (finding.rule, str(finding.place)) == ("refused", "n.ipynb")
    files["_quarto.yml"] = "project: {type: website, render: ['!n.ipynb']}"
    assert load(write(files)).findings == ()
