"""The report's faces, Source Serif 4 and Source Sans 3 (SIL Open Font License): `FOLDER` holds them.

PDFs are set with both, as the site is; charts with the sans, so that a label is as wide as Vega
thought. The monospaced face of the PDFs, DejaVu Sans Mono, comes with Typst.
"""

import re
from pathlib import Path

FOLDER = Path(__file__).parent
SANS = "Source Sans 3"
FAMILY = re.compile(r'font-family="([^"]*)"')
FAMILIES = "'Source Sans 3', {measured}, Arial, Helvetica, sans-serif"


def in_own_face(svg: str) -> str:
    """`svg` set in the report's own face, then in the one that its text was measured with.

    That is done to the picture, not to the specification: vl-convert measures text wrongly when a
    family's name is quoted, and a name with a figure in it must be.
    """
    return FAMILY.sub(lambda found: f'font-family="{FAMILIES.format(measured=found[1])}"', svg)
