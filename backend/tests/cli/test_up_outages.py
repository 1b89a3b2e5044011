"""`relance up` through what happens to machines: a full disk, a kill of everything, half of its settings."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from relance.embedded import Addresses
from relance.embedded.ports import pick_port
from tests.cli.test_up import BACKEND, environment, read_pids, wait_until
from tests.support.servers import clone_template, drop_database


class Up:
    """`relance up` on a folder and a port of its own; what it says is kept."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.port = pick_port(None)
        own = {f"RELANCE_{name.upper()}": value for name, value in settings.items()}
        self._environment = environment(folder) | {"RELANCE_PORT": str(self.port)} | own
        self._said = Path(tempfile.mkdtemp(prefix="relance-said-")) / "up"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "subprocess.Popen[bytes]":
        with self._said.open("ab") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "relance", "up", "--quiet"],
                cwd=BACKEND,
                env=self._environment,
                stderr=said,
                start_new_session=True,
            )
        return self.process

    def says(self) -> str:
        return self._said.read_text()

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        print(self.says())
        shutil.rmtree(self._said.parent, ignore_errors=True)


@pytest.fixture
def folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="relance-up-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of 400 MB."""
    disk = folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400m,mode=0711", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip("no small disk can be made here (it takes root)")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path) -> Path:
    """Take all the room there is."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(b"x" * 1_000_000)
        except OSError:
            pass
        try:
            while stream.write(b"x" * 512):
                pass
        except OSError:
            pass
    return filler


@pytest.mark.timeout(240)
def test_a_full_disk_is_waited_out_and_everything_goes_on(small_disk: Path) -> None:
    up = Up(small_disk)
    try:
        process = up.start()
        wait_until(up.is_ready, "Relance to be ready")
        pids = read_pids(small_disk)
        filler = fill(small_disk)
        # What dies meanwhile is noted and started again: both want to write.
        for name in ("sender", "worker"):
            os.kill(pids[name], signal.SIGKILL)
        wait_until(lambda: "is full: waiting for room" in up.says(), "the full disk to be said")
        wait_until(lambda: not is_running(pids["sender"]), "the sender to be buried")
        assert process.poll() is None
        filler.unlink()
        wait_until(lambda: "There is room on the disk again" in up.says(), "room to be said")
        wait_until(lambda: read_pids(small_disk).get("sender", pids["sender"]) != pids["sender"], "pids.json")
        wait_until(up.is_ready, "Relance to be ready again")
        assert process.poll() is None
        assert up.says().count("is full: waiting for room") == 1
    finally:
        up.end()


@pytest.mark.timeout(240)
def test_a_start_on_a_full_disk_waits_for_room(small_disk: Path) -> None:
    filler = fill(small_disk)
    up = Up(small_disk)
    try:
        process = up.start()
        wait_until(lambda: "is full: waiting for room" in up.says(), "the full disk to be said")
        assert process.poll() is None
        filler.unlink()
        wait_until(up.is_ready, "Relance to be ready")
        assert up.says().count("is full: waiting for room") == 1
    finally:
        up.end()


@pytest.mark.timeout(240)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="death signals are Linux's")
def test_killed_and_started_again_at_once_on_the_same_port(folder: Path) -> None:
    up = Up(folder)
    try:
        for _ in range(2):
            process = up.start()
            wait_until(up.is_ready, "Relance to be ready")
            pids = read_pids(folder)
            process.kill()
            process.wait()
        process = up.start()
        wait_until(lambda: set(pids.values()).isdisjoint(read_pids(folder).values()), "new processes")
        wait_until(up.is_ready, "Relance to be ready")
        assert process.poll() is None
        assert not any(map(is_running, pids.values()))
    finally:
        up.end()


@pytest.mark.timeout(240)
@pytest.mark.parametrize("missing", ["redis", "database"])
def test_only_the_server_without_a_url_is_started(folder: Path, servers: Addresses, missing: str) -> None:
    url = asyncio.run(clone_template(servers, "test_half_embedded"))
    given = {"database_url": url} if missing == "redis" else {"redis_url": servers.redis_url}
    up = Up(folder, **given)
    try:
        up.start()
        wait_until(up.is_ready, "Relance to be ready")
        started, not_started = ("Valkey", "PostgreSQL") if missing == "redis" else ("PostgreSQL", "Valkey")
        assert f"Starting {started} ..." in up.says() and not_started not in up.says()
        logs = {path.name for path in (folder / "data" / "logs").iterdir()}
        assert ("valkey.log" in logs, "postgres.log" in logs) == (missing == "redis", missing == "database")
    finally:
        up.end()
        asyncio.run(drop_database(servers, "test_half_embedded"))


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
