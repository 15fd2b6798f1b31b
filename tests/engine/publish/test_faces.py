"""The rules of fonts: one for each file, and every file of the site has one."""

from __future__ import annotations

import re

from report.engine.publish.faces import font_faces
from report.engine.publish.library import SITE


def test_each_font_of_the_site_has_its_rule():
    names = {path.name for path in (SITE / "fonts").glob("*.woff2")}
    assert set(re.findall(r"fonts/([^\"]+)", font_faces(names))) == names


def test_a_rule_says_what_the_name_says():
    rule = font_faces(["serif-400-italic-latin.woff2", "LICENSE.md"])
    assert rule.count("@font-face") == 1
    for said in ('"Source Serif 4"', "font-style: italic", "font-weight: 400", "U+0000-00FF"):
        assert said in rule
