"""`relance up` as a real program: found by other commands while it runs, nothing left when it ends."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from relance.embedded import read_running

BACKEND = Path(__file__).parents[2]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the servers' user can reach when the tests run as root."""
    folder = Path(tempfile.mkdtemp(prefix="relance-up-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def up(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A running `relance up --quiet` on `folder / "data"`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "relance", "up", "--quiet"],
        cwd=folder,
        env=environment(folder),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with process:
        try:
            wait_until(lambda: read_running(folder / "data"), "the servers")
            wait_until(lambda: read_pids(folder), "the processes")
            yield process
        finally:
            process.kill()


def environment(folder: Path) -> dict[str, str]:
    settings = {
        "DATA_DIR": str(folder / "data"),
        "PORT": "0",
        "SECRET_KEY": "a-secret-key-for-tests-only",
        "WHATSAPP_API_URL": "http://127.0.0.1:9",
        "WHATSAPP_TOKEN": "t",
        "WHATSAPP_APP_SECRET": "s",
        "WHATSAPP_VERIFY_TOKEN": "v",
        "WHATSAPP_PHONE_NUMBER_ID": "1",
        "WHATSAPP_BUSINESS_ACCOUNT_ID": "2",
    }
    own = {f"RELANCE_{name}": value for name, value in settings.items()}
    return dict(os.environ) | own | {"PYTHONPATH": str(BACKEND)}


def read_pids(folder: Path) -> dict[str, int]:
    try:
        pids: dict[str, int] = json.loads((folder / "data" / "pids.json").read_text())
    except OSError:
        return {}
    return pids


def wait_until(condition: Callable[[], Any], what: str) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, f"waited too long for {what}"
        time.sleep(0.05)


def processes_of(folder: Path) -> list[str]:
    """Command lines of all live processes that were started for this folder."""
    found = []
    for proc in Path("/proc").glob("[0-9]*"):
        try:
            mentions = (
                str(folder).encode() in (proc / "environ").read_bytes() + (proc / "cmdline").read_bytes()
            )
            if mentions or (proc / "cwd").resolve().is_relative_to(folder):
                found.append((proc / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return [line for line in found if line]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("stop_signal", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_whatever_ends_up_nothing_is_left(
    up: subprocess.Popen[str], folder: Path, stop_signal: signal.Signals
) -> None:
    other = subprocess.run(
        [sys.executable, "-m", "relance", "migrate"],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert other.returncode == 0, other.stderr
    assert set(read_pids(folder)) <= {"api", "sender", "worker", "beat"}
    assert processes_of(folder)
    up.send_signal(stop_signal)
    code = up.wait(60)
    assert code == (-signal.SIGKILL if stop_signal is signal.SIGKILL else 0)
    wait_until(lambda: not processes_of(folder), "everything to end")
    assert read_running(folder / "data") is None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_sigterm_to_everybody_servers_too_is_a_stop_in_good_order(
    up: subprocess.Popen[str], folder: Path
) -> None:
    for pid in pids_of(folder):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    assert up.wait(90) == 0
    wait_until(lambda: not processes_of(folder), "everything to end")


def pids_of(folder: Path) -> list[int]:
    """Everybody that was started for this folder, PostgreSQL's own children too."""
    found = []
    for proc in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (proc / "environ").read_bytes() + (proc / "cmdline").read_bytes()
            if str(folder).encode() in words or (proc / "cwd").resolve().is_relative_to(folder):
                found.append(int(proc.name))
    return found
