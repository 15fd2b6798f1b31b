"""Fuzzing by coverage, with atheris: `pip install atheris` in an environment of your own."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

from tests.fuzz.fuzzing import BOUND, CASES, LONGEST, WORDS, tried
from tests.fuzz.readers import READERS


def guide(name: str, seconds: float, found: Path) -> int:
    """Fuzz one reader until it fails or the time is over; does not return but to say what is missing."""
    try:
        import atheris
    except ImportError:
        print("atheris is missing; run: pip install atheris", file=sys.stderr)
        return 2
    folder = found / name
    folder.mkdir(parents=True, exist_ok=True)
    words = folder / "words.dict"
    words.write_text("".join(f'"{escaped(word)}"\n' for word in WORDS[name].split(" ") if word))

    def once(content: bytes) -> None:
        what = tried(READERS[name], content)
        if what:
            raise AssertionError(what)

    for function in functions():
        atheris.instrument_func(function)
    options = [f"-max_total_time={seconds:.0f}", f"-timeout={BOUND}", f"-max_len={LONGEST}"]
    options += [f"-dict={words}", f"-artifact_prefix={folder}/", str(folder), str(CASES / name)]
    atheris.Setup([sys.argv[0], *options], once)
    atheris.Fuzz()
    return 0


def functions() -> Iterator[FunctionType]:
    """The program's own functions that are loaded: it is their branches that inputs shall reach."""
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and str(thing.__module__).startswith("report."):
            yield thing


def escaped(word: str) -> str:
    """A word as libFuzzer's dictionaries want it."""
    return "".join(f"\\x{byte:02x}" for byte in word.encode())
