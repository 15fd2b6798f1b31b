"""The scripts' door: programs that a project names, run in its folder, killed with the build."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from report.engine.ports import Progress, Script, ScriptResult

NOT_FOUND = 127  # as shells say it


class Programs:
    """Runs scripts as processes; what they say is a detail, unless they fail."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def run(self, script: Script) -> ScriptResult:
        """Run one script to its end; nothing that it started outlives an interrupted build."""
        try:
            process = subprocess.Popen(
                script.command,
                cwd=script.cwd,
                env=environment_for(script),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                start_new_session=True,
            )
        except OSError as error:
            return ScriptResult(NOT_FOUND, f"it cannot be run: {error.strerror}")
        try:
            said, _ = process.communicate()
        except BaseException:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
        for line in said.splitlines():
            self._progress.detail(line)
        return ScriptResult(process.returncode, said)


def environment_for(script: Script) -> dict[str, str]:
    """Ours and the script's variables; `python` means the Python that runs the build."""
    own = str(Path(sys.executable).parent)
    path = os.pathsep.join([own, os.environ.get("PATH", os.defpath)])
    return {**os.environ, **script.environment, "PATH": path}
