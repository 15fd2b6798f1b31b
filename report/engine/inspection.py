"""A site that stands, held against everything that is said of it: its manifest, the lock, its links."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from report.engine.attest import checks, lock
from report.engine.attest.manifest import MANIFEST, Manifest, decoded
from report.engine.model import Edition, Finding, Place
from report.engine.ports import Store
from report.engine.survey import seen
from report.engine.verify import verify
from report.engine.wish import Wish


def inspect(wish: Wish, store: Store) -> tuple[Finding, ...]:
    """Everything wrong with the site that stands for a project; nothing is built."""
    project = seen(wish)
    site = project.root / project.output
    manifest = manifest_in(site)
    if manifest is None:
        return (no_manifest(project.output),)
    edition = Edition(site, tuple(map(PurePosixPath, sorted({*manifest.files, str(MANIFEST)}))))
    return (
        *checks.altered(site, manifest),
        *checks.outdated(project.root, manifest),
        *against_lock(project.root, manifest),
        *(found for found in verify(edition, store) if found.rule != "site-file"),
    )


def manifest_in(site: Path) -> Manifest | None:
    """The manifest of the site in a folder, or None."""
    try:
        return decoded((site / MANIFEST).read_bytes())
    except OSError:
        return None


def against_lock(root: Path, manifest: Manifest) -> Iterator[Finding]:
    """Where the site is not what the project's lock records; a project without one has no say."""
    try:
        text = (root / lock.LOCK).read_text(encoding="utf-8")
    except FileNotFoundError:
        return
    locked = lock.read(text)
    if locked is None:
        yield lock.unreadable()
    else:
        yield from lock.unlike(locked, lock.lock_of(manifest))


def no_manifest(site: PurePosixPath) -> Finding:
    """The finding for a folder that holds no site of ours."""
    message = "no site with a manifest stands there"
    return Finding("no-site", Place(site), message, "run `report build` first")
