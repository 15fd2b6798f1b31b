"""Fuzzing by coverage, with atheris: `pip install atheris` in an environment of your own."""

from __future__ import annotations

import sys
from pathlib import Path

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

    atheris.instrument_all()
    options = [f"-max_total_time={seconds:.0f}", f"-timeout={BOUND}", f"-max_len={LONGEST}"]
    options += [f"-dict={words}", f"-artifact_prefix={folder}/", str(folder), str(CASES / name)]
    atheris.Setup([sys.argv[0], *options], once)
    atheris.Fuzz()
    return 0


def escaped(word: str) -> str:
    """A word as libFuzzer's dictionaries want it."""
    return "".join(f"\\x{byte:02x}" for byte in word.encode())
