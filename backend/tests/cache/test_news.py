"""What the engine changes is seen soon, from whatever process: worker, sender, intake. Their own code runs.

The cache keeps every one of these answers longer than a test waits.
"""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from relance.cache.service import CacheService
from relance.cache.versions import move_rested, move_versions
from relance.campaigns.running.expiry import check_expired_interactions
from relance.campaigns.running.jobs import LAUNCH
from relance.core.clock import utc_now
from relance.core.db import Pool, transaction
from relance.core.jobs import JobTools, create_job_client
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.http.services import services_of
from relance.imports import tasks as import_tasks
from relance.messages import news
from relance.messages.news import CacheNews
from relance.sending.main import serve
from relance.upkeep.plan import ON_DEMAND, PERIODIC
from relance.webhooks.group_commit import Intake
from relance.worker import WorkerProcess
from tests.api.conftest import api_of, app_behind
from tests.cache.branches import Branches, open_branches
from tests.support.statements import count_statements
from tests.support.waiting import eventually
from tests.webhooks.bodies import status, status_body

SEEN_WITHIN_S = 8.0

Work = Callable[[JobTools], Awaitable[object]]
RunInWorker = Callable[[Work], Awaitable[None]]

RUN = {job.key: job.run for job in PERIODIC}


@pytest.fixture
def settings(settings: Settings, simulator: Any) -> Settings:
    return settings.model_copy(update={"whatsapp_api_url": simulator.url})


@pytest.fixture
async def branches(
    settings: Settings, pool: Pool, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Branches]:
    """One API process with a cache, and one without."""
    monkeypatch.setattr("relance.start.keep_in_step", _rest)
    async with open_branches(settings, pool, [redis_url], monkeypatch) as branches:
        yield branches


async def _rest(*_: Any, **__: Any) -> None:
    await asyncio.Event().wait()


@pytest.fixture
async def in_worker(settings: Settings) -> AsyncIterator[RunInWorker]:
    """Runs jobs as a child of the Celery worker does, on its own loop, with its own cache."""
    process = WorkerProcess(settings)
    celery = create_job_client(settings.require_redis_url())
    await asyncio.to_thread(process.start, celery)

    async def run(work: Work) -> None:
        await asyncio.to_thread(process.run, work)

    yield run
    await asyncio.to_thread(process.stop)
    celery.close()


@asynccontextmanager
async def seen_soon(branches: Branches, *places: str) -> AsyncIterator[None]:
    """These answers are in the cache before; what happens inside changes them all, and is soon seen."""
    cached, truth = branches.cached[0], branches.truth
    await forget(branches)
    before = [(await cached.get(place)).content for place in places]
    yield
    for place, old in zip(places, before, strict=True):
        expected = (await truth.get(place)).content
        assert expected != old, f"{place} did not change"

        async def is_seen(place: str = place) -> bool:
            return (await cached.get(place)).content == (await truth.get(place)).content

        await eventually(is_seen, within_s=SEEN_WITHIN_S)


async def forget(branches: Branches) -> None:
    """What the test made came behind the back of the cache."""
    cache: CacheService = services_of(api_of(app_behind(branches.cached[0]))).of(CacheService)
    await cache.invalidate("messages_stats", "campaigns", "contacts", "contact_counts", "categories")


STATS, DASHBOARD = "/api/messages/stats", "/api/dashboard/stats"
COMPLETED = "/api/campaigns?status=completed"


async def test_launch_by_a_worker(branches: Branches, in_worker: RunInWorker) -> None:
    world = branches.world
    draft = await world.campaign("draft")
    answer = await world.client.post(f"/api/campaigns/{draft}/start")
    assert answer.status_code == 202, answer.text
    async with seen_soon(branches, STATS, DASHBOARD, "/api/messages"):
        await in_worker(lambda tools: ON_DEMAND[LAUNCH](tools, campaign_id=draft))


async def test_scheduled_start_by_the_tick(branches: Branches, in_worker: RunInWorker) -> None:
    await branches.world.campaign("scheduled")
    async with seen_soon(branches, DASHBOARD, "/api/campaigns"):
        await in_worker(RUN["tick"])


async def test_expiry_and_closing_by_a_worker(branches: Branches, in_worker: RunInWorker) -> None:
    world = branches.world
    campaign = await world.campaign("sending")
    await world.scene.see("delivered", *await world.scene.send_all(campaign))
    long_after = utc_now() + timedelta(days=3)

    async def expire(tools: JobTools) -> None:
        await check_expired_interactions(tools.pool, now=long_after, interval_s=1, news=tools.news)

    async with seen_soon(branches, STATS, DASHBOARD, COMPLETED):
        await in_worker(expire)
    assert (await world.scene.campaign(campaign))["status"] == "completed"


async def test_cancelling_what_is_stopped_by_the_tick(branches: Branches, in_worker: RunInWorker) -> None:
    stopped = await branches.world.campaign("stopped")
    async with seen_soon(branches, STATS, DASHBOARD):
        await in_worker(RUN["tick"])
    assert await branches.world.scene.queued_ids(stopped) == []


async def test_purge_by_the_tick(branches: Branches, in_worker: RunInWorker) -> None:
    world = branches.world
    assert (await world.client.delete(f"/api/campaigns/{world.finished_id}")).status_code == 204
    async with seen_soon(branches, STATS, DASHBOARD):
        await in_worker(RUN["tick"])


