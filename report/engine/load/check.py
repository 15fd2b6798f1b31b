"""YAML held against the catalogue: wrong types, unknown and misspelt keys, what is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from report.engine.catalogue import Construct, Standing, Where, find, nearest
from report.engine.dates import MOVING
from report.engine.load.yaml import Keys, Yaml
from report.engine.model import Finding, Severity
from report.engine.options import base_format, deep, format_entries

SECTIONS = {"project": Where.PROJECT, "book": Where.BOOK, "website": Where.WEBSITE}
CLOSED = frozenset({Where.PROJECT, Where.WEBSITE})


def check_project(yaml: Yaml) -> Iterator[Finding]:
    """The findings about one layer of `_quarto.yml`."""
    for key, where in SECTIONS.items():
        yield from check_section(yaml, (key,), where)
    yield from check_document(yaml, where=Where.TOP)


def check_document(yaml: Yaml, keys: Keys = (), where: Where = Where.DOCUMENT) -> Iterator[Finding]:
    """The findings about document options: front matter, or what stands under one format."""
    for key, value in entries(yaml, keys):
        construct = find(where, key) or find(Where.DOCUMENT, key)
        if construct is None:
            yield from slip(yaml, (*keys, key), Where.DOCUMENT)
        else:
            yield from judged(yaml, (*keys, key), value, construct)
    yield from check_section(yaml, (*keys, "execute"), Where.EXECUTE)
    yield from check_section(yaml, (*keys, "crossref"), Where.CROSSREF)
    yield from check_dates(yaml, keys)
    if not keys:
        yield from check_formats(yaml)


def check_cell(yaml: Yaml) -> Iterator[Finding]:
    """The findings about a cell's options; those that nobody knows become attributes."""
    for key, value in entries(yaml, ()):
        construct = find(Where.CELL, key)
        if construct is not None:
            yield from judged(yaml, (key,), value, construct)
        else:
            yield from slip(yaml, (key,), Where.CELL)


def check_section(yaml: Yaml, keys: Keys, where: Where) -> Iterator[Finding]:
    """The findings about one mapping whose keys have a place of their own in the catalogue."""
    for key, value in entries(yaml, keys):
        construct = find(where, key)
        if construct is not None:
            yield from judged(yaml, (*keys, key), value, construct)
        elif where in CLOSED:
            yield unknown(yaml, (*keys, key), where)
        else:
            yield from slip(yaml, (*keys, key), where)


def entries(yaml: Yaml, keys: Keys) -> Iterator[tuple[str, object]]:
    """The entries of the mapping under `keys`; none where there is no mapping."""
    value = deep(yaml.mapping, [str(key) for key in keys])
    if isinstance(value, Mapping):
        yield from ((str(key), entry) for key, entry in value.items())


def judged(yaml: Yaml, keys: Keys, value: object, construct: Construct) -> Iterator[Finding]:
    """The finding about a known key, if its value is of the wrong type or it is refused."""
    name = keys[-1]
    if construct.standing is Standing.REFUSED and value not in (None, False):
        message = f"`{name}` is not supported"
        yield Finding("refused", yaml.place(*keys), message, construct.note)
    elif value is not None and not construct.shape.accepts(value):
        message = f"`{name}` must be {construct.shape.words}, not {shown(value)}"
        place = yaml.values.get(keys, yaml.place(*keys))
        yield Finding("wrong-type", place, message, f"write {construct.shape.words}")
    elif value is not None and not construct.only.accepts(value):
        message = f"`{name}: {shown(value).strip('`')}` is not supported"
        yield Finding("refused", yaml.place(*keys), message, construct.note)


def shown(value: object) -> str:
    """A value for a message, cut where it is long."""
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    text = str(value)
    return f"`{text}`" if len(text) <= 40 else f"`{text[:40]}...`"


def unknown(yaml: Yaml, keys: Keys, where: Where) -> Finding:
    """The finding for a key where only known ones may stand."""
    alike = nearest(where, str(keys[-1]))
    hint = f"did you mean `{alike}`?" if alike else "take it out"
    message = f"`{keys[-1]}` means nothing in {where}"
    return Finding("unknown-key", yaml.place(*keys), message, hint)


def slip(yaml: Yaml, keys: Keys, where: Where) -> Iterator[Finding]:
    """The warning for a free key that looks like a known one; Quarto takes it for metadata."""
    alike = nearest(where, str(keys[-1]))
    if alike is not None:
        yield Finding(
            "misspelt-key",
            yaml.place(*keys),
            f"`{keys[-1]}` has no effect",
            f"did you mean `{alike}`?",
            Severity.WARNING,
        )


def check_dates(yaml: Yaml, keys: Keys) -> Iterator[Finding]:
    """The findings for dates that change with the clock."""
    for key in ("date", "date-modified"):
        if deep(yaml.mapping, [*map(str, keys), key]) in MOVING:
            message = f"`{key}` depends on when the report is built, so no two builds are alike"
            yield Finding("refused", yaml.place(*keys, key), message, "write the date itself")


def check_formats(yaml: Yaml) -> Iterator[Finding]:
    """The findings about formats; one that cannot be built is only a warning beside one that can."""
    named = [name for name, _ in format_entries(yaml.mapping.get("format"))]
    good = [name for name in named if is_built(name)]
    for name in named:
        keys: Keys = ("format", name) if ("format", name) in yaml.keys else ("format",)
        if name in good:
            yield from check_document(yaml, ("format", name))
            continue
        construct = find(Where.FORMAT, name) or find(Where.FORMAT, base_format(name))
        hint = construct.note if construct else "use html, and typst for PDF"
        severity = Severity.WARNING if good else Severity.ERROR
        message = f"the format `{name}` is not built"
        yield Finding("format", yaml.place(*keys), message, hint, severity)


def is_built(name: str) -> bool:
    """Whether the engine builds this format."""
    construct = find(Where.FORMAT, base_format(name))
    return construct is not None and construct.standing is Standing.SUPPORTED
