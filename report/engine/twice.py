"""One project, built twice in places as unlike as one machine offers: every byte must be the same.

The second build lives in a folder with another, longer name, on another day, in another time zone,
locale and home, under another user's name, on one core, with another hash seed, from files of another
age, and it writes files that nobody else may read.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from report.engine.differences import Difference, differences
from report.engine.errors import VerificationError
from report.engine.model import Finding, Place
from report.engine.standing import PACKAGE, files_in, outputs_of
from report.engine.wish import Wish

OTHER_DAY = (
    Path(__file__).parent / "doors" / "elsewhere"
)  # holds a `sitecustomize` with its own clock
LONG_AGO = 1_000_000_000  # seconds since 1970, whole ones: a file system that keeps no finer times
BUILD = (sys.executable, "-m", "report", "build", "--quiet")
SAID = 20  # lines of a failed build that are told
FIRST = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
SECOND = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "PYTHONUTF8": "1",
    "PYTHONHASHSEED": "4242",
    "REPORT_DAYS": "4321",
    "USER": "somebody-else",
    "LOGNAME": "somebody-else",
    "COLUMNS": "47",
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where and how one build happens."""

    folder: Path
    site: Path
    home: Path
    environment: Mapping[str, str]
    alike: bool = True


def built_twice(root: Path, say: Callable[[str], None]) -> tuple[Finding, ...]:
    """What differs between two builds of the project at `root`; nothing is written in it.

    Raises `VerificationError` where a copy of the project cannot be built at all.
    """
    with TemporaryDirectory(prefix="report-twice-") as scratch:
        sites = []
        for place in surroundings(Path(scratch).resolve()):
            copy_sources(root, place)
            say(f"building {'once' if place.alike else 'again, elsewhere'}")
            sites.append(build(place))
        return tuple(map(differing, differences(*sites)))


def surroundings(scratch: Path) -> Iterator[Surroundings]:
    """An ordinary place, and one where everything is different that must not matter."""
    yield Surroundings(scratch / "project", scratch / "site", scratch / "home", FIRST)
    yield Surroundings(
        scratch / "another folder, with a längër näme" / "and one more" / "copy",
        scratch / "another site",
        scratch / "another home" / "of somebody-else",
        SECOND,
        alike=False,
    )


def copy_sources(root: Path, place: Surroundings) -> None:
    """Copy what an author wrote and nothing that a build made."""
    place.home.mkdir(parents=True)
    for path in files_in(root, outputs_of(Wish(root))):
        target = place.folder / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        shutil.copymode(path, target)
        if not place.alike:
            os.utime(target, (LONG_AGO, LONG_AGO))


def build(place: Surroundings) -> Path:
    """Build by the command; where the site lies. A project that holds this program uses its own."""
    own = place.folder if (place.folder / "report" / "__main__.py").is_file() else PACKAGE.parent
    paths = [own] if place.alike else [OTHER_DAY, own]
    environment = {**place.environment, "HOME": str(place.home)}
    done = subprocess.run(
        [*BUILD, str(place.folder), "--output", str(place.site)],
        cwd=place.home,
        env={**os.environ, **environment, "PYTHONPATH": os.pathsep.join(map(str, paths))},
        preexec_fn=None if place.alike else settle_in,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise VerificationError(not_built(place, done.stdout))
    return place.site


def settle_in() -> None:
    """Before the second build begins: one core, and files that are nobody else's business."""
    os.umask(0o077)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def not_built(place: Surroundings, said: str) -> Finding:
    """The finding for a copy that could not be built."""
    last = "\n".join(said.strip().splitlines()[-SAID:]).replace(str(place.folder), ".")
    which = "first" if place.alike else "second"
    return Finding(
        "not-built-twice",
        Place(PurePosixPath(".")),
        f"a fresh copy of the project cannot be built (the {which} build):\n{last}",
        "mend what it says; a file that only this folder has, such as an ignored one?",
    )


def differing(difference: Difference) -> Finding:
    """The finding for one file that two builds do not make alike."""
    how = f"differs from byte {difference.offset} on"
    if difference.offset is None:
        how = f"was made only once, not by the {difference.lacking} build"
    return Finding(
        "not-reproducible",
        Place(difference.path),
        f"two builds of the same files: {difference.path} {how}",
        "look for the day, a random number, a set, a path or a setting of this machine in its cells",
    )
