"""Celery tasks of campaigns: shells around coroutines. Every one may run twice or at once."""

from celery import Celery

from relance.activity import keeping
from relance.campaigns.running import jobs
from relance.campaigns.running.expiry import check_expired_interactions
from relance.campaigns.running.launch import launch_campaign
from relance.campaigns.running.probe import probe_blocked, probe_paused
from relance.campaigns.running.requeue import requeue_pending
from relance.campaigns.running.tick import Step, run_tick
from relance.categories.purge import purge_deleted_categories
from relance.contacts.interacted import mark_late_interacted
from relance.contacts.search_index.write import fold_contacts
from relance.core.clock import utc_now
from relance.core.db import read_clock
from relance.core.jobs import JobTools, RunJob
from relance.counts.compact import compact_counts
from relance.imports.jobs import enqueue_waiting
from relance.interactions.retry import retry_unattributed
from relance.media.service import renew_media
from relance.monitoring.publish import publish_today
from relance.restored import jobs as restored
from relance.restored.settle import replay_kept
from relance.webhooks.kept_again import end_kept, look_at_kept
from relance.whatsapp.client import GraphClient


def register_tasks(app: Celery, run: RunJob) -> None:
    """Make the tasks known to `app`; `run` gives a coroutine the tools of the worker process."""

    @app.task(name=jobs.LAUNCH, shared=False)
    def launch(campaign_id: int) -> None:
        run(lambda tools: _launch(tools, campaign_id))

    @app.task(name=jobs.EXPIRE, shared=False)
    def check_expired() -> None:
        run(_check_expired)

    @app.task(name=jobs.TICK, shared=False)
    def tick() -> None:
        run(_tick)

    @app.task(name=jobs.REQUEUE, shared=False)
    def requeue() -> None:
        run(lambda tools: requeue_pending(tools.pool))

    @app.task(name=jobs.SQUASH, shared=False)
    def squash() -> None:
        run(_squash)

    @app.task(name=jobs.FOLD_CONTACTS, shared=False)
    def fold() -> None:
        run(_fold_contacts)

    @app.task(name=jobs.PROBE, shared=False)
    def probe() -> None:
        run(_probe)

    @app.task(name=jobs.RENEW_MEDIA, shared=False)
    def renew() -> None:
        run(_renew_media)

    @app.task(name=keeping.FORGET, shared=False)
    def forget_activity() -> None:
        run(_forget_activity)

    @app.task(name=restored.WORK, shared=False)
    def restored_work() -> None:
        run(restored.work)


async def _launch(tools: JobTools, campaign_id: int) -> None:
    done = await launch_campaign(
        tools.pool,
        tools.redis,
        campaign_id=campaign_id,
        default_rate_per_s=tools.settings.sender_rate_per_s,
        news=tools.news,
    )
    if not done:
        await tools.queue.enqueue(jobs.LAUNCH, campaign_id=campaign_id)


async def _check_expired(tools: JobTools) -> None:
    # A window ends by Meta's time. Of two clocks one may be wrong: nobody is given up for one that is ahead.
    now = min(utc_now(), await read_clock(tools.pool))
    await check_expired_interactions(
        tools.pool,
        now=now,
        interval_s=tools.settings.expiry_interval_s,
        unknown_grace_s=tools.settings.unknown_grace_s,
        news=tools.news,
    )


async def _tick(tools: JobTools) -> None:
    now = await read_clock(tools.pool)
    steps: tuple[Step, ...] = (
        lambda: look_at_kept(
            tools.pool,
            unknown_grace_s=tools.settings.unknown_grace_s,
            redis=tools.redis,
            news=tools.news,
        ),
        lambda: retry_unattributed(tools.pool, redis=tools.redis, news=tools.news),
        lambda: end_kept(tools.pool),
        lambda: enqueue_waiting(tools.pool, tools.queue),
        lambda: restored.enqueue_work(tools.pool, tools.queue),
        lambda: replay_kept(tools.pool, unknown_grace_s=tools.settings.unknown_grace_s, news=tools.news),
        lambda: mark_late_interacted(tools.pool, news=tools.news),
        lambda: purge_deleted_categories(tools.pool),
        lambda: publish_today(tools.pool, tools.redis, now=utc_now()),
    )
    await run_tick(
        tools.pool,
        tools.queue,
        now=now,
        more_steps=steps,
        unknown_grace_s=tools.settings.unknown_grace_s,
        news=tools.news,
    )


async def _squash(tools: JobTools) -> None:
    await compact_counts(tools.pool)


async def _fold_contacts(tools: JobTools) -> None:
    await fold_contacts(tools.pool)


async def _probe(tools: JobTools) -> None:
    async with _graph(tools) as graph:
        await probe_blocked(tools.pool, graph)
        await probe_paused(tools.pool, graph)


async def _renew_media(tools: JobTools) -> None:
    async with _graph(tools) as graph:
        await renew_media(tools.pool, graph, utc_now())


async def _forget_activity(tools: JobTools) -> None:
    await keeping.forget_old_activity(tools.pool, kept_days=tools.settings.activity_kept_days)


def _graph(tools: JobTools) -> GraphClient:
    settings = tools.settings
    return GraphClient(
        settings.whatsapp_api_url, settings.whatsapp_graph_version, settings.whatsapp_token, max_connections=1
    )
