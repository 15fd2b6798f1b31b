"""The report's sans serif, Source Sans 3 (SIL Open Font License): `FOLDER` is where its files lie.

Charts are measured with it and PDFs are set with it, so that a label is as wide as Vega thought.
The serif and the monospaced face of the PDFs (Libertinus Serif, DejaVu Sans Mono) come with Typst.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
SANS = "Source Sans 3"
