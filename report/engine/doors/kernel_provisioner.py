"""Kernels forked from a parent that has imported pandas and altair already: a tenth of a second each.

`ForkedKernel` is a `jupyter_client` kernel provisioner: the protocol, the client and the kernel are
the usual ones, only the process comes about in another way.
"""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from report.engine.doors.kernel_fork import KernelParent

SOON = 0.005  # seconds between two looks


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
        return self.taken(pid, kwargs["cwd"])

    def taken(self, pid: int, cwd: str) -> KernelConnectionInfo:
        """Look after the kernel of this process number."""
        self.process = ForkedProcess(pid)
        self.pid = self.pgid = pid
        self.cwd = cwd
        return self.connection_info
