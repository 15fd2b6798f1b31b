"""Papers to PDFs: Typst source, template and images to Typst, unless the store has the PDF already.

A PDF keeps PDF/UA-1 (accessible) and, where its document has a date, PDF/A-2a (archivable). Where the
text does not allow that, it keeps less, and a warning says why.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path, PurePosixPath

from report.engine.content import FileContent, bytes_of
from report.engine.errors import PublishError
from report.engine.model import Book, Cell, Finding, Paper, Place, Project, Prose, Severity
from report.engine.ports import Ports, Proof, Remark, Store, Typesetter, TypstProject
from report.engine.publish.tokens import typst_tokens

TEMPLATE = Path(__file__).parent / "typst"
MAIN = "main.typ"
START = '#import "paper.typ": *\n'
STANDARDS = (("a-2a", "ua-1"), ("ua-1",), ())  # from the strictest on
UNDATED = STANDARDS[1:]  # PDF/A wants a date
OF_STANDARD = re.compile(r"PDF/\S.* error: ")
FROM = re.compile(r"^// from (?P<source>.+)$")
CELL_FIGURE = re.compile(r"-output-\d+\.\w+$")
LETTER = re.compile(r"the text `\"(?P<letter>.+?)\"` could not be displayed")
UNSETTLED = re.compile(r"did not (stabilize|converge)")
PICTURE = re.compile(r'image\("/(?P<path>(?:[^"\\]|\\.)*)"')


Ladder = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Papers:
    """PDFs by their place in the site, and what was noticed while they were made."""

    files: Mapping[PurePosixPath, bytes]
    findings: tuple[Finding, ...] = ()


def papers_of(books: Sequence[Book], project: Project, ports: Ports) -> Papers:
    """The PDFs of all books, set together.

    Raises `PublishError` with every fault of every paper: an image that is not there or is no
    image, or Typst that an author wrote and that cannot be set.
    """
    papers = [paper for book in books for paper in book.papers]
    assets = {asset.path: asset.content for book in books for asset in book.assets}
    missing = [fault for paper in papers for fault in missing_images(paper, assets, project.root)]
    if missing:
        raise PublishError(*missing)
    projects = [typst_project(paper, assets, project.root) for paper in papers]
    ladders = [STANDARDS if paper.meta.get("dated") else UNDATED for paper in papers]
    proofs = proofs_of(projects, ladders, ports)
    findings = dict.fromkeys(
        finding(paper, remark, project)
        for paper, proof in zip(papers, proofs, strict=True)
        for remark in told(proof.remarks)
    )
    if any(found.severity is Severity.ERROR for found in findings):
        raise PublishError(*findings)
    pdfs = zip(papers, proofs, strict=True)
    return Papers({paper.target: proof.pdf or b"" for paper, proof in pdfs}, tuple(findings))


# --- what Typst is given ------------------------------------------------------------------------


def typst_project(
    paper: Paper, assets: Mapping[PurePosixPath, FileContent], root: Path
) -> TypstProject:
    """A paper with the template and its images, as Typst wants them: nothing else is there."""
    images = {path: image(PurePosixPath(path), assets, root) or b"" for path in images_of(paper)}
    return TypstProject({**images, **template(), MAIN: f"{START}{paper.body}\n".encode()})


@cache
def template() -> Mapping[str, bytes]:
    """The files of the template, and the colours and faces that it shares with the site."""
    files = {path.name: path.read_bytes() for path in sorted(TEMPLATE.glob("*.typ"))}
    return {**files, "tokens.typ": typst_tokens().encode()}


def images_of(paper: Paper) -> tuple[str, ...]:
    """The files that a paper shows, from the project's root."""
    listed = paper.meta.get("images", ())
    return tuple(str(path).lstrip("/") for path in listed) if isinstance(listed, tuple) else ()


def image(
    path: PurePosixPath, assets: Mapping[PurePosixPath, FileContent], root: Path
) -> bytes | None:
    """An image's bytes: made on the way, or a file of the project; None if there is none."""
    if path in assets:
        return bytes_of(assets[path])
    file = (root / path).resolve()
    return file.read_bytes() if file.is_relative_to(root.resolve()) and file.is_file() else None


def missing_images(
    paper: Paper, assets: Mapping[PurePosixPath, FileContent], root: Path
) -> Iterator[Finding]:
    """A finding for each image of the paper that is not there."""
    for path in images_of(paper):
        if image(PurePosixPath(path), assets, root) is None:
            yield Finding(
                "missing-image",
                Place(paper.source or PurePosixPath("_quarto.yml")),
                f"the PDF {paper.target} shows the image {path}, which is not there",
                "put the file there, or correct its path; images for a PDF lie in the project",
            )


# --- setting ------------------------------------------------------------------------------------


def proofs_of(
    projects: Sequence[TypstProject], ladders: Sequence[Ladder], ports: Ports
) -> list[Proof]:
    """A proof for each project, under the first standards of its ladder that it can keep.

    Remarks on standards that it could not keep come along, as warnings.
    """
    if not projects:
        return []
    asked = [
        replace(one, standards=ladder[0]) for one, ladder in zip(projects, ladders, strict=True)
    ]
    proofs = remembered(asked, ports)
    again = [place for place, proof in enumerate(proofs) if only_standards(proof)]
    below = proofs_of(
        [projects[place] for place in again], [ladders[place][1:] for place in again], ports
    )
    for place, proof in zip(again, below, strict=True):
        proofs[place] = replace(proof, remarks=(*excused(proofs[place]), *proof.remarks))
    return proofs


