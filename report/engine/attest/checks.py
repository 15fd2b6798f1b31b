"""A site in its folder against its own manifest: is it whole, is it untouched, is it still current."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from report.engine.attest.manifest import MANIFEST, Manifest
from report.engine.digest import file_digest
from report.engine.model import Finding, Place

AGAIN = "build again"


def altered(site: Path, manifest: Manifest) -> Iterator[Finding]:
    """Files of the site that are not as they were made, or that no build made."""
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if not path.is_dir()}
    for path, made in sorted(manifest.files.items()):
        if path not in there:
            yield fault("site-file", path, f"{path} is not there", AGAIN)
        elif file_digest(site / path) != made.sha256:
            yield fault("site-altered", path, f"{path} is not as it was made", AGAIN)
    for path in sorted(there - manifest.files.keys() - {str(MANIFEST)}):
        yield fault("site-stray", path, f"{path} was made by no build", f"remove it, or {AGAIN}")


def outdated(root: Path, manifest: Manifest) -> Iterator[Finding]:
    """Files that the site was made of and that have changed since."""
    made_of = dict(manifest.project)
    for inputs in manifest.documents.values():
        made_of |= inputs
    for path, digest in sorted(made_of.items()):
        if file_digest(root / path) != digest:
            message = f"{path} has changed since the site was made of it"
            yield fault("site-outdated", path, message, AGAIN)


def fault(rule: str, path: str, message: str, hint: str) -> Finding:
    """A finding about one file."""
    return Finding(rule, Place(PurePosixPath(path)), message, hint)
