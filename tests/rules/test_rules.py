"""The list of rules: none is forgotten, and each says in a line what it demands."""

from __future__ import annotations

import importlib
import pkgutil

import report.rules
from report.rules import RULES


def test_every_module_s_rules_are_listed():
    modules = [
        importlib.import_module(f"report.rules.{info.name}")
        for info in pkgutil.iter_modules(report.rules.__path__)
    ]
    listed = [rule for module in modules for rule in getattr(module, "RULES", ())]

    assert len(listed) == len(RULES)
    assert set(listed) == set(RULES)


def test_each_rule_says_what_it_demands():
    assert not [rule for rule in RULES if not (rule.__doc__ or "").strip().endswith(".")]
