"""What all tests share: laws are tried on the same examples every time, however busy the machine."""

import pytest
from hypothesis import settings

settings.register_profile("report", deadline=None, derandomize=True)
settings.load_profile("report")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Read in the browser last: its driver keeps an event loop running in this very thread."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