async def test_import_by_a_worker(branches: Branches, in_worker: RunInWorker) -> None:
    job = await branches.world.imported()
    async with seen_soon(branches, "/api/contacts/counts", "/api/categories", "/api/contacts", DASHBOARD):
        await in_worker(lambda tools: import_tasks._run(tools, job))


async def test_outcomes_by_a_sender(branches: Branches, settings: Settings) -> None:
    world = branches.world
    await world.pool.execute("UPDATE templates SET name = 'welcome_offer'")
    campaign = await world.campaign("sending", people=5)
    async with seen_soon(branches, STATS, DASHBOARD, "/api/messages"):
        sender = asyncio.create_task(serve(settings))
        try:
            await eventually(lambda: _nothing_queued(branches, campaign))
        finally:
            os.kill(os.getpid(), signal.SIGTERM)  # taken by the sender, as from its supervisor
            await sender
            for number in (signal.SIGTERM, signal.SIGINT):
                asyncio.get_running_loop().remove_signal_handler(number)


async def _nothing_queued(branches: Branches, campaign_id: int) -> bool:
    return not await branches.world.scene.queued_ids(campaign_id)


async def test_late_status_of_a_finished_campaign(branches: Branches) -> None:
    world = branches.world
    intake = services_of(api_of(app_behind(branches.cached[0]))).of(Intake)
    wamid = await world.pool.fetchval(
        "SELECT wamid FROM messages WHERE campaign_id = $1 AND read_at IS NULL AND wamid IS NOT NULL LIMIT 1",
        world.finished_id,
    )
    stats = f"/api/campaigns/{world.finished_id}/stats"
    async with seen_soon(branches, STATS, DASHBOARD, COMPLETED, stats):
        assert await intake.receive(status_body(status("read", wamid, utc_now())))


@pytest.fixture
async def cache(redis: RedisClient, pool: Pool) -> AsyncIterator[CacheService]:
    service = CacheService(redis, enabled=True, pool=pool)
    yield service
    await service.close()


async def test_news_of_running_campaigns_leave_kept_pages_of_campaigns(
    cache: CacheService, branches: Branches
) -> None:
    """A thousand sends a second must not cost a page of campaigns each second."""
    told = CacheNews(branches.world.pool)
    for name in ("messages_stats", "campaigns", "campaign_stats", "contacts", "categories"):
        await cache.set(name, (), b"kept")
    told.messages_changed((branches.world.running_id, -5))
    await eventually(lambda: _is_gone(cache, "messages_stats"))
    await told.close()
    for name in ("campaigns", "campaign_stats", "contacts", "categories"):
        assert await cache.get(name, ()) == b"kept"
    told.messages_changed((branches.world.finished_id,))
    await told.close()
    await eventually(lambda: _is_gone(cache, "campaigns"))
    assert await cache.get("campaign_stats", ()) is None
    assert await cache.get("categories", ()) == b"kept"


async def _is_gone(cache: CacheService, name: str) -> bool:
    return await cache.get(name, ()) is None


async def test_tests_of_campaigns_are_no_news(cache: CacheService, pool: Pool) -> None:
    told = CacheNews(pool)
    await cache.set("messages_stats", (), b"kept")
    told.messages_changed((-5,))
    await told.close()
    assert await cache.get("messages_stats", ()) == b"kept"


async def test_what_cannot_be_told_now_is_told_later(
    cache: CacheService, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "ROUND_S", 0.05)
    told = CacheNews(pool)
    await cache.set("contacts", (), b"kept")
    await pool.execute("ALTER TABLE cache_versions RENAME TO away")
    told.contacts_changed()
    await asyncio.sleep(0.2)
    await pool.execute("ALTER TABLE away RENAME TO cache_versions")
    await eventually(lambda: _is_gone(cache, "contacts"))
    await told.close()


async def test_ten_thousand_news_are_one_round(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody who tells has waited."""
    monkeypatch.setattr(news, "ROUND_S", 60.0)
    told = CacheNews(pool)
    async with count_statements(pool) as statements:
        for number in range(10_000):
            told.messages_changed((number + 1,))
        await eventually(lambda: _has_moved(pool, "messages_stats"))
        await told.close()
    assert sum("INSERT INTO cache_versions" in text for text in statements.texts) == 1


async def _has_moved(pool: Pool, name: str) -> bool:
    return bool(await pool.fetchval("SELECT EXISTS (SELECT FROM cache_versions WHERE namespace = $1)", name))


async def test_a_version_moves_once_a_second_whichever_process_comes_first(pool: Pool) -> None:
    names = {"messages_stats", "contacts"}
    assert await move_rested(pool, names) == names
    assert await move_rested(pool, names) == set()
    # A person's change moves it in any case.
    async with transaction(pool) as conn:
        await move_versions(conn, "contacts")
    await pool.execute("UPDATE cache_versions SET moved_at = moved_at - interval '1 second'")
    assert await move_rested(pool, names) == names
    # On a clock that was set back it has rested.
    await pool.execute("UPDATE cache_versions SET moved_at = moved_at + interval '1 hour'")
    assert await move_rested(pool, names) == names


async def test_a_change_right_after_a_move_is_told_too(cache: CacheService, pool: Pool) -> None:
    told = CacheNews(pool)
    told.contacts_changed()
    await eventually(lambda: _has_moved(pool, "contacts"))
    await cache.set("contacts", (), b"old")
    told.contacts_changed()
    await eventually(lambda: _is_gone(cache, "contacts"))
    await told.close()
