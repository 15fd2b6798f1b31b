"""All fakes in one bundle; a test names the doors that it looks behind."""

from __future__ import annotations

from typing import Any

from report.engine.ports import Ports
from tests.fakes.charts import FakeCharts
from tests.fakes.kernels import FakeKernels
from tests.fakes.pandoc import FakePandoc
from tests.fakes.progress import FakeProgress
from tests.fakes.scripts import FakeScripts
from tests.fakes.search import FakeSearch
from tests.fakes.store import FakeStore
from tests.fakes.typesetter import FakeTypesetter


def fake_ports(**doors: Any) -> Ports:
    """A bundle of fakes, some of them replaced."""
    fakes = {
        "kernels": FakeKernels(),
        "pandoc": FakePandoc(),
        "typesetter": FakeTypesetter(),
        "charts": FakeCharts(),
        "search": FakeSearch(),
        "scripts": FakeScripts(),
        "store": FakeStore(),
        "progress": FakeProgress(),
    }
    return Ports(**(fakes | doors))
