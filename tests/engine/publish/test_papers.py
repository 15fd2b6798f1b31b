"""From papers to PDFs: what Typst is given, what is remembered, and faults in the author's terms."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from report.engine.errors import PublishError
from report.engine.model import Asset, Book, Kind, Paper, Project, Severity
from report.engine.ports import Ports, Remark
from report.engine.publish.papers import papers_of
from tests.fakes.progress import FakeProgress
from tests.fakes.store import FakeStore
from tests.fakes.typesetter import FakeTypesetter

CHART = PurePosixPath("chapters/a_files/chart.svg")
NO_ALT = Remark("PDF/A-2a, PDF/UA-1 error: missing alt text", "", "main.typ", 6)
NO_GLYPH = Remark("PDF/UA-1 error: the text `x` could not be displayed", "", "main.typ", 4)
BROKEN = Remark("unknown variable: nope", "", "main.typ", 4)
BODY = """#show: article.with(title: [A])

// from chapters/a.qmd

#nope #picture(image("/chapters/a_files/chart.svg"));"""


def paper(name: str = "a", body: str = BODY, **meta: object) -> Paper:
    images = {"images": (f"/{CHART}",), "dated": True} | meta
    return Paper(
        PurePosixPath(f"{name}.pdf"), "A", body, images, PurePosixPath(f"chapters/{name}.qmd")
    )


def book(*papers: Paper) -> Book:
    return Book("Report", (), papers, (Asset(CHART, b"<svg/>"),), ())


def ports(typesetter: FakeTypesetter | None = None, store: FakeStore | None = None) -> Ports:
    return Ports(
        kernels=None,
        pandoc=None,
        typesetter=typesetter or FakeTypesetter(),
        charts=None,
        search=None,
        scripts=None,
        store=store or FakeStore(),
        progress=FakeProgress(),
    )


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path, Kind.BOOK, {}, (), PurePosixPath("_site"))


def test_typst_gets_text_template_and_images_and_nothing_else(project):
    typesetter = FakeTypesetter()
    (project.root / "secret.txt").write_text("not for Typst")

    made = papers_of([book(paper())], project, ports(typesetter))

    [given] = typesetter.seen
    assert set(given.files) == {str(CHART), "elements.typ", "paper.typ", "tokens.typ", "main.typ"}
    assert given.files["main.typ"].decode().endswith(f"{BODY}\n")
    assert given.standards == ("a-2a", "ua-1")
    assert set(made.files) == {PurePosixPath("a.pdf")}
    assert made.findings == ()


def test_images_of_the_project_are_read_where_they_lie(project):
    (project.root / "map.png").write_bytes(b"png")
    typesetter = FakeTypesetter()

    papers_of([book(paper(images=("/map.png",)))], project, ports(typesetter))

    assert typesetter.seen[0].files["map.png"] == b"png"


def test_every_missing_image_is_told_at_once(project):
    (project.root.parent / "outside.png").write_bytes(b"png")
    faulty = [paper("a", images=("/no.png", "/../outside.png")), paper("b", images=("/none.png",))]

    with pytest.raises(PublishError) as caught:
        papers_of([book(*faulty)], project, ports())

    assert [(str(found.place), found.rule) for found in caught.value.findings] == [
        ("chapters/a.qmd", "missing-image"),
        ("chapters/a.qmd", "missing-image"),
        ("chapters/b.qmd", "missing-image"),
    ]


def test_a_pdf_whose_sources_did_not_change_is_not_set_again(project):
    store, again = FakeStore(), FakeTypesetter()
    first = papers_of([book(paper())], project, ports(store=store))

    assert papers_of([book(paper())], project, ports(again, store)) == first
    assert again.seen == []


@pytest.mark.parametrize(
    "changed",
    [
        lambda book: replace(book, papers=(replace(book.papers[0], body="other"),)),
        lambda book: replace(book, assets=(Asset(CHART, b"<svg>other</svg>"),)),
    ],
)
def test_a_pdf_is_set_again_when_text_or_image_changed(project, changed):
    store, again = FakeStore(), FakeTypesetter()
    papers_of([book(paper())], project, ports(store=store))

    papers_of([changed(book(paper()))], project, ports(again, store))

    assert len(again.seen) == 1


def test_a_pdf_is_set_again_by_another_typst(project):
    store, again = FakeStore(), FakeTypesetter(identity="fake 2")
    papers_of([book(paper())], project, ports(store=store))

    papers_of([book(paper())], project, ports(again, store))

    assert len(again.seen) == 1


def test_what_cannot_keep_a_standard_keeps_less_and_says_why(project):
    typesetter = FakeTypesetter(said={"ua-1": (NO_ALT,)})

    made = papers_of([book(paper())], project, ports(typesetter))

    assert [given.standards for given in typesetter.seen] == [("a-2a", "ua-1"), ("ua-1",), ()]
    assert made.files[PurePosixPath("a.pdf")].startswith(b"%PDF")
    assert {found.severity for found in made.findings} == {Severity.WARNING}
    assert str(CHART) in made.findings[0].message
    assert "fig-alt" in made.findings[0].hint


def test_the_warning_comes_again_with_the_remembered_pdf(project):
    store, said = FakeStore(), {"ua-1": (NO_GLYPH,)}
    first = papers_of([book(paper())], project, ports(FakeTypesetter(said=said), store))
    again = FakeTypesetter(said=said)

    assert papers_of([book(paper())], project, ports(again, store)) == first
    assert again.seen == []
    assert first.findings


def test_a_document_without_a_date_is_not_asked_to_keep_pdf_a(project):
    typesetter = FakeTypesetter()

    made = papers_of([book(paper(dated=False))], project, ports(typesetter))

    assert [given.standards for given in typesetter.seen] == [("ua-1",)]
    assert made.findings == ()


def test_pages_that_do_not_settle_are_told_of_once(project):
    unsettled = (
        Remark("document did not converge within five attempts", fatal=False),
        Remark("value of the page counter did not converge", fatal=False),
        Remark("metadata position did not stabilize", fatal=False),
    )

    made = papers_of([book(paper())], project, ports(FakeTypesetter(said={"": unsettled})))

    [found] = made.findings
    assert found.severity is Severity.WARNING
    assert "did not converge within" in found.message


def test_faults_of_all_papers_name_document_and_line(project):
    typesetter = FakeTypesetter(said={"ua-1": (replace(BROKEN, line=6),)})
    whole = replace(paper("whole"), source=None)

    with pytest.raises(PublishError) as caught:
        papers_of([book(paper("a"), whole)], project, ports(typesetter))

    places = [str(found.place) for found in caught.value.findings]
    assert places == ["chapters/a.qmd", "chapters/a.qmd"]
    assert "unknown variable: nope" in caught.value.findings[0].message
    assert str(CHART) in caught.value.findings[0].message


def test_a_fault_before_any_chapter_is_the_projects(project):
    typesetter = FakeTypesetter(said={"ua-1": (replace(BROKEN, line=2),)})

    with pytest.raises(PublishError) as caught:
        papers_of([book(replace(paper("whole"), source=None))], project, ports(typesetter))

    assert str(caught.value.findings[0].place) == "_quarto.yml"
