"""Figures, tables and listings that can be referred to: from images, divs and cells to `Float`s."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from report.engine.assemble.ast import (
    Attr,
    Node,
    Nodes,
    Texts,
    attr_of,
    div,
    every,
    inlines_of,
    kind,
    rewrite,
    with_attr,
    words,
)
from report.engine.assemble.nouns import Float
from report.engine.assemble.reading import inlines_in
from report.engine.assemble.settings import Settings
from report.engine.assemble.tables import with_caption, with_widths

SIZES = ("width", "height")
OFFERS = (
    "offers",
    "offers-code",
    "offers-rows",
    "offers-function",
)  # what an image says of the menu below it
FIGURE_KEYS = ("fig-alt", "fig-align", "fig-cap", "fig-env", "fig-pos", "fig-scap", "fig-link")
PLACES = ("cap-location", "fig-cap-location", "tbl-cap-location", "lst-cap-location")
OWN_CLASSES = frozenset({"border", "vega-embed"})  # of an image, whatever it stands in


def kind_of(name: str) -> str:
    """The prefix of an id ("fig" of "fig-map"), empty where there is none."""
    prefix, dash, rest = name.partition("-")
    return prefix if dash and rest and prefix.isalpha() else ""


def is_float_id(name: str, settings: Settings) -> bool:
    """Whether an id names a float."""
    return kind_of(name) in settings.floats


def figure_of(node: Node, settings: Settings) -> Nodes:
    """A `Figure` of Pandoc's: one image (or link around one) with a caption."""
    attr = attr_of(node)
    _, (_, caption), blocks = node["c"]
    images = list(every(blocks, "Image"))
    inner = attr_of(images[0]) if images else Attr()
    own = merged(attr, inner)
    name = attr.id if is_float_id(attr.id, settings) else ""
    blocks = rewrite(blocks, {"Image": lambda image: [uncaptioned(image)]})
    return [float_from(own, name, blocks, inlines_of(caption), settings)]


def paragraph_of(node: Node, settings: Settings) -> Nodes | None:
    """A float where a paragraph holds nothing but one image with an id, perhaps in a link."""
    inlines = node["c"]
    inner = inlines[0] if len(inlines) == 1 else None
    linked = inner is not None and kind(inner) == "Link" and len(inner["c"][1]) == 1
    image = inner["c"][1][0] if linked else inner
    if image is None or kind(image) != "Image":
        return None
    attr, caption = attr_of(image), image["c"][1]
    named = is_float_id(attr.id, settings)
    if not named and not (linked and caption):
        return None
    bare = rewrite(inlines, {"Image": lambda one: [unnamed(uncaptioned(one))]})
    block = {"t": "Plain", "c": bare}
    return [
        float_from(
            merged(Attr(attr.id), attr), attr.id if named else "", [block], caption, settings
        )
    ]


def float_from(attr: Attr, name: str, blocks: Nodes, caption: Nodes, settings: Settings) -> Float:
    """A float with what its attributes say; `name` is the id by which it is referred to."""
    prefix = kind_of(name) or "fig"
    kept = attr.without(*FIGURE_KEYS, *PLACES, "alt", *SIZES)
    place = attr.get(f"{prefix}-cap-location", attr.get("cap-location", settings.place(prefix)))
    return Float(
        id=name,
        kind=prefix,
        blocks=blocks,
        caption=caption,
        place=place,
        align=attr.get("fig-align", settings.align),
        attr=replace(kept, id="" if name else attr.id),
    )


def merged(outer: Attr, inner: Attr) -> Attr:
    """The attributes of a figure with those of its image: what concerns the figure as a whole."""
    pairs = tuple(pair for pair in inner.pairs if pair[0] not in (*SIZES, *OFFERS))
    names = tuple(
        name for name in inner.classes if name not in OWN_CLASSES and name not in outer.classes
    )
    return Attr(outer.id, (*outer.classes, *names), (*outer.pairs, *pairs))


def uncaptioned(image: Node) -> Node:
    """An image whose text is its alternative text, not a copy of the caption."""
    attr = attr_of(image)
    alternative = words(attr.get("fig-alt", attr.get("alt")))
    return {"t": "Image", "c": [attr.without(*FIGURE_KEYS, "alt").json, alternative, image["c"][2]]}


def unnamed(image: Node) -> Node:
    """An image without its id."""
    return with_attr(image, replace(attr_of(image), id=""))


