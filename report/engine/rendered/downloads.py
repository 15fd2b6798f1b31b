"""The data to take away, beside the pages that Quarto wrote: tables as CSV, all of them as a package."""

from __future__ import annotations

from pathlib import Path

from report.engine.assemble.downloads import FOLDER, data_downloads
from report.engine.model import Project
from report.engine.ports import Ports


def lay_downloads(project: Project, site: Path, ports: Ports) -> None:
    """Write the downloads that need no execution of ours into the site, where they have changed."""
    for path, content in data_downloads(project, ports).items():
        target = site / FOLDER / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.is_file() or target.read_bytes() != content:
            target.write_bytes(content)
