"""Whether the site that stands is what a build would make again: then there is nothing to do.

Everything that a build can see is looked at, whether or not it matters: every file of the project
and of this package, what cells read elsewhere, variables, packages, and the site itself. So a wrong
answer can only be a needless build. No project is read for it, and nothing heavy is imported.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from report.engine.digest import digest, file_digest
from report.engine.model import Edition, Finding, Place, Project, Severity
from report.engine.packages import installed
from report.engine.ports import Read, ReadKind, Store
from report.engine.record import LOCK, known_reads, recipe_of
from report.engine.roots import config_in, root_of
from report.engine.scripts import Hooks, hooks_of
from report.engine.session import runs
from report.engine.wish import Outcome, Ran, Wish

PACKAGE = Path(__file__).parents[1]
ASKED = re.compile(rb"\{\{<\s*env\s+[\"']?(\w+)")
TEXTS = (".qmd", ".md", ".yml", ".yaml")
OUTPUT = re.compile(r"^\s*output-dir:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)
OF_TODAY = frozenset({"today", "now", "last-modified"})
OWN = ("QUARTO_", "REPORT_")
SKIPPED = frozenset({"__pycache__", "node_modules"})
UNSET = "unset"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the last build of a wish saw and made.

    `state` is the digest of all it saw in the project's folder, `config` that of `_quarto.yml`;
    `beside` are files elsewhere and `variables` what the cells asked for, with digests. `site` are
    the published files, with digests. `hooks` are the project's scripts.
    """

    state: str
    config: str
    beside: Mapping[str, str]
    variables: Mapping[str, str]
    site: Mapping[str, str]
    documents: tuple[str, ...]
    findings: tuple[Finding, ...]
    hooks: Hooks


# --- before a build ------------------------------------------------------------------------


def standing_for(wish: Wish, store: Store) -> Standing | None:
    """What is remembered for the wish, if the project's configuration is still the same."""
    standing = None if wish.force else decoded(store.get(name_of(wish)))
    same = standing and standing.config == config_digest(root_of(wish.path))
    return standing if same else None


def still_stands(standing: Standing, wish: Wish, state: str) -> bool:
    """Whether a build now, in this `state`, would see and make what the last one saw and made."""
    root = root_of(wish.path)
    return (
        standing.state == state
        and all(file_digest(Path(path)) == seen for path, seen in standing.beside.items())
        and all(variable(name) == seen for name, seen in standing.variables.items())
        and all(
            file_digest(root / standing.hooks.output / path) == made
            for path, made in standing.site.items()
        )
    )


def outcome_of(standing: Standing, wish: Wish) -> Outcome:
    """The outcome of doing nothing."""
    files = tuple(map(PurePosixPath, standing.site))
    return Outcome(
        edition=Edition(root_of(wish.path) / standing.hooks.output, files),
        ran=tuple(Ran(PurePosixPath(path), None) for path in standing.documents),
        findings=standing.findings,
        unchanged=True,
    )


# --- after a build -------------------------------------------------------------------------


def remember(
    wish: Wish, views: tuple[Project, Project], state: str, outcome: Outcome, store: Store
) -> None:
    """Keep what the build saw (`state`, from before it read anything) and made.

    `views` are the project, and the same with the documents of all its editions. Projects that write
    among their own files, and documents dated by the clock, are not kept.
    """
    project, every = views
    apart = project.root / project.output in outputs_of(wish)
    if not apart or any(is_of_today(document.meta) for document in every.documents):
        return
    hooks, seen = hooks_of(project), tuple(reads(every, store))
    standing = Standing(
        state=state,
        config=config_digest(project.root),
        beside={str(path): file_digest(path) for path in files_beside(every, seen)},
        variables={name: variable(name) for name in variables_read(seen)},
        site=dict(site_digests(outcome.edition)),
        documents=tuple(str(each.path) for each in outcome.ran),
        findings=outcome.findings,
        hooks=hooks,
    )
    store.put(name_of(wish), encoded(standing))


def site_digests(edition: Edition) -> Iterator[tuple[str, str]]:
    """The files of a site with their digests; only those are read whose digest nobody has taken."""
    for path in edition.files:
        yield str(path), edition.digests.get(path) or file_digest(edition.site / path)


def is_of_today(meta: Mapping[str, object]) -> bool:
    """Whether a document takes its date from the clock."""
    return not OF_TODAY.isdisjoint({str(meta.get("date")), str(meta.get("date-modified"))})


def files_beside(project: Project, seen: Iterable[Read]) -> Iterator[Path]:
    """The files outside the project's folder that a build depends on; `seen` is what cells read."""
    named = [*project.bibliographies, *project.resources]
    named += [path for document in project.documents for path in document.includes]
    kinds = {ReadKind.FILE, ReadKind.MODULE}
    named += [PurePosixPath(read.name) for read in seen if read.kind in kinds]
    for path in dict.fromkeys(project.root / name for name in named):
        if ".." in path.parts or not path.is_relative_to(project.root):
            yield path