def remembered(projects: Sequence[TypstProject], ports: Ports) -> list[Proof]:
    """The proofs of projects: from the store if it has them, else set now and put there."""
    keys = [key_of(project, ports.typesetter) for project in projects]
    kept = [recalled(ports.store, key) for key in keys]
    new = [place for place, proof in enumerate(kept) if proof is None]
    fresh = ports.typesetter.proofs([projects[place] for place in new]) if new else ()
    made = dict(zip(new, fresh, strict=True))
    for place, proof in made.items():
        ports.store.put(keys[place], packed(proof))
    return [proof or made[place] for place, proof in enumerate(kept)]


def key_of(project: TypstProject, typesetter: Typesetter) -> str:
    """What a PDF is remembered under: a digest of everything that its bytes depend on."""
    digest = hashlib.sha256()
    for part in (typesetter.identity, *project.standards):
        digest.update(f"{part}\0".encode())
    for path in sorted(project.files):
        digest.update(f"{path}\0{len(project.files[path])}\0".encode())
        digest.update(project.files[path])
    return f"pdf-{digest.hexdigest()}"


def packed(proof: Proof) -> bytes:
    """A proof as bytes: a line of JSON with the remarks, then the PDF, if there is one."""
    remarks = json.dumps([asdict(remark) for remark in proof.remarks]).encode()
    return remarks + b"\n" + (proof.pdf or b"")


def recalled(store: Store, key: str) -> Proof | None:
    """The proof that the store has under `key`."""
    value = store.get(key)
    if value is None:
        return None
    remarks, _, pdf = value.partition(b"\n")
    return Proof(pdf or None, tuple(Remark(**each) for each in json.loads(remarks)))


def only_standards(proof: Proof) -> bool:
    """Whether there is no PDF, and all that stopped it is a standard that it asked for."""
    return proof.pdf is None and all(
        OF_STANDARD.match(remark.message) for remark in proof.remarks if remark.fatal
    )


def excused(proof: Proof) -> tuple[Remark, ...]:
    """What kept a PDF from its standards, as warnings."""
    return tuple(replace(remark, fatal=False) for remark in proof.remarks if remark.fatal)


# --- what Typst says, in the author's terms ------------------------------------------------------


def told(remarks: Sequence[Remark]) -> Iterator[Remark]:
    """The remarks that say something new: pages that would not settle are told of once."""
    unsettled = [remark for remark in remarks if UNSETTLED.search(remark.message)]
    yield from (remark for remark in remarks if remark not in unsettled[1:])


def finding(paper: Paper, remark: Remark, project: Project) -> Finding:
    """A remark of Typst as a finding that names the document and quotes the line."""
    source, line = spot_of(paper, remark)
    standard = OF_STANDARD.match(remark.message)
    message = remark.message[standard.end() :] if standard else remark.message
    picture = PICTURE.search(line)
    subject = picture["path"] if picture else line.strip()[:80]
    return Finding(
        "pdf-standard" if standard else "typst",
        place_in(project, source, needles(message, picture["path"] if picture else "", line)),
        f"{paper.target}: {message}" + (f" (at: {subject})" if subject else ""),
        hint_for(remark, bool(standard)),
        Severity.ERROR if remark.fatal else Severity.WARNING,
    )


def needles(message: str, picture: str, line: str) -> Iterator[str]:
    """Words by which an author's own text can be found: a picture's file or label, a letter, the line."""
    if picture:
        name = picture.rpartition("/")[2]
        yield from (name, CELL_FIGURE.sub("", name))
        return
    letter = LETTER.search(message)
    yield letter["letter"] if letter else line.strip()


def place_in(project: Project, source: PurePosixPath, texts: Iterator[str]) -> Place:
    """Where the first of `texts` stands in a document, or the document as a whole."""
    lines = [
        (text, Place(piece.place.path, (piece.place.line or 1) + number))
        for document in project.documents
        if document.path == source
        for piece in document.pieces
        for number, text in enumerate(text_of(piece).split("\n"))
    ]
    for wanted in texts:
        for text, place in lines:
            if wanted and wanted in text:
                return place
    return Place(source)


def text_of(piece: Prose | Cell) -> str:
    """What an author wrote: prose, or a cell from its fence on."""
    if isinstance(piece, Prose):
        return piece.text
    return "\n".join(["", *piece.header, piece.source])


def hint_for(remark: Remark, standard: bool) -> str:
    """What to do about a remark."""
    if "alt text" in remark.message:
        return "give the image `fig-alt`, so that the PDF can keep PDF/UA-1"
    if "could not be displayed" in remark.message:
        return "write it with characters that the fonts of the PDF have"
    if UNSETTLED.search(remark.message):
        return "page numbers may be off by one: move a figure or a margin note to another paragraph"
    if standard:
        return f"without a mend the PDF does not keep the standard; Typst says: {remark.hint}"
    return remark.hint or "correct the Typst there, or the file that it names"


def spot_of(paper: Paper, remark: Remark) -> tuple[PurePosixPath, str]:
    """The document that a remark is about, and the line of Typst that it names."""
    lines = f"{START}{paper.body}".split("\n")
    named = remark.line if remark.file == MAIN else 0
    source = paper.source or PurePosixPath("_quarto.yml")
    for line in lines[:named]:
        found = FROM.match(line)
        source = PurePosixPath(found["source"]) if found else source
    return source, lines[named - 1] if 0 < named <= len(lines) else ""
