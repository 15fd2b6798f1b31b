"""Charts as part of the page: an SVG picture becomes an `<svg>` whose colours a style sheet can set."""

from __future__ import annotations

import re

from lxml import etree

from report.engine.publish.compact import compact

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
PAINTS = ("fill", "stroke", "stop-color", "flood-color", "color")
HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
RGB = re.compile(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)")
NAMED = re.compile(r"^(black|white)$")
NAMES = {"black": "#000000", "white": "#ffffff"}
OWN_URL = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")
UNWELCOME = {"script", "foreignObject", "iframe", "a", "image"}
LARGEST = 150_000  # bytes; a larger chart stays a file of its own


def drawn(picture: bytes, narrow: bytes | None, alt: str, prefix: str) -> str | None:
    """A chart as an element of a page, or as two, of which the style sheet shows the one that fits.

    `narrow` is its drawing for narrow pages, if there is one. None and the rest as by `inlined`.
    """
    slim = inlined(narrow, alt, f"{prefix}narrow-", "chart narrow") if narrow else None
    wide = inlined(picture, alt, prefix, "chart broad" if slim else "chart")
    return f"{wide}{slim or ''}" if wide else None


def inlined(picture: bytes, alt: str, prefix: str, kind: str = "chart") -> str | None:
    """`picture` as an element of a page, of class `kind`, or None where it is too large or no SVG.

    Each colour `#rrggbb` becomes `var(--svg-rrggbb, #rrggbb)`; ids begin with `prefix`, which must be
    unlike any other chart's on the page; nothing in it can run or fetch. `alt` names it to readers
    who do not see it; an empty one hides it from them.
    """
    if len(picture) > LARGEST:
        return None
    try:
        root = etree.fromstring(picture, parser())
    except etree.XMLSyntaxError:
        return None
    if root.tag != f"{SVG}svg":
        return None
    for element in list(root.iter()):
        clean(element, prefix)
    compact(root)
    name(root, alt, kind)
    etree.cleanup_namespaces(root)
    text = etree.tostring(root, encoding="unicode", with_tail=False)
    return text.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)


def parser() -> etree.XMLParser:
    """A parser that follows nothing: no entities, no DTD, no network."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )


def clean(element: etree._Element, prefix: str) -> None:
    """Make one element of a chart fit for the page: no behaviour, own ids, colours by name."""
    tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
    if (not tag or tag in UNWELCOME) and element.getparent() is not None:
        drop(element)
        return
    if tag == "style" and element.text:
        element.text = recoloured(own_ids(element.text, prefix))
    for key, value in element.attrib.items():
        if key.startswith(("on", "aria-")) or key == "role":
            del element.attrib[key]
        elif key == "id":
            element.set(key, f"{prefix}{value}")
        elif key in ("href", LINK):
            refer(element, key, value, prefix)
        elif key in PAINTS or key == "style":
            element.set(key, recoloured(own_ids(value, prefix)))
        elif "url(" in value:
            element.set(key, own_ids(value, prefix))


def drop(element: etree._Element) -> None:
    """Remove one element and leave the text that follows it."""
    parent, before = element.getparent(), element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + (element.tail or "")
    else:
        before.tail = (before.tail or "") + (element.tail or "")
    parent.remove(element)


def refer(element: etree._Element, key: str, value: str, prefix: str) -> None:
    """Keep a reference within the chart, drop one that leads elsewhere."""
    del element.attrib[key]
    if value.startswith("#"):
        element.set("href", f"#{prefix}{value[1:]}")


def own_ids(text: str, prefix: str) -> str:
    """`url(#id)` with the chart's own prefix."""
    return OWN_URL.sub(lambda match: f"url(#{prefix}{match[1]})", text)


def recoloured(text: str) -> str:
    """`text` with every colour literal as a custom property that falls back on the literal."""
    text = NAMED.sub(lambda match: NAMES[match[1]], text)
    text = RGB.sub(lambda match: "#" + "".join(f"{int(part):02x}" for part in match.groups()), text)
    return HEX.sub(lambda match: f"var(--svg-{six(match[0])}, #{six(match[0])})", text)


def six(colour: str) -> str:
    """Six lower-case hex digits for `#rgb` or `#rrggbb`."""
    digits = colour[1:].lower()
    return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)


def name(root: etree._Element, alt: str, kind: str) -> None:
    """Say what the chart is to those who do not see it."""
    root.set("class", kind)
    root.set("style", f"--width: {float(root.get('width', '0').removesuffix('px') or 0):g}px")
    if alt:
        root.set("role", "img")
        root.set("aria-label", alt)
    else:
        root.set("aria-hidden", "true")
