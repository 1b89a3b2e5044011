"""SIGTERM to all processes at once, as service managers and containers do, is a stop in good order."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from relance.cli.migrate import migrate_database
from relance.core.db import Pool
from relance.core.settings import Settings
from relance.embedded.ports import pick_port
from tests.sending.world import make_campaign, states
from tests.support.waiting import eventually
from whatsapp_simulator import Simulator, SimulatorConfig
from whatsapp_simulator.behaviour import QUIET, Behaviour
from whatsapp_simulator.faults import Faults

BACKEND = Path(__file__).parents[2]
PROCESSES = (("api",), ("sender",), ("sender",), ("worker", "--concurrency", "1"), ("beat",))


class Group:
    """The processes of one installation in one process group."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self._environment = environment
        self._log = log
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self, *commands: tuple[str, ...]) -> None:
        self._processes = []
        for command in commands:
            with self._log.open("ab") as log:
                self._processes.append(
                    subprocess.Popen(
                        [sys.executable, "-m", "relance", *command],
                        env=self._environment,
                        stdout=log,
                        stderr=log,
                        process_group=self._processes[0].pid if self._processes else 0,
                    )
                )

    def pid(self, number: int) -> int:
        return self._processes[number].pid

    def signal(self, number: signal.Signals) -> None:
        os.killpg(self._processes[0].pid, number)

    def is_alive(self, number: int) -> bool:
        return self._processes[number].poll() is None

    def log(self) -> str:
        return self._log.read_text()

    async def end(self) -> None:
        for process in self._processes:
            await asyncio.to_thread(process.wait, 60)

    def kill(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()
        if self._processes:
            print(self._log.read_text())


@pytest.fixture
async def meta() -> AsyncIterator[Simulator]:
    """Takes 0.3 s to answer, and its statuses come at once: some are always under way."""
    behaviour = Behaviour().with_changes(QUIET)
    config = SimulatorConfig(behaviour=behaviour, faults=Faults(latency_s=(0.2, 0.4)))
    async with Simulator(config) as running:
        yield running


@pytest.fixture
def group(settings: Settings, tmp_path: Path) -> Any:
    environment = {**os.environ, "PYTHONPATH": str(BACKEND)}
    group = Group(environment, tmp_path / "log")
    yield group
    group.kill()


@pytest.fixture
def complete(settings: Settings, group: Group, meta: Simulator, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings with the simulator and a free port, handed down to the group."""
    port = pick_port(None)
    complete = settings.model_copy(
        update={"whatsapp_api_url": meta.url, "port": port, "sender_rate_per_s": 60.0}
    )
    complete.data_dir.mkdir(parents=True)
    for name, value in complete.model_dump(mode="json").items():
        if value is not None:
            group._environment[f"RELANCE_{name.upper()}"] = str(value)
    migrate_database(complete.require_database_url(), timezone=complete.timezone)
    meta.set_webhook(f"http://127.0.0.1:{port}/api/webhooks/whatsapp")
    return complete


async def all_beat(pool: Pool, kinds: int) -> None:
    async def beat() -> bool:
        return bool(await pool.fetchval("SELECT count(DISTINCT name) FROM processes") == kinds)

    await eventually(beat, within_s=60)


@pytest.mark.timeout(240)
async def test_a_group_told_to_stop_in_the_middle_of_a_campaign_leaves_no_doubt(
    group: Group, complete: Settings, meta: Simulator, pool: Pool
) -> None:
    group.start(*PROCESSES)
    await all_beat(pool, 4)
    campaign = await make_campaign(pool, complete, 900)
    for taken in (120, 400):

        async def under_way(taken: int = taken) -> bool:
            return bool(meta.summary()["accepted"] > taken)

        await eventually(under_way, within_s=60)
        group.signal(signal.SIGTERM)
        await group.end()
        found = await states(pool, campaign)
        assert found.get("unknown", 0) == 0
        assert await pool.fetchval("SELECT count(*) FROM send_batches WHERE lease_until IS NOT NULL") == 0
        assert found["pending"] + meta.summary()["accepted"] == 900
        assert await pool.fetchval("SELECT count(*) FROM processes") == 0
        group.start(*PROCESSES)

    async def all_sent() -> bool:
        return bool(meta.summary()["accepted"] >= 900) and "pending" not in await states(pool, campaign)

    await eventually(all_sent, within_s=90)
    assert (meta.summary()["accepted"], meta.summary()["duplicates"]) == (900, 0)
    assert (await states(pool, campaign)).get("unknown", 0) == 0


@pytest.mark.timeout(120)
async def test_the_api_listens_until_the_last_sender_is_gone(
    group: Group, complete: Settings, pool: Pool
) -> None:
    group.start(("api",))
    await all_beat(pool, 1)
    await pool.execute("INSERT INTO processes (name, host, pid) VALUES ('sender', 'elsewhere', 1)")
    group.signal(signal.SIGTERM)
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{complete.port}") as client:
        for _ in range(20):
            await pool.execute("UPDATE processes SET heartbeat_at = now() WHERE host = 'elsewhere'")
            # A new connection each time, as Meta's would be.
            answer = await client.post(
                "/api/webhooks/whatsapp", content=b"{}", headers={"connection": "close"}
            )
            assert answer.status_code == 401
            await asyncio.sleep(0.05)
    assert group.is_alive(0)
    await pool.execute("DELETE FROM processes WHERE host = 'elsewhere'")
    await group.end()
    assert await pool.fetchval("SELECT count(*) FROM processes") == 0


@pytest.mark.timeout(120)
async def test_a_second_request_does_not_wait_for_senders(
    group: Group, complete: Settings, pool: Pool
) -> None:
    group.start(("api",))
    await all_beat(pool, 1)
    await pool.execute(
        "INSERT INTO processes (name, host, pid, heartbeat_at)"
        " VALUES ('sender', 'elsewhere', 1, now() + interval '1 hour')"
    )
    began = time.monotonic()
    group.signal(signal.SIGTERM)

    async def ended() -> bool:
        # Pressed again and again; only what comes later than a moment counts as a second request.
        if group.is_alive(0):
            group.signal(signal.SIGTERM)
        return not group.is_alive(0)

    await eventually(ended)
    assert time.monotonic() - began < 15


async def test_several_workers_of_the_api_listen_too_until_the_last_sender_is_gone(
    group: Group, complete: Settings, pool: Pool
) -> None:
    group.start(("api", "--workers", "2"))

    async def both() -> bool:
        return bool(await pool.fetchval("SELECT count(*) FROM processes WHERE name = 'api'") == 2)

    await eventually(both, within_s=60)
    await pool.execute(
        "INSERT INTO processes (name, host, pid, heartbeat_at)"
        " VALUES ('sender', 'elsewhere', 1, now() + interval '1 hour')"
    )
    group.signal(signal.SIGTERM)
    await asyncio.sleep(1)  # the parent asks its children again, within half a second
    assert await both()
    with socket.create_connection(("127.0.0.1", complete.port), timeout=5):
        pass
    await pool.execute("DELETE FROM processes WHERE host = 'elsewhere'")
    await group.end()
    assert await pool.fetchval("SELECT count(*) FROM processes") == 0
