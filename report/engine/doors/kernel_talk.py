"""The talk with one kernel: a session's steps go in one by one, answers and what was read come out.

It is Jupyter's protocol of messages (https://jupyter-client.readthedocs.io/en/stable/messaging.html):
a request over the channel "shell", the reply over the same, and outputs over "iopub" meanwhile.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING, Any

from report.engine.model import CellResult, Output
from report.engine.ports import Evaluate, Read, ReadKind, Run, Session, StepFailed

if TYPE_CHECKING:
    from jupyter_client import AsyncKernelClient, AsyncKernelManager

PATIENCE = 60  # seconds that outputs may come after the reply
LOOK = 1  # seconds of silence after which to look whether the kernel lives
CELL_FILE = re.compile(r"([^\s\"']*ipykernel_\d+[/\\])\d+\.py|(?<=\()\d{6,}\.py")
TELL = "__import__('sys').modules['_report_watch'].watch.tell({target!r})"
Message = Mapping[str, Any]


class SessionError(Exception):
    """Ends a session early; `step` says where and why."""

    def __init__(self, step: StepFailed) -> None:
        super().__init__(step.value)
        self.step = step


@dataclass(slots=True)
class Conversation:
    """One session's talk with its kernel: what was answered so far, and what ended it early."""

    session: Session
    answers: list[CellResult | Mapping[str, object]] = field(default_factory=list)
    failure: StepFailed | None = None
    reads: tuple[Read, ...] | None = None
    wrote: tuple[str, ...] = ()

    async def hold(
        self, manager: AsyncKernelManager, client: AsyncKernelClient, told: Path
    ) -> None:
        """Take every step in order; raises `SessionError` at the first that cannot be taken.

        In the end the kernel writes what was read into the file `told`.
        """
        line = Line(manager, client, self.session.timeout)
        for kind, group in groupby(enumerate(self.session.steps), lambda pair: type(pair[1])):
            if kind is Evaluate:
                await self.evaluate(line, list(group))
                continue
            for number, step in group:
                self.answers.append(await line.run(number, step))
        request = client.execute(TELL.format(target=str(told)), silent=True)
        await line.reply_to(request, len(self.answers))
        self.reads, self.wrote = told_in(told)

    async def evaluate(self, line: Line, steps: Sequence[tuple[int, Evaluate]]) -> None:
        """Evaluate neighbouring expressions in one request; raises `SessionError` like a cell."""
        reply = await line.evaluated({str(number): step.source for number, step in steps})
        answers = reply["content"].get("user_expressions", {})
        for number, step in steps:
            answer = answers.get(str(number)) or reply["content"]
            if answer.get("status") != "ok" and not step.may_fail:
                raise SessionError(failed(number, answer))
            self.answers.append(dict(answer.get("data", {})))


@dataclass(frozen=True, slots=True)
class Line:
    """The line to a kernel that runs; `timeout` is in seconds and bounds each request."""

    manager: AsyncKernelManager
    client: AsyncKernelClient
    timeout: float | None

    async def run(self, number: int, step: Run) -> CellResult:
        """Run a cell; raises `SessionError` if it raised and may not, hung, or took the kernel along."""
        request = self.client.execute(step.source, stop_on_error=False)
        heard = asyncio.ensure_future(self.heard_of(request, number))
        try:
            await self.answered(request, number)
            cell = await asyncio.wait_for(heard, PATIENCE)
        except TimeoutError as error:  # outputs that come late must not be lost in silence
            raise SessionError(StepFailed(number, "timeout")) from error
        finally:
            heard.cancel()
            await asyncio.gather(heard, return_exceptions=True)
        error = next((one for one in cell.outputs if one["output_type"] == "error"), None)
        if error is not None and not step.may_fail:
            raise SessionError(failed(number, error))
        return CellResult(tuple(map(output_of, cell.outputs)), cell.count)

    async def evaluated(self, expressions: Mapping[str, str]) -> Message:
        """The reply to a request for the values of some expressions, by the numbers of their steps."""
        number = int(next(iter(expressions)))
        request = self.client.execute(
            "", silent=True, store_history=False, user_expressions=dict(expressions)
        )
        return await self.answered(request, number)

    async def answered(self, request: str, number: int) -> Message:
        """The kernel's reply in time; raises `SessionError` for none."""
        try:
            return await asyncio.wait_for(self.reply_to(request, number), self.timeout)
        except TimeoutError as error:
            raise SessionError(StepFailed(number, "timeout")) from error

    async def reply_to(self, request: str, number: int) -> Message:
        """The kernel's reply; raises `SessionError` when it dies before it replies."""
        while True:
            reply = await self.next_of(self.client.get_shell_msg, number)
            if reply["parent_header"].get("msg_id") == request:
                return reply

    async def heard_of(self, request: str, number: int) -> Heard:
        """All that the kernel shows while it works on a request."""
        heard = Heard()
        while not heard.over:
            message = await self.next_of(self.client.get_iopub_msg, number)
            if message["parent_header"].get("msg_id") == request:
                heard.hear(message["msg_type"], message["content"])
        return heard

    async def next_of(self, channel: Callable[..., Awaitable[Message]], number: int) -> Message:
        """The next message of a channel; raises `SessionError` when the kernel dies before."""
        while True:
            try:
                return await channel(timeout=LOOK)
            except Empty:
                if not await self.manager.is_alive():
                    raise SessionError(StepFailed(number, "died")) from None


