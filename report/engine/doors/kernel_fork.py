"""Kernels forked from a parent that has imported pandas and altair already: a tenth of a second each.

`ForkedKernel` is a `jupyter_client` kernel provisioner: the protocol, the client and the kernel are
the usual ones, only the process comes about in another way.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

PARENT = Path(__file__).with_name("kernel_parent.py")
SOON = 0.005  # seconds between two looks
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
OFFERED = hasattr(os, "fork") and sys.platform != "darwin"  # macOS frameworks do not survive it


class KernelParent:
    """The parent process, from here: started at once, asked when a kernel is wanted."""

    def __init__(self, imports: Sequence[str]) -> None:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        self._process = subprocess.Popen(
            [sys.executable, str(PARENT), *imports],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
            env={**environment, **dict.fromkeys(ONE_THREAD, "1"), "PYTHONHASHSEED": "0"},
        )

    def fork(
        self, argv: Sequence[str], cwd: str, environment: Mapping[str, str], errors: str
    ) -> int:
        """A new kernel's process number. Raises `OSError` when the parent is gone."""
        request = {"argv": argv, "cwd": cwd, "environment": dict(environment), "errors": errors}
        self._process.stdin.write(f"{json.dumps(request)}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise ChildProcessError("the parent of kernels is gone")
        return int(answer)

    def close(self) -> None:
        """End the parent and every kernel that it still has."""
        with suppress(OSError):
            self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


class ForkedProcess:
    """A forked kernel as far as a provisioner looks at `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """None while it lives; its exit status is its parent's secret."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int:
        """Called only after `poll` told the end."""
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End the kernel at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)


class ForkedKernel(LocalProvisioner):
    """Provides a kernel by forking; everything else is as for kernels started from scratch."""

    def __init__(self, source: KernelParent, errors: Path, **traits: Any) -> None:
        super().__init__(**traits)
        self._source = source
        self._errors = errors

    async def wait(self) -> int | None:
        """Wait until the process has ended."""
        while self.process is not None and self.process.poll() is None:
            await asyncio.sleep(SOON)
        self.process = None
        return 0

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel that connects as `cmd` says."""
        argv = cmd[cmd.index("ipykernel_launcher") + 1 :]
        pid = self._source.fork(argv, kwargs["cwd"], kwargs["env"], str(self._errors))
        self.process = ForkedProcess(pid)
        self.pid = self.pgid = pid
        self.cwd = kwargs["cwd"]
        return self.connection_info


def can_fork(argv: Sequence[str]) -> bool:
    """Whether the kernel that `argv` starts is an ordinary one of this very Python."""
    return (
        OFFERED
        and "ipykernel_launcher" in argv
        and argv[0] in {"python", "python3", sys.executable}
    )
