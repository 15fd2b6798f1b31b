"""Whether the addresses that pages name lead anywhere: rules for links, pictures and other hosts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import PurePosixPath
from posixpath import join, normpath
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from report.engine.model import Finding, Place, Severity
from report.engine.verify.survey import Reference, Survey

IsThere = Callable[[str], bool]
Ids = Callable[[str], Set[str] | None]  # of a page by its path; None for what is no page

ANYWHERE = {"", "top"}  # fragments that every page has
PLAIN = {"mailto", "tel", "data", "doi"}
NOWHERE = ".."  # stands for every place outside the site


@dataclass(frozen=True, slots=True)
class Leads:
    """Where the addresses of one page lead.

    `within` holds, for each file of the site and each place in it ("" for none), the references that
    lead there; `faulty` are those that are wrong wherever the rest of the site leads.
    """

    within: Mapping[str, Mapping[str, tuple[Reference, ...]]]
    faulty: tuple[Reference, ...]

    @property
    def json(self) -> list[Any]:
        """The same as JSON."""
        within = {
            target: {anchor: list(map(said, found)) for anchor, found in anchors.items()}
            for target, anchors in self.within.items()
        }
        return [within, list(map(said, self.faulty))]


def leads_of(path: PurePosixPath, page: Survey) -> Leads:
    """Where the addresses of the page at `path` lead."""
    within: dict[str, dict[str, tuple[Reference, ...]]] = {}
    faulty = []
    for reference in dict.fromkeys(page.references):
        try:
            parts = urlsplit(reference.address)
        except ValueError:
            faulty.append(reference)
            continue
        if parts.scheme or parts.netloc:
            faulty += [reference for _ in outside(path, reference, parts)]
        else:
            anchors = within.setdefault(target_of(path, parts), {})
            anchor = unquote(parts.fragment)
            anchors[anchor] = (*anchors.get(anchor, ()), reference)
    return Leads(within, tuple(faulty))


def said(reference: Reference) -> list[Any]:
    """A reference as JSON."""
    return [reference.address, reference.element, reference.line, reference.fetched]


def leads_from(said: list[Any]) -> Leads:
    """Leads that were remembered."""
    within, faulty = said
    found = {
        target: {
            anchor: tuple(Reference(*each) for each in references)
            for anchor, references in anchors.items()
        }
        for target, anchors in within.items()
    }
    return Leads(found, tuple(Reference(*each) for each in faulty))


def address_findings(
    path: PurePosixPath, leads: Leads, ids: Ids, is_there: IsThere
) -> list[Finding]:
    """Findings for every address of a page or style sheet, in the order of its lines.

    `is_there` says whether the site has a file at a path, `ids` what places a page has.
    """
    found = [fault for each in leads.faulty for fault in alone(path, each)]
    for target, anchors in leads.within.items():
        found += inside(path, target, anchors, ids, is_there)
    return sorted(found, key=lambda finding: finding.place.line or 0)


def alone(path: PurePosixPath, reference: Reference) -> Iterator[Finding]:
    """Findings for an address that is wrong by itself."""
    try:
        parts = urlsplit(reference.address)
    except ValueError:
        yield malformed(path, reference)
        return
    yield from outside(path, reference, parts)


def outside(path: PurePosixPath, reference: Reference, parts: SplitResult) -> Iterator[Finding]:
    """Findings for an address outside the site."""
    if parts.scheme in PLAIN:
        return
    if parts.scheme not in ("https", "http", ""):
        yield refused(path, reference, parts.scheme)
    elif reference.fetched:
        yield fetched(path, reference)
    elif parts.scheme == "http":
        yield unsafe(path, reference)
    elif "." not in (parts.hostname or "") or len(reference.address.split()) > 1:
        yield malformed(path, reference)


def inside(
    path: PurePosixPath,
    target: str,
    anchors: Mapping[str, tuple[Reference, ...]],
    ids: Ids,
    is_there: IsThere,
) -> Iterator[Finding]:
    """Findings for what leads to one file of the site: it is there, and so are the places in it."""
    file = file_at(target, is_there)
    if file is None:
        yield from (dead(path, each) for references in anchors.values() for each in references)
        return
    known = ids(file) if any(anchors) else None
    for anchor, references in anchors.items():
        if known is None or anchor in known or anchor in ANYWHERE or anchor.startswith(":~:"):
            continue
        yield from (nowhere(path, each, file, anchor) for each in references)


def file_at(target: str, is_there: IsThere) -> str | None:
    """The file that a reader gets for what an address means, or None; a folder stands for its index."""
    if target == NOWHERE:
        return None
    if is_there(target):
        return target
    index = join(target, "index.html")
    return index if is_there(index) else None


def target_of(path: PurePosixPath, parts: SplitResult) -> str:
    """The file of the site that an address means, or what stands for a place outside the site."""
    if not parts.path:
        return str(path)
    below = "" if parts.path.startswith("/") else str(path.parent)
    target = normpath(join(below, unquote(parts.path).lstrip("/")))
    return NOWHERE if target.split("/")[0] == ".." else target


def dead(path: PurePosixPath, reference: Reference) -> Finding:
    """Nothing lies where the address leads."""
    return Finding(
        "dead-link",
        Place(path, reference.line),
        f"{reference.element} leads to {reference.address}, which is not in the site.",
        "Correct the address, or list the file under `resources:` in _quarto.yml.",
        excusable=True,
    )


def nowhere(path: PurePosixPath, reference: Reference, target: str, name: str) -> Finding:
    """The page is there, the place in it is not."""
    return Finding(
        "dead-anchor",
        Place(path, reference.line),
        f'{reference.element} leads to "{name}", and no element of {target} has that id.',
        "Correct the name after `#`, or give the heading or figure that id.",
        excusable=True,
    )


def fetched(path: PurePosixPath, reference: Reference) -> Finding:
    """The page asks another host for something without the reader doing anything."""
    return Finding(
        "other-host",
        Place(path, reference.line),
        f"{reference.element} fetches {reference.address} from another host.",
        "Put the file into the project and point at it there.",
        excusable=True,
    )


def refused(path: PurePosixPath, reference: Reference, scheme: str) -> Finding:
    """An address that runs or opens what no reader asked for."""
    return Finding(
        "link-scheme",
        Place(path, reference.line),
        f'{reference.element} has an address of the kind "{scheme}:".',
        "Link with https, or with mailto for an address of a person.",
        excusable=True,
    )


def unsafe(path: PurePosixPath, reference: Reference) -> Finding:
    """A link that is not encrypted; told, and never more than that."""
    return Finding(
        "link-http",
        Place(path, reference.line),
        f"{reference.element} leads to {reference.address} without encryption.",
        "Write https, if the site answers there.",
        severity=Severity.WARNING,
    )


def malformed(path: PurePosixPath, reference: Reference) -> Finding:
    """An address that no browser can follow."""
    return Finding(
        "link-form",
        Place(path, reference.line),
        f"{reference.element} has an address that cannot be right: {reference.address}",
        "Write it in full, as https://host/path.",
        excusable=True,
    )
