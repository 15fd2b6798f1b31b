"""Runs inside a kernel: notes every file, folder, module and variable that a document's code reads.

The kernel's configuration loads this file by its path, whatever else can be imported there, so it
needs nothing but the standard library. What compiled readers and other processes read cannot be
seen; where they were at work the whole project counts as read.
"""

from __future__ import annotations

import gc
import importlib.util
import io
import json
import os
import sys
import sysconfig
import threading
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

NATIVE = frozenset(
    {"duckdb", "fiona", "h5py", "lxml.etree", "netCDF4", "polars", "pyarrow", "pyogrio"}
    | {"rasterio", "tables"}
)
STARTS = frozenset(
    {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty"}
)
HARMLESS = frozenset({"fc-list", "gcc", "ldconfig", "lsb_release", "uname"})
MACHINE = ("/bin", "/dev", "/etc", "/lib", "/proc", "/sys", "/usr", "/var")
TOOLS = frozenset({".git", ".report", ".quarto", "_freeze", "__pycache__", "node_modules"})
PLUMBING = frozenset({"<frozen os>", "<frozen _collections_abc>", os.__file__, __file__})
OURS = "_report_"
SEARCH = ("<frozen importlib", os.path.join(os.path.dirname(os.__file__), "importlib"))


def beside(name: str) -> ModuleType:
    """The engine's module in the file `name`, which this one may not be able to import."""
    path = Path(__file__).parents[1] / name
    spec = importlib.util.spec_from_file_location(f"{OURS}{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


digest = beside("digest.py")


class Watch:
    """What was read so far below `root` and beside it, as (kind, name) -> digest.

    `private` is the session's own folder: only its `files` count, by the variables that name them.
    `made` are folders below `root` that builds write; `code` is a folder whose modules read
    variables on the project's behalf.
    """

    def __init__(
        self, root: str, private: str, files: list[str], made: list[str], code: str
    ) -> None:
        self.root = root
        self.private = private
        self.own = {os.path.join(private, name): name for name in files}
        self.made = tuple(os.path.join(root, name) for name in made)
        self.code = (root, code)
        self.reads: dict[tuple[str, str], str] = {}
        self.written: set[str] = set()
        self.unseen = False
        self._busy = threading.local()
        installed = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()}
        self.inner = tuple(
            sorted(path for path in installed if within(path, root) and path != root)
        )
        self.machine = (*MACHINE, *sorted(installed))

    def start(self) -> None:
        """Watch from now on; there is no way to stop."""
        sys.addaudithook(self.hear)
        watch = self

        class Environment(type(os.environ)):  # type: ignore[misc]
            """`os.environ`, telling which variables the project's code asks for."""

            def __getitem__(self, name: str) -> str:
                watch.variable(name)
                return super().__getitem__(name)

            def __iter__(self) -> Any:
                watch.variable("*")
                return super().__iter__()

        os.environ.__class__ = Environment

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """The audit hook (PEP 578)."""
        if getattr(self._busy, "now", False):
            return
        self._busy.now = True
        try:
            if event == "open":
                self.opened(*arguments)
            elif event in ("os.listdir", "os.scandir"):
                self.listed(arguments[0])
            elif event == "sqlite3.connect":
                self.read(arguments[0])
            elif event in STARTS:
                self.started(*arguments[:1])
        finally:
            self._busy.now = False

    def opened(self, path: Any, mode: str | None, flags: int) -> None:
        """A file is being opened: to read it, to write it, or both."""
        writes = flags & os.O_ACCMODE != os.O_RDONLY if mode is None else set(mode) & set("wax+")
        reads = flags & os.O_ACCMODE != os.O_WRONLY if mode is None else set(mode) & set("r+")
        if reads:
            self.read(path)
        if writes and isinstance(path, str | bytes | os.PathLike):
            self.written.add(os.path.abspath(os.fsdecode(path)))

    def read(self, path: Any) -> None:
        """A file is read: note it with its digest, unless this session wrote it itself."""
        if not isinstance(path, str | bytes | os.PathLike):
            return
        full = source_of(os.path.abspath(os.fsdecode(path)))
        if full in self.own:
            self.reads["info", self.own[full]] = ""
        elif full not in self.written and self.counts(full):
            kind = "module" if full.endswith(".py") else "file"
            key = kind, self.name(full)
            if key not in self.reads:
                self.reads[key] = digest.file_digest(Path(full))

    def told(self, path: str, keys: tuple[str, ...]) -> Any:
        """What one of the session's own files says under `keys`: that alone is noted."""
        self._busy.now = True
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self._busy.now = False
        name = digest.PART.join([self.own[os.path.abspath(path)], *keys])
        self.reads["info", name] = digest.part_digest(text, keys, self.root)
        return digest.part_of(text, keys)

    def listed(self, path: Any) -> None:
        """A folder is listed: note its names, unless the import system looks for modules."""
        if sys._getframe(2).f_code.co_filename.startswith(SEARCH):
            return
        if not isinstance(path, str | bytes | os.PathLike | None):
            return
        full = os.path.abspath(os.fsdecode(path or "."))
        key = "folder", self.name(full)
        if self.counts(full) and key not in self.reads:
            self.reads[key] = digest.folder_digest(Path(full))

    def searched(self) -> None:
        """Note which modules lie in the project's folders that imports look into.

        One that is put there later may shadow a module that was found elsewhere.
        """
        self._busy.now = True
        for entry in dict.fromkeys(os.path.abspath(entry) for entry in sys.path):
            if within(entry, self.root) and self.counts(entry) and os.path.isdir(entry):
                found = digest.modules_digest(Path(entry))
                self.reads.setdefault(("search", self.name(entry)), found)
        self._busy.now = False

    def started(self, program: Any = "") -> None:
        """Another process is started: nobody sees what it reads."""
        if os.path.basename(os.fsdecode(program or "")) not in HARMLESS:
            self.unseen = True

    def variable(self, name: str) -> None:
        """A variable is asked for: note it if the project's own code asks."""
        if not isinstance(name, str):
            return
        frame = sys._getframe(2)
        while frame.f_back and frame.f_code.co_filename in PLUMBING:
            frame = frame.f_back
        asker = frame.f_code.co_filename
        if "ipykernel_" in asker or asker == "<string>" or self.is_code(asker):
            self.reads.setdefault(("variable", name), "")

    def is_code(self, path: str) -> bool:
        """Whether a module belongs to the project or to the report's own package."""
        return any(within(path, folder) for folder in self.code) and not self.is_inner(path)

    def is_inner(self, path: str) -> bool:
        """Whether a path below the root belongs to an environment that lies there."""
        return any(within(path, folder) for folder in self.inner)

    def counts(self, path: str) -> bool:
        """Whether a result can depend on what lies at `path`, the machine and its packages aside."""
        if within(path, self.private):
            return False
        if within(path, self.root):
            made = any(within(path, folder) for folder in self.made)
            inner = TOOLS.intersection(path[len(self.root) :].split(os.sep))
            return not (made or inner or self.is_inner(path))
        return not (os.sep + "." in path or any(within(path, folder) for folder in self.machine))

    def name(self, path: str) -> str:
        """The path from the root where it lies below it."""
        inside = within(path, self.root)
        return os.path.relpath(path, self.root).replace(os.sep, "/") if inside else path

    def tell(self, target: str) -> None:
        """Write to `target`, as JSON, what was read (null if some was not seen) and written."""
        self.searched()
        self._busy.now = True
        for name, module in tuple(sys.modules.items()):
            path = getattr(module, "__file__", None)
            if isinstance(path, str) and not name.startswith(OURS) and self.counts(path):
                self.reads.setdefault(("module", self.name(path)), digest.file_digest(Path(path)))
        seen = not self.unseen and NATIVE.isdisjoint(sys.modules)
        reads = [[*key, found] for key, found in sorted(self.reads.items())] if seen else None
        inside = (path for path in self.written if within(path, self.root) and self.counts(path))
        wrote = sorted(map(self.name, inside))
        with open(target, "w", encoding="utf-8") as file:
            json.dump({"reads": reads, "wrote": wrote}, file)
        flush()
        self._busy.now = False


class Notebook(Watch):
    """A watch that writes down at once what it sees, for kernels that nobody asks in the end.

    Each line of `target` is a JSON list: kind, name, digest. The single word "unseen" says that
    something was read that no watch can see.
    """

    def __init__(self, root: str, private: str, files: list[str], code: str, target: Path) -> None:
        super().__init__(root, private, files, [], code)
        self.reads = Lines(target, root)

    def start(self) -> None:
        """Watch from now on; what compiled readers read is unseen from their import on."""
        super().start()
        self.searched()
        sys.addaudithook(self.imports)

    def imports(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Another audit hook: is a compiled reader, if there is one, about to be imported?"""
        if event == "import" and not self.unseen and arguments[0] in NATIVE:
            package = arguments[0].partition(".")[0]
            if importlib.util.find_spec(package) is not None:
                self.started()

    def started(self, program: Any = "") -> None:
        """Another process is started: nobody sees what it reads."""
        super().started(program)
        if self.unseen:
            self.reads["unseen", ""] = ""

    def look_back(self, known: frozenset[str]) -> None:
        """Note the modules that were imported before; but for `known`, they may have read unseen."""
        for name, module in tuple(sys.modules.items()):
            path = getattr(module, "__file__", None)
            if name in NATIVE:
                self.started()
            elif isinstance(path, str) and not name.startswith(OURS) and self.counts(path):
                self.read(path)
                if name not in known:
                    self.started()


class Lines(dict[tuple[str, str], str]):
    """What was read, each entry also a line of a file as soon as it is made."""

    def __init__(self, target: Path, root: str) -> None:
        super().__init__()
        self.root = root
        self.file = target.open("w", encoding="utf-8", buffering=1)

    def __setitem__(self, key: tuple[str, str], found: str) -> None:
        if key not in self:
            super().__setitem__(key, found)
            self.file.write(json.dumps([*key, found or value_digest(key, self.root)]) + "\n")

    def setdefault(self, key: tuple[str, str], found: str = "") -> str:
        """As of any mapping; a new entry is written down."""
        self[key] = found
        return self[key]


def value_digest(key: tuple[str, str], root: str) -> str:
    """The digest of a variable's value now, wherever the root is; nothing for other kinds."""
    kind, name = key
    if kind != "variable":
        return ""
    value = dict.get(vars(os.environ)["_data"], os.fsencode(name))
    return "unset" if value is None else digest.digest(os.fsdecode(value).replace(root, "."))


def flush() -> None:
    """Bring to the disk what the code wrote and never closed: the kernel is about to be killed."""
    files: dict[type, bool] = {}  # by kind: to ask each of a hundred thousand things takes longer
    for thing in gc.get_objects():
        kind = type(thing)
        if kind not in files:
            files[kind] = issubclass(kind, io.IOBase)
        if files[kind] and not thing.closed and thing.writable():
            with suppress(OSError, ValueError):
                thing.flush()


def within(path: str, folder: str) -> bool:
    """Whether `path` is `folder` or lies below it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def source_of(path: str) -> str:
    """The module's source where `path` is what Python compiled of it."""
    if not path.endswith(".pyc"):
        return path
    try:
        return importlib.util.source_from_cache(path)
    except ValueError:
        return path