def variables_read(seen: Iterable[Read]) -> Iterator[str]:
    """The environment variables that cells asked for."""
    return (read.name for read in seen if read.kind is ReadKind.VARIABLE)


def reads(project: Project, store: Store) -> Iterator[Read]:
    """What the project's cells read, as they are written now."""
    for document in filter(runs, project.documents):
        yield from known_reads(store, recipe_of(project, document)) or ()


# --- what there is to see ------------------------------------------------------------------


def state_of(wish: Wish) -> str:
    """The digest of everything that a build can see and does not make; "" for a lone document."""
    root = root_of(wish.path)
    if config_in(root) is None:
        return ""
    lines: list[str] = []
    asked: set[str] = set()
    for name in names_in(root, outputs_of(wish)):
        if name == LOCK:
            continue
        path = f"{root}/{name}"
        lines.append(f"{name} {file_digest(path)}")
        if name.endswith(TEXTS):
            asked |= {name.decode() for name in ASKED.findall(Path(path).read_bytes())}
    asked |= {name for name in os.environ if name.startswith(OWN)}
    lines += [f"{name}={variable(name)}" for name in asked]
    return digest(*sorted(lines), *installed(), package())


def outputs_of(wish: Wish) -> frozenset[Path]:
    """The folders that builds of the project may write, by its configuration's own words."""
    root = root_of(wish.path)
    named = {
        name for file in root.glob("_quarto*.y*ml") for name in OUTPUT.findall(file.read_text())
    }
    outputs = {root / name for name in {"_site", "_book", *named}} - {root}
    return frozenset(outputs | ({wish.output.resolve()} if wish.output else set()))


def files_in(folder: Path, outputs: frozenset[Path]) -> Iterator[Path]:
    """Every file below `folder`; hidden folders, environments and `outputs` are left out."""
    return (folder / name for name in names_in(folder, outputs))


def names_in(folder: Path, outputs: frozenset[Path]) -> list[str]:
    """The same as names below the folder: a path costs as much as to read a small file."""
    left_out = set(map(str, outputs))
    found: list[str] = []

    def look(inner: str) -> None:
        with os.scandir(inner) as entries:
            own = sorted(entries, key=lambda entry: entry.name)
        if any(entry.name == "pyvenv.cfg" for entry in own):
            return
        for entry in own:
            if entry.is_file():
                found.append(entry.path[start:])
            elif (
                entry.is_dir(follow_symlinks=False)
                and not is_skipped(entry.name)
                and entry.path not in left_out
            ):
                look(entry.path)

    start = len(str(folder)) + 1
    look(str(folder))
    return found


def is_skipped(name: str) -> bool:
    """Whether a folder of this name holds nothing that an author wrote."""
    return name.startswith(".") or name in SKIPPED


@cache
def package() -> str:
    """The digest of this program."""
    names = names_in(PACKAGE, frozenset())
    return digest(*(f"{name} {file_digest(f'{PACKAGE}/{name}')}" for name in names))


def config_digest(root: Path) -> str:
    """The digest of the project's configuration file."""
    name = config_in(root)
    return file_digest(root / name) if name else UNSET


def variable(name: str) -> str:
    """The digest of an environment variable's value, or that it has none."""
    value = os.environ.get(name)
    return UNSET if value is None else digest(value)


# --- as bytes ------------------------------------------------------------------------------


def name_of(wish: Wish) -> str:
    """The store's key for a wish: what it asks, not where the project lies."""
    asked = {
        **asdict(wish),
        "path": wish.path.suffix and wish.path.name,
        "formats": sorted(wish.formats),
    }
    indifferent = ("force", "prepared", "at_once")
    asked = {name: value for name, value in asked.items() if name not in indifferent}
    return f"standing/{digest(json.dumps(asked, sort_keys=True, default=str))}"


def encoded(standing: Standing) -> bytes:
    """What is remembered, as bytes for the store."""
    return json.dumps(asdict(standing), default=str).encode()


def decoded(content: bytes | None) -> Standing | None:
    """What is remembered, out of the store's bytes; None if another program wrote them."""
    try:
        return standing_from(json.loads(content or b""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def standing_from(fields: Mapping[str, Any]) -> Standing:
    """What is remembered, out of its fields."""
    hooks = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in fields["hooks"].items()
    }
    return Standing(
        **fields
        | {
            "documents": tuple(fields["documents"]),
            "findings": tuple(map(finding_from, fields["findings"])),
            "hooks": Hooks(**hooks),
        }
    )


def finding_from(fields: Mapping[str, Any]) -> Finding:
    """A finding out of its fields."""
    place = fields["place"] | {"path": PurePosixPath(fields["place"]["path"])}
    return Finding(**{**fields, "place": Place(**place), "severity": Severity(fields["severity"])})
