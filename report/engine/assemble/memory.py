"""What this stage remembers between builds, and the code that it rests on."""

from __future__ import annotations

from pathlib import Path

from report.engine.memory import Memory, code_of
from report.engine.ports import Store

HERE = Path(__file__).parent
RESTS_ON = (
    "*.py",
    "typst/*.py",
    "../*.py",
    "../*.toml",
    "../doors/pandoc.py",
    "../doors/convert.lua",
    "../doors/charts.py",
    "../../fonts/*.py",
)


def memory_in(store: Store) -> Memory:
    """The memory of this stage."""
    return Memory(store, code_of(HERE, *RESTS_ON))
