"""A smaller SVG that looks the same: what the members of a group have in common, the group says."""

from __future__ import annotations

from collections import Counter

from lxml import etree

# Presentation attributes that members of a group inherit (SVG 2, appendix F).
INHERITED = (
    "fill",
    "fill-opacity",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "stroke",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
)
IDLE = {"opacity": "1", "pointer-events": "none", "transform": "translate(0,0)"}
GROUP = "{http://www.w3.org/2000/svg}g"


def compact(root: etree._Element) -> None:
    """Make the picture smaller, in place: idle attributes and empty groups go, common ones move up."""
    for element in list(root.iter(etree.Element))[::-1]:
        if element is not root:
            strip(element)
        if element.tag == GROUP:
            gather(element)


def strip(element: etree._Element) -> None:
    """Drop what makes no difference: classes, attributes at their initial value, empty groups."""
    element.attrib.pop("class", None)
    for name, value in IDLE.items():
        if element.get(name) == value:
            del element.attrib[name]
    if element.tag == GROUP and not len(element) and not element.get("id"):
        element.getparent().remove(element)


def gather(group: etree._Element) -> None:
    """Let a group say what most of its members say, where every one of them says something."""
    for name in INHERITED:
        values = [member.get(name) for member in group]
        if not values or None in values:
            continue
        common = Counter(values).most_common(1)[0][0]
        group.set(name, common)
        for member in group:
            if member.get(name) == common:
                del member.attrib[name]
