"""A site that stands, held against everything that is said of it: its manifest, the lock, its links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from report.bibtex import entries
from report.engine.attest import checks, lock
from report.engine.attest.manifest import MANIFEST, Manifest, decoded
from report.engine.model import Edition, Finding, Place
from report.engine.online import STATE, addresses_of, check_online, without_copy
from report.engine.ports import Store, Web
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


def inspect_online(wish: Wish, web: Web, say: Callable[[str], object]) -> tuple[Finding, ...]:
    """What does not answer of all addresses outside that the site's pages lead to."""
    project = seen(wish)
    site = project.root / project.output
    manifest = manifest_in(site)
    if manifest is None:
        return (no_manifest(project.output),)
    edition = Edition(site, tuple(map(PurePosixPath, sorted(manifest.files))))
    return check_online(addresses_of(edition), web, project.root / STATE, say)


def unarchived(wish: Wish) -> tuple[tuple[str, str], ...]:
    """Key and address of each source of a project's bibliographies without an archived copy."""
    project = seen(wish)
    found = (
        (entry.key, {name: value.text for name, value in entry.fields.items()})
        for path in project.bibliographies
        for entry in entries((project.root / path).read_text("utf-8", "replace"))
    )
    return tuple(without_copy(found))


def manifest_in(site: Path) -> Manifest | None:
    """The manifest of the site in a folder, or None."""
    try:
        return decoded((site / MANIFEST).read_bytes())
    except OSError:
        return None


def against_lock(root: Path, manifest: Manifest) -> Iterator[Finding]:
    """Where the site is not what the project's lock records; a project without one has no say."""
    yield from lock.held(root, lambda locked: lock.unlike(locked, lock.lock_of(manifest)))


def no_manifest(site: PurePosixPath) -> Finding:
    """The finding for a folder that holds no site of ours."""
    message = "no site with a manifest stands there"
    return Finding("no-site", Place(site), message, "run `report build` first")
