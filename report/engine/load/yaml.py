"""YAML to plain values, with the place of every key and value, and every limit that keeps it safe.

YAML 1.2 as Quarto reads it: dates stay text, `yes` is text, tags are refused. Aliases are resolved
but may not swell the value beyond `LARGEST` nodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath

from yaml import MarkedYAMLError, YAMLError, compose
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML without libyaml reads the same, ten times slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

from report.engine.errors import LoadError
from report.engine.load.lines import Line, lines_of
from report.engine.model import Finding, Place

LARGEST = 50_000  # nodes
DEEPEST = 60  # levels
LONGEST_NUMBER = 300  # digits
LARGEST_TEXT = 2_000_000  # characters
UNREADABLE = re.compile(
    r"[^\x09\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
INTEGER = re.compile(r"[-+]?[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
WORDS: Mapping[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Yaml:
    """A value, and the place of each part of it by the keys that lead there.

    The place of a mapping's entry is that of its key; `values` has where the value itself begins.
    """

    value: object
    keys: Mapping[Keys, Place]
    values: Mapping[Keys, Place]

    def place(self, *keys: str | int) -> Place:
        """Where the entry under `keys` stands; its nearest known parent where it is not known."""
        while keys not in self.keys:
            keys = keys[:-1]
        return self.keys[keys]

    @property
    def mapping(self) -> Mapping[str, object]:
        """The value, if it is a mapping; an empty one otherwise."""
        return self.value if isinstance(self.value, Mapping) else {}


def read_yaml(lines: Sequence[Line], path: PurePosixPath) -> Yaml:
    """The YAML in `lines`. Raises `LoadError` with what is wrong and where.

    `path` is the file's name, for a text that has no line at all.
    """
    if not any(line.text.strip() for line in lines):
        start = lines[0].place() if lines else Place(path, 1)
        return Yaml(None, {(): start}, {(): start})
    tree = composed(lines)
    if tree is None:
        return Yaml(None, {(): lines[0].place()}, {(): lines[0].place()})
    every = tuple(islice(visits(tree), LARGEST + 1))
    faults = tuple(structure_faults(every, lines, path))
    if faults:
        raise LoadError(*faults)
    keys = {keys: place_of((key or node).start_mark, lines) for keys, key, node in every}
    values = {keys: place_of(node.start_mark, lines) for keys, _, node in every}
    return Yaml(value_of(tree), keys, values)


def value_in(text: str) -> object:
    """The value of a piece of YAML that stands in no file. Raises `LoadError`."""
    path = PurePosixPath("-")
    return read_yaml(lines_of(text, path), path).value


def composed(lines: Sequence[Line]) -> Node | None:
    """The tree of nodes that the parser makes of the text."""
    faults = [character_fault(line) for line in lines if UNREADABLE.search(line.text)]
    if faults:
        raise LoadError(*faults)
    text = "".join(f"{line.text}\n" for line in lines)
    if len(text) > LARGEST_TEXT:
        raise LoadError(size_fault(lines[0].path, f"{LARGEST_TEXT} characters"))
    try:
        return compose(text, Loader=Loader)
    except MarkedYAMLError as error:
        raise LoadError(syntax_fault(error, lines)) from error
    except (YAMLError, RecursionError, ValueError) as error:
        raise LoadError(
            Finding("yaml", lines[0].place(), "this is not valid YAML", "write plain YAML")
        ) from error


def character_fault(line: Line) -> Finding:
    """The finding for a character that YAML forbids, or that would hide a line's end."""
    found = UNREADABLE.search(line.text)
    offset = found.start() if found else 0
    code = f"U+{ord(line.text[offset]):04X}"
    return Finding(
        "yaml", line.place(offset), f"the character {code} may not stand in YAML", "take it out"
    )


def size_fault(path: PurePosixPath, much: str) -> Finding:
    """The finding for YAML far beyond any configuration."""
    return Finding(
        "yaml-size",
        Place(path),
        f"the YAML holds more than {much}",
        "do not repeat aliases within aliases; keep data in data files",
    )


def syntax_fault(error: MarkedYAMLError, lines: Sequence[Line]) -> Finding:
    """The parser's complaint, with the place where it stopped and the place where that began."""
    mark = error.problem_mark or error.context_mark
    begun = error.context_mark
    where = place_of(mark, lines) if mark else lines[0].place()
    problem = str(error.problem or error.context or "it cannot be read").strip()
    since = ""
    if begun and mark and begun.line != mark.line:
        since = f" ({error.context}, begun at line {place_of(begun, lines).line})"
    return Finding("yaml", where, f"this is not valid YAML: {problem}{since}", hint_for(problem))


