"""What the parent of kernels imports: what the documents that will run lead to, and no more."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from report.engine.doors.kernel_fork import imported_in, imports_below, imports_of

FILES = {
    "plain.qmd": "```{python}\nimport math\n```\n",
    "tables.qmd": "```{python}\nimport pandas as pd\n```\n",
    "drawn.qmd": "```{python}\nfrom figures import (\n  bars,\n  lines as drawn,\n)\n```\n",
    "lives.qmd": "```{python}\nfrom analysis.lives import span\n```\n",
    "figures/__init__.py": "",
    "figures/bars.py": "import altair as alt\n",
    "figures/lines.py": "from . import bars\nimport analysis.lives\n",
    "analysis/__init__.py": "import numpy\n",
    "analysis/lives.py": "def span():\n    from lifelines.statistics import logrank_test\n",
}


@pytest.fixture
def root(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("document", "packages"),
    [
        ("plain.qmd", ()),
        ("tables.qmd", ("pandas",)),
        ("drawn.qmd", ("numpy", "altair")),
        ("lives.qmd", ("numpy",)),
        ("nowhere.qmd", ()),
    ],
)
def test_a_document_needs_what_its_modules_import(root, document, packages):
    assert imports_of(root, [PurePosixPath(document)]) == packages


def test_whoever_stays_may_need_everything(root):
    documents = [PurePosixPath(name) for name in FILES if name.endswith(".qmd")]
    assert imports_of(root, documents) == ("numpy", "pandas", "altair")
    assert set(imports_below(root)) <= {"numpy", "pandas", "altair", "lifelines"}


def test_what_is_taken_from_a_module_may_be_one_itself():
    source = b"from a.b import c as d, e  # from x import y\nimport f.g\n"
    assert list(imported_in(source)) == ["a.b", "f.g", "a.b.c", "a.b.e"]
    assert list(imported_in(b"if late:\n  import a\nimport b\n")) == ["b"]
