"""What all tests share: laws are tried on the same examples every time, however busy the machine."""

import signal
from pathlib import Path

import pytest
from hypothesis import settings

HERE = Path(__file__).parent
LONGEST = ("browser", "soak", "test_full_disk.py")  # from here

settings.register_profile("report", deadline=None, derandomize=True)
settings.load_profile("report")
if (
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN
):  # in the background: what tests start inherits it
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items):
    """Begin with what takes longest, so that a second worker has enough left to do beside it."""
    items.sort(key=lambda item: length_of(item.path.relative_to(HERE).as_posix()))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """With `--dist loadscope` a worker takes a file at a time; all that is read in a browser is one.

    A browser beside another gains nothing, a browser beside everything else does.
    """
    if config.getvalue("dist") != "loadscope":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            name = nodeid.partition("::")[0].removeprefix("tests/")
            return LONGEST[0] if length_of(name) == 0 else name

    return ByFile(config, log)


def length_of(name):
    """The place among those that take longest; behind them all for any other."""
    places = (place for place, start in enumerate(LONGEST) if name.startswith(start))
    return next(places, len(LONGEST))
