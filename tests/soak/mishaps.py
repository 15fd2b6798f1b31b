"""What may befall a project's folder between two builds without anybody editing it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

Mishap = Callable[[Path, Random], None]

STORE = ".report/store"
SITE = "_book"
YEAR = 365 * 86_400


def remembered(root: Path) -> list[Path]:
    """The entries of the project's memory."""
    return sorted((root / STORE).glob("??/*"))


def published(root: Path) -> list[Path]:
    """The files of the site that stands."""
    return sorted(path for path in (root / SITE).rglob("*") if path.is_file())


def forget(root: Path, random: Random) -> None:
    """Some of what is remembered is gone."""
    for path in remembered(root):
        if random.random() < 0.3:
            path.unlink()


def damage(root: Path, random: Random) -> None:
    """Some of what is remembered was damaged on the disk: cut short, or a bit turned."""
    for path in remembered(root):
        content = bytearray(path.read_bytes())
        if content and random.random() < 0.2:
            place = random.randrange(len(content))
            content[place] ^= 1
            path.write_bytes(content[:place] if random.random() < 0.5 else content)


def tamper(root: Path, random: Random) -> None:
    """Somebody wrote into the site, took a file away, or laid one there."""
    files = published(root)
    if files:
        random.choice(files).write_bytes(b"tampered")
        random.choice(files).unlink()
        (root / SITE / "stray.html").write_bytes(b"stray")


def lose_site(root: Path, _: Random) -> None:
    """The site is gone."""
    shutil.rmtree(root / SITE, ignore_errors=True)


def jump_clock(root: Path, random: Random) -> None:
    """Every file's time is years off, as after a clock that jumped or a copy that kept none."""
    for path in (*remembered(root), *published(root), *root.glob("*.*"), *root.glob("*/*.*")):
        then = path.stat().st_mtime + random.choice([-20, 20]) * YEAR
        os.utime(path, (then, then))


def leave_halves(root: Path, _: Random) -> None:
    """A build was killed: what it left half written lies about."""
    half = root / f".{SITE}.next" / "index.html"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b"half")
    for path in remembered(root)[:3]:
        path.with_name(".new-half").write_bytes(b"half")


MISHAPS: tuple[Mishap, ...] = (forget, damage, tamper, lose_site, jump_clock, leave_halves)
