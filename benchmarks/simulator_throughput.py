"""Can the WhatsApp simulator play 2,000 messages a second, each status a webhook of its own, on one core?

Run from `backend/`: `python ../benchmarks/simulator_throughput.py [--rate 2000] [--seconds 8] [--runs 3]`.
This process sends the messages and takes the webhooks; the simulator is a child. Prints a JSON line per run
and the medians: messages and webhooks per second, the simulator's CPU seconds, and the cores that makes.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, cast
from urllib.request import urlopen

import uvloop

BEHAVIOUR = {
    "delivered": 1, "read": 1, "not_on_whatsapp": 0, "reply_text": 0, "tap_button": 0, "react": 0, "voice": 0,
    "image": 0, "stop": 0, "remove_reaction": 0, "sent_after_s": [0, 0.05], "delivered_after_s": [0.05, 0.3],
    "read_after_s": [0.1, 0.5],
}  # fmt: skip
BODY = (
    '{"messaging_product":"whatsapp","recipient_type":"individual","to":"+229%010d","type":"template",'
    '"biz_opaque_callback_data":"3f2a.%d.1","template":{"name":"welcome_offer","language":{"code":"fr"},'
    '"components":[{"type":"body","parameters":[{"type":"text","text":"Afi"}]}]}}'
)


class Sink(asyncio.Protocol):
    """Answers every POST with 200; reads just enough of HTTP for one known client."""

    taken = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own class
        self._buffer = b""

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end].lower()
            length = int(head.partition(b"content-length:")[2].split(b"\r\n")[0])
            if len(self._buffer) < end + 4 + length:
                return
            self._buffer = self._buffer[end + 4 + length :]
            Sink.taken += 1
            self._transport.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")


class Caller(asyncio.Protocol):
    """One kept-alive connection that sends a message at a time."""

    def __init__(self) -> None:
        self._answer: asyncio.Future[bytes] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own class
        self._buffer = b""

    async def send(self, number: int) -> int:
        body = (BODY % (number, number)).encode()
        self._buffer = b""
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(
            b"POST /v23.0/106540352242922/messages HTTP/1.1\r\nhost: graph\r\n"
            b"authorization: Bearer simulator-token\r\n"
            b"content-type: application/json\r\ncontent-length: %d\r\n\r\n%b" % (len(body), body)
        )
        return int((await self._answer).split(b" ", 2)[1])

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if self._answer is not None and not self._answer.done() and self._buffer.endswith(b"}]}"):
            self._answer.set_result(self._buffer)


def read_cpu_s(pid: int) -> float:
    """User and system seconds of a process, all threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def read_memory_mb(pid: int) -> int:
    """Resident memory of a process."""
    return int(Path(f"/proc/{pid}/status").read_text().partition("VmRSS:")[2].split()[0]) // 1024


def read_ledger(url: str) -> dict[str, Any]:
    """The simulator's own counts."""
    with urlopen(f"{url}/_simulator/ledger") as answer:  # noqa: S310 - loopback
        counts: dict[str, Any] = json.load(answer)
    return counts


async def drive(port: int, rate: int, seconds: float) -> int:
    """Sends `rate` messages a second over 64 connections; returns how many were accepted."""
    loop = asyncio.get_running_loop()
    start, total, following, accepted = loop.time(), int(rate * seconds), 0, 0

    async def call() -> None:
        nonlocal following, accepted
        _, caller = await loop.create_connection(Caller, "127.0.0.1", port)
        while following < total:
            number = following
            following += 1
            wait_s = start + number / rate - loop.time()
            if wait_s > 0:
                await asyncio.sleep(wait_s)
            status = await caller.send(number)
            accepted += status == 200

    await asyncio.gather(*(call() for _ in range(64)))
    return accepted


async def run_once(rate: int, seconds: float) -> dict[str, float]:
    loop = asyncio.get_running_loop()
    Sink.taken = 0
    sink = await loop.create_server(Sink, "127.0.0.1", 0)
    sink_port = sink.sockets[0].getsockname()[1]
    webhook_url = f"http://127.0.0.1:{sink_port}/"
    command = [sys.executable, "-m", "whatsapp_simulator", "--webhook-url", webhook_url]
    # Started before anything is measured, so that it may block.
    child = subprocess.Popen(  # noqa: ASYNC220, S603
        [*command, "--behaviour", json.dumps(BEHAVIOUR)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout is not None
        url = child.stdout.readline().split()[-1]
        cpu_before, started = read_cpu_s(child.pid), time.monotonic()
        accepted = await drive(int(url.rpartition(":")[2]), rate, seconds)
        sent_in_s = time.monotonic() - started
        while Sink.taken < accepted * 3 and time.monotonic() < started + seconds * 3 + 5:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        all_in_s, cpu_s = time.monotonic() - started, read_cpu_s(child.pid) - cpu_before
        ledger = await asyncio.to_thread(read_ledger, url)
        memory_mb = read_memory_mb(child.pid)
    finally:
        child.terminate()
        child.wait(10)
        sink.close()
    return {
        "accepted": accepted,
        "messages_per_s": round(accepted / sent_in_s),
        "webhooks": Sink.taken,
        "webhooks_per_s": round(Sink.taken / all_in_s),
        "busiest_second": ledger["max_per_second"]["106540352242922"],
        "cpu_s": round(cpu_s, 2),
        "cpu_us_per_message": round(cpu_s / accepted * 1e6),
        "cores": round(cpu_s / all_in_s, 2),
        "rss_mb": memory_mb,
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rate", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    runs = []
    for _ in range(given.runs):
        runs.append(uvloop.run(run_once(given.rate, given.seconds)))
        print(json.dumps(runs[-1]), flush=True)  # noqa: T201
    print(json.dumps({"median": {key: statistics.median(run[key] for run in runs) for key in runs[0]}}))  # noqa: T201


if __name__ == "__main__":
    main()
