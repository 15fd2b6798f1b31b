"""Whether the addresses that pages name lead anywhere: rules for links, pictures and other hosts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import SplitResult, unquote, urlsplit

from report.engine.model import Finding, Place, Severity
from report.engine.verify.survey import Reference, Survey

IsThere = Callable[[PurePosixPath], bool]

ANYWHERE = {"", "top"}  # fragments that every page has
PLAIN = {"mailto", "tel", "data", "doi"}


def address_findings(
    surveys: Mapping[PurePosixPath, Survey], is_there: IsThere
) -> Iterator[Finding]:
    """Findings for every address of every page and style sheet.

    `is_there` says whether the site has a file at a path.
    """
    for path, each in surveys.items():
        for reference in dict.fromkeys(each.references):
            try:
                parts = urlsplit(reference.address)
            except ValueError:
                yield malformed(path, reference)
                continue
            if parts.scheme or parts.netloc:
                yield from outside(path, reference, parts)
            else:
                yield from inside(path, reference, parts, surveys, is_there)


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
    elif "." not in (parts.hostname or "") or any(c.isspace() for c in reference.address):
        yield malformed(path, reference)


def inside(
    path: PurePosixPath,
    reference: Reference,
    parts: SplitResult,
    surveys: Mapping[PurePosixPath, Survey],
    is_there: IsThere,
) -> Iterator[Finding]:
    """Findings for an address within the site: the file is there, and so is the place in it."""
    target = target_of(path, parts, is_there)
    if target is None:
        yield dead(path, reference)
        return
    anchor = unquote(parts.fragment)
    page = surveys.get(target)
    if page is None or target.suffix != ".html" or anchor in ANYWHERE or anchor.startswith(":~:"):
        return
    if anchor not in page.ids:
        yield nowhere(path, reference, target, anchor)


def target_of(path: PurePosixPath, parts: SplitResult, is_there: IsThere) -> PurePosixPath | None:
    """The file of the site that an address leads to, or None."""
    if not parts.path:
        return path
    below = "" if parts.path.startswith("/") else path.parent
    target = PurePosixPath(normpath(below / PurePosixPath(unquote(parts.path).lstrip("/"))))
    if target.parts[:1] == ("..",):
        return None
    return next((each for each in (target, target / "index.html") if is_there(each)), None)


def dead(path: PurePosixPath, reference: Reference) -> Finding:
    """Nothing lies where the address leads."""
    return Finding(
        "dead-link",
        Place(path, reference.line),
        f"{reference.element} leads to {reference.address}, which is not in the site.",
        "Correct the address, or list the file under `resources:` in _quarto.yml.",
        excusable=True,
    )


def nowhere(path: PurePosixPath, reference: Reference, target: PurePosixPath, name: str) -> Finding:
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
