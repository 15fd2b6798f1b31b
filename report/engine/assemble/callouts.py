"""Callouts: divs of class `callout-note` and its kin."""

from __future__ import annotations

from report.engine.assemble.ast import Node, Nodes, Texts, attr_of, kind
from report.engine.assemble.nouns import Callout
from report.engine.assemble.reading import inlines_in
from report.engine.assemble.settings import Settings

KINDS = ("note", "warning", "important", "caution", "tip")
KEYS = ("title", "appearance", "icon", "collapse")


def div_of(node: Node, settings: Settings, texts: Texts) -> Nodes | None:
    """The callout that a div is, its title from `title=` or the heading it begins with."""
    attr = attr_of(node)
    name = next((name for name in KINDS if attr.has(f"callout-{name}")), "")
    if not name:
        return None
    blocks = node["c"][1]
    title = inlines_in(texts, attr.get("title"))
    if not title and blocks and kind(blocks[0]) == "Header":
        title, blocks = blocks[0]["c"][2], blocks[1:]
    appearance = attr.get("appearance", settings.callout_appearance)
    icon = attr.get("icon", "true" if settings.callout_icon else "false")
    callout = Callout(
        kind=name,
        title=title,
        blocks=blocks,
        word=settings.words[f"callout-{name}-title"],
        id=attr.id,
        appearance=appearance if appearance in {"simple", "minimal"} else "default",
        icon=icon != "false" and appearance != "minimal",
        collapse=collapse_of(attr.get("collapse")),
        attr=attr.without(*KEYS, f"callout-{name}", "callout"),
    )
    return [callout]


def collapse_of(value: str) -> bool | None:
    """A `collapse` attribute: None (cannot), True (closed) or False (open)."""
    return {"true": True, "false": False}.get(value)
