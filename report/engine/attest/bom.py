"""`requirements.lock` to what a site says of its environment: packages with digests, and an SBOM.

The lock is the word that counts, not what happens to be installed: two machines say the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass

LOCKED = "requirements.lock"
PINNED = re.compile(
    r"^(?P<name>[\w.-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)\s*(?:;(?P<marker>[^\\]*))?"
)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Pinned:
    """One locked package: `marker` says on which machines it is installed (PEP 508; empty: on all)."""

    name: str
    version: str
    marker: str
    sha256: tuple[str, ...]


def pinned(text: str) -> Iterator[Pinned]:
    """The packages of a lock as pip writes it, each with the digests of its files."""
    for entry in text.replace("\\\n", " ").splitlines():
        found = PINNED.match(entry)
        if found:
            marker = (found["marker"] or "").partition("--hash")[0].strip()
            yield Pinned(found["name"], found["version"], marker, tuple(HASH.findall(entry)))


def environment(text: str, python: str) -> str:
    """The environment as JSON: Python, and every locked package."""
    packages = [asdict(package) for package in pinned(text)]
    return json.dumps({"python": python, "packages": packages}, indent=1, sort_keys=True) + "\n"


def bill_of_materials(text: str, name: str) -> str:
    """A software bill of materials of the lock, as CycloneDX 1.6 JSON; `name` is the site's."""
    from uuid import NAMESPACE_URL, uuid5

    from cyclonedx.model import HashAlgorithm, HashType
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL

    bom = Bom()
    bom.serial_number = uuid5(NAMESPACE_URL, text)
    bom.metadata.timestamp = None
    root = Component(name=name, type=ComponentType.APPLICATION, bom_ref="report")
    bom.metadata.component = root
    for package in pinned(text):
        url = PackageURL("pypi", name=package.name, version=package.version)
        hashes = [HashType(alg=HashAlgorithm.SHA_256, content=each) for each in package.sha256]
        component = Component(
            name=package.name,
            version=package.version,
            purl=url,
            bom_ref=str(url),
            type=ComponentType.LIBRARY,
            hashes=hashes,
        )
        bom.components.add(component)
        bom.register_dependency(root, [component])
    return JsonV1Dot6(bom).output_as_string(indent=1) + "\n"
