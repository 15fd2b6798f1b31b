"""The kernelspec by which other programs get forked kernels: written into this environment, or away."""

from __future__ import annotations

import json
import shutil
import sys
from importlib.metadata import entry_points
from pathlib import Path

PROVISIONER = "report-forked"
GROUP = "jupyter_client.kernel_provisioners"
ORDINARY = "python3"  # the kernel that ipykernel brings


def offered() -> bool:
    """Whether this environment knows the provisioner: it does where the package is installed."""
    return any(entry.name == PROVISIONER for entry in entry_points(group=GROUP))


def install(prefix: Path = Path(sys.prefix), name: str = ORDINARY) -> Path:
    """Write a kernelspec whose kernels are forked below an environment; the file written.

    It is ipykernel's own but for its provisioner. Under the name `python3` it takes the place of the
    ordinary one.
    """
    from ipykernel.kernelspec import get_kernel_dict

    told = get_kernel_dict()
    told["metadata"]["kernel_provisioner"] = {"provisioner_name": PROVISIONER}
    if name != ORDINARY:
        told["display_name"] = f"Python 3 ({name})"
    return written(prefix, name, told)


def remove(prefix: Path = Path(sys.prefix), name: str = ORDINARY) -> Path:
    """Take the kernelspec away again; under the name `python3` the ordinary one comes back."""
    from ipykernel.kernelspec import get_kernel_dict

    if name == ORDINARY:
        return written(prefix, name, get_kernel_dict())
    shutil.rmtree(folder(prefix, name), ignore_errors=True)
    return folder(prefix, name)


def written(prefix: Path, name: str, told: dict[str, object]) -> Path:
    """A kernelspec as the file where Jupyter looks for it."""
    path = folder(prefix, name) / "kernel.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return path


def folder(prefix: Path, name: str) -> Path:
    """The folder of a kernelspec."""
    return prefix / "share" / "jupyter" / "kernels" / name
