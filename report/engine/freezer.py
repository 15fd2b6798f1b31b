"""Makes Quarto's freezer see what it is blind to: frozen results go where their keys have changed.

Quarto reuses a frozen result while the text of its `.qmd` is the same. Before it renders, `thaw`
removes those whose code in includes, parameters, environment, options or anything read has
changed, and writes down what a result made now depends on. While cells run, `report.noted` adds
what they read. A document whose reads cannot be noted depends on the whole project.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from report.engine.digest import PART, digest, file_digest
from report.engine.model import Document, Project
from report.engine.options import deep, format_options
from report.engine.ports import Read, ReadKind, Run, Session
from report.engine.record import Recipe, now, recipe_of
from report.engine.session import EXECUTE, EXECUTE_INFO
from report.noted import FREEZERS, frozen_in, notes_in

FORMATS = {"html": "html", "typ": "typst", "tex": "pdf"}  # endings of frozen results
OPTIONS = ("cap-", "code-", "execute", "fig-", "jupyter", "keep-", "lst-", "output-", "tbl-")
WATCHED = frozenset({"report", "figures"})  # packages that begin to note what is read
KEY = ".key"


@dataclass(frozen=True, slots=True)
class Thawed:
    """A frozen result that was removed, and what differs from when it was made."""

    path: PurePosixPath
    ending: str
    why: str


def thaw(project: Project) -> tuple[Thawed, ...]:
    """Remove exactly the frozen results that a run of their cells would not give again.

    What is left is written down anew, so that what Quarto is going to run can be judged next time.
    """
    gone = []
    for document in project.documents:
        if document.cells:
            recipe = recipe_of(project, document)
            for ending in FORMATS:
                why = judged(project.root, document, recipe, ending)
                if why:
                    gone.append(Thawed(document.path, ending, why))
    return tuple(gone)


def judged(root: Path, document: Document, recipe: Recipe, ending: str) -> str:
    """Keep or remove one document's results for one kind of output; why they went, or nothing."""
    stem = Path(document.path.with_suffix(""))
    notes = notes_in(root, stem, ending)
    key = notes.with_suffix(KEY)
    parts = parts_of(root, document, recipe, ending)
    results = [frozen_in(root / freezer, stem, ending) for freezer in FREEZERS]
    stands = any(result.exists() for result in results)
    why = difference(parts, known_parts(key), noted(notes), recipe) if stands else ""
    if why or not stands:
        for made in (*results, notes):
            made.unlink(missing_ok=True)
        key.parent.mkdir(parents=True, exist_ok=True)
        key.write_text(json.dumps(parts, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return why


# --- what a frozen result depends on -----------------------------------------------------------


def parts_of(root: Path, document: Document, recipe: Recipe, ending: str) -> dict[str, str]:
    """What results depend on before the code reads anything, and the whole project besides."""
    session = recipe.session
    return {
        **{str(reason): text for reason, text in recipe.parts.items()},
        "options": digest(json.dumps(options_of(document, ending), sort_keys=True, default=str)),
        "includes": digest(*(f"{path} {file_digest(root / path)}" for path in document.includes)),
        "metadata": metadata(document, session, ending),
        "project": now(Read(ReadKind.TREE, ".", ""), session).digest,
        "noted": "yes" if begins_with_imports(session) else "no",
    }


def options_of(document: Document, ending: str) -> Mapping[str, object]:
    """The options that Quarto heeds when it turns results into Markdown."""
    special = format_options(document.meta, FORMATS[ending])
    return {
        f"{where}{name}": value
        for where, options in (("", document.meta), ("format.", special))
        for name, value in options.items()
        if name in EXECUTE or name.startswith(OPTIONS)
    }


def metadata(document: Document, session: Session, ending: str) -> str:
    """The digest of what `QUARTO_EXECUTE_INFO` tells the cells."""
    special = deep(document.meta, ("format", FORMATS[ending]))
    told = now(Read(ReadKind.INFO, EXECUTE_INFO, ""), session).digest
    return digest(told, json.dumps(special, sort_keys=True, default=str))


def begins_with_imports(session: Session) -> bool:
    """Whether nothing but imports stands before the first that begins the notes."""
    first = session.steps[0] if session.steps else None
    if not isinstance(first, Run):
        return False
    with suppress(SyntaxError):
        for statement in ast.parse(first.source).body:
            names = imported(statement)
            if not names:
                return False
            if not WATCHED.isdisjoint(name.split(".")[0] for name in names):
                return True
    return False


def imported(statement: ast.stmt) -> tuple[str, ...]:
    """The modules that a statement imports, if that is what it does."""
    match statement:
        case ast.Import(names=names):
            return tuple(name.name for name in names)
        case ast.ImportFrom(module=str(module), level=0):
            return (module,)
    return ()


# --- what differs ------------------------------------------------------------------------------


def difference(
    parts: Mapping[str, str],
    before: Mapping[str, str] | None,
    reads: tuple[Read, ...] | None,
    recipe: Recipe,
) -> str:
    """What a result made with `before` and `reads` lacks of what there is now; "" if nothing."""
    if before is None:
        return "nothing is known of how it was made"
    parted = [name for name in parts if name not in ("project", "metadata")]
    changed = [name for name in parted if parts[name] != before.get(name)]
    if changed:
        return ", ".join(changed)
    if reads is None or parts["noted"] == "no":
        return "" if parts["project"] == before.get("project") else "files of the project"
    told = any(is_whole_info(read) for read in reads)
    if told and parts["metadata"] != before.get("metadata"):
        return "metadata"
    return ", ".join(read.name for read in reads if is_other(read, recipe.session))


def is_other(read: Read, session: Session) -> bool:
    """Whether a read would find something else now; variables of the session are its parts."""
    if is_whole_info(read) or (read.kind is ReadKind.VARIABLE and is_own(read, session)):
        return False
    return now(read, session).digest != read.digest


def is_whole_info(read: Read) -> bool:
    """Whether a read may have found anything of what Quarto tells cells, in Quarto's own words."""
    return read.kind is ReadKind.INFO and PART not in read.name


def is_own(read: Read, session: Session) -> bool:
    """Whether a variable is one that Quarto or the project sets for cells."""
    return read.name in session.environment or read.name.startswith("QUARTO_")


def known_parts(path: Path) -> dict[str, str] | None:
    """What was written down before the results were made, if it can be read."""
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def noted(path: Path) -> tuple[Read, ...] | None:
    """What was noted while the results were made; None where that is not all that was read."""
    try:
        return tuple(lines_in(path))
    except (OSError, ValueError):
        return None


def lines_in(path: Path) -> Iterator[Read]:
    """The notes as reads. Raises `ValueError` for one that is no read, as where some was unseen."""
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, name, found = json.loads(line)
        yield Read(ReadKind(kind), name, found)
