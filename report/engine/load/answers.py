"""What each shortcode becomes: Markdown for text, plain text for code, and a finding where due.

`meta`, `var` and `env` become their value (Markdown in text, plain in code and links), `kbd` and
`pagebreak` become raw HTML and Typst side by side. What Quarto knows and we do not is a finding;
what nobody knows stays in the text as it was written, as in Quarto, and is a finding too.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from report.engine.catalogue import Standing, Where, find
from report.engine.dates import date_of
from report.engine.dates import spelled as spelled_date
from report.engine.load.shortcode import Shortcode
from report.engine.model import Finding, Place
from report.engine.words import Words

SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~^$@\"'.-])")


@dataclass(frozen=True, slots=True)
class Values:
    """What shortcodes may speak of: the document's metadata, `_variables.yml`, the environment.

    `extensions` tells whether the project has any, which may bring shortcodes of their own.
    """

    meta: Mapping[str, object]
    variables: Mapping[str, object]
    environment: Mapping[str, str]
    extensions: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a shortcode becomes in text, in code and alone in its line, and what is wrong with it."""

    text: str
    plain: str
    finding: Finding | None = None
    block: str = ""


def answer_to(shortcode: Shortcode, place: Place, values: Values) -> Answer:
    """What a shortcode becomes."""
    if shortcode.shown is not None:
        return Answer(escaped(shortcode.shown), shortcode.shown)
    if shortcode.name in ANSWERS:
        return ANSWERS[shortcode.name](shortcode, place, values)
    return unknown(shortcode, place, values)


def meta_answer(shortcode: Shortcode, place: Place, values: Values) -> Answer:
    """A value of the document's metadata; dates are spelled as the title block spells them."""
    name = first_word(shortcode)
    found = looked_up(values.meta, name)
    day = date_of(found) if name in {"date", "date-modified"} else None
    if day is not None:
        words = Words(str(values.meta.get("lang", "en")))
        found = spelled_date(day, str(values.meta.get("date-format", "long")), words)
    return valued("meta", name, found, place)


def var_answer(shortcode: Shortcode, place: Place, values: Values) -> Answer:
    """A value of `_variables.yml`."""
    name = first_word(shortcode)
    return valued("var", name, looked_up(values.variables, name), place)


def env_answer(shortcode: Shortcode, place: Place, values: Values) -> Answer:
    """An environment variable, else the fallback; never Markdown."""
    name = first_word(shortcode)
    fallback = shortcode.words[1] if len(shortcode.words) > 1 else None
    found = values.environment.get(name, fallback)
    if found is None:
        return absent("env", name, place)
    return Answer(escaped(found), found)


def kbd_answer(shortcode: Shortcode, place: Place, values: Values) -> Answer:
    """Keys to press; those of single systems are named in the tooltip."""
    del place, values
    systems = [f"{name}: {keys}" for name, keys in shortcode.pairs.items() if name != "mode"]
    keys = first_word(shortcode) or (systems[0].split(": ", 1)[1] if systems else "")
    title = html.escape(", ".join([*systems, keys]))
    in_html = f'<kbd title="{title}">{html.escape(keys)}</kbd>'
    in_typst = f"#raw({json.dumps(keys, ensure_ascii=False)})"
    return Answer(raw(in_html, "html") + raw(in_typst, "typst"), keys)


def pagebreak_answer(shortcode: Shortcode, place: Place, values: Values) -> Answer:
    """A new page in print."""
    del shortcode, place, values
    breaks = {"html": '<div style="page-break-after: always;"></div>', "typst": "#pagebreak()"}
    block = "\n\n".join(f"```{{={name}}}\n{text}\n```" for name, text in breaks.items())
    text = "".join(raw(text, name) for name, text in breaks.items())
    return Answer(text, "", block=f"{block}\n")


ANSWERS: Mapping[str, Callable[[Shortcode, Place, Values], Answer]] = {
    "meta": meta_answer,
    "var": var_answer,
    "env": env_answer,
    "kbd": kbd_answer,
    "pagebreak": pagebreak_answer,
}


def first_word(shortcode: Shortcode) -> str:
    """The shortcode's first word, empty where it has none."""
    return shortcode.words[0] if shortcode.words else ""


def looked_up(value: object, name: str) -> object:
    """The value under a dotted name; a number counts the members of a list from 1."""
    for key in name.split("."):
        if isinstance(value, Mapping):
            value = value.get(key)
        elif isinstance(value, list) and key.isdigit() and 1 <= int(key) <= len(value):
            value = value[int(key) - 1]
        else:
            return None
    return value


def valued(kind: str, name: str, found: object, place: Place) -> Answer:
    """The answer that is a value, or the bold mark for one that is missing or no text."""
    if found is None:
        return absent(kind, name, place)
    while isinstance(found, list) and len(found) == 1:
        found = found[0]
    if isinstance(found, list | Mapping):
        message = f"`{name}` is a list or a mapping, not a text"
        return marked(f"?invalid {kind} type:{name}", message, "name one of its entries", place)
    return Answer(spelled(found), spelled(found))


def spelled(value: object) -> str:
    """A scalar as Quarto prints it: `true`, `3` for 3.0, texts as they are."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


HOMES = {
    "meta": "the document's metadata",
    "var": "_variables.yml",
    "env": "the environment",
}


def absent(kind: str, name: str, place: Place) -> Answer:
    """The answer for a name that nobody has given a value."""
    message = f"`{name}` of the shortcode `{kind}` has no value in {HOMES[kind]}"
    hint = "give it one, or a fallback as second word" if kind == "env" else "give it one there"
    return marked(f"?{kind}:{name}", message, hint, place)


def marked(mark: str, message: str, hint: str, place: Place) -> Answer:
    """A bold mark in the text, and an excusable finding: Quarto only warns."""
    finding = Finding("shortcode-value", place, message, hint, excusable=True)
    return Answer(f"**{escaped(mark)}**", mark, finding)


def unknown(shortcode: Shortcode, place: Place, values: Values) -> Answer:
    """A shortcode that is not supported, or that nobody knows: it stays in the text as it is."""
    refused = find(Where.SHORTCODE, shortcode.name)
    if refused is not None and refused.standing is Standing.REFUSED:
        message = f"the shortcode `{shortcode.name}` is not supported"
        finding = Finding("shortcode", place, message, refused.note)
    elif shortcode.name == "include":
        message = "the shortcode `include` works only on a line of its own"
        hint = "give it its own line, with nothing before or after it"
        finding = Finding("shortcode-unknown", place, message, hint, excusable=True)
    else:
        message = f"there is no shortcode `{shortcode.name}`"
        hint = "mind the spelling; {{{< name >}}} shows a shortcode as it is"
        if values.extensions:
            hint = (
                "shortcodes of extensions run only in `quarto render`; write what it makes by hand"
            )
        excusable = not values.extensions
        finding = Finding("shortcode-unknown", place, message, hint, excusable=excusable)
    return Answer(escaped(shortcode.text), shortcode.text, finding)


def raw(text: str, format: str) -> str:
    """Raw text of one format, inline; other formats pass over it."""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}{text}{fence}{{={format}}}"


def escaped(text: str) -> str:
    """Markdown that reads as `text`, whatever it holds."""
    return SPECIAL.sub(r"\\\1", text).replace("\n", " ")
