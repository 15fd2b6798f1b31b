"""`downloads()`: links to the data package and to the code that runs on it, as Markdown for the site."""

from __future__ import annotations

from report.author.data import package
from report.author.tables import Markdown

FOLDER = "/downloads"
TEXT = """\
::: {{.content-visible when-format="html"}}

[All tables as a data package (zip)]({folder}/{name}-data.zip){{.download}}
[Code and data to run every chapter (zip)]({folder}/{name}-code.zip){{.download}}

:::
"""
TABLE = """\
::: {{.content-visible when-format="html"}}

[Download as CSV]({folder}/{name}.csv){{.download}}

:::
"""


def downloads() -> Markdown:
    """Links to what the site offers as a whole; nothing of it is printed on paper.

    The files are made when the site is. Print it in a cell with `output: asis`.
    """
    return Markdown(TEXT.format(folder=FOLDER, name=package()["name"]))


def table_download(name: str) -> str:
    """The link to one dataset, as lines of Markdown."""
    return TABLE.format(folder=FOLDER, name=name)
