"""Which of the project's own modules a cell's code uses, and on which page of the site they stand."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from report.engine.model import Kind, Project

Bound: TypeAlias = dict[str, tuple[str, str]]  # a name to a module and the name in it, or none

FOLDER = PurePosixPath("code")


@dataclass(frozen=True)
class Modules:
    """The modules that a document's cells import; `sources` is the code of all of them."""

    sources: tuple[str, ...]
    root: Path

    @cached_property
    def names(self) -> Bound:
        """What the names mean that the cells import."""
        return {name: one for source in self.sources for name, one in bound_in(source).items()}

    @property
    def members(self) -> tuple[tuple[str, str], ...]:
        """Each `module.name` in the code, as the module's full name and the name in it, once."""
        found = (one for source in self.sources for one in members_in(source, self.names))
        return tuple(dict.fromkeys(found))

    def used_in(self, source: str) -> tuple[PurePosixPath, ...]:
        """The project's modules of which `source` uses something as `module.name`, in its order.

        A name that a package passes on counts for the module that it comes from.
        """
        found = (file_of(self.root, *one) for one in members_in(source, self.names))
        return tuple(dict.fromkeys(path for path in found if path is not None))

    def function_in(self, source: str) -> str:
        """The dotted name of the first function of the project that `source` calls as `module.name`."""
        for module, name in members_in(source, self.names):
            path = file_of(self.root, module, name)
            if path is not None:
                return ".".join([*path.with_suffix("").parts, name])
        return ""


def code_page(path: PurePosixPath) -> PurePosixPath:
    """The page on which a module stands."""
    return FOLDER / path.with_suffix(".html")


def shows_code(project: Project) -> bool:
    """Whether a project's site has pages for its modules: a lone document has no room for them."""
    return project.kind in {Kind.BOOK, Kind.WEBSITE}


@lru_cache(maxsize=1024)
def bound_in(source: str) -> Bound:
    """What the names mean that `source` imports; nothing for code that cannot be read."""
    names: Bound = {}
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.Import):
            names |= {one.asname: (one.name, "") for one in node.names if one.asname}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {one.asname or one.name: (node.module, one.name) for one in node.names}
    return names


def parsed(source: str) -> ast.AST:
    """The tree of some code; an empty one where it is no plain Python (a cell with magics)."""
    with suppress(SyntaxError, ValueError):
        return ast.parse(source)
    return ast.Module([], [])


def members_in(source: str, names: Bound) -> Iterator[tuple[str, str]]:
    """Each `module.name` in `source`, as the module's full name and the name in it."""
    for node in in_order(parsed(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module, name = names.get(node.value.id, ("", ""))
            if module:
                yield f"{module}.{name}" if name else module, node.attr


def in_order(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all below it, in the order of the text."""
    yield node
    for child in ast.iter_child_nodes(node):
        yield from in_order(child)


def file_of(root: Path, module: str, name: str, depth: int = 3) -> PurePosixPath | None:
    """The file of the project in which `name` of `module` is defined, as far as imports tell."""
    path = PurePosixPath(*module.split("."))
    if (root / path.with_suffix(".py")).is_file():
        return path.with_suffix(".py")
    package = root / path / "__init__.py"
    if not depth or not package.is_file():
        return None
    passed = bound_in(package.read_text(encoding="utf-8")).get(name)
    return file_of(root, *passed, depth - 1) if passed else None
