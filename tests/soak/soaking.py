"""Edit, build, compare: after every edit the site must be the one that a clean build makes.

A small report with real kernels is edited at random. It is built where the last build left its
memory and its site, and from nothing in a fresh folder; both must give the same, byte for byte, or
tell the same faults and leave the site as it was.
"""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from report.engine.attest.lock import Lock, lock_of
from report.engine.build import build
from report.engine.differences import differences
from report.engine.digest import digest
from report.engine.doors.progress import Silence
from report.engine.errors import ReportError
from report.engine.inspection import manifest_in
from report.engine.model import Finding
from report.engine.wiring import built, wired
from report.engine.wish import Wish
from tests.soak.edits import EDITS, Tree, first_tree
from tests.soak.mishaps import MISHAPS, SITE, Mishap

Building = Callable[[], tuple[Finding, ...]]

REVERTS, MISFORTUNES, TOGETHER = (
    0.15,
    0.3,
    0.25,
)  # how often an edit is, or comes with, one of those
FAULTY = 0.7  # how often a fault is taken back at once


@dataclass(frozen=True, slots=True)
class Step:
    """One change: its name, the tree that it gave, and what befell the folder meanwhile."""

    name: str
    tree: Tree
    mishaps: tuple[Mishap, ...] = ()

    def __str__(self) -> str:
        return " and ".join([self.name, *(mishap.__name__ for mishap in self.mishaps)])


@dataclass(frozen=True, slots=True)
class Told:
    """What a build tells: its findings, and whether it refused the tree for them."""

    findings: tuple[Finding, ...]
    refused: bool = False

    @property
    def rules(self) -> str:
        """For a refusal, the rules that were broken."""
        named = ", ".join(dict.fromkeys(finding.rule for finding in self.findings))
        return f" (refused: {named})" if self.refused else ""


@dataclass(slots=True)
class Soaked:
    """What a soak has counted: builds, those refused, changes by kind, and every difference."""

    builds: int = 0
    refused: int = 0
    seconds: float = 0.0
    kinds: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def soak(folder: Path, edits: int, seed: int, tell: Callable[[str], object] = str) -> Soaked:
    """Make so many edits below `folder` and build after each. `tell` hears of every one."""
    soaked, random, start = Soaked(), Random(seed), time.monotonic()
    step, good, known = Step("first", first_tree()), [], {}
    with builds(folder) as (build_edited, build_clean):
        for _ in range(edits + 1):
            told, wrong = tried(step, folder, random, build_edited, build_clean)
            if not told.refused:
                wrong += unexplained(folder / "clean" / SITE, known)
            note(soaked, step, told, wrong)
            tell(
                f"{soaked.builds} {step}{told.rules}{': '.join([' WRONG', *wrong]) if wrong else ''}"
            )
            good += [] if told.refused else [step.tree]
            step = following(step, told, good, random)
    soaked.seconds = time.monotonic() - start
    return soaked


def note(soaked: Soaked, step: Step, told: Told, wrong: list[str]) -> None:
    """Count one step."""
    soaked.builds += 1
    soaked.refused += told.refused
    soaked.kinds.update(str(step).split(" and "))
    soaked.wrong += [f"build {soaked.builds}, {step}: {each}" for each in wrong]


def following(last: Step, told: Told, good: list[Tree], random: Random) -> Step:
    """A random step after the `last`; `good` are the trees that could be built."""
    if told.refused and random.random() < FAULTY:
        name, tree = "mend", good[-1]
    elif random.random() < REVERTS:
        name, tree = "revert", random.choice(good)
    else:
        name, tree = edited(last.tree, random)
    hit = random.random() < MISFORTUNES
    return Step(name, tree, tuple(random.sample(MISHAPS, random.randint(1, 2))) if hit else ())


def edited(tree: Tree, random: Random) -> tuple[str, Tree]:
    """A tree after one edit, or after two at once."""
    chosen = random.sample(EDITS, 2 if random.random() < TOGETHER else 1)
    for edit in chosen:
        tree = edit(tree, random)
    return " and ".join(edit.__name__ for edit in chosen), tree


def tried(
    step: Step, folder: Path, random: Random, build_edited: Building, build_clean: Building
) -> tuple[Told, list[str]]:
    """What a build tells after one change, and what is wrong with that or with the site."""
    root = folder / "edited"
    lay(root, step.tree)
    for mishap in step.mishaps:
        mishap(root, random)
    before = copied(root / SITE, folder / "before")
    shutil.rmtree(folder / "clean", ignore_errors=True)
    lay(folder / "clean", step.tree)
    told, expected = heard(build_edited), heard(build_clean)
    site = before if expected.refused else folder / "clean" / SITE
    wrong = [str(difference) for difference in differences(root / SITE, site)]
    if told != expected:
        wrong.append(f"told {told} instead of {expected}")
    return told, wrong


def unexplained(site: Path, known: dict[str, str]) -> list[str]:
    """What came out otherwise than before from the same inputs; `known` has outputs by inputs."""
    manifest = manifest_in(site)
    lock = lock_of(manifest) if manifest else Lock({}, {})
    made_of, made = (
        digest(*map(str, sorted(each))) for each in (lock.inputs.items(), outputs(lock))
    )
    before = known.setdefault(made_of, made)
    return [] if before == made else ["report.lock: outputs changed, and no input that it names"]


def outputs(lock: Lock) -> Iterator[tuple[str, str]]:
    """Every output of a lock, with its digest."""
    return (pair for locked in lock.chapters.values() for pair in locked.outputs.items())


def heard(build_one: Building) -> Told:
    """What a build tells."""
    try:
        return Told(build_one())
    except ReportError as error:
        return Told(error.findings, refused=True)


@contextmanager
def builds(folder: Path) -> Iterator[tuple[Building, Building]]:
    """Two functions: one builds in `edited`, where others built before, one in `clean`.

    Both use doors that stay open, as in a preview; what is remembered is each folder's own. Kernels
    are forked for each build from one process, which has imported what is installed and nothing else.
    """
    with (
        wired(folder / "edited", Silence(), warm=True) as ports,
        wired(folder / "clean", Silence()) as others,
    ):
        edited, clean = Wish(folder / "edited"), Wish(folder / "clean")
        fresh = replace(others, kernels=ports.kernels)
        yield (
            lambda: built(edited, Silence(), lambda *_: nullcontext(ports)).findings,
            lambda: build(clean, fresh, time.perf_counter).findings,
        )


def lay(root: Path, tree: Tree) -> None:
    """Make a folder's own files those of `tree`; what builds made there stays."""
    made = {SITE, ".report"}
    for path in [path for path in root.rglob("*") if path.is_file()]:
        name = path.relative_to(root)
        if not made & set(name.parts) and name.as_posix() not in tree:
            path.unlink()
    for name, text in tree.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")


def copied(site: Path, target: Path) -> Path:
    """A copy of the site as it stands, or an empty folder."""
    shutil.rmtree(target, ignore_errors=True)
    if site.is_dir():
        return Path(shutil.copytree(site, target))
    target.mkdir(parents=True)
    return target
