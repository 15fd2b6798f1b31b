"""Under Quarto, what a chapter reads is noted beside its frozen results, for `report.engine.freezer`.

Quarto starts its kernels itself, so the notes begin where a chapter first imports code of this
project: both packages that chapters import call `begin`. The engine's own kernels are watched from
their start and need no notes.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

WATCH = Path(__file__).parent / "engine" / "doors" / "kernel_watch.py"
INFO = "QUARTO_EXECUTE_INFO"
ENDINGS = {"html": "html", "typst": "typ", "latex": "tex", "pdf": "tex", "beamer": "tex"}
NOTES = Path("_freeze", ".reads")
FREEZERS = (Path("_freeze"), Path(".quarto", "_freeze"))
OURS = frozenset({"report", "report.noted", "figures"})


def begin() -> None:
    """Begin the notes if this is a kernel that Quarto started and nobody watches it yet."""
    if INFO in os.environ and "ipykernel" in sys.modules and "_report_watch" not in sys.modules:
        note(Path(os.environ["QUARTO_PROJECT_ROOT"]), Path(os.environ[INFO]))


def note(root: Path, info: Path) -> None:
    """Note from now on what this process reads; the result frozen before will be replaced."""
    import importlib.util
    import json

    told = json.loads(info.read_text(encoding="utf-8"))
    document = Path(told["document-path"]).resolve().relative_to(root.resolve()).with_suffix("")
    ending = ENDINGS.get(told["format"]["pandoc"]["to"].split("+")[0], "")
    for freezer in FREEZERS:
        frozen_in(root / freezer, document, ending).unlink(missing_ok=True)
    notes = notes_in(root, document, ending)
    notes.parent.mkdir(parents=True, exist_ok=True)
    spec = importlib.util.spec_from_file_location("_report_watch", WATCH)
    module = sys.modules["_report_watch"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    code = str(Path(__file__).parent)
    watch = module.watch = module.Notebook(str(root), str(info.parent), [], code, notes)
    watch.own[str(info)] = INFO
    watch.look_back(OURS)
    watch.start()


def told(named: str, *keys: str) -> Any:
    """What the file `named`, in which a render tells of itself, says under keys, each within the last.

    A watch notes that the result depends on this, and not on the whole file.
    """
    import json

    watch = getattr(sys.modules.get("_report_watch"), "watch", None)
    if watch is not None:
        return watch.told(named, keys)
    value = json.loads(Path(named).read_text(encoding="utf-8"))
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def frozen_in(freezer: Path, document: Path, ending: str) -> Path:
    """Where Quarto keeps the results of a document (its path without suffix) for a kind of output."""
    return freezer / document / "execute-results" / f"{ending}.json"


def notes_in(root: Path, document: Path, ending: str) -> Path:
    """Where the notes on those results lie."""
    return root / NOTES / document.parent / f"{document.name}.{ending}.reads"
