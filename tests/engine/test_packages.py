"""Versions of packages, as Python's own way to ask tells them."""

from __future__ import annotations

from importlib import metadata

import pytest

from report.engine import packages
from report.engine.packages import installed, version


@pytest.mark.parametrize("name", ["vl-convert-python", "pagefind-bin", "typst", "jinja2"])
def test_a_version_is_what_python_says_it_is(name):
    assert version(name) == metadata.version(name)
    assert f"{name.replace('-', '_')} {version(name)}" in installed()


def test_a_package_that_is_installed_otherwise_is_found_too(monkeypatch):
    monkeypatch.setattr(packages, "installed", lambda: ("Python 3", "typst_other 9"))
    assert version("typst") == metadata.version("typst")
    with pytest.raises(metadata.PackageNotFoundError):
        version("no-such-package")
