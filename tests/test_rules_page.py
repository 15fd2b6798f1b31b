"""docs/rules.md lists every rule that the code may name, and no other."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/rules.md").read_text()
CELLS = [line.split("|")[1] for line in PAGE.splitlines() if line.startswith("| `")]
LISTED = {rule for cell in CELLS for rule in re.findall(r"`([a-z-]+)`", cell)}
MAKERS = {"Finding", "finding", "fault", "warning"}  # what makes a finding, its rule first
RULE = re.compile(r"[a-z]+(-[a-z]+)*")


def calls():
    """Every call in the program that makes a finding, or helps to."""
    for path in sorted((ROOT / "report").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                yield node.func.id, node.args[0]


def named():
    """The rules that stand in the code where findings are made."""
    for maker, first in calls():
        if maker in MAKERS:
            words = [node.value for node in ast.walk(first) if isinstance(node, ast.Constant)]
            yield from (word for word in words if isinstance(word, str) and RULE.fullmatch(word))


def test_every_rule_of_the_code_is_listed():
    found = set(named())
    assert len(found) > 100
    assert found - LISTED == set()


def test_every_listed_rule_is_in_the_code():
    code = "\n".join(path.read_text() for path in sorted((ROOT / "report").rglob("*.py")))
    assert [rule for rule in sorted(LISTED) if f'"{rule}"' not in code] == []


def test_every_rule_of_the_gallery_is_listed():
    told = [path.read_text() for path in (ROOT / "tests/gallery").glob("*/expected.txt")]
    rules = {
        rule for text in told for rule in re.findall(r": (?:error|warning) \(([a-z-]+)\)", text)
    }
    tables = {rule for rule in rules if rule.startswith("table-")}
    assert len(rules) > 15
    assert rules - tables - LISTED == set()
