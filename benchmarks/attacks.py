"""What strangers can do to signed webhooks: attacks without any credentials, one after the other.

Run: `python benchmarks/attacks.py [--against OTHER/backend] [--runs 3]`. The API and its servers; a webhook
with the right signature is sent twenty times a second, each on a connection of its own, before, during and
after each attack. The attackers are a process of their own. Bounded, on loopback only. Writes
`results/attacks.md`.
"""

import argparse
import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from statistics import median

import psutil
from stack.attackers import ATTACKS
from stack.compare import Figures, add_options, compare
from stack.stack import Stack, open_stack
from stack.webhook import make_request

RESULT = Path(__file__).parent / "results" / "attacks.md"
ATTACKERS = Path(__file__).parent / "stack" / "attackers.py"
EVERY_S = 0.05
PATIENCE_S = 60.0


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    add_options(parser)
    parser.add_argument("--seconds", type=float, default=8.0, help="of each attack")
    parser.add_argument("--attacks", default=",".join(ATTACKS))
    given = parser.parse_args()
    compare(
        given,
        partial(measure, given=given),
        title="Attacks without credentials",
        about=f"Signed webhooks, one each {EVERY_S * 1000:.0f} ms on a connection of its own: ms until it is "
        f"answered; each attack lasts {given.seconds:g} s. `python benchmarks/attacks.py`.",
        result=RESULT,
    )


def measure(code: Path, folder: Path, *, given: argparse.Namespace) -> Mapping[str, Figures]:
    """One API; the attacks in turn."""
    with open_stack(code, folder) as stack:
        stack.start("simulator")
        stack.start("api")
        stack.wait_until(partial(_is_ready, stack), "the API is ready")
        return {name: _attack(stack, name, given.seconds) for name in given.attacks.split(",")}


def _attack(stack: Stack, name: str, seconds: float) -> Figures:
    port = int(stack.env["RELANCE_PORT"])
    api = psutil.Process(stack.children["api"].pid)
    quiet = asyncio.run(_send_webhooks(port, seconds))
    idle_mb = api.memory_info().rss / 1e6
    attackers = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, str(ATTACKERS), name, str(port), str(seconds + 2)],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert attackers.stdout is not None
    attackers.stdout.readline()
    most_mb = [0.0]

    def watch() -> None:
        most_mb.append(api.memory_info().rss / 1e6)

    during = asyncio.run(_send_webhooks(port, seconds, watch=watch))
    attackers.wait(60)
    deadline = time.monotonic() + 30
    while api.num_fds() > 60 and time.monotonic() < deadline:
        time.sleep(0.2)
    after = asyncio.run(_send_webhooks(port, seconds / 2))
    return {
        "quiet, median": median(quiet),
        "attack, median": median(during),
        "attack, most": max(during),
        "times as long": median(during) / median(quiet),
        "after, median": median(after),
        "MB over idle, most": max(most_mb) - idle_mb,
        "MB over idle, after": api.memory_info().rss / 1e6 - idle_mb,
    }


async def _send_webhooks(port: int, seconds: float, watch: Callable[[], None] | None = None) -> list[float]:
    """Milliseconds each took; one that was not answered counts its whole time."""
    taken: list[float] = []

    async def send(number: int) -> None:
        began = time.perf_counter()
        with suppress(OSError, asyncio.IncompleteReadError, TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                await _deliver(port, number)
        taken.append((time.perf_counter() - began) * 1000)

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        number = 0
        while time.perf_counter() - began < seconds:
            group.create_task(send(number))
            number += 1
            if watch is not None:
                watch()
            await asyncio.sleep(max(0.0, began + number * EVERY_S - time.perf_counter()))
    return taken


async def _deliver(port: int, number: int) -> None:
    """Raises OSError when the answer is not 200."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(make_request(str(number)))
        answer = await reader.readuntil(b"\r\n")
        if b" 200 " not in answer:
            raise ConnectionError(answer)
    finally:
        writer.transport.abort()


def _is_ready(stack: Stack) -> bool:
    with suppress(Exception):
        stack.api.get("/healthz")
        return True
    return False


if __name__ == "__main__":
    main()
