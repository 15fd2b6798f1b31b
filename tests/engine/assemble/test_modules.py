"""From a cell's code to the project's own modules that it uses, and their pages."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from report.engine.assemble.code_pages import code_pages
from report.engine.assemble.modules import Modules, bound_in, code_page, docstring_of
from report.engine.model import Kind, Page
from tests.engine.assemble.nodes import project
from tests.fakes.pandoc import FakePandoc
from tests.fakes.ports import fake_ports


@pytest.fixture
def root(tmp_path):
    files = {
        "figures/__init__.py": "",
        "figures/lags.py": '"""How long it took.\n\nMore."""\ndef draw(): ...\n',
        "analysis/__init__.py": "from analysis.deep.scores import total as sum_of",
        "analysis/deep/__init__.py": "from analysis.deep.scores import total",
        "analysis/deep/scores.py": "def total(): ...",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def used(root, imports, code):
    return [str(path) for path in Modules((imports, code), root).used_in(code)]


def test_modules_are_found_through_imports_in_the_order_of_use(root):
    imports = "import pandas as pd\nfrom figures import lags as l\nimport analysis.deep.scores as s"
    code = "show(l.draw(s.total(pd.x), l.draw()))"
    assert used(root, imports, code) == ["figures/lags.py", "analysis/deep/scores.py"]


def test_a_name_that_a_package_passes_on_counts_for_its_module(root):
    imports = "import analysis as a\nfrom analysis import deep"
    assert used(root, imports, "a.sum_of(); deep.total(); a.unknown()") == [
        "analysis/deep/scores.py"
    ]


def test_what_is_not_the_project_s_or_cannot_be_read_is_left_out(root):
    assert used(root, "import os.path as p", "p.join()") == []
    assert used(root, "%matplotlib inline", "!ls") == []
    assert bound_in("import a.b\nfrom . import c") == {}


def test_a_module_is_told_by_its_first_sentence(root):
    assert docstring_of((root / "figures/lags.py").read_text()) == "How long it took."
    assert docstring_of("x = 1") == ""
    assert code_page(PurePosixPath("figures/lags.py")) == PurePosixPath("code/figures/lags.html")


def page(target, body):
    path = PurePosixPath(target)
    return Page(path.with_suffix(".qmd"), path, "en", "", "", "", "", "", body)


def answer(conversion):
    return '<span id="L-1"><a href="#L-1"></a>def</span>'


def test_a_module_that_a_page_links_to_gets_a_page_with_a_name_for_each_line(root):
    linking = page("chapters/war.html", '<a href="../code/figures/lags.html#L4">lags.py</a>')
    book = project(kind=Kind.BOOK, root=root)
    ports = fake_ports(pandoc=FakePandoc(answer))
    [made] = code_pages(book, [linking, linking], "Long & wide", ports)
    assert (str(made.target), made.description) == ("code/figures/lags.html", "How long it took.")
    assert (
        made.body == '<span id="L1"><a tabindex="-1" aria-hidden="true" href="#L1"></a>def</span>'
    )
    assert made.window_title == "figures/lags.py – Long & wide"
    again = fake_ports(pandoc=FakePandoc(), store=ports.store)
    assert code_pages(book, [linking], "Long & wide", again) == (made,)
    assert again.pandoc.asked == []


@pytest.mark.parametrize(
    "href", ["../code/none.html", "https://example.org/code/figures/lags.html", "../../code/x.html"]
)
def test_other_links_make_no_page(root, href):
    linking = page("chapters/war.html", f'<a href="{href}">x</a>')
    assert code_pages(project(root=root), [linking], "", fake_ports()) == ()
