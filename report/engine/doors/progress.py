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
        """Write the stage's name, and how many steps it has; one of unknown length is a detail."""
        if total:
            self._write(f"{name} ({total})")
        else:
            self.detail(name)

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


@dataclass(slots=True)
class Bars:
    """One bar a stage on a terminal; finished stages vanish, the summary stays."""

    verbose: bool = False
    _bars: RichProgress | None = None
    _task: TaskID | None = None

    def stage(self, name: str, total: int) -> None:
        """Replace the bar by that of the next stage."""
        if self._bars is None:
            self._bars = bars()
            self._bars.start()
        if self._task is not None:
            self._bars.remove_task(self._task)
        self._task = self._bars.add_task(name, total=total or None, what="")

    def step(self, what: str) -> None:
        """Move the bar on."""
        if self._bars is not None and self._task is not None:
            self._bars.update(self._task, advance=1, what=what)
        self.detail(what)

    def detail(self, text: str) -> None:
        """Print `text` above the bar, if details are wanted."""
        if self.verbose and self._bars is not None:
            self._bars.console.print(text, highlight=False, markup=False)

    def close(self) -> None:
        """Take the bar away."""
        if self._bars is not None:
            self._bars.stop()


def bars() -> RichProgress:
    """The display: what goes on, how far it is, and the last thing that was done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    return Progress(
        TextColumn("{task.description:<10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[what]}", style="dim", markup=False),
        console=Console(stderr=True),
        transient=True,
    )
