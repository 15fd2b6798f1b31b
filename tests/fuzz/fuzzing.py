"""Inputs nobody would write, made of those that somebody did: cut, doubled, spliced, bits turned."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.fuzz.readers import READERS, Reader

CASES = Path(__file__).parent / "cases"
BOUND = 5  # seconds of processor time for one input, many times what is needed
LONGEST = 20_000  # bytes of an input that is made
WORDS: dict[str, str] = {
    "chapter": "--- ... ``` ````{python} ```{python} #|label: ~~~ ::: {.callout-note} {{< >}} include"
    " meta [a](b) ![c](d.png){#fig-x} `{python} $$ <!-- --> title: @a [@b] [^1] | # {#sec-a} \\ <b>",
    "config": "project: type: book chapters: - part: format: html: typst: default [ ] { } & * ! !!"
    " %YAML --- ... > | ? : # 'a' \"b\" ~ null true 1e9 0x1 <<: bibliography: execute: freeze:",
    "tool": '[tool.report] editions = rules = numbers = "a" [ ] { } \'\'\' """ 1979-05-27 inf . ,',
    "bibliography": '@book{ @string{ @comment{ @preamble{ } { " # = , title author year \\"{a} % and',
    "table": ', " "" \n \r\n \0 = + - @ a system rule 1 -1 1e9 atacms \xa0 \u202e \ufeff ;',
    "package": '{ } [ ] , : "name" "path" "schema" "fields" "type" "primaryKey" "foreignKeys" "asOf"'
    ' "known" "hides" "parent" "since" "reference" "resource" "id" "date" null 1 true "" "../a"',
    "lock": 'version = 2 [inputs] [project] [project.outputs] [chapters."a"] inputs = [ ] "a" {}',
}
WORDS["site"] = WORDS["chapter"]


@dataclass(frozen=True, slots=True)
class Fault:
    """An input that a reader did not bear, and what happened."""

    reader: str
    content: bytes
    what: str


def fuzz(name: str, inputs: Iterable[bytes], seconds: float = float("inf")) -> Iterator[Fault]:
    """The faults of a reader, for so many inputs or seconds, each kind of fault once."""
    end, known = time.monotonic() + seconds, set()
    for content in inputs:
        what = tried(READERS[name], content)
        if what and what not in known:
            known.add(what)
            yield Fault(name, content, what)
        if time.monotonic() > end:
            return


def tried(reader: Reader, content: bytes) -> str:
    """What a reader did wrong with an input, or nothing: raised, took too long, told half."""
    start = time.process_time()
    try:
        found = reader(content)
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}: {last.name}"
    if time.process_time() - start > BOUND:
        return "it took too long"
    half = [one for one in found if not (one.message and one.hint and len(one.message) < 2000)]
    return f"half a finding: {half[0].rule}" if half else ""


def cases(name: str) -> list[bytes]:
    """The kept inputs of a reader, oldest names first."""
    return [path.read_bytes() for path in sorted((CASES / name).iterdir())]


# --- inputs that are made --------------------------------------------------------------------------


def made(name: str, random: Random) -> Iterator[bytes]:
    """Inputs for a reader without end: kept ones, changed a few times over."""
    known, words = cases(name), [word.encode() for word in WORDS[name].split(" ")]
    while True:
        content = random.choice(known)
        for _ in range(random.randint(1, 8)):
            content = random.choice(CHANGES)(content, random, words, known)[:LONGEST]
        yield content


Change = Callable[[bytes, Random, Sequence[bytes], Sequence[bytes]], bytes]


def span(content: bytes, random: Random) -> tuple[int, int]:
    """A random stretch of an input."""
    start = random.randint(0, len(content))
    return start, min(len(content), start + random.choice([1, 1, 2, 4, 16, 64]))


def cut(content: bytes, random: Random, *_: object) -> bytes:
    """Without a stretch."""
    start, end = span(content, random)
    return content[:start] + content[end:]


def doubled(content: bytes, random: Random, *_: object) -> bytes:
    """With a stretch twice, or many times."""
    start, end = span(content, random)
    return content[:end] + content[start:end] * random.choice([1, 1, 2, 50]) + content[end:]


def turned(content: bytes, random: Random, *_: object) -> bytes:
    """With one bit turned."""
    if not content:
        return b"\0"
    place = random.randrange(len(content))
    other = bytes([content[place] ^ (1 << random.randrange(8))])
    return content[:place] + other + content[place + 1 :]


def worded(content: bytes, random: Random, words: Sequence[bytes], _: object) -> bytes:
    """With a word of the language somewhere, in place of something or not, on a line or not."""
    start, end = span(content, random)
    around = random.choice([b"", b"", b" ", b"\n"])
    word = around + random.choice(words) + around
    return content[:start] + word + content[random.choice([start, end]) :]


def spliced(content: bytes, random: Random, _: object, known: Sequence[bytes]) -> bytes:
    """The beginning of one and the end of another."""
    other = random.choice(known)
    return content[: span(content, random)[0]] + other[span(other, random)[0] :]


CHANGES: tuple[Change, ...] = (cut, doubled, turned, worded, worded, worded, spliced)
