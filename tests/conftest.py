"""What all tests share: laws are tried on the same examples every time, however busy the machine."""

from pathlib import Path

import pytest
from hypothesis import settings

HERE, BROWSER = Path(__file__).parent, "browser"

settings.register_profile("report", deadline=None, derandomize=True)
settings.load_profile("report")


@pytest.hookimpl(wrapper=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items):
    """Read in the browser first, all in one group; the tests of any other file are one as well.

    Two workers then share the time: one drives the browser, the other takes file after file.
    """
    items.sort(key=lambda item: not is_read_in_a_browser(item))
    for item in items:
        group = BROWSER if is_read_in_a_browser(item) else item.path.relative_to(HERE).as_posix()
        item.add_marker(pytest.mark.xdist_group(group))
    return (yield)


def is_read_in_a_browser(item):
    return item.path.is_relative_to(HERE / BROWSER)
