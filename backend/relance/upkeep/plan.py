"""What runs by itself, in one table: beat, the tasks of the worker and this list are the same.

Every job may run twice or at once, and be lost: the next run does what is due by then.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from relance.activity import keeping
from relance.campaigns.running import jobs
from relance.campaigns.running.expiry import check_expired_interactions
from relance.campaigns.running.launch import launch_campaign
from relance.campaigns.running.probe import probe_blocked, probe_paused
from relance.campaigns.running.requeue import requeue_pending
from relance.contacts.erasure.afterwards import look_after_erased
from relance.contacts.erasure.retention import clear_old_texts
from relance.contacts.search_index import write_index
from relance.core.clock import utc_now
from relance.core.db import read_clock
from relance.core.jobs import JobTools
from relance.core.settings import Settings
from relance.counts.compact import compact_counts
from relance.media.service import renew_media
from relance.restored import jobs as restored
from relance.upkeep.tick import run_tick
from relance.whatsapp.client import GraphClient


@dataclass(frozen=True, slots=True)
class Periodic:
    """A job of beat: its key there, its task, seconds between two runs, and what it is there for."""

    key: str
    task: str
    every_s: Callable[[Settings], float]
    run: Callable[[JobTools], Awaitable[object]]
    what_for: str


async def _tick(tools: JobTools) -> None:
    await run_tick(tools, now=await read_clock(tools.pool))


async def _compact(tools: JobTools) -> None:
    await compact_counts(tools.pool)


async def _index_contacts(tools: JobTools) -> None:
    await write_index(tools.pool)


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


async def _requeue(tools: JobTools) -> None:
    await requeue_pending(tools.pool)


async def _probe(tools: JobTools) -> None:
    async with _graph(tools) as graph:
        await probe_blocked(tools.pool, graph)
        await probe_paused(tools.pool, graph)


async def _renew_media(tools: JobTools) -> None:
    async with _graph(tools) as graph:
        await renew_media(tools.pool, graph, utc_now())


async def _forget_activity(tools: JobTools) -> None:
    await keeping.forget_old_activity(tools.pool, kept_days=tools.settings.activity_kept_days)


async def _look_after_erased(tools: JobTools) -> None:
    await look_after_erased(tools.pool)


async def _clear_old_texts(tools: JobTools) -> None:
    now = min(utc_now(), await read_clock(tools.pool))
    await clear_old_texts(tools.pool, kept_days=tools.settings.texts_kept_days, now=now)


def _graph(tools: JobTools) -> GraphClient:
    settings = tools.settings
    return GraphClient(
        settings.whatsapp_api_url, settings.whatsapp_graph_version, settings.whatsapp_token, max_connections=1
    )


def _each(seconds: float) -> Callable[[Settings], float]:
    return lambda _: seconds


PERIODIC = (
    Periodic("tick", jobs.TICK, _each(2), _tick, "does what is due, mends what was left: see `steps`"),
    Periodic("squash", "counts.squash", _each(2), _compact, "keeps sums over deltas short"),
    Periodic(
        "fold",
        "contacts.fold",
        _each(2),
        _index_contacts,
        "writes changed contacts into the index of the search",
    ),
    Periodic(
        "expiry",
        "campaigns.check_expired_interactions",
        lambda now: now.expiry_interval_s,
        _check_expired,
        "gives up whoever stayed silent",
    ),
    Periodic(
        "requeue",
        "campaigns.requeue",
        _each(30),
        _requeue,
        "finds pending messages that stand in no batch (a bug)",
    ),
    Periodic("probe", "senders.probe_blocked", _each(5), _probe, "finds blocks that Meta has lifted"),
    Periodic(
        "media",
        "templates.renew_media",
        _each(300),
        _renew_media,
        "uploads images again before Meta forgets them",
    ),
    Periodic(
        "erased",
        "contacts.look_after_erased",
        _each(60),
        _look_after_erased,
        "clears what arrived while somebody was being erased",
    ),
    Periodic(
        "retention",
        "contacts.clear_old_texts",
        _each(3600),
        _clear_old_texts,
        "clears texts and replies that are older than the setting says",
    ),
    Periodic(
        "activity", keeping.FORGET, _each(3600), _forget_activity, "deletes old lines of the activity log"
    ),
)


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


ON_DEMAND: dict[str, Callable[..., Awaitable[object]]] = {
    jobs.LAUNCH: _launch,
    restored.WORK: restored.work,
}
"""Jobs that somebody enqueues, by task; imports have their own (`imports/tasks.py`)."""
