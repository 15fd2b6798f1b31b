"""Forked kernels for every program that starts kernels by a kernelspec: Quarto, nbclient, notebooks.

The kernelspec names `SharedKernel` by its entry point, `report-forked`. Programs that come one after
another share one host, which has imported already what is slow to import; where there can be none,
kernels start as usual.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner
from jupyter_core.paths import jupyter_runtime_dir
from traitlets import Float

from report.engine.doors.kernel_fork import can_fork, imports_below, plain_environment
from report.engine.doors.kernel_provisioner import ForkedKernel

HOST = Path(__file__).with_name("kernel_host.py")
PATIENCE = 30.0  # seconds that a host may take to import


class SharedKernel(ForkedKernel):
    """Provides kernels forked from the shared host, or ordinary ones where that cannot be."""

    idle: float = Float(300.0, help="Seconds that the host waits for another kernel.").tag(
        config=True
    )

    def __init__(self, **traits: Any) -> None:
        LocalProvisioner.__init__(self, **traits)
        self._line: socket.socket | None = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel that connects as `cmd` says; start one where that cannot be."""
        if can_fork(cmd):
            with suppress(OSError, ValueError):
                self._line, pid = forked(cmd, kwargs, self.idle)
                return self.taken(pid, kwargs["cwd"])
        return await LocalProvisioner.launch_kernel(self, cmd, **kwargs)

    async def wait(self) -> int | None:
        """Wait until the process has ended, forked or not."""
        if self._line is None:
            return await LocalProvisioner.wait(self)
        return await super().wait()

    async def cleanup(self, restart: bool = False) -> None:
        """Let the host know that the kernel is done with."""
        if self._line is not None:
            self._line.close()
            self._line = None
        await super().cleanup(restart)


def forked(cmd: Sequence[str], wanted: Mapping[str, Any], idle: float) -> tuple[socket.socket, int]:
    """A connection to the host and the number of the kernel that lives as long as it.

    Raises `OSError` or `ValueError` where no host answers.
    """
    request = {
        "argv": cmd[cmd.index("ipykernel_launcher") + 1 :],
        "cwd": wanted.get("cwd") or str(Path.cwd()),
        "environment": dict(wanted["env"]),
    }
    line = connected(modules(wanted["env"]), idle)
    try:
        socket.send_fds(line, [f"{json.dumps(request)}\n".encode()], [errors(wanted)])
        line.settimeout(PATIENCE)
        return line, int(line.makefile().readline())
    except (OSError, ValueError):
        line.close()
        raise


def errors(wanted: Mapping[str, Any]) -> int:
    """The descriptor that the program wants errors written to: its own, if it does not say."""
    stream = wanted.get("stderr")
    if stream is None or (isinstance(stream, int) and stream < 0):
        return sys.__stderr__.fileno() if sys.__stderr__ else 2
    return stream if isinstance(stream, int) else stream.fileno()


def modules(environment: Mapping[str, str]) -> tuple[str, ...]:
    """What the host imports: what is slow in the project that Quarto renders."""
    root = environment.get("QUARTO_PROJECT_ROOT")
    return imports_below(Path(root)) if root else ()


def connected(names: Sequence[str], idle: float) -> socket.socket:
    """A connection to the host that has imported these modules; it is started if there is none."""
    path = address(names)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(OSError):
        return reached(path)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one host, however many programs begin at once
        with suppress(OSError):
            return reached(path)
        path.unlink(missing_ok=True)
        start(path, names, idle)
        return reached(path)


def address(names: Sequence[str]) -> Path:
    """The host's socket: one for each Python, its packages, and what is imported."""
    packages = Path(sysconfig.get_path("purelib")).stat().st_mtime_ns
    key = json.dumps([sys.executable, packages, HOST.read_text("utf-8"), *names])
    return Path(
        jupyter_runtime_dir(), f"report-{hashlib.sha256(key.encode()).hexdigest()[:12]}.sock"
    )


def reached(path: Path) -> socket.socket:
    """A connection over the socket at `path`. Raises `OSError` if nobody listens."""
    line = socket.socket(socket.AF_UNIX)
    try:
        line.connect(str(path))
    except OSError:
        line.close()
        raise
    return line


def start(path: Path, names: Sequence[str], idle: float) -> None:
    """Start the host, which outlives this program, and wait until it listens, if it does."""
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(
            [sys.executable, str(HOST), str(path), str(idle), *names],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
            env=plain_environment(),
            timeout=PATIENCE,
            check=False,
        )