def div_of(node: Node, settings: Settings, texts: Texts) -> Nodes | None:
    """A float where a div's id says so: its caption is the last paragraph, or an option."""
    attr = attr_of(node)
    if not is_float_id(attr.id, settings) or attr.has("cell"):
        return None
    blocks, caption = captioned(node["c"][1], attr, texts)
    return [div_float(attr, blocks, caption, settings)]


def captioned(blocks: Nodes, attr: Attr, texts: Texts) -> tuple[Nodes, Nodes]:
    """A float div's content and its caption: last paragraph, option, or that of a table in it."""
    if len(blocks) > 1 and kind(blocks[-1]) == "Para":
        return blocks[:-1], blocks[-1]["c"]
    option = attr.get(f"{kind_of(attr.id)}-cap")
    if option:
        return blocks, inlines_in(texts, option)
    found = [inlines_of(part["c"][1][1]) for part in every(blocks, "Table")]
    caption = next((inlines for inlines in found if inlines), [])
    if not caption:
        return blocks, []
    return rewrite(blocks, {"Table": lambda table: [with_caption(table, [])]}), caption


def div_float(attr: Attr, blocks: Nodes, caption: Nodes, settings: Settings) -> Float:
    """The float that a div is, its inner floats marked as parts of it."""
    made = float_from(placed(attr), attr.id, as_parts(blocks), caption, settings)
    option = f"{made.kind}-cap"
    return replace(made, attr=made.attr.without(option, f"{made.kind}-subcap"))


def placed(attr: Attr) -> Attr:
    """Attributes with caption places written as classes (`fig-cap-location-top`) as options."""
    for name in attr.classes:
        for key in PLACES:
            if name.startswith(f"{key}-"):
                value = name.removeprefix(f"{key}-")
                kept = attr.without(name, key)
                return placed(Attr(kept.id, kept.classes, (*kept.pairs, (key, value))))
    return attr


def as_parts(blocks: Nodes) -> Nodes:
    """Blocks in which every float is a part of what is around them."""
    return rewrite(blocks, {"Float": lambda part: [replace(part, part=True)]})


def cell_of(node: Node, settings: Settings, texts: Texts) -> Nodes | None:
    """A cell's div: its float beside its code, table captions where they belong, columns handed on."""
    attr = placed(attr_of(node))
    if not attr.has("cell"):
        return None
    attr, blocks = with_asked_widths(attr, node["c"][1])
    attr, blocks = with_table_captions(attr, blocks, settings, texts)
    if is_float_id(attr.id, settings):
        attr, blocks = with_float(attr, blocks, settings, texts)
    return [with_columns(attr, blocks)]


def with_asked_widths(attr: Attr, blocks: Nodes) -> tuple[Attr, Nodes]:
    """The cell with its `tbl-colwidths` on its tables."""
    asked = attr.get("tbl-colwidths")
    if not asked:
        return attr, blocks
    made = rewrite(blocks, {"Table": lambda table: [with_widths(table, asked)]})
    return attr.without("tbl-colwidths"), made


def with_table_captions(
    attr: Attr, blocks: Nodes, settings: Settings, texts: Texts
) -> tuple[Attr, Nodes]:
    """The cell with `tbl-cap` and `tbl-subcap` on its tables; a single table takes the id too."""
    whole, parts = listed(attr.get("tbl-cap")), listed(attr.get("tbl-subcap"))
    count = sum(1 for _ in every(blocks, "Table"))
    if not count or not (whole or parts):
        return attr, blocks
    bare = attr.without("tbl-cap", "tbl-subcap")
    label = attr.id if kind_of(attr.id) == "tbl" else ""
    if parts or (len(whole) == 1 and count > 1):
        captions = [inlines_in(texts, text) for text in parts]
        named = [f"{label}-{place}" if label and parts else "" for place in range(1, count + 1)]
        blocks = on_tables(blocks, captions, named, attr, settings)
        main = inlines_in(texts, whole[0]) if whole else []
        return bare, [*blocks, {"t": "Para", "c": main}] if main else blocks
    captions = [inlines_in(texts, text) for text in whole]
    named = (
        [label] if count == 1 else [f"{label}-{n}" if label else "" for n in range(1, count + 1)]
    )
    kept = replace(bare, id=f"cell-{label}") if label else bare
    return kept, on_tables(blocks, captions, named, attr, settings)


def on_tables(
    blocks: Nodes, captions: list[Nodes], names: list[str], attr: Attr, settings: Settings
) -> Nodes:
    """Blocks with each table captioned and, where there is a name for it, made a float."""
    places = iter(range(len(names)))
    place = attr.get("tbl-cap-location", attr.get("cap-location", settings.place("tbl")))

    def table(node: Node) -> Nodes | None:
        at = next(places, None)
        if at is None:
            return None
        caption = captions[at] if at < len(captions) else []
        if not names[at]:
            return [with_caption(node, caption)]
        return [Float(names[at], "tbl", [with_caption(node, [])], caption, place)]

    return rewrite(blocks, {"Table": table})


