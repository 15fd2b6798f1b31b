"""The project's own rules for its data: the module that `[tool.report]` names, and what it finds."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from report.engine.digest import digest, file_digest
from report.engine.memory import Memory
from report.engine.model import Finding, Place
from report.engine.tables import Data, Rule
from report.engine.validate.asked import Asked, Judged

NAMED_IN = PurePosixPath("pyproject.toml")


def broken_rules(
    root: Path, module: str, data: Data, memory: Memory | None = None
) -> Iterator[Finding]:
    """What the rules of `module` find in the data; a rule that raises is a finding itself.

    With a `memory`, a rule that found nothing is asked again once something has changed that it read.
    """
    rules, fault = rules_of(root, module)
    if fault:
        yield fault
    judged = Judged(root, data, code_of(root, module), memory) if memory else None
    for number, rule in enumerate(rules):
        if judged and judged.is_clean(number):
            continue
        asked = Asked()
        found = tuple(outcome_of(rule, asked.of(data), module))
        yield from found
        if judged and not found:
            judged.keep(number, asked)


def outcome_of(rule: Rule, data: Data, module: str) -> Iterator[Finding]:
    """What one rule finds, or that it broke down."""
    try:
        yield from rule(data)
    except Exception as error:
        name = getattr(rule, "__name__", "a rule")
        hint = f"mend the rule in `{module}`"
        yield Finding("rules", Place(NAMED_IN), f"`{name}` broke down: {error!r}", hint)


def rules_of(root: Path, module: str) -> tuple[tuple[Rule, ...], Finding | None]:
    """The rules that `module` lists in `RULES`, and why there are none."""
    if not module:
        return (), None
    try:
        with importable(root):
            return tuple(importlib.import_module(module).RULES), None
    except Exception as error:
        hint = "`rules` in [tool.report] names a module with a tuple `RULES`"
        message = f"`{module}` gives no rules: {error!r}"
        return (), Finding("rules", Place(NAMED_IN), message, hint)


def code_of(root: Path, module: str) -> str:
    """The digest of the module's code, without running it, and of all that lies in its package.

    Rules may ask the package's other modules what they think of the data, so these count too.
    """
    if not module:
        return ""
    try:
        with importable(root):
            found = importlib.util.find_spec(module)
    except Exception:
        return ""
    if found is None or not found.origin:
        return ""
    file = Path(found.origin)
    whole = house_of(file, module)
    files = sorted(whole.rglob("*.py")) if whole else [file]
    base = whole or file.parent
    return digest(*(f"{path.relative_to(base).as_posix()} {file_digest(path)}" for path in files))


def house_of(file: Path, module: str) -> Path | None:
    """The folder of the outermost package that holds the module; None if it stands alone."""
    folder = file.parent if file.name == "__init__.py" else file
    levels = module.count(".")
    if not levels and folder == file:
        return None
    return folder.parents[levels - 1] if levels else folder


@contextmanager
def importable(root: Path) -> Iterator[None]:
    """The project's folder among the places where modules are found."""
    sys.path.insert(0, str(root))
    try:
        yield
    finally:
        sys.path.remove(str(root))
