"""What it rests on that a page is sound: its own bytes, and the places to which it leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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


def ground_of(face: Face, faces: Mapping[PurePosixPath, Face], is_there: IsThere) -> str:
    """The digest of what lies where a page leads: which file, and which places are in it."""
    found = ((target, file_at(target, is_there)) for target in face.targets)
    return digest(*(f"{target} {file} {places_of(file, faces)}" for target, file in found))


def places_of(file: str | None, faces: Mapping[PurePosixPath, Face]) -> str:
    """The digest of a file's places; empty for what is no page."""
    face = faces.get(PurePosixPath(file)) if file else None
    return face.places if face else ""


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
