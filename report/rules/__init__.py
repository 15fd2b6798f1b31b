"""Rules of this report's own data that a table schema cannot say: small named functions, one fault each.

The engine finds them by name (`rules` under `[tool.report]` in `pyproject.toml`) and never imports
them itself. Each takes a project's `Data`, rows still text, and yields a `Finding` for every fault.
"""

from report.rules import (
    claims,
    dates,
    guarantees,
    hindsight,
    package,
    precedents,
    sources,
    verdicts,
    weapons,
)

RULES = (
    *package.RULES,
    *sources.RULES,
    *dates.RULES,
    *weapons.RULES,
    *guarantees.RULES,
    *precedents.RULES,
    *claims.RULES,
    *verdicts.RULES,
    *hindsight.RULES,
)
