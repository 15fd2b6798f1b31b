"""`downloads()`: links to the data package and to the code that runs on it, as Markdown for the site."""

from __future__ import annotations

import os

from report.author.data import package
from report.author.tables import Markdown

FOLDER = "/downloads"
TEXT = """\
::: {{.content-visible when-format="html"}}

[All tables as a data package (zip)]({folder}/{name}-data.zip){{.download}}
{code}
:::
"""
CODE = "[Code and data to run every chapter (zip)]({folder}/{name}-code.zip){{.download}}\n"
TABLE = """\
::: {{.content-visible when-format="html"}}

[Download as CSV]({folder}/{name}.csv){{.download}}

:::
"""


def downloads() -> Markdown:
    """Links to what the site offers as a whole; nothing of it is printed on paper.

    The files are made when the site is; that with the code only where the embedded engine saw what
    the chapters read. Print it in a cell with `output: asis`.
    """
    named = {"folder": FOLDER, "name": package()["name"]}
    code = CODE.format(**named) if "REPORT_DRAWS" in os.environ else ""
    return Markdown(TEXT.format(code=code, **named))


def table_download(name: str) -> str:
    """The link to one dataset, as lines of Markdown."""
    return TABLE.format(folder=FOLDER, name=name)
