"""Progress for people: bars on a terminal, plain lines elsewhere, silence when asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID


class Silence:
    """Says nothing: `-q`, and programs that only want the outcome."""

    def stage(self, name: str, total: int) -> None:
        """Say nothing."""

    def step(self, what: str) -> None:
        """Say nothing."""

    def detail(self, text: str) -> None:
        """Say nothing."""

    def close(self) -> None:
        """Say nothing."""


@dataclass(slots=True)
class Lines:
    """One plain line a stage, and with `verbose` one a step: for logs and CI."""

    stream: TextIO
    verbose: bool = False

    def stage(self, name: str, total: int) -> None:
        """Write the stage's name, and how many steps it has."""
        self._write(f"{name} ({total})" if total else name)

    def step(self, what: str) -> None:
        """Write the step, if they are wanted."""
        self.detail(what)

    def detail(self, text: str) -> None:
        """Write `text`, if details are wanted."""
        if self.verbose:
            self._write(f"  {text}")

    def close(self) -> None:
        """Leave nothing behind."""

    def _write(self, line: str) -> None:
        self.stream.write(f"{line}\n")
        self.stream.flush()


class Bars:
    """One bar a stage on a terminal; finished stages vanish, the summary stays."""

    def __init__(self, *, verbose: bool = False) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self._verbose = verbose
        self._task: TaskID | None = None
        self._bars: RichProgress = Progress(
            TextColumn("{task.description:<12}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("[dim]{task.fields[what]}"),
            console=Console(stderr=True),
            transient=True,
        )
        self._bars.start()

    def stage(self, name: str, total: int) -> None:
        """Replace the bar by that of the next stage."""
        if self._task is not None:
            self._bars.remove_task(self._task)
        self._task = self._bars.add_task(name, total=total or None, what="")

    def step(self, what: str) -> None:
        """Move the bar on."""
        if self._task is not None:
            self._bars.update(self._task, advance=1, what=what)
        self.detail(what)

    def detail(self, text: str) -> None:
        """Print `text` above the bar, if details are wanted."""
        if self._verbose:
            self._bars.console.print(text, highlight=False, markup=False)

    def close(self) -> None:
        """Take the bar away."""
        self._bars.stop()
