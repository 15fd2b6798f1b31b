"""The design's colours can be read: text against every ground that it stands on, in both schemes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from report.engine.publish.library import STYLES, shipped
from report.engine.publish.tokens import typst_tokens
from report.fonts import FOLDER

ROOT = Path(__file__).parents[3]
TOKEN = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
TEXT = ("ink", "ink-soft", "link", "mark", "note", "tip", "warning", "caution", "important")
CODE = ("code-keyword", "code-string", "code-number", "code-name", "code-comment")
GROUNDS = ("paper", "paper-raised", "paper-sunk")


def tokens():
    """Each colour of the design, for light and for dark; the first statement counts."""
    found = {}
    for name, light, dark in TOKEN.findall(shipped("styles/tokens.css")):
        found.setdefault(name, (light, dark))
    return found


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", [*TEXT, *CODE])
def test_text_stands_out_from_its_ground(text, ground, scheme):
    colours = tokens()
    assert contrast(colours[text][scheme], colours[ground][scheme]) >= 4.5


def test_every_colour_that_the_styles_name_is_a_token():
    styles = "".join(shipped(f"styles/{name}.css") for name in STYLES)
    named = set(re.findall(r"var\(--([\w-]+)\)", styles))
    assert named - set(re.findall(r"--([\w-]+):", styles)) == {"width"}  # set on each chart


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_quartos_theme_has_the_colours_of_the_design(scheme):
    theme = (ROOT / "_extensions" / "report" / f"{scheme}.scss").read_text("utf-8")
    stated = dict(re.findall(r"\$([\w-]+): (#[0-9a-f]{6});", theme))
    wanted = {"body-bg": "paper", "body-color": "ink", "link-color": "link"}
    column = ["light", "dark"].index(scheme)
    assert stated == {name: tokens()[token][column] for name, token in wanted.items()}


def test_quartos_theme_names_only_tokens():
    styles = "".join(shipped(f"styles/{name}.css") for name in STYLES)
    own = (ROOT / "_extensions" / "report" / "quarto.css").read_text("utf-8")
    known = set(re.findall(r"--([\w-]+):", styles + own))
    assert set(re.findall(r"var\(--([\w-]+)\)", own)) <= known


def test_papers_have_the_faces_and_colours_of_the_site():
    module = typst_tokens()
    for name, (light, _) in tokens().items():
        assert f'"{name}": rgb("{light}")' in module
    assert '#let serif = "Source Serif 4"' in module
    faces = {path.name.partition("-")[0] for path in FOLDER.glob("*.otf")}
    assert faces == {"SourceSerif4", "SourceSans3"}
