"""A parent of kernels that programs share: Quarto's, which come one after another, and notebooks.

`kernel_shared` starts this file by its path: `SOCKET IDLE MODULE...`. A program connects to the
socket, sends a request as a line of JSON, `{"argv", "cwd", "environment"}`, with a descriptor for
errors, and reads the kernel's process number. The kernel lives as long as the connection; the host
ends when nobody was connected for `IDLE` seconds.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from kernel_parent import become_kernel, imported

LONGEST = 1 << 20  # bytes of a request; an environment can be large


def main() -> None:
    """Import, answer requests until nobody asks; a forked child leaves here as a kernel.

    The process that was started ends as soon as the host listens; status 1 means that none can be.
    """
    path, idle, *names = sys.argv[1:]
    sys.path.pop(0)  # this file's own folder
    if not imported(names):
        sys.exit(1)
    with socket.socket(socket.AF_UNIX) as door:
        os.umask(0o077)
        door.bind(path)
        door.listen(64)
        if os.fork() != 0:
            os._exit(0)
        asked = serve(door, float(idle), Path(path))
    if asked is not None:
        become_kernel(*asked)


def serve(door: socket.socket, idle: float, path: Path) -> tuple[dict[str, Any], int] | None:
    """Fork a child for each request; returns request and errors in the child, None in the host."""
    kernels: dict[socket.socket, int] = {}
    alive: set[int] = set()

    def bury(*_: object) -> None:
        with suppress(ChildProcessError):
            while (child := os.waitpid(-1, os.WNOHANG)[0]) != 0:
                alive.discard(child)

    signal.signal(signal.SIGCHLD, bury)
    while ready := select.select([door, *kernels], [], [], None if kernels else idle)[0]:
        for gone in (line for line in ready if line is not door):
            end(gone, kernels.pop(gone), alive)
        if door not in ready:
            continue
        line, request, log = admitted(door)
        if request is None:
            line.close()
            continue
        child = os.fork()
        if child == 0:
            for other in (line, *kernels):
                other.close()
            return request, log
        os.close(log)
        kernels[line] = child
        alive.add(child)
        with suppress(OSError):  # it has gone meanwhile: the next look tells
            line.sendall(f"{child}\n".encode())
    path.unlink(missing_ok=True)  # whoever connects now starts another host
    return None


def admitted(door: socket.socket) -> tuple[socket.socket, dict[str, Any] | None, int]:
    """A connection, the request that comes over it, and the descriptor for errors."""
    line, _ = door.accept()
    line.settimeout(10)
    with suppress(OSError, ValueError):
        text, descriptors, _, _ = socket.recv_fds(line, LONGEST, 1)
        while not text.endswith(b"\n"):
            more = line.recv(LONGEST)
            if not more:
                return line, None, -1
            text += more
        line.settimeout(None)
        return line, json.loads(text), descriptors[0]
    return line, None, -1


def end(line: socket.socket, child: int, alive: set[int]) -> None:
    """End the kernel of a program that has gone, and whatever the kernel started."""
    if child in alive:
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
    line.close()


if __name__ == "__main__":
    main()
