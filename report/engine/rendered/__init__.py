"""Our site in Quarto's frame: files that its pages load, and what is done to them once written."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path, PurePosixPath

from report.engine.model import Finding, Kind, Project
from report.engine.ports import Ports
from report.engine.publish.backlinks import Archive, with_backlinks
from report.engine.publish.folder import lay_beside
from report.engine.publish.glossary import terms_in, with_terms
from report.engine.publish.library import LIBRARY, digested, guest_files, recolours
from report.engine.publish.pages import SPECIFIED
from report.engine.rendered.downloads import lay_downloads
from report.engine.rendered.evidence import with_evidence
from report.engine.rendered.figures import with_menus
from report.engine.rendered.kept import keep, whole
from report.engine.rendered.pages import Written, arranged, is_finished, read
from report.engine.words import Words

__all__ = ["finish", "prepare"]

SHARED = Path(".quarto/report")  # where the extension `report` looks for what pages load


def prepare(root: Path) -> None:
    """Lay out styles, script and fonts of the site where Quarto's pages take them from."""
    lay_beside(root / SHARED, guest_files())


def finish(project: Project, files: Iterable[Path], ports: Ports) -> tuple[Finding, ...]:
    """Give pages that Quarto wrote all that pages of `report build` have, and what they lead to.

    Values open to their evidence, figures get their menus and colours that a style sheet can set,
    tables boxes, works in the list of references their uses. `files` are those of one render; pages
    that were finished before are left alone, but what they lead to stays. Returns warnings of values
    whose rows are not in the data.
    """
    site = project.root / project.output
    inside = [path for path in files if path.is_relative_to(site) and not is_finished(path)]
    written = [with_menus(read(path, project), project, ports) for path in inside]
    if not written:
        return ()
    keep(written, project)
    pages, findings = with_evidence(whole(written, project), project, ports)
    runtime = runtime_of(pages, site, ports)
    terms = [term for page in pages for term in terms_in(page.target, page.html)]
    fresh = [page for page in pages if page.path in inside]
    for page in with_uses(fresh, pages, project):
        explained = page.within(partial(with_terms, page=page.target, terms=terms))
        text = arranged(explained, recolours(project), runtime)
        page.path.write_text(text, "utf-8")
    lay_downloads(project, site, ports)
    return findings


def runtime_of(pages: list[Written], site: Path, ports: Ports) -> PurePosixPath | None:
    """Where in the site lies what draws charts in a browser; None where no page has a chart."""
    if not any(SPECIFIED in page.html for page in pages):
        return None
    name, content = digested("vega.js", ports.charts.runtime())
    path = LIBRARY / name
    (site / LIBRARY).mkdir(parents=True, exist_ok=True)
    (site / path).write_bytes(content)
    return path


def with_uses(fresh: list[Written], pages: list[Written], project: Project) -> list[Written]:
    """The fresh pages, a book's list of references with the uses of each work in all pages."""
    if project.kind is not Kind.BOOK:
        return fresh
    texts = [page.text for page in pages]
    archive = Archive(project.root, project.bibliographies)
    words = Words(str(project.config.get("lang", "en")))
    return [
        page.saying(with_backlinks(page.html, page.target, texts, archive, words)) for page in fresh
    ]
