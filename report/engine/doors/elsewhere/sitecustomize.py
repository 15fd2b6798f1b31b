"""Makes Python live on another day: for a build that must not notice which day it is.

Python imports a module of this name when it starts, if its folder is on the path. `REPORT_DAYS` says
by how many days the wall clock is off. Clocks that only measure how long something takes stay as they
are. What is not written in Python asks the system and hears the true day.
"""

import ctypes
import datetime
import gc
import os
import time

SHIFT = int(os.environ.get("REPORT_DAYS", "0")) * 86_400
TRUE_TIME, TRUE_NANOSECONDS = time.time, time.time_ns
DATETIME = datetime.datetime


def shifted_time() -> float:
    """Seconds since 1970, on the other day."""
    return TRUE_TIME() + SHIFT


def shifted_nanoseconds() -> int:
    """Nanoseconds since 1970, on the other day."""
    return TRUE_NANOSECONDS() + SHIFT * 1_000_000_000


def at_other_time(function):
    """`time.localtime` and its like: without a time they take the clock's."""

    def shifted(seconds=None):
        return function(shifted_time() if seconds is None else seconds)

    return shifted


def now(cls, tz=None):
    """`datetime.now` on the other day."""
    return cls.fromtimestamp(shifted_time(), tz)


def utcnow(cls):
    """`datetime.utcnow` on the other day."""
    return cls.fromtimestamp(shifted_time(), datetime.timezone.utc).replace(tzinfo=None)  # noqa: UP017


def strftime(form, moment=None, *, true=time.strftime):
    """`time.strftime` on the other day."""
    return true(form, time.localtime() if moment is None else moment)


def live_elsewhen() -> None:
    """Put the shifted clocks in the place of the true ones, in C's own classes too."""
    time.time, time.time_ns, time.strftime = shifted_time, shifted_nanoseconds, strftime
    for name in ("localtime", "gmtime", "ctime"):
        setattr(time, name, at_other_time(getattr(time, name)))
    methods = gc.get_referents(DATETIME.__dict__)[0]  # the class itself takes no new ones
    methods["now"], methods["utcnow"] = classmethod(now), classmethod(utcnow)
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(DATETIME))  # who asked before asks again


if SHIFT:
    live_elsewhen()
