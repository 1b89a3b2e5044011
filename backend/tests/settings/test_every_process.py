"""A change by the API is known to every process within two seconds, without a restart."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from relance.core.current_settings import CurrentSettings
from relance.core.db import Pool, create_pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.http.services import services_of
from relance.main import create_app
from relance.sending.loop import SenderLoop
from relance.settings.refresh import keep_current, refresh
from relance.whatsapp.client import GraphClient
from tests.api.conftest import api_of, running
from tests.api.world import World, world
from tests.sending.test_send import fast
from tests.sending.world import make_campaign, states
from tests.support.waiting import eventually

__all__ = ["world"]

KNOWN_WITHIN_S = 2.0
CELERY = ("-m", "celery", "--app", "relance.worker:app", "--quiet")
PROCESSES = {
    "sender": ("-m", "relance", "sender"),
    "worker": (*CELERY, "worker", "--concurrency", "1", "--without-mingle", "--without-gossip"),
    "beat": (*CELERY, "beat"),
}


@pytest.fixture
async def logs(relance_environment: Settings, pool: Pool, tmp_path: Path) -> AsyncIterator[dict[str, Path]]:
    """Where real processes log, started and settled."""
    relance_environment.data_dir.mkdir(parents=True)
    files = {name: tmp_path / f"{name}.log" for name in PROCESSES}
    started = []
    for name, arguments in PROCESSES.items():
        with files[name].open("wb") as log:
            started.append(subprocess.Popen([sys.executable, *arguments], stdout=log, stderr=log))

    async def all_live() -> bool:
        alive = await pool.fetchval("SELECT count(DISTINCT name) FROM processes")
        return bool(alive == len(PROCESSES))

    try:
        await eventually(all_live, within_s=60)
        yield files
    finally:
        for process in started:
            process.terminate()
        for process in started:
            await asyncio.to_thread(process.wait, 30)
        for file in files.values():
            print(file.read_text())


async def test_sender_worker_and_beat_know_it_within_two_seconds(logs: dict[str, Path], world: World) -> None:
    for name, value in (("daily_limit", 500), ("expiry_interval_s", 900)):
        answer = await world.client.patch("/api/settings", json={name: value})
        assert answer.status_code == 200, answer.text
        changed_s = time.monotonic()
        for process, file in logs.items():

            async def adopted(file: Path = file, name: str = name) -> bool:
                return any("settings_adopted" in line and name in line for line in lines_of(file))

            await eventually(adopted)
            assert time.monotonic() - changed_s < KNOWN_WITHIN_S, process


def lines_of(file: Path) -> list[str]:
    return file.read_text().splitlines()


async def test_another_api_process_and_this_one_know_it(settings: Settings, pool: Pool, world: World) -> None:
    async with running(create_app(settings)) as app:
        other = services_of(api_of(app)).current

        async def known() -> bool:
            return [other.values.lists_at_once, services_of(world.api).current.values.lists_at_once] == [3, 3]

        assert (await world.client.patch("/api/settings", json={"lists_at_once": 3})).status_code == 200
        await eventually(known, within_s=KNOWN_WITHIN_S)


async def test_a_sender_at_work_keeps_to_a_limit_that_is_lifted(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Any
) -> None:
    campaign_id = await make_campaign(pool, settings, 50, batch_size=20)
    await store(pool, daily_limit=30)
    current = CurrentSettings(fast(settings))
    await refresh(pool, current)

    async def sent(number: int) -> bool:
        return (await states(pool, campaign_id)).get("sent") == number

    async with GraphClient(simulator.url, "v26.0", settings.whatsapp_token, max_connections=16) as graph:
        loop = SenderLoop(pool=pool, redis=redis, graph=graph, current=current, process="test")
        tasks = [asyncio.create_task(loop.run()), asyncio.create_task(keep_current(pool, current))]
        await eventually(lambda: sent(30))
        await store(pool, daily_limit=40)
        await eventually(lambda: sent(40))
        await store(pool, daily_limit=None)
        await eventually(lambda: sent(50))
        loop.stop()
        tasks[1].cancel()
        await asyncio.wait(tasks)


async def store(pool: Pool, **values: object) -> None:
    """As if somebody had changed them by another API."""
    for name, value in values.items():
        await pool.execute(
            "INSERT INTO settings (name, value, version) VALUES ($1, $2, 1) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value, version = settings.version + 1",
            name,
            value,
        )


async def test_rows_of_a_newer_version_and_broken_ones_end_no_process(settings: Settings, pool: Pool) -> None:
    current = CurrentSettings(settings)
    await store(pool, daily_limit="many", of_tomorrow={"a": [1]}, reply_share=0.4)
    with capture_logs() as logs:
        keeping = asyncio.create_task(keep_current(pool, current))
        await eventually(told(lambda: current.values.reply_share == 0.4))
        await store(pool, daily_limit=12)
        await eventually(told(lambda: current.values.daily_limit == 12))
    assert not keeping.done()
    keeping.cancel()
    ignored = [line["setting"] for line in logs if line["event"] == "setting_ignored"]
    assert ignored.count("daily_limit") == 1 and "of_tomorrow" in ignored


def told(condition: Callable[[], bool]) -> Any:
    async def ask() -> bool:
        return condition()

    return ask


async def test_a_database_that_is_away_leaves_what_is_known(settings: Settings, pool: Pool) -> None:
    """The pool finds no server; later it does."""
    current = CurrentSettings(settings)
    await store(pool, daily_limit=12)
    await refresh(pool, current)
    nowhere = await create_pool("postgresql://nobody@127.0.0.1:9/none", name="test", min_size=0)
    with capture_logs() as logs:
        keeping = asyncio.create_task(keep_current(nowhere, current))
        await eventually(told(lambda: any(line["event"] == "settings_not_read" for line in logs)))
    assert not keeping.done() and current.values.daily_limit == 12
    keeping.cancel()
    await nowhere.close()
