"""`codebook()`: the data package's own words on every table and field, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from report.author.data import data, known_keys, package
from report.author.downloads import table_download
from report.author.tables import Markdown
from report.derived import escaped, number

BAR = "\\|"  # a bar that does not end a cell


def codebook() -> Markdown:
    """A section for each dataset: what a row is, how many there are on the chapter's day, its fields.

    Made from `data/datapackage.json` alone, so that it cannot drift from what is validated. Print it
    in a cell with `output: asis`, since headings inside a cell's output would be no sections.
    """
    return Markdown("\n".join(line for entry in package()["resources"] for line in section(entry)))


def section(resource: dict[str, Any]) -> Iterator[str]:
    """The lines on one dataset."""
    name = resource["name"]
    yield f"## {escaped(resource['title'])} {{#sec-data-{name.replace('_', '-')}}}"
    yield ""
    yield resource["description"]
    yield ""
    yield f"`{name}`, {rows(name)}. {key_text(resource)}"
    yield ""
    yield table_download(name)
    yield "| Field | Type | What it holds |"
    yield "|:------------|:-------|:------------------------------------------|"
    for entry in resource["schema"]["fields"]:
        yield f"| `{entry['name']}` | {kind(entry)} | {meaning(entry)} |"
    yield ""


def rows(name: str) -> str:
    """How many rows the chapter's day knows."""
    known = known_keys().get(name)
    count = len(data(name) if known is None else known)
    return f"{number(count)} row" if count == 1 else f"{number(count)} rows"


def key_text(resource: dict[str, Any]) -> str:
    """The fields that name a row, and the tables that its fields point to."""
    schema = resource["schema"]
    keys = schema["primaryKey"]
    listed = ", ".join(f"`{key}`" for key in ([keys] if isinstance(keys, str) else keys))
    links = "; ".join(
        f"{', '.join(f'`{field}`' for field in link['fields'])} in `{link['reference']['resource']}`"
        for link in schema.get("foreignKeys", ())
    )
    return f"Key: {listed}." + (f" Points to {links}." if links else "")


def kind(entry: dict[str, Any]) -> str:
    """What kind of value a field holds."""
    if entry.get("dated"):
        return "date, as fine as known"
    if entry.get("separator"):
        return "list"
    return "text" if entry["type"] == "string" else str(entry["type"])


def meaning(entry: dict[str, Any]) -> str:
    """A field's description and its unit; the words that it may hold, with what they mean."""
    unit = f" In units of `{entry['unit']}`." if "unit" in entry else ""
    return f"{entry['description']}{unit}{words(entry)}".replace("|", BAR)


def words(entry: dict[str, Any]) -> str:
    """The closed set of words that a field may hold, if it has one."""
    if meanings := entry.get("meanings"):
        return " " + "; ".join(f"`{word}` {text}" for word, text in meanings.items()) + "."
    allowed = entry.get("constraints", {}).get("enum", ())
    return f" One of {', '.join(f'`{word}`' for word in allowed)}." if allowed else ""
