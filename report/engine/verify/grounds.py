"""What it rests on that a page is sound: its own bytes, and the places to which it leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from report.engine.digest import digest
from report.engine.memory import Memory
from report.engine.verify.addresses import IsThere, file_at


@dataclass(frozen=True, slots=True)
class Face:
    """A page as others meet it, and whom it meets.

    `places` is the digest of its ids, `targets` are the files of the site that its addresses name.
    """

    places: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sound:
    """A page without a fault: its face, and the digest of all that this rested on besides its bytes."""

    face: Face
    ground: str


def ground_of(face: Face, lies: Callable[[str], str]) -> str:
    """The digest of what lies where a page leads."""
    return digest("\n".join(f"{target} {lies(target)}" for target in face.targets))


def lying(faces: Mapping[PurePosixPath, Face], is_there: IsThere) -> Callable[[str], str]:
    """What tells of an address where it leads: to which file, and which places that has."""
    places = {str(path): face.places for path, face in faces.items()}

    @cache
    def lies(target: str) -> str:
        file = file_at(target, is_there)
        return "" if file is None else f"{file} {places.get(file, '')}"

    return lies


def recalled(memory: Memory) -> dict[str, Sound]:
    """The sound pages of the site that was looked at last, by place and bytes."""
    said = memory.recall("sound", memory.key()) or {}
    return {
        mark: Sound(Face(places, tuple(targets)), ground)
        for mark, ((places, targets), ground) in said.items()
    }


def keep(sound: Mapping[str, Sound], memory: Memory) -> None:
    """Remember the sound pages of a site."""
    said = {mark: [[one.face.places, one.face.targets], one.ground] for mark, one in sound.items()}
    memory.keep("sound", memory.key(), said)
