"""Content for one format, profile or setting only: kept or dropped before anything is counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from report.engine.assemble.ast import Attr, Node, Nodes, attr_of, with_attr
from report.engine.assemble.settings import Settings
from report.engine.options import deep

VISIBLE, HIDDEN = "content-visible", "content-hidden"
CONDITIONS = tuple(
    f"{word}-{of}" for word in ("when", "unless") for of in ("format", "profile", "meta")
)
FORMATS = {
    "html": frozenset({"html", "html4", "html5", "html:js"}),
    "typst": frozenset({"typst"}),
}


def resolved(node: Node, settings: Settings) -> Nodes | None:
    """What stands for a conditional div, span or code block; None for any other node."""
    attr = attr_of(node)
    if not attr.has(VISIBLE, HIDDEN):
        return None
    if holds(attr, settings) != attr.has(VISIBLE):
        return []
    if node["t"] == "Div":
        return node["c"][1]
    return [with_attr(node, attr.without(VISIBLE, HIDDEN, *CONDITIONS))]


def holds(attr: Attr, settings: Settings) -> bool:
    """Whether all conditions hold; several values of one condition are alternatives."""
    tests: Mapping[str, Callable[[str], bool]] = {
        "format": lambda value: value in FORMATS[settings.form],
        "profile": lambda value: value in settings.profiles,
        "meta": lambda value: deep(settings.meta, value.split(".")) is True,
    }
    for key in dict.fromkeys(key for key, _ in attr.pairs if key in CONDITIONS):
        word, of = key.split("-")
        met = any(tests[of](value) for name, value in attr.pairs if name == key)
        if met != (word == "when"):
            return False
    return True
