"""Kernels without Jupyter: what each step answers is a function of the test.

`FakeKernels()` answers every `Run` with its source as printed text and every `Evaluate` with the
expression as plain text. `answers` maps sources to a `CellResult`, a MIME bundle or a `StepFailed`;
`reads` maps session names to what they read (None: not observed); `acts` to a function that is
called when the session runs and may write files, whose names it returns. `ran` lists the sessions
that came.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from report.engine.model import CellResult, Output
from report.engine.ports import Evaluate, Progress, Read, Run, Session, StepFailed, Transcript


@dataclass
class FakeKernels:
    answers: Mapping[str, object] = field(default_factory=dict)
    reads: Mapping[str, tuple[Read, ...] | None] = field(default_factory=dict)
    acts: Mapping[str, Callable[[], tuple[str, ...]]] = field(default_factory=dict)
    ran: list[Session] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, documents: Collection[PurePosixPath]) -> None:
        self.expected += map(str, documents)

    def get_ready(self) -> None:
        pass

    def rest(self) -> None:
        pass

    def run(
        self, sessions: Sequence[Session], *, at_once: int, progress: Progress
    ) -> tuple[Transcript, ...]:
        self.ran.extend(sessions)
        return tuple(self._transcript(session) for session in sessions)

    def _transcript(self, session: Session) -> Transcript:
        given = []
        for number, step in enumerate(session.steps):
            answer = self.answers.get(step.source, usual(step))
            if isinstance(answer, StepFailed):
                failure = StepFailed(
                    number, answer.kind, answer.name, answer.value, answer.traceback
                )
                return Transcript(tuple(given), failure)
            given.append(answer)
        reads = self.reads.get(session.name, ())
        wrote = self.acts[session.name]() if session.name in self.acts else ()
        return Transcript(tuple(given), reads=reads, wrote=wrote)

    @property
    def names(self) -> list[str]:
        """The names of the sessions that ran, in order."""
        return [session.name for session in self.ran]


def usual(step: Run | Evaluate) -> object:
    if isinstance(step, Run):
        return CellResult((Output("stream", name="stdout", text=step.source),), 1)
    return {"text/plain": step.source}
