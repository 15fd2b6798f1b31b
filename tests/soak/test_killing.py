"""A few builds killed at random moments; `make soak` kills hundreds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KILL = """
import sys
from pathlib import Path
from tests.soak.killing import kill_builds
killed = kill_builds(Path(sys.argv[1]), 5, 20241119)
print(killed.kills, *killed.wrong)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_killed_build_loses_nothing_and_leaves_nothing_to_clean(tmp_path):
    command = [sys.executable, "-c", KILL, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("5", "")
