"""Kernels forked from a host that programs share: as any program that goes by kernelspecs sees them."""

from __future__ import annotations

import asyncio
import json
import os
import time
from contextlib import asynccontextmanager
from functools import wraps
from pathlib import Path

import pytest
from jupyter_client import AsyncKernelManager

from report.engine.doors import kernel_shared, kernelspec
from report.engine.doors.kernel_fork import OFFERED
from report.engine.doors.kernel_shared import SharedKernel, address, reached

pytestmark = pytest.mark.skipif(not OFFERED, reason="no fork")
IDLE = 0.2


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where hosts have their sockets, and kernels their work; every host there ends with the test."""
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "run"))
    (tmp_path / "work").mkdir()
    yield tmp_path
    wait_until(lambda: not list(tmp_path.glob("run/*.sock")))


@asynccontextmanager
async def program(folder, **environment):
    """A manager and a client, as a program has them that starts kernels by a kernelspec."""
    manager = AsyncKernelManager(
        transport="ipc", ip=str(folder / f"ipc{len(list(folder.iterdir()))}")
    )
    manager.provisioner = SharedKernel(kernel_spec=manager.kernel_spec, parent=manager, idle=IDLE)
    await manager.start_kernel(env={**os.environ, **environment}, cwd=str(folder / "work"))
    client = manager.client()
    client.start_channels(hb=False)
    try:
        await client.wait_for_ready(timeout=60)
        yield manager, client
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)
        await manager.cleanup_resources()


async def said(client, source):
    """What a cell prints."""
    texts = []

    def heard(message):
        if message["msg_type"] == "stream":
            texts.append(message["content"]["text"])

    await client.execute_interactive(source, output_hook=heard, allow_stdin=False, timeout=60)
    return "".join(texts).strip()


def wait_until(holds):
    """Give something a while to happen."""
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def whole(test):
    """A test that is a coroutine, run to its end."""

    @wraps(test)
    def run(**fixtures):
        asyncio.run(test(**fixtures))

    return run


@whole
async def test_programs_share_a_host_and_no_state(folder):
    async with (
        program(folder, COLOUR="red") as (_, one),
        program(folder, COLOUR="blue") as (_, two),
    ):
        first = await said(one, "import os; x = 1; print(os.environ['COLOUR'], os.getcwd())")
        second = await said(two, "import os; print(os.environ['COLOUR'], 'x' in globals())")
        parents = {await said(client, "print(os.getppid())") for client in (one, two)}
    assert first == f"red {folder / 'work'}"
    assert second == "blue False"
    assert len(parents) == 1
    assert parents != {str(os.getpid())}


@whole
async def test_a_kernel_ends_with_its_program_however_that_ends(folder):
    async with program(folder) as (manager, client):
        kernel = int(await said(client, "import os; print(os.getpid())"))
        manager.provisioner._line.close()  # as if the program had been killed
        wait_until(lambda: not Path(f"/proc/{kernel}").exists())
        manager.provisioner.process = None


@whole
async def test_a_host_that_nobody_asks_ends(folder):
    async with program(folder):
        assert list((folder / "run").glob("*.sock"))
    wait_until(lambda: not list((folder / "run").glob("*.sock")))


@whole
async def test_a_socket_that_a_killed_host_left_is_in_nobodys_way(folder):
    path = address(())
    path.parent.mkdir(parents=True)
    path.touch()
    async with program(folder) as (_, client):
        assert await said(client, "print(1)") == "1"
        reached(path).close()


@whole
async def test_where_no_host_can_be_the_kernel_is_an_ordinary_one(folder, monkeypatch):
    monkeypatch.setattr(kernel_shared, "HOST", folder / "none.py")
    (folder / "none.py").write_text("raise SystemExit(1)")
    async with program(folder) as (manager, client):
        assert await said(client, "import os; print(os.getppid())") == str(os.getpid())
        assert manager.provisioner._line is None


def test_a_kernelspec_names_the_provisioner_and_can_be_taken_back(tmp_path):
    plain = kernelspec.remove(tmp_path).read_text()
    path = kernelspec.install(tmp_path)
    told = json.loads(path.read_text())
    assert told["metadata"]["kernel_provisioner"] == {"provisioner_name": "report-forked"}
    assert "ipykernel_launcher" in told["argv"]
    assert kernelspec.remove(tmp_path).read_text() == plain
    named = kernelspec.install(tmp_path, "report")
    assert named.parent.name == "report"
    kernelspec.remove(tmp_path, "report")
    assert not named.exists()
