"""A smaller SVG that looks the same: what the members of a group have in common, the group says."""

from __future__ import annotations

import re
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
MEASURES = ("d", "transform", "points", "x", "x1", "x2", "y", "y1", "y2", "cx", "cy", "r")
LONG = re.compile(r"-?\d+\.\d{3,}(?!\d*e)")  # a hundredth of a pixel is finer than any screen
IDLE = {"opacity": "1", "pointer-events": "none", "transform": "translate(0,0)"}
GROUP = "{http://www.w3.org/2000/svg}g"


def compact(root: etree._Element) -> None:
    """Make the picture smaller, in place: what makes no difference goes, what is common moves up."""
    for element in list(root.iter(etree.Element))[::-1]:
        if element is not root:
            strip(element)
        if element.tag == GROUP:
            gather(element)


def strip(element: etree._Element) -> None:
    """Drop what makes no difference: classes, initial values, long decimals, what cannot be seen."""
    element.attrib.pop("class", None)
    for name in MEASURES:
        if name in element.attrib:
            element.set(name, LONG.sub(rounded, element.get(name)))
    for name, value in IDLE.items():
        if element.get(name) == value:
            del element.attrib[name]
    empty = element.tag == GROUP and not len(element)
    if (empty or element.get("opacity") == "0") and not element.get("id"):
        element.getparent().remove(element)


def rounded(number: re.Match[str]) -> str:
    """A number with two decimals at most."""
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


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
