"""The code of the functions on view: a page a module, each line with an id, coloured like all code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Any
from urllib.parse import unquote

from report.engine.memory import Memory

FOLDER = PurePosixPath("code")
ADDRESS = re.compile(rf'href="([^"#?:]*{FOLDER}/[^"#?:]+\.html)["#]')
# Pygments' kinds of words to the classes that Pandoc gives them, the nearest first.
CLASSES = (
    ("Token.Keyword.Namespace", "im"),
    ("Token.Keyword.Constant", "va"),
    ("Token.Keyword", "kw"),
    ("Token.Operator.Word", "kw"),
    ("Token.Literal.String", "st"),
    ("Token.Literal.Number", "dv"),
    ("Token.Comment", "co"),
    ("Token.Name.Function", "fu"),
    ("Token.Name.Class", "fu"),
    ("Token.Name.Builtin", "bu"),
    ("Token.Name.Decorator", "at"),
)


@dataclass(frozen=True, slots=True)
class Code:
    """Where a function stands: its module's file in the project, and its line in it."""

    path: PurePosixPath
    line: int

    @property
    def page(self) -> PurePosixPath:
        """The page that shows the module."""
        return FOLDER / self.path.with_suffix(".html")

    @property
    def anchor(self) -> str:
        """The id of its line."""
        return f"L{self.line}"


@dataclass(frozen=True, slots=True)
class Modules:
    """The modules of the project at `root`, each read once however many functions are asked for.

    With a `memory`, what stands in a module is remembered under its text.
    """

    root: Path
    memory: Memory | None = None
    found: dict[str, Code | None] = field(default_factory=dict)
    lines: dict[PurePosixPath, dict[str, int]] = field(default_factory=dict)

    def code_of(self, function: str) -> Code | None:
        """Where the function of a dotted name stands in the project; None if it is not there."""
        if function not in self.found:
            self.found[function] = self.looked_up(function)
        return self.found[function]

    def looked_up(self, function: str) -> Code | None:
        """The same, looked up now: in the module with the longest name that fits."""
        parts = function.split(".")
        if not all(part.isidentifier() for part in parts):
            return None
        for count in range(len(parts) - 1, 0, -1):
            for ending in (".py", "/__init__.py"):
                path = PurePosixPath("/".join(parts[:count]) + ending)
                if (self.root / path).is_file():
                    line = self.lines_in(path).get(".".join(parts[count:]))
                    return Code(path, line) if line else None
        return None

    def lines_in(self, path: PurePosixPath) -> dict[str, int]:
        """The line of each function and class of a module, by its name within it."""
        if path not in self.lines:
            self.lines[path] = self.read((self.root / path).read_bytes())
        return self.lines[path]

    def read(self, content: bytes) -> dict[str, int]:
        """The same for a module's text."""

        def made() -> dict[str, int]:
            return dict(defined(ast.parse(content), ""))

        return self.memory.once("functions", (content,), made) if self.memory else made()


def linked_from(html: str, page: PurePosixPath) -> Iterator[PurePosixPath]:
    """The modules to whose pages a page links, wherever it says so (the menu below a figure)."""
    for address in ADDRESS.findall(html) if f"{FOLDER}/" in html else ():
        path = PurePosixPath(normpath(page.parent / unquote(address)))
        if path.is_relative_to(FOLDER):
            yield path.relative_to(FOLDER).with_suffix(".py")


def is_module(root: Path, path: PurePosixPath) -> bool:
    """Whether a module is there, inside the project."""
    return (root / path).is_file() and (root / path).resolve().is_relative_to(root.resolve())


def defined(node: Any, above: str) -> Iterator[tuple[str, int]]:
    """The functions and classes defined in a node, with what lies in them."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield f"{above}{child.name}", child.lineno
            yield from defined(child, f"{above}{child.name}.")


def body_of(text: str) -> str:
    """A module's text as HTML, line by line."""
    lines = "\n".join(
        f'<span id="L{number}">{line}</span>' for number, line in enumerate(coloured(text), 1)
    )
    code = f'<pre class="sourceCode python"><code>{lines}</code></pre>'
    return f'<div class="sourceCode code-page">{code}</div>'


def coloured(text: str) -> list[str]:
    """The lines of Python code as HTML."""
    from pygments.lexers import PythonLexer

    pieces = ((kind_of(token), word) for token, word in PythonLexer().get_tokens(text))
    return "".join(span(kind, word) for kind, word in pieces).rstrip("\n").split("\n")


@cache  # a few dozen kinds, a hundred thousand words
def kind_of(token: object) -> str:
    """The class of a word of this kind (a token of Pygments), empty for a plain one."""
    return next((name for start, name in CLASSES if str(token).startswith(start)), "")


def span(kind: str, word: str) -> str:
    """A word in its class, line by line: no element reaches over the end of one."""
    lines = (escape(line, quote=False) for line in word.split("\n"))
    return "\n".join(
        f'<span class="{kind}">{line}</span>' if kind and line else line for line in lines
    )