def with_float(attr: Attr, blocks: Nodes, settings: Settings, texts: Texts) -> tuple[Attr, Nodes]:
    """The cell with its shown outputs in a float; code and streams stay before it."""
    inside, caption = captioned(blocks, attr, texts)
    subcaptions = listed(attr.get(f"{kind_of(attr.id)}-subcap"))
    laid = any(key in {"layout", "layout-ncol", "layout-nrow"} for key, _ in attr.pairs)
    before = [block for block in inside if stays(block, laid)]
    shown = [block for block in inside if not stays(block, laid)]
    if not shown:
        before, shown = [], before
    outputs = [block for block in shown if is_display(block)]
    if subcaptions and len(subcaptions) == len(outputs) and not any_float(shown):
        shown = parts_of(attr.id, outputs, [inlines_in(texts, text) for text in subcaptions])
    own = Attr(attr.id, columns_of(attr), attr.without("execution_count").pairs)
    made = div_float(own, shown, caption, settings)
    kept = Attr(f"cell-{attr.id}", tuple(c for c in attr.classes if c not in own.classes))
    counted = tuple(pair for pair in attr.pairs if pair[0] == "execution_count")
    return replace(kept, pairs=counted), [*before, made]


def stays(block: Node, laid: bool) -> bool:
    """Whether a cell's block stays outside its float: all but what is displayed, or laid out."""
    if kind(block) == "Code":
        return True
    output = attr_of(block).has("cell-output")
    return not is_display(block) and not (
        laid and output and not attr_of(block).has("cell-output-stderr")
    )


def is_display(block: Node) -> bool:
    """Whether a block is what a cell displays."""
    return attr_of(block).has("cell-output-display") or kind(block) == "Float"


def any_float(blocks: Nodes) -> bool:
    """Whether a float lies in `blocks`."""
    return any(every(blocks, "Float"))


def parts_of(name: str, outputs: Nodes, captions: list[Nodes]) -> Nodes:
    """Each output as a part of the float `name`."""
    prefix = kind_of(name)
    pairs = zip(outputs, captions, strict=True)
    return [
        Float(f"{name}-{place}", prefix, [output], caption, part=True)
        for place, (output, caption) in enumerate(pairs, 1)
    ]


def with_columns(attr: Attr, blocks: Nodes) -> Node:
    """A cell whose column (`column-margin`, `fig-column-page`) is given to what it shows."""
    names = columns_of(attr)
    scoped = {scope: scoped_columns(attr, scope) for scope in ("fig", "tbl")}
    if not names and not any(scoped.values()):
        return div(attr, blocks)
    given = [handed(block, names, scoped) for block in blocks]
    if all(new is old for new, old in zip(given, blocks, strict=True)):
        return div(attr, blocks)
    kept = tuple(name for name in attr.classes if "column-" not in name)
    return div(Attr(attr.id, kept, attr.pairs), given)


def scoped_columns(attr: Attr, scope: str) -> list[str]:
    """The columns asked for figures or tables only (`fig-column-page`)."""
    marked = f"{scope}-column-"
    return [name.removeprefix(f"{scope}-") for name in attr.classes if name.startswith(marked)]


def handed(block: Node, names: tuple[str, ...], scoped: Mapping[str, list[str]]) -> Node:
    """An output or float with the classes of its cell's column; code stays where it is."""
    inner = next(every(block, "Float", "Table"), None)
    scope = (
        "tbl" if inner is not None and (kind(inner) == "Table" or inner.kind == "tbl") else "fig"
    )
    classes = (*names, *scoped[scope])
    if kind(block) == "Float":
        return replace(block, attr=block.attr.plus(*classes))
    if attr_of(block).has("cell-output"):
        return with_attr(block, attr_of(block).plus(*classes))
    return block


def columns_of(attr: Attr) -> tuple[str, ...]:
    """The classes that place a block in a column of the page."""
    return tuple(name for name in attr.classes if name.startswith("column-"))


def listed(value: str) -> list[str]:
    """A caption option as a list: several captions come as JSON."""
    if value == "true":
        return [""]
    if value.startswith("["):
        try:
            return [str(item or "") for item in json.loads(value)]
        except ValueError:
            return [value]
    return [value] if value else []
