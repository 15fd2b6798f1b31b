"""A Typesetter without Typst: PDFs are digests of what went in, and remarks come when asked for.

`FakeTypesetter()` sets everything. `FakeTypesetter(said={"ua-1": (Remark("missing alt text"),)})` says
that to every project that asks for the standard `ua-1`; a fatal remark leaves no PDF. `seen` lists the
projects in the order in which they came.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from report.engine.ports import Proof, Remark, TypstProject


@dataclass
class FakeTypesetter:
    said: Mapping[str, tuple[Remark, ...]] = field(default_factory=dict)
    identity: str = "fake 1"
    seen: list[TypstProject] = field(default_factory=list)

    def proofs(self, projects: Sequence[TypstProject]) -> tuple[Proof, ...]:
        self.seen.extend(projects)
        return tuple(self._proof(project) for project in projects)

    def _proof(self, project: TypstProject) -> Proof:
        remarks = tuple(
            remark
            for standard in ("", *project.standards)
            for remark in self.said.get(standard, ())
        )
        if any(remark.fatal for remark in remarks):
            return Proof(None, remarks)
        digest = hashlib.sha256(repr(sorted(project.files.items())).encode()).hexdigest()
        return Proof(f"%PDF-1.7 {digest}".encode(), remarks)
