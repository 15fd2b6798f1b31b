"""From a cell's code to the project's own modules that it uses, and their pages."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from report.engine.assemble.modules import Modules, bound_in, code_page


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


def test_the_function_that_draws_is_the_first_of_the_project_s(root):
    imports = "import pandas as pd\nfrom figures import lags as l\nimport analysis as a"
    modules = Modules((imports,), root)
    assert modules.function_in("show(l.draw(pd.x(a.sum_of())))") == "figures.lags.draw"
    assert modules.function_in("pd.x(a.sum_of())") == "analysis.deep.scores.sum_of"
    assert modules.function_in("pd.x()") == ""


def test_a_name_that_a_package_passes_on_counts_for_its_module(root):
    imports = "import analysis as a\nfrom analysis import deep"
    assert used(root, imports, "a.sum_of(); deep.total(); a.unknown()") == [
        "analysis/deep/scores.py"
    ]


def test_what_is_not_the_project_s_or_cannot_be_read_is_left_out(root):
    assert used(root, "import os.path as p", "p.join()") == []
    assert used(root, "%matplotlib inline", "!ls") == []
    assert bound_in("import a.b\nfrom . import c") == {}


def test_a_module_stands_on_a_page_of_its_own():
    assert code_page(PurePosixPath("figures/lags.py")) == PurePosixPath("code/figures/lags.html")