@dataclass(slots=True)
class Heard:
    """What a cell showed so far, in nbformat's words, its number, and whether that is `over`."""

    outputs: list[dict[str, Any]] = field(default_factory=list)
    count: int | None = None
    over: bool = False
    _clears: bool = False  # with the next output

    def hear(self, kind: str, content: Message) -> None:
        """Take one message of the channel "iopub"."""
        self.count = content.get("execution_count", self.count)
        match kind:
            case "status":
                self.over = content["execution_state"] == "idle"
            case "clear_output" if content.get("wait"):
                self._clears = True
            case "clear_output":
                self.outputs.clear()
            case "display_data" | "execute_result" | "update_display_data":
                self.show(kind, content)
            case "stream" | "error":
                self.add({"output_type": kind, **content})

    def show(self, kind: str, content: Message) -> None:
        """Show a picture or a text, in place of all that bear the same name."""
        name = (content.get("transient") or {}).get("display_id")
        shown = {part: content[part] for part in ("data", "metadata")}
        for output in self.outputs:
            if name and output.get("display_id") == name:
                output.update(shown)
        if kind != "update_display_data":
            self.add({"output_type": kind, "display_id": name, **shown})

    def add(self, output: dict[str, Any]) -> None:
        """One more output."""
        if self._clears:
            self.outputs.clear()
            self._clears = False
        self.outputs.append(output)


def told_in(told: Path) -> tuple[tuple[Read, ...] | None, tuple[str, ...]]:
    """What the kernel wrote of its reads (None: it could not tell, or not see all) and writes."""
    try:
        fields = json.loads(told.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None, ()
    wrote = tuple(fields["wrote"])
    if fields["reads"] is None:
        return None, wrote
    return tuple(Read(ReadKind(kind), *rest) for kind, *rest in fields["reads"]), wrote


def output_of(told: Mapping[str, Any]) -> Output:
    """An output in nbformat's words as ours, without names that only this run knows."""
    if told["output_type"] == "stream":
        return Output("stream", name=told["name"], text=lasting(told["text"]))
    if told["output_type"] == "error":
        name, value = told["ename"], lasting(told["evalue"])
        traceback = [lasting(line) for line in told["traceback"]]
        data = {"ename": name, "evalue": value, "traceback": traceback}
        return Output("error", name=name, text=value, data=data)
    return Output(told["output_type"], data=dict(told["data"]), metadata=dict(told["metadata"]))


def lasting(text: str) -> str:
    """`text` without the file names that a kernel gives its cells: they differ from run to run."""
    return CELL_FILE.sub("<cell>", text)


def failed(number: int, error: Mapping[str, Any]) -> StepFailed:
    """Jupyter's words for an exception as ours."""
    return StepFailed(
        number,
        "error",
        name=error.get("ename", ""),
        value=lasting(error.get("evalue", "")),
        traceback=tuple(lasting(line) for line in error.get("traceback", ())),
    )
