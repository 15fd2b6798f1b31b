"""Scripts that run nowhere: `results` maps their lines to how they end; `ran` lists what came."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field

from report.engine.ports import Script, ScriptResult


@dataclass
class FakeScripts:
    results: Mapping[str, ScriptResult] = field(default_factory=dict)
    ran: list[Script] = field(default_factory=list)

    def run(self, script: Script) -> ScriptResult:
        self.ran.append(script)
        return self.results.get(shlex.join(script.command), ScriptResult(0))
