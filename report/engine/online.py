"""Whether the addresses outside that a site leads to answer: politely, and one may stop and go on.

One address after the other, a pause before each, hosts in turns, HEAD first and GET where a
host does not like that. What answered is written down at once and not asked again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from report.bibtex import has_copy
from report.engine.model import Edition, Finding, Place, Severity
from report.engine.ports import Web
from report.engine.verify.survey import survey

STATE = Path(".report") / "links.json"
PAUSE = 1.0  # seconds before each request
GOOD = range(200, 400)
DISLIKED = frozenset(
    {0, 400, 403, 404, 405, 406, 429, 500, 501, 503}
)  # answers to HEAD to ask again
GUARDED = frozenset({401, 403, 429})  # there, but not for programs


def addresses_of(edition: Edition) -> dict[str, Place]:
    """Every https address that the site's pages lead to, and where first, in order of the address."""
    found: dict[str, Place] = {}
    for path in edition.files:
        if path.suffix == ".html":
            for reference in survey((edition.site / path).read_bytes()).references:
                address = urldefrag(reference.address).url
                if address.startswith("https://") and not reference.fetched:
                    found.setdefault(address, Place(path, reference.line))
    return dict(sorted(found.items()))


def check_online(
    addresses: Mapping[str, Place], web: Web, state: Path, say: Callable[[str], object]
) -> tuple[Finding, ...]:
    """What does not answer. `state` is a file that remembers what did; `say` hears of each request."""
    known = remembered(state)
    waiting = [address for address in addresses if known.get(address) not in GOOD]
    for number, address in enumerate(taking_turns(waiting), 1):
        known[address] = asked(address, web, pause=PAUSE)
        say(f"{number}/{len(waiting)} {known[address]} {address}")
        state.parent.mkdir(parents=True, exist_ok=True)
        state.write_text(json.dumps(known, indent=0, sort_keys=True), encoding="utf-8")
    told = ((address, known[address]) for address in addresses if known[address] not in GOOD)
    return tuple(unanswered(address, status, addresses[address]) for address, status in told)


def remembered(state: Path) -> dict[str, int]:
    """The status of each address that was asked before."""
    try:
        known = json.loads(state.read_bytes())
        return {str(address): int(status) for address, status in known.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def taking_turns(addresses: Iterable[str]) -> Iterator[str]:
    """The addresses so that hosts take turns: the same one is not asked twice while others wait."""
    by_host: dict[str, list[str]] = {}
    for address in addresses:
        by_host.setdefault(urlsplit(address).netloc, []).append(address)
    while by_host:
        for host in list(by_host):
            yield by_host[host].pop(0)
            if not by_host[host]:
                del by_host[host]


def asked(address: str, web: Web, *, pause: float) -> int:
    """The status of one address, asked by HEAD and, if the host dislikes that, by GET."""
    web.wait(pause)  # as if one host had all addresses: a slow check is a polite one
    status = web.status(address, "HEAD")
    if status in DISLIKED:
        web.wait(pause)
        status = web.status(address, "GET")
    return status


def unanswered(address: str, status: int, place: Place) -> Finding:
    """The finding for an address that is not there, or not for programs."""
    if status in GUARDED:
        message = f"{address} does not answer programs (status {status})"
        return Finding("link-guarded", place, message, "look at it yourself", Severity.WARNING)
    message = f"{address} {f'answers with status {status}' if status else 'does not answer'}"
    hint = "correct the address, or name an archived copy; `--online` again asks only what failed"
    return Finding("link-online", place, message, hint)


def without_copy(entries: Iterable[tuple[str, Mapping[str, str]]]) -> Iterator[tuple[str, str]]:
    """Key and address of each source that names no archived copy (`archiveurl`, or one as `url`)."""
    for key, fields in entries:
        address = fields.get("url", "")
        if address and not has_copy(address, fields.get("archiveurl", "")):
            yield key, address
