"""Pandoc, from the wheel that carries it: many conversions in few processes.

Starting Pandoc, and loading a style or a grammar, costs more than converting a page. So one
process, `pandoc lua`, does many conversions, and a second one shares the work when there is enough.
"""

from __future__ import annotations

import functools
import json
import subprocess
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from report.engine.errors import AssemblyError
from report.engine.model import Finding, Place
from report.engine.ports import Conversion

SCRIPT = Path(__file__).with_name("convert.lua")
PATIENCE = 300  # seconds for one process, a hundred times what a whole book takes
ENOUGH = 100_000  # characters that pay for another process
FLAGS = {
    "--section-divs": ("section_divs", True),
    "--mathjax": ("html_math_method", "mathjax"),
    "--mathml": ("html_math_method", "mathml"),
    "--wrap=none": ("wrap_text", "none"),
    "--number-sections": ("number_sections", True),
    "--reference-location=block": ("reference_location", "end-of-block"),
    "--reference-location=section": ("reference_location", "end-of-section"),
    "--top-level-division=chapter": ("top_level_division", "top-level-chapter"),
}


@dataclass(frozen=True, slots=True)
class BundledPandoc:
    """The `Pandoc` door: `at_once` processes at most, each given a fair share of the texts.

    Some texts of a few lines take Pandoc for ever; `patience` is how many seconds one process gets.
    """

    at_once: int = 2
    patience: float = PATIENCE

    def convert(self, conversions: Sequence[Conversion]) -> tuple[str, ...]:
        """Convert all; results in order. Raises `AssemblyError` naming the conversions that failed."""
        if not conversions:
            return ()
        shares = shared(conversions, self.at_once)
        with ThreadPoolExecutor(len(shares)) as pool:
            work = functools.partial(answered, patience=self.patience)
            answers = dict(pair for done in pool.map(work, shares) for pair in done)
        failed = [finding(conversions[i], a["error"]) for i, a in answers.items() if "error" in a]
        if failed:
            raise AssemblyError(*failed)
        return tuple(answers[place]["text"] for place in range(len(conversions)))


def shared(conversions: Sequence[Conversion], most: int) -> list[list[tuple[int, Conversion]]]:
    """The conversions with their places, dealt out so that every share has about as much text."""
    size = sum(len(conversion.text) for conversion in conversions)
    count = max(1, min(most, len(conversions), 1 + size // ENOUGH))
    shares: list[list[tuple[int, Conversion]]] = [[] for _ in range(count)]
    loads = [0] * count
    for place, conversion in sorted(enumerate(conversions), key=lambda pair: -len(pair[1].text)):
        least = loads.index(min(loads))
        shares[least].append((place, conversion))
        loads[least] += len(conversion.text)
    return shares


def answered(
    share: list[tuple[int, Conversion]], patience: float
) -> Iterable[tuple[int, dict[str, str]]]:
    """One process's answers, each with the place of its conversion.

    If it takes too long, every conversion gets a process of its own, so that the guilty one is named.
    """
    try:
        return run(share, patience)
    except subprocess.TimeoutExpired:
        if len(share) > 1:
            return [answer for one in share for answer in answered([one], patience)]
        return [(share[0][0], {"error": f"it was not done after {patience:.0f} seconds"})]


def run(
    share: list[tuple[int, Conversion]], patience: float
) -> Iterable[tuple[int, dict[str, str]]]:
    """The same; raises `TimeoutExpired`, the process is then ended."""
    done = subprocess.run(
        [pandoc_path(), "lua", str(SCRIPT)],
        input=json.dumps([request(conversion) for _, conversion in share]),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=patience,
    )
    if done.returncode:
        error = {"error": done.stderr.strip() or f"pandoc ended with status {done.returncode}"}
        return [(place, error) for place, _ in share]
    return list(zip((place for place, _ in share), json.loads(done.stdout), strict=True))


def request(conversion: Conversion) -> dict[str, Any]:
    """A conversion in the words of `convert.lua`."""
    writer: dict[str, Any] = {}
    options: dict[str, Any] = {"writer": writer}
    for argument in conversion.arguments:
        name, _, value = argument.partition("=")
        if argument in FLAGS:
            key, setting = FLAGS[argument]
            writer[key] = setting
        elif argument == "--citeproc":
            options["citeproc"] = True
        elif name in {"--csl", "--lang"}:
            options[name.removeprefix("--")] = value
        else:
            raise ValueError(f"the Pandoc door does not know the argument {argument}")
    return {
        "text": conversion.text,
        "source": conversion.source,
        "target": conversion.target,
        "options": options,
    }


def finding(conversion: Conversion, error: str) -> Finding:
    """The fault of one conversion."""
    return Finding(
        "pandoc",
        Place(PurePosixPath(conversion.name or "-")),
        f"Pandoc could not convert {conversion.source} to {conversion.target}: {error}",
        "simplify the construct that Pandoc names, or report it with the document",
    )


@functools.cache
def pandoc_path() -> str:
    """Where the wheel keeps the program; importing `pypandoc` itself would cost more than a page."""
    from importlib.util import find_spec

    found = find_spec("pypandoc")
    folder = Path(found.origin).parent if found and found.origin else Path()
    for name in ("pandoc", "pandoc.exe"):
        if (folder / "files" / name).is_file():
            return str(folder / "files" / name)
    return "pandoc"
