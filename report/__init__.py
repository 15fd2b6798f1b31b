"""The End Game report: analyses, what chapters may import, and the engine that builds it.

A chapter writes `from report import data, show`. The names come from `report.author`, loaded when
first asked for: a terminal that only builds a cached report never waits for pandas.
"""

from importlib import import_module

from report import noted

AUTHOR = ("Markdown", "as_of", "bibliography", "cite", "data", "holds", "show", "table")

noted.begin()


def __getattr__(name: str) -> object:
    """What `report.author` offers to chapters, under this package's own name."""
    if name not in AUTHOR:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("report.author"), name)
