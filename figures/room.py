"""How much room a figure has: every figure draws itself twice, for a text column and for a telephone.

`draw` of a figure module takes its `room` and bears the mark `fitting`. What it gives is the chart for
wide pages, which carries the one for narrow pages in its `usermeta`; whoever shows it takes the one
that fits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

import altair as alt
from altair.utils import schemapi

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Room:
    """Pixels across, and how many letters a line of the title (`title`) and below it (`note`) takes.

    In a narrow room, names stand above their marks: `lift` pixels above the middle of their row, and the
    marks as many below it.
    """

    width: int
    title: int
    note: int
    lift: int = 0

    @property
    def is_narrow(self) -> bool:
        """Whether this is less than a text column."""
        return self.width < WIDE.width

    def either(self, wide: T, narrow: T) -> T:
        """`wide` where there is a whole text column, else `narrow`."""
        return narrow if self.is_narrow else wide


WIDE = Room(width=560, title=72, note=100)
NARROW = Room(width=320, title=40, note=54, lift=7)  # a telephone of 360 pixels, less its margins


def fitting(draw: Callable[..., alt.TopLevelMixin]) -> Callable[..., alt.TopLevelMixin]:
    """`draw`, called for both rooms: the wide chart, the narrow one in its `usermeta`.

    It takes what `draw` takes, but for `room`. Both share one configuration and their datasets.
    """

    @wraps(draw)
    def both(*args: object, **kwargs: object) -> alt.TopLevelMixin:
        with schemapi.debug_mode(False):  # the whole is checked when it is shown, so not each part
            wide, narrow = (draw(*args, **kwargs, room=room) for room in (WIDE, NARROW))
        narrow.config = alt.Undefined
        wide.usermeta = {"narrow": narrow}  # as an attribute: nothing is copied or checked twice
        return wide

    return both
