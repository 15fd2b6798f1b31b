import pytest

from report.engine.load import load
from report.engine.model import Severity


def found(root):
    project = load(root if (root / "_quarto.yml").exists() else root / "a.qmd", environment={})
    return [(f.rule, str(f.place), f.severity) for f in project.findings]


def document(header: str) -> dict[str, str]:
    return {"a.qmd": f"---\n{header}\n---\nText\n"}


@pytest.mark.parametrize(
    "header",
    [
        "listing: {contents: posts}",
        "about: {template: jolla}",
        "filters: [lightbox]",
        "embed-resources: true",
        "engine: knitr",
        "citation-location: margin",
        "dir: rtl",
        "date: today",
        "format: revealjs",
        "format: {pdf: default, docx: default}",
    ],
)
def test_what_is_refused(write, header):
    findings = found(write(document(header)))
    assert findings
    assert all(severity is Severity.ERROR for _, _, severity in findings)


@pytest.mark.parametrize(
    "header",
    [
        "title: A",
        "listing: false",
        "embed-resources: false",
        "theme: cosmo",
        "my-own-key: {a: 1}",
        "title:",
        "format: {html: {toc: true}, typst: default}",
        "format: journal-typst",
        "author: [{name: A, orcid: 0000}, B]",
        "engine: jupyter",
        "date: 2026-01-01",
        "execute: {echo: fenced}",
        "crossref: {fig-prefix: Fig.}",
    ],
)
def test_what_is_not(write, header):
    assert found(write(document(header))) == []


@pytest.mark.parametrize(
    ("header", "rule", "place"),
    [
        ("format: {html: {}, docx: {}}", "format", "a.qmd:2:20"),
        ("biblography: a.bib", "misspelt-key", "a.qmd:2:1"),
        ("execute: {wraning: true}", "misspelt-key", "a.qmd:2:11"),
    ],
)
def test_what_is_only_a_warning(write, header, rule, place):
    assert found(write(document(header))) == [(rule, place, Severity.WARNING)]


def test_a_listing_website_is_refused_at_the_listing(write):
    root = write(
        {
            "_quarto.yml": "project: {type: website}\nwebsite: {title: Blog}\n"
            "format: {html: {theme: cosmo, css: styles.css}}\n",
            "index.qmd": "---\ntitle: Blog\nlisting:\n  contents: posts\n  type: default\n---\n",
            "about.qmd": "---\ntitle: About\nabout:\n  template: jolla\n---\n",
        }
    )
    assert [(rule, place) for rule, place, _ in found(root)] == [
        ("refused", "about.qmd:3:1"),
        ("refused", "index.qmd:3:1"),
    ]
