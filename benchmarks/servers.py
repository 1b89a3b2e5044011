"""Which server takes in signed webhooks: requests a second, and CPU for each, of the API process.

Run: `python benchmarks/servers.py [--runs 3]`. Uvicorn as it comes, uvicorn with the door (`relance api`),
and hypercorn and granian where they are installed, in turn, each with the whole application and PostgreSQL
behind it; a client process keeps so many connections busy. Writes `results/servers.md`.
"""

import argparse
import asyncio
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import psutil
from measuring.figures import table
from stack.compare import OWN_CODE
from stack.stack import Stack, open_stack
from stack.webhook import make_request

RESULT = Path(__file__).parent / "results" / "servers.md"
APP = "relance.main:create_app"


def commands(port: str) -> dict[str, list[str]]:
    """How each is started, by its name."""
    found = {
        "uvicorn as it comes": [
            "uvicorn", APP, "--factory", "--port", port, "--loop", "uvloop", "--http", "httptools",
            "--no-access-log", "--log-level", "warning", "--no-server-header",
        ],
        "uvicorn with the door": ["relance", "api"],
    }  # fmt: skip
    if find_spec("hypercorn"):
        found["hypercorn"] = ["hypercorn", f"{APP}()", "--bind", f"127.0.0.1:{port}", "-k", "uvloop"]
    if find_spec("granian"):
        found["granian"] = [
            "granian", APP, "--factory", "--interface", "asgi", "--port", port, "--loop", "uvloop",
            "--workers", "1", "--no-ws", "--log-level", "warning",
        ]  # fmt: skip
    return found


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--client", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.client is not None:
        asyncio.run(_keep_busy(given.client, given.seconds, given.connections))
        return
    found: dict[str, list[tuple[float, float]]] = {}
    for run in range(given.runs):
        for name in commands(""):
            with tempfile.TemporaryDirectory(prefix="relance-servers-") as folder:
                Path(folder).chmod(0o711)
                figures = _measure(name, Path(folder) / "data", given)
            found.setdefault(name, []).append(figures)
            sys.stdout.write(f"run {run + 1}, {name}: {figures[0]:.0f}/s, {figures[1]:.0f} µs\n")
    rows = [
        [name, f"{median(per_s for per_s, _ in runs):,.0f}", f"{median(cpu for _, cpu in runs):.0f}"]
        for name, runs in found.items()
    ]
    text = "\n".join(
        [
            "# Servers",
            "",
            f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} cores for "
            f"all processes together. Signed webhooks on {given.connections} connections, medians of "
            f"{given.runs} runs in turn. `python benchmarks/servers.py`.",
            "",
            *table(["server", "webhooks/s", "µs of CPU of the API each"], rows),
            "",
        ]
    )
    sys.stdout.write(text)
    RESULT.write_text(text)


def _measure(name: str, folder: Path, given: argparse.Namespace) -> tuple[float, float]:
    with open_stack(OWN_CODE, folder) as stack:
        stack.start("simulator")
        port = stack.env["RELANCE_PORT"]
        with (folder / "server.log").open("wb") as log:
            server = subprocess.Popen(  # noqa: S603 - ours, or installed for this
                [sys.executable, "-m", *commands(port)[name]],
                env=stack.env,
                cwd=folder,
                stdout=log,
                stderr=log,
            )
        try:
            stack.wait_until(partial(_is_ready, stack), f"{name} is ready")
            _load(port, 1.0, given.connections)
            before = _cpu_s(server.pid)
            taken = _load(port, given.seconds, given.connections)
            return taken / given.seconds, (_cpu_s(server.pid) - before) / taken * 1e6
        finally:
            server.terminate()
            server.wait(30)


def _cpu_s(pid: int) -> float:
    process = psutil.Process(pid)
    return sum(sum(one.cpu_times()[:2]) for one in [process, *process.children(recursive=True)])


def _load(port: str, seconds: float, connections: int) -> int:
    done = subprocess.run(  # noqa: S603 - this file
        [
            sys.executable, __file__, "--client", port, "--seconds", str(seconds),
            "--connections", str(connections),
        ],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return int(done.stdout)


async def _keep_busy(port: int, seconds: float, connections: int) -> None:
    taken = 0
    until = time.monotonic() + seconds

    async def ask(number: int) -> None:
        nonlocal taken
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.monotonic() < until:
            writer.write(make_request(f"{number}-{taken}"))
            head = await reader.readuntil(b"\r\n\r\n")
            assert b" 200 " in head.partition(b"\r\n")[0], head
            await reader.readexactly(2)
            taken += 1
        writer.close()

    await asyncio.gather(*(ask(number) for number in range(connections)))
    sys.stdout.write(str(taken))


def _is_ready(stack: Stack) -> bool:
    ask: Callable[[str], object] = stack.api.get
    with suppress(Exception):
        ask("/healthz")
        return True
    return False


if __name__ == "__main__":
    main()