HINTS = {
    "end of stream": "close the quotation mark or bracket",
    "expected ',' or": "close the bracket",
    "cannot start any token": "indent with spaces, not tabs; put a text that begins with a sign in"
    " quotation marks",
    "mapping values are not allowed": 'put a text that holds ": " in quotation marks',
    "undefined alias": "name an anchor that exists, or put the text in quotation marks",
    "expected <block end>": "indent the entries of one block alike",
    "did not find expected key": "indent the entries of one block alike",
    "could not find expected ':'": "write a colon and a space after the key",
    "maximum nesting depth": "close the brackets",
    "single document": "keep to one document: take out the line of dashes",
}


def hint_for(problem: str) -> str:
    """What to do about a problem, as far as its words tell."""
    found = (hint for words, hint in HINTS.items() if words in problem)
    return next(found, "mend the YAML there")


def place_of(mark: object, lines: Sequence[Line]) -> Place:
    """The place in the file that a parser's mark stands for."""
    row = min(int(getattr(mark, "line", 0)), len(lines) - 1)
    return lines[row].place(int(getattr(mark, "column", 0)))


Visit = tuple[Keys, Node | None, Node]  # where, the key's node (None: a list's member or the root)


def visits(node: Node, keys: Keys = (), key: Node | None = None) -> Iterator[Visit]:
    """Every node from the root down, aliases followed, to the depth where a fault is certain."""
    yield keys, key, node
    if len(keys) > DEEPEST:
        return
    if isinstance(node, MappingNode):
        for name, value in node.value:
            yield from visits(value, (*keys, str(name.value)), name)
    elif isinstance(node, SequenceNode):
        for index, value in enumerate(node.value):
            yield from visits(value, (*keys, index))


def structure_faults(
    every: Sequence[Visit], lines: Sequence[Line], path: PurePosixPath
) -> Iterator[Finding]:
    """What YAML itself allows but no configuration should hold."""
    if len(every) > LARGEST:
        yield size_fault(path, f"{LARGEST} values")
        return
    for keys, _, node in every:
        where = place_of(node.start_mark, lines)
        if len(keys) > DEEPEST:
            yield Finding(
                "yaml-depth",
                where,
                f"the YAML is nested more than {DEEPEST} levels deep",
                "an alias that holds itself, or brackets that are never closed?",
            )
            return
        yield from tag_faults(node, where)
        if isinstance(node, MappingNode):
            yield from key_faults(node, lines)


def tag_faults(node: Node, where: Place) -> Iterator[Finding]:
    """A tag that somebody wrote: `!expr` runs R in Quarto, others mean nothing to it."""
    tag = str(node.tag)
    if tag.startswith("tag:yaml.org,2002:") or node.tag is None:
        return
    yield Finding(
        "yaml-tag",
        where,
        f"the tag {tag} is not supported",
        "write the value itself; in a text put a leading ! in quotation marks",
    )


def key_faults(node: MappingNode, lines: Sequence[Line]) -> Iterator[Finding]:
    """Keys that are not texts, and keys given twice."""
    first: dict[str, Place] = {}
    for key, _ in node.value:
        where = place_of(key.start_mark, lines)
        if not isinstance(key, ScalarNode):
            yield Finding(
                "yaml-key",
                where,
                "a key is itself a list or a mapping",
                "put a text in quotation marks if it begins with a bracket",
            )
        elif key.value in first:
            yield Finding(
                "yaml-duplicate",
                where,
                f"the key `{key.value}` is given twice, first at line {first[key.value].line}",
                "keep one of the two",
            )
        else:
            first[key.value] = where


def value_of(node: Node) -> object:
    """The plain value of a node that has no faults."""
    if isinstance(node, MappingNode):
        merges = [value_of(value) for key, value in node.value if is_merge(key)]
        entries = {str(key.value): value_of(v) for key, v in node.value if not is_merge(key)}
        return {**merged_in(merges), **entries}
    if isinstance(node, SequenceNode):
        return [value_of(member) for member in node.value]
    return scalar(node)


def is_merge(key: Node) -> bool:
    """Whether a key is the plain `<<` that takes in another mapping."""
    return isinstance(key, ScalarNode) and key.value == "<<" and not key.style


def merged_in(values: Sequence[object]) -> dict[str, object]:
    """The entries that `<<` takes in: of one mapping or of several, the first one wins."""
    sources = [m for value in values for m in (value if isinstance(value, list) else [value])]
    taken: dict[str, object] = {}
    for source in reversed(sources):
        if isinstance(source, Mapping):
            taken.update(source)
    return taken


def scalar(node: Node) -> object:
    """The value of a scalar: a plain one is read as YAML 1.2's core schema reads it."""
    text = str(node.value)
    if node.style:  # a quoted or block text
        return text
    if text in WORDS:
        return WORDS[text]
    if len(text) > LONGEST_NUMBER:
        return text
    if INTEGER.fullmatch(text):
        return int(text, 0) if text[:2] in {"0x", "0o"} else int(text)
    if FLOAT.fullmatch(text):
        return float(text)
    return text
