"""Options of a project, folder or document: how layers merge, and what one format sees of them.

Quarto's rules: mappings merge key by key, lists are joined without repeats, anything else is
replaced; a nearer layer (document over folder over project) wins over a farther one even where the
farther one speaks of a single format.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def option(
    meta: Mapping[str, object], *keys: str, format: str = "html", default: object = None
) -> object:
    """What `meta` says under `keys` (one or nested) for `format`, or `default`.

    A value under `format: <format>:` goes before the same key at the top; mappings merge.
    """
    general = deep(meta, keys)
    special = deep(format_options(meta, format), keys)
    found = merged(general, special) if special is not None else general
    return default if found is None else found


def format_options(meta: Mapping[str, object], format: str) -> Mapping[str, object]:
    """The options under `format: <format>:`, and of its variants (`journal-typst` for `typst`)."""
    options: object = {}
    for name, value in formats_of(meta).items():
        if base_format(name) == format and isinstance(value, Mapping):
            options = merged(options, value)
    return options if isinstance(options, Mapping) else {}


def base_format(name: str) -> str:
    """The format that an extension's format rests on: `typst` for `journal-typst`."""
    return name.split("+", maxsplit=1)[0].rsplit("-", 1)[-1]


def format_names(meta: Mapping[str, object]) -> tuple[str, ...]:
    """The formats that `meta` asks for, in order; ("html",) where it names none."""
    formats = meta.get("format")
    if isinstance(formats, str):
        return (formats,)
    if not isinstance(formats, Mapping):
        return ("html",)
    named = tuple(name for name, options in formats.items() if options not in (None, False))
    return named or ("html",)


def deep(value: object, keys: Iterable[str]) -> object:
    """The value under nested `keys`, or None."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def merged(low: object, high: object) -> object:
    """`high` over `low`: mappings key by key, lists joined without repeats, else `high`."""
    if isinstance(low, Mapping) and isinstance(high, Mapping):
        both = {key: entry(key, low[key], high[key]) for key in low if key in high}
        return {**low, **high, **both}
    if isinstance(low, list) or isinstance(high, list):
        return joined(low, high)
    return high


def entry(key: object, low: object, high: object) -> object:
    """`high` over `low` under one key: what is whole only by itself replaces what was there."""
    alone = key == "tbl-colwidths" or (key == "contents" and isinstance(low, str))
    return high if alone else merged(low, high)


def joined(low: object, high: object) -> object:
    """Two values as one list, each member once; a null gives way to the other."""
    if not low or not high:
        return high or low
    members: list[object] = []
    for value in (low, high):
        for member in value if isinstance(value, list) else [value]:
            if member not in members:
                members.append(member)
    return members


def layered(far: Mapping[str, object], near: Mapping[str, object]) -> dict[str, object]:
    """Two layers of options as one: `near` over `far`, also over what `far` says of one format.

    Both must be normal (`normal`), so that `format` is a mapping of mappings.
    """
    formats = {
        name: merged(special, {key: near[key] for key in special if key in near})
        for name, special in formats_of(far).items()
    }
    together = merged({**far, "format": formats}, near)
    return dict(together) if isinstance(together, Mapping) else {}


def formats_of(meta: Mapping[str, object]) -> Mapping[str, Mapping[str, object]]:
    """The `format` mapping of a normal layer."""
    formats = meta.get("format")
    return formats if isinstance(formats, Mapping) else {}


MERGEABLE = (
    "bibliography",
    "css",
    "header-includes",
    "include-before",
    "include-after",
    "include-in-header",
    "include-before-body",
    "include-after-body",
)


EXECUTION = [
    "eval",
    "echo",
    "output",
    "warning",
    "error",
    "include",
    "cache",
    "freeze",
    "fig-width",
    "fig-height",
    "fig-format",
    "fig-dpi",
]


def normal(meta: Mapping[str, object]) -> dict[str, object]:
    """A layer in one shape: `format` a mapping of mappings, what merges as lists a list.

    Options of cells that stand at the top are put under `execute` too, where Quarto reads them.
    """
    layer = with_execution(with_lists(meta))
    if "format" in layer:
        layer["format"] = {
            name: with_execution(with_lists(options)) if isinstance(options, Mapping) else {}
            for name, options in format_entries(layer["format"])
        }
    return layer


def with_execution(meta: Mapping[str, object]) -> dict[str, object]:
    """`meta` with `execute` as a mapping that also has what the top says of cells."""
    execute = meta.get("execute")
    if isinstance(execute, bool):
        execute = {"enabled": execute}
    loose = {key: meta[key] for key in EXECUTION if key in meta}
    if not loose and execute is None:
        return dict(meta)
    return {**meta, "execute": {**loose, **(execute if isinstance(execute, Mapping) else {})}}


def format_entries(value: object) -> tuple[tuple[str, object], ...]:
    """The pairs of name and options in what stands under `format`."""
    if isinstance(value, str):
        return ((value, {}),)
    if isinstance(value, Mapping):
        return tuple((str(k), v) for k, v in value.items() if v is not None and v is not False)
    return ()


def with_lists(meta: Mapping[str, object]) -> dict[str, object]:
    """`meta` with single texts made lists under the keys that merge as lists."""
    lists = {key: [meta[key]] for key in MERGEABLE if isinstance(meta.get(key), str)}
    return {**meta, **lists}
