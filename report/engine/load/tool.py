"""`[tool.report]` in the project's `pyproject.toml`: what the engine asks beyond Quarto's files."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from report.engine.errors import LoadError
from report.engine.load.lines import read_bytes
from report.engine.model import Finding, Place

FILE = PurePosixPath("pyproject.toml")
AT_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class Tool:
    """`editions` are the profiles to build beside the plain project, `rules` a module's name.

    `numbers` names the file with names that hold digits; typed numbers are then found.
    """

    editions: tuple[str, ...] = ()
    rules: str = ""
    numbers: str = ""


def read_tool(root: Path) -> Tool:
    """The table's entries. Raises `LoadError` for broken TOML and entries of the wrong type."""
    if not (root / FILE).is_file():
        return Tool()
    table = tool_table(root)
    editions, rules = table.get("editions", []), table.get("rules", "")
    numbers = table.get("numbers", "")
    faults = []
    if not (isinstance(editions, list) and all(isinstance(name, str) for name in editions)):
        faults.append(wrong("editions", "a list of profile names", 'editions = ["briefs"]'))
    if not isinstance(rules, str):
        faults.append(wrong("rules", "the name of a module", 'rules = "report.rules"'))
    if not isinstance(numbers, str) or (numbers and not (root / numbers).is_file()):
        faults.append(wrong("numbers", "a file with a name a line", 'numbers = "names.txt"'))
    faults += [unknown(key) for key in table if key not in {"editions", "rules", "numbers"}]
    if faults:
        raise LoadError(*faults)
    return Tool(tuple(editions), rules, str(numbers))


def tool_table(root: Path) -> dict[str, object]:
    """The table `[tool.report]`, empty where there is none."""
    try:
        content = tomllib.loads(read_bytes(root, FILE).decode())
    except UnicodeDecodeError as error:
        raise LoadError(
            Finding("encoding", Place(FILE), "the file is not UTF-8", "save it in UTF-8")
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise LoadError(toml_fault(str(error))) from error
    except RecursionError as error:
        raise LoadError(toml_fault("it is nested too deeply")) from error
    tool = content.get("tool", {})
    table = tool.get("report", {}) if isinstance(tool, dict) else {}
    return table if isinstance(table, dict) else {}


def toml_fault(message: str) -> Finding:
    """The parser's complaint with its place."""
    found = AT_LINE.search(message)
    place = Place(FILE, int(found[1]), int(found[2])) if found else Place(FILE)
    problem = AT_LINE.sub("", message).strip()
    return Finding("toml", place, f"this is not valid TOML: {problem}", "mend the TOML there")


def wrong(key: str, kind: str, example: str) -> Finding:
    """The finding for an entry of the wrong type."""
    place = Place(FILE, field=f"tool.report.{key}")
    return Finding("wrong-type", place, f"`{key}` must be {kind}", f"write for example {example}")


def unknown(key: str) -> Finding:
    """The finding for an entry that means nothing."""
    place = Place(FILE, field=f"tool.report.{key}")
    return Finding(
        "unknown-key", place, f"`{key}` means nothing here", "use editions, rules and numbers"
    )
