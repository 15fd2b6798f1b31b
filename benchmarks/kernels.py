"""Runs eight short sessions: `python -m benchmarks.kernels forked|ordinary FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from report.engine.doors.kernels import JupyterKernels
from report.engine.doors.progress import Silence
from report.engine.ports import Run, Session

CODE = "import pandas, altair\nprint(pandas.DataFrame({'a': [1]}))"


def main(kind: str, folder: Path) -> None:
    """Run them; raises `RuntimeError` if one fails."""
    kernels = JupyterKernels(forks=kind == "forked")
    sessions = [
        Session(str(number), (Run(CODE),), folder, folder, environment={}) for number in range(8)
    ]
    try:
        done = kernels.run(sessions, at_once=2, progress=Silence())
    finally:
        kernels.close()
    if any(transcript.failure for transcript in done):
        raise RuntimeError("a session failed")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
