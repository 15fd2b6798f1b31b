"""Kill builds at random moments, and see that nothing is lost, stale or left to clean.

After every kill the site is the last good one or the new one, whole; the next build, without any
cleaning, gives what a clean build gives. A process forks every build, so that nothing is imported
twice; where it is killed is a number of looks at the outside world (Python's audit events), which
lets a run be repeated.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from report.engine.build import build
from report.engine.differences import differences
from report.engine.doors import charts, kernels, pandoc, typesetter
from report.engine.doors.progress import Silence
from report.engine.wiring import built
from report.engine.wish import Wish
from tests.soak.edits import add_sentence, change_caption, change_row, change_style, first_tree
from tests.soak.mishaps import SITE
from tests.soak.soaking import copied, lay

READY = (build, charts, kernels, pandoc, typesetter)  # imported here, once for every fork
LOOKS = ("os.", "open", "shutil.", "ctypes.", "fcntl.", "socket.", "subprocess.")
EDITS = (add_sentence, add_sentence, change_caption, change_style, change_row)
EVERY = 5  # how many kills lie between two clean builds


@dataclass(slots=True)
class Killed:
    """What was counted: builds that were killed, those that ended before, and what went wrong."""

    kills: int = 0
    survived: int = 0
    wrong: list[str] = field(default_factory=list)


def kill_builds(folder: Path, kills: int, seed: int, tell: Callable[[str], object] = str) -> Killed:
    """Kill so many builds below `folder`, each after an edit, and build each again to its end."""
    random, tree, killed = Random(seed), first_tree(), Killed()
    root = folder / "edited"
    lay(root, tree)
    moments = forked(root)
    while killed.kills < kills:
        tree = random.choice(EDITS)(tree, random)
        lay(root, tree)
        before = copied(root / SITE, folder / "before")
        moment = random.randrange(1, moments)
        outcome = forked(root, moment)
        killed.kills += outcome < 0
        killed.survived += outcome >= 0
        after = copied(root / SITE, folder / "after")
        moments = max(forked(root), 100)
        wrong = torn(before, after, root / SITE)
        if killed.kills % EVERY == 0:
            wrong += stale(folder, tree)
        killed.wrong += [f"kill {killed.kills} at look {moment}: {each}" for each in wrong]
        tell(f"{killed.kills} at look {moment}{': '.join([' WRONG', *wrong]) if wrong else ''}")
    return killed


def torn(before: Path, after: Path, following: Path) -> list[str]:
    """What is wrong with the site after a kill: it must be the old one or the one that follows."""
    if not list(differences(before, after)):
        return []
    return [f"torn: {difference}" for difference in differences(following, after)]


def stale(folder: Path, tree: dict[str, str]) -> list[str]:
    """Where the site is not what a clean build of the tree gives, and what was left lying about."""
    clean = folder / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    lay(clean, tree)
    forked(clean)
    left = {path.name for path in (folder / "edited").glob(".*")} - {".report"}
    return [*map(str, differences(folder / "edited" / SITE, clean / SITE)), *sorted(left)]


def forked(root: Path, moment: int = 0) -> int:
    """Build in a child that kills itself at its `moment`-th look (0: never).

    The number of looks that a whole build took; -1 if it was killed. Raises `OSError` for any other end.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        build_and_count(root, moment, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return -1
    if status or not told:
        raise OSError(f"a build ended with status {status}")
    return int(told)


def build_and_count(root: Path, moment: int, target: int) -> None:
    """In the child: build, kill at the moment, else tell how many looks it took."""
    looks, here = 0, os.getpid()

    def hear(event: str, _: object) -> None:
        nonlocal looks
        if event.startswith(LOOKS) and os.getpid() == here:
            looks += 1
            if looks == moment:
                os.kill(here, signal.SIGKILL)

    sys.addaudithook(hear)
    status = 1
    try:
        built(Wish(root), Silence())
        os.write(target, str(looks).encode())
        status = 0
    finally:
        os._exit(status)
