"""The real Typst behind its door: same bytes, own fonts, nothing from outside, every remark told."""

from __future__ import annotations

import pytest

from report.engine.doors.typesetter import TypstTypesetter
from report.engine.ports import TypstProject
from report.fonts import FOLDER

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="70" height="30"><rect width="9" height="9"/></svg>'


@pytest.fixture(scope="module")
def typesetter() -> TypstTypesetter:
    return TypstTypesetter(fonts=(FOLDER,))


def project(main: str, *standards: str, **files: bytes) -> TypstProject:
    return TypstProject({"main.typ": main.encode(), **files}, standards)


def test_same_project_same_bytes(typesetter: TypstTypesetter) -> None:
    twice = typesetter.proofs([project("= Terms\nHello"), project("= Terms\nHello")])

    assert twice[0].pdf is not None
    assert twice[0] == twice[1]
    assert typesetter.proofs([project("= Terms\nHello")])[0] == twice[0]


def test_both_standards_at_once(typesetter: TypstTypesetter) -> None:
    main = '#set document(title: "T")\n= Terms\nHello'
    [proof] = typesetter.proofs([project(main, "ua-1", "a-2a")])

    assert proof.pdf is not None
    assert b"pdfuaid" in proof.pdf
    assert b"pdfaid" in proof.pdf


def test_fatal_remarks_name_file_and_line(typesetter: TypstTypesetter) -> None:
    [proof] = typesetter.proofs([project("Hello\n\n#nope")])

    assert proof.pdf is None
    [remark] = proof.remarks
    assert (remark.message, remark.file, remark.line) == ("unknown variable: nope", "main.typ", 3)


def test_a_fault_in_a_function_is_placed_where_the_text_calls_it(
    typesetter: TypstTypesetter,
) -> None:
    files = {"look.typ": b"#let box-of(n) = {\n  rect(width: n)\n}"}
    [proof] = typesetter.proofs([project('#import "look.typ": *\n\n#box-of("x")', **files)])

    assert [(remark.file, remark.line) for remark in proof.remarks] == [("main.typ", 3)]


def test_all_images_without_alternative_text_are_told_at_once(typesetter: TypstTypesetter) -> None:
    main = '#set document(title: "T")\n#image("a.svg")\n\n#image("a.svg")'
    [proof] = typesetter.proofs([project(main, "ua-1", **{"a.svg": SVG})])

    assert [(remark.line, "alt text" in remark.message) for remark in proof.remarks] == [
        (2, True),
        (4, True),
    ]
    assert all(remark.hint for remark in proof.remarks)


def test_fonts_of_the_system_are_not_there(typesetter: TypstTypesetter) -> None:
    named, foreign = typesetter.proofs(
        [
            project('#set text(font: "Source Sans 3")\nHello'),
            project('#set text(font: "DejaVu Serif")\nHello'),
        ]
    )

    assert named.remarks == ()
    assert b"SourceSans3" in named.pdf
    assert [remark.fatal for remark in foreign.remarks] == [False]
    assert "unknown font family" in foreign.remarks[0].message


def test_files_beside_the_project_cannot_be_read(typesetter: TypstTypesetter) -> None:
    [proof] = typesetter.proofs([project('#read("/pyproject.toml")')])

    assert proof.pdf is None
    assert "not found" in proof.remarks[0].message


def test_packages_are_not_fetched(typesetter: TypstTypesetter) -> None:
    main = '#raw("import \\"@preview/a:1.0.0\\"")\n#import "@preview/cetz:0.3.2": canvas'
    [proof] = typesetter.proofs([project(main)])

    assert proof.pdf is None
    assert [(remark.line, "@preview/cetz:0.3.2" in remark.message) for remark in proof.remarks] == [
        (2, True)
    ]


def test_identity_names_version_and_fonts(typesetter: TypstTypesetter) -> None:
    assert typesetter.identity.startswith("typst 0.")
    assert typesetter.identity != TypstTypesetter().identity
