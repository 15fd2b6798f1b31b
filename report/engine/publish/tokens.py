"""The design as numbers, said once in `tokens.css`: its faces and light colours, for Typst."""

from __future__ import annotations

import re

from report.engine.publish.library import shipped

COLOUR = re.compile(r"^  --([\w-]+): light-dark\((#[0-9a-f]{6}), #[0-9a-f]{6}\)", re.MULTILINE)
FACE = re.compile(r'^  --(serif|sans): "([^"]+)"', re.MULTILINE)


def typst_tokens() -> str:
    """A Typst module: `colours`, a dictionary by the token's name, and the faces `serif` and `sans`.

    A token that is set again, for readers who ask for more contrast, counts as it was first said.
    """
    css = shipped("styles/tokens.css").partition("@media")[0]
    colours = ", ".join(f'"{name}": rgb("{light}")' for name, light in COLOUR.findall(css))
    faces = "".join(f'#let {name} = "{face}"\n' for name, face in FACE.findall(css))
    return f"{faces}#let colours = ({colours})\n"
