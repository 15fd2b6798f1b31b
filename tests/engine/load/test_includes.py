import time
from pathlib import PurePosixPath

import pytest

from report.engine.errors import LoadError
from report.engine.load.includes import expand
from report.engine.load.lines import read_lines

MAIN = PurePosixPath("a.qmd")


def expanded(root, document=MAIN):
    return expand(read_lines(root, document), root, document)


def faults(root):
    with pytest.raises(LoadError) as caught:
        expanded(root)
    return [f"{finding.place}: {finding.message}" for finding in caught.value.findings]


def test_an_included_file_stands_in_for_its_line(write):
    whole = expanded(write({"a.qmd": "one\n\n{{< include _b.qmd >}}\nthree\n", "_b.qmd": "two\n"}))
    assert [line.text for line in whole.lines] == ["one", "", "two", "", "three"]
    assert whole.files == (PurePosixPath("_b.qmd"),)
    assert str(whole.lines[2].place()) == "_b.qmd:1:1"


def test_paths_are_relative_to_the_document_that_is_built(write):
    root = write(
        {
            "sub/a.qmd": "{{< include _b/b.qmd >}}",
            "sub/_b/b.qmd": "{{< include _c.qmd >}}\n{{< include /top.qmd >}}",
            "sub/_c.qmd": "c",
            "top.qmd": "top",
        }
    )
    whole = expanded(root, PurePosixPath("sub/a.qmd"))
    assert [line.text for line in whole.lines if line.text] == ["c", "top"]
    assert [str(file) for file in whole.files] == ["sub/_b/b.qmd", "sub/_c.qmd", "top.qmd"]


@pytest.mark.parametrize(
    "line", ["see {{< include _b.qmd >}}", "{{{< include _b.qmd >}}}", "`{{< include _b.qmd >}}`"]
)
def test_only_an_include_alone_in_its_line_is_one(write, line):
    whole = expanded(write({"a.qmd": line, "_b.qmd": "two"}))
    assert [one.text for one in whole.lines] == [line]


def test_an_include_in_code_is_only_shown(write):
    text = "```\n{{< include _b.qmd >}}\n```"
    assert len(expanded(write({"a.qmd": text, "_b.qmd": "two"})).lines) == 3


def test_the_front_matter_of_an_included_file_is_left_out_with_a_warning(write):
    whole = expanded(write({"a.qmd": "{{< include _b.qmd >}}", "_b.qmd": "---\nx: 1\n---\nb"}))
    assert [line.text for line in whole.lines] == ["b", ""]
    assert [str(finding.place) for finding in whole.findings] == ["_b.qmd:2:1"]


def test_everything_that_cannot_be_included_is_told_at_once(write, tmp_path):
    (tmp_path / "outside.qmd").write_text("x")
    root = write(
        {
            "a.qmd": "{{< include _no.qmd >}}\n{{< include ../outside.qmd >}}\n{{< include >}}\n"
            "{{< include _b.qmd >}}\n{{< include _link.qmd >}}\n",
            "_b.qmd": "{{< include a.qmd >}}",
        }
    )
    (root / "_link.qmd").symlink_to(tmp_path / "outside.qmd")
    assert faults(root) == [
        "a.qmd:1:1: the included file `_no.qmd` does not exist",
        "a.qmd:2:1: the included file `../outside.qmd` lies outside the project",
        "a.qmd:3:1: the include names no file",
        "_b.qmd:1:1: the include goes in a circle: a.qmd -> _b.qmd -> a.qmd",
        "a.qmd:5:1: the included file `_link.qmd` lies outside the project",
    ]


@pytest.mark.parametrize("last", ["x\n", "{{< include _nowhere.qmd >}}\n"])
def test_includes_cannot_swell_without_end(write, last):
    files = {f"_{n}.qmd": f"{{{{< include _{n + 1}.qmd >}}}}\n" * 8 for n in range(12)}
    root = write({"a.qmd": "{{< include _0.qmd >}}", **files, "_12.qmd": last})
    start = time.process_time()
    assert "lines" in faults(root)[-1]
    assert time.process_time() - start < 10


def test_a_long_chain_of_includes_is_a_fault(write):
    files = {f"_{n}.qmd": f"{{{{< include _{n + 1}.qmd >}}}}\n" for n in range(2000)}
    assert "more than 50 files" in faults(write({"a.qmd": "{{< include _0.qmd >}}", **files}))[0]
