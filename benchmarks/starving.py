"""What does a caller who takes all it can get take from another one?

Run: `python benchmarks/starving.py [--seconds N] [--contacts N]`. Starts PostgreSQL, Valkey and one API
process (`relance api`) on a new folder. One caller asks quietly, one request after the other, for answers
that no cache has; `/readyz` is asked five times a second and a signed webhook comes as often. Then a second
caller, in a process of its own, has sixteen exports in a loop, a thousand streams and fourteen uploads of
large workbooks under way. Who is refused comes again when Retry-After says, or after `--again` seconds.
Loopback only.
"""

import argparse
import asyncio
import itertools
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from measuring.figures import percentile, table
from measuring.machine import APP_SECRET, settings_of
from starving_attack import attack

from relance.auth.api_keys import create_api_key
from relance.contacts.search_index import write_index
from relance.core import db
from relance.embedded import Addresses, EmbeddedServers
from relance.embedded.ports import pick_port
from relance.migrations.apply import migrate
from relance.whatsapp.signature import sign

TIMES_OF_QUIET = 5
ASKED = (
    "/api/contacts?limit=50&sort=name&cursor=",
    "/api/contacts/{id}",
    "/api/messages?limit=50",
    "/api/auth/me",
)


@dataclass
class Seen:
    """What one phase was like for those who did nothing wrong."""

    times_ms: dict[str, list[float]] = field(default_factory=dict)
    statuses: dict[str, Counter[int]] = field(default_factory=dict)

    def note(self, name: str, status: int, seconds: float) -> None:
        """One answer."""
        self.times_ms.setdefault(name, []).append(seconds * 1000)
        self.statuses.setdefault(name, Counter())[status] += 1


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=30, help="of each phase")
    parser.add_argument("--contacts", type=int, default=60_000)
    parser.add_argument("--exports", type=int, default=16)
    parser.add_argument("--streams", type=int, default=1000)
    parser.add_argument("--uploads", type=int, default=14)
    parser.add_argument("--again", type=float, default=0.0, help="seconds; 0: as they are told")
    parser.add_argument("--attack", nargs=2, metavar=("PORT", "KEY"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.attack:
        port, key = options.attack
        asyncio.run(attack(int(port), key, options))
        return
    with tempfile.TemporaryDirectory(prefix="relance-starving-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        with EmbeddedServers(folder / "data", durable=False) as servers:
            asyncio.run(_measure(servers, folder, options))


async def _measure(servers: Addresses, folder: Path, options: argparse.Namespace) -> None:
    await migrate(servers.database_url)
    greedy, quiet, contact_id = await _fill(servers.database_url, options.contacts)
    port = pick_port(None)
    with _serve(servers, folder, port) as pid:
        await _until_ready(port)
        before = await _watch(port, quiet, contact_id, options.seconds)
        with _greedy_caller(port, greedy, options):
            await asyncio.sleep(3)
            during = await _watch(port, quiet, contact_id, options.seconds)
            memory_mb = _rss_mb(pid)
        await asyncio.sleep(3)
        after = await _watch(port, quiet, contact_id, options.seconds / 3)
    rows = []
    for name in before.times_ms:
        p99 = [percentile(seen.times_ms[name], 99) for seen in (before, during, after)]
        p50 = [percentile(seen.times_ms[name], 50) for seen in (before, during, after)]
        rows.append((
            name, *(f"{one:.1f} / {two:.1f}" for one, two in zip(p50, p99, strict=True)),
            f"{p99[1] / p99[0]:.1f}", ", ".join(f"{n} × {s}" for s, n in during.statuses[name].items()),
        ))  # fmt: skip
    head = ("p50 / p99 ms", "quiet", "under all of it", "afterwards", "p99 : quiet", "answers under it")
    load = os.getloadavg()[0]
    sys.stdout.write("\n".join([
        f"{options.exports} exports of {options.contacts} contacts, {options.streams} streams, "
        f"{options.uploads} uploads by one caller, {options.seconds:g} s. RSS of the API {memory_mb:.0f} MB. "
        f"Load of the machine at the end: {load:.1f}.", "", *table(head, rows),
    ]) + "\n")  # fmt: skip
    others = [name for name in before.times_ms if name.startswith("/api")]
    ratios = [
        percentile(during.times_ms[name], 99) / percentile(before.times_ms[name], 99) for name in others
    ]
    is_ready = set(during.statuses["/readyz"]) == {200}
    sys.exit(0 if max(ratios) <= TIMES_OF_QUIET and is_ready else 1)


async def _fill(database_url: str, contacts: int) -> tuple[str, str, int]:
    pool = await db.create_pool(database_url, name="bench", max_size=2)
    async with pool:
        await pool.execute(
            "INSERT INTO contacts (phone, first_name, last_name)"
            " SELECT '+22901' || (50000000 + n), 'Awa', 'Nom ' || n FROM generate_series(1, $1::int) n",
            contacts, timeout=600,
        )  # fmt: skip
        while await write_index(pool, budget_s=60):
            pass
        await pool.execute("ANALYZE")
        async with db.transaction(pool) as conn:
            keys = [await create_api_key(conn, name=name, created_by=None) for name in ("greedy", "quiet")]
        return keys[0], keys[1], await pool.fetchval("SELECT min(id) FROM contacts")


@contextmanager
def _serve(servers: Addresses, folder: Path, port: int) -> Iterator[int]:
    env = (
        os.environ | settings_of(servers, cache="off", port=port) | {"RELANCE_DATA_DIR": str(folder / "api")}
    )
    with (folder / "api.log").open("wb") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "relance", "api"], env=env, stdout=log, stderr=log, cwd=folder
        )
    try:
        yield child.pid
    finally:
        _end(child)


@contextmanager
def _greedy_caller(port: int, key: str, options: argparse.Namespace) -> Iterator[None]:
    numbers = [f"--{name}={getattr(options, name)}" for name in ("exports", "streams", "uploads", "again")]
    command = [sys.executable, __file__, "--attack", str(port), key, *numbers]
    child = subprocess.Popen(command)  # noqa: S603 - our own program
    try:
        yield
    finally:
        _end(child)


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.send_signal(signal.SIGTERM)
    try:
        child.wait(40)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


async def _until_ready(port: int) -> None:
    async with asyncio.timeout(60):
        while True:
            with suppress(OSError):
                if await _ask(port, "GET", "/readyz", "") == 200:
                    return
            await asyncio.sleep(0.2)


async def _watch(port: int, key: str, contact_id: int, seconds: float) -> Seen:
    seen, until_s = Seen(), time.monotonic() + seconds

    async def repeat(names: tuple[str, ...], ask: Callable[[str], Awaitable[int]], pause_s: float) -> None:
        for name in itertools.cycle(names):
            began = time.monotonic()
            if began > until_s:
                return
            seen.note(name, await ask(name), time.monotonic() - began)
            await asyncio.sleep(pause_s)

    async def ask(name: str) -> int:
        path = name.replace("{id}", str(contact_id)).removesuffix("&cursor=")
        return await _ask(port, "GET", path, key)

    await asyncio.gather(
        repeat(ASKED, ask, 0.02),
        repeat(("/readyz",), lambda name: _ask(port, "GET", name, ""), 0.2),
        repeat(("webhook",), lambda _: _ask(port, "POST", "/api/webhooks/whatsapp", "", _webhook()), 0.2),
    )
    return seen


def _webhook() -> bytes:
    return b'{"object":"whatsapp_business_account","entry":[]}'


async def _ask(port: int, verb: str, path: str, key: str, body: bytes = b"") -> int:
    """On a connection of its own; the status, once the answer is there."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"{verb} {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\nContent-Length: {len(body)}\r\n"
    if key:
        head += f"Authorization: Bearer {key}\r\n"
    if body:
        head += (
            f"X-Hub-Signature-256: {sign(body, APP_SECRET.encode())}\r\nContent-Type: application/json\r\n"
        )
    writer.write(head.encode() + b"\r\n" + body)
    answer = await reader.read()
    writer.close()
    return int(answer[9:12])


def _rss_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) / 1024


if __name__ == "__main__":
    main()
