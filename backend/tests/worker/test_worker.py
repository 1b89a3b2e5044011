"""The worker: its settings, its schedule, and real processes of it against a real broker."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from relance.campaigns.running import jobs
from relance.core.db import Pool
from relance.core.jobs import JobQueue, create_job_client
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.worker import VISIBILITY_TIMEOUT_S, create_worker_app, plan_beat
from tests.campaigns.scene import Scene

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
async def start(relance_environment: Settings, pool: Pool, tmp_path: Path) -> AsyncIterator[Start]:
    """Starts `celery worker` or `celery beat` as the commands do; ends them all at the end."""
    relance_environment.data_dir.mkdir(parents=True)
    processes: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        with (tmp_path / "celery.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "celery", "--app", "relance.worker:app", "--quiet", *arguments],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            await asyncio.to_thread(process.wait, 15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    print((tmp_path / "celery.log").read_text())


WORKER = ("worker", "--concurrency", "2", "--without-mingle", "--without-gossip", "--loglevel", "INFO")


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(60):
        while not await condition():
            await asyncio.sleep(0.1)


async def test_settings_of_the_broker(settings: Settings) -> None:
    conf = create_worker_app(settings).conf
    assert conf.task_acks_late and conf.task_reject_on_worker_lost and conf.task_ignore_result
    assert conf.worker_prefetch_multiplier == 1
    assert conf.worker_soft_shutdown_timeout > 0 and not conf.worker_enable_soft_shutdown_on_idle
    assert conf.visibility_timeout == VISIBILITY_TIMEOUT_S
    assert conf.broker_transport_options["visibility_timeout"] == VISIBILITY_TIMEOUT_S
    assert conf.result_backend_transport_options["visibility_timeout"] == VISIBILITY_TIMEOUT_S
    assert conf.task_time_limit < VISIBILITY_TIMEOUT_S
    assert conf.broker_connection_max_retries is None


async def test_every_scheduled_job_is_a_task(settings: Settings) -> None:
    app = create_worker_app(settings)
    planned = {entry["task"] for entry in plan_beat(settings).values()}
    assert planned | {jobs.LAUNCH} <= set(app.tasks)


async def test_expiry_is_planned_as_often_as_the_settings_say(settings: Settings) -> None:
    plan = plan_beat(settings.model_copy(update={"expiry_interval_s": 7.5}))
    assert plan["expiry"]["schedule"].total_seconds() == 7.5


async def test_job_is_not_enqueued_and_nothing_raised_when_redis_is_down() -> None:
    queue = JobQueue(create_job_client("redis://127.0.0.1:9/0"))
    assert not await queue.enqueue(jobs.TICK)
    queue.close()


async def test_no_body_of_a_job_gets_into_the_log(
    start: Start, settings: Settings, redis: RedisClient, tmp_path: Path
) -> None:
    """Unknown, foreign, broken and invalid ones: each is said, none is shown, and the next one is run."""
    celery = create_job_client(settings.require_redis_url())

    def send() -> None:
        celery.send_task("planted.unknown", args=["planted-argument"], kwargs={"text": "planted-text"})
        with celery.connection_for_write() as connection, connection.Producer() as producer:
            producer.publish({"hello": "planted-foreign"}, routing_key="celery", serializer="json")
            producer.publish(
                "{planted-broken",
                routing_key="celery",
                content_type="application/json",
                content_encoding="utf-8",
            )
            planted = {"task": jobs.TICK, "id": "1", "args": "planted-invalid", "kwargs": ["planted-invalid"]}
            producer.publish(planted, routing_key="celery", serializer="json")

    await asyncio.to_thread(send)
    start(*WORKER)
    log = tmp_path / "celery.log"

    async def all_said() -> bool:
        return log.read_text().count("job_refused") == 4

    await until(all_said)
    told = log.read_text()
    assert "planted.unknown" in told and "planted-" not in told
    for reason in ("task_unknown", "not_a_task", "not_readable", "task_invalid"):
        assert told.count(f"job_refused ({reason})") == 1
    celery.close()


async def test_job_from_the_api_is_run_by_a_worker(
    start: Start, settings: Settings, pool: Pool, redis: RedisClient
) -> None:
    scene = await Scene(pool).furnish()
    category = await scene.add_category()
    await scene.add_contacts(category, 30)
    campaign = await scene.add_campaign(category)
    queue = JobQueue(create_job_client(settings.require_redis_url()))
    assert await queue.enqueue(jobs.LAUNCH, campaign_id=campaign)
    queue.close()
    worker = start(*WORKER)

    async def launched() -> bool:
        return bool((await scene.campaign(campaign))["status"] == "sending")

    await until(launched)
    assert len(await scene.messages(campaign)) == 30
    assert await pool.fetchval("SELECT count(*) FROM processes WHERE name = 'worker'") >= 1
    worker.terminate()
    assert await asyncio.to_thread(worker.wait, 30) == 0
    assert await pool.fetchval("SELECT count(*) FROM processes WHERE name = 'worker'") == 0


async def test_beat_and_worker_start_a_scheduled_campaign_and_launch_it(start: Start, pool: Pool) -> None:
    scene = await Scene(pool).furnish()
    category = await scene.add_category()
    await scene.add_contacts(category, 3)
    campaign = await scene.add_campaign(category, status="scheduled", launch_until=None)
    await pool.execute("UPDATE campaigns SET scheduled_at = now()")
    start(*WORKER)
    start("beat", "--pidfile", "", "--loglevel", "INFO")

    async def launched() -> bool:
        return bool((await scene.campaign(campaign))["status"] == "sending")

    async def beat_is_alive() -> bool:
        return bool(await pool.fetchval("SELECT count(*) FROM processes WHERE name = 'beat'"))

    await until(launched)
    await until(beat_is_alive)
    assert len(await scene.queued_ids(campaign)) == 3
