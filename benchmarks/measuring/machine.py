"""Servers on the loaded data folder, and the API on them as a child process."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from relance.embedded import Addresses, EmbeddedServers, read_running
from relance.embedded.ports import pick_port

SECRET_KEY = "benchmark-secret-key"  # noqa: S105 - of a machine of its own
APP_SECRET = "benchmark-app-secret"  # noqa: S105 - of a machine of its own


@dataclass(frozen=True, slots=True)
class Api:
    """The API under test."""

    port: int
    pid: int


@contextmanager
def open_servers(data: Path) -> Iterator[Addresses]:
    """As they are in production; those that run on this folder already are used and left running."""
    if (running := read_running(data)) is not None:
        yield running
        return
    with EmbeddedServers(data) as addresses:
        yield addresses


def settings_of(servers: Addresses, *, cache: str, port: int) -> dict[str, str]:
    """The environment of the API; Meta is out of reach, as nothing is sent."""
    settings = {
        "DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url, "PORT": str(port),
        "CACHE": cache, "TIMEZONE": "Africa/Porto-Novo", "SECRET_KEY": SECRET_KEY,
        "WHATSAPP_API_URL": "http://127.0.0.1:9", "WHATSAPP_TOKEN": "none",
        "WHATSAPP_APP_SECRET": APP_SECRET, "WHATSAPP_VERIFY_TOKEN": "none",
        "WHATSAPP_PHONE_NUMBER_ID": "106540352242922", "WHATSAPP_BUSINESS_ACCOUNT_ID": "102290129340398",
    }  # fmt: skip
    return {f"RELANCE_{name}": value for name, value in settings.items()}


@contextmanager
def serve(servers: Addresses, *, cache: str, code: Path | None = None) -> Iterator[Api]:
    """One API process. `code`: another tree's `backend` folder."""
    port = pick_port(None)
    env = dict(os.environ) | settings_of(servers, cache=cache, port=port)
    if code is not None:
        env["PYTHONPATH"] = str(code)
    log = Path(os.environ.get("BENCH_LOG", os.devnull)).open("ab")  # noqa: SIM115 - closed with the child
    child = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, str(Path(__file__).parent / "server.py")],
        env=env,
        stdout=log,
        stderr=log,
    )
    try:
        _await_ready(port, child)
        yield Api(port, child.pid)
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        log.close()


def _await_ready(port: int, child: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/bench/bare", timeout=1):
                return
        except (URLError, OSError):
            if child.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the API did not start; BENCH_LOG=file keeps what it says") from None
            time.sleep(0.1)
