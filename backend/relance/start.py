"""How an API process comes to what it is built of: one after the other, and ended in reverse."""

from contextlib import AsyncExitStack
from functools import partial

from fastapi import FastAPI

from relance.auth.edge.access import API_KEY, CALLER, CallerLookups, Principal, find_caller
from relance.auth.edge.quotas import Quotas
from relance.auth.gate import LoginGate
from relance.auth.key_rate import KeyRate
from relance.auth.setup import log_if_needed
from relance.auth.users import ADMIN
from relance.cache.edge.answers import KeptAnswers
from relance.cache.service import CacheService
from relance.campaigns.reading.live import CampaignFeed
from relance.campaigns.reading.shared_reads import CampaignReads
from relance.core.current_settings import CurrentSettings
from relance.core.db import Pool, create_pool, transaction
from relance.core.essential import Essential
from relance.core.jobs import JobQueue, create_job_client
from relance.core.log import get_logger
from relance.core.patience import open_pool
from relance.core.redis import RedisClient, create_redis
from relance.core.settings import Settings
from relance.dashboard.events import Everything, LiveFeed
from relance.dashboard.reads import DashboardReads
from relance.http.health import Readiness
from relance.http.services import Services
from relance.imports.edge.checking import WorkbookTurns
from relance.installation.identity import settle_installation
from relance.interactions.keywords.hearing import hearing_by
from relance.messages.news import CacheNews
from relance.monitoring.heartbeat import beat
from relance.monitoring.sending import ask_sending
from relance.monitoring.work import Work
from relance.senders.sync import ensure_sender
from relance.settings.refresh import keep_current, refresh
from relance.templates.in_step import OutOfStep, keep_in_step
from relance.webhooks.endpoint import WebhookEndpoint
from relance.webhooks.group_commit import Intake

log = get_logger(__name__)

NOBODY = Principal(kind=API_KEY, id=0, role=ADMIN, name="cache")
"""Who asks for what is loaded ahead. No key has this number."""
START_PATIENCE_S = 15.0
MOST_CONNECTIONS = 12
"""To PostgreSQL, for the requests of one API process."""
KEPT_CONNECTIONS = 4
"""For webhooks, `/readyz` and the sign of life: no request can take them."""


async def build_services(app: FastAPI, settings: Settings, stack: AsyncExitStack) -> Services:
    """Build every pool and client, start what runs beside the requests; `stack` ends it all in reverse."""
    url = settings.require_database_url()
    pool = await open_pool(url, name="api", max_size=MOST_CONNECTIONS, patience_s=START_PATIENCE_S)
    stack.push_async_callback(pool.close)
    kept = await create_pool(url, name="api-kept", max_size=KEPT_CONNECTIONS, plans_once=True)
    stack.push_async_callback(kept.close)
    redis = create_redis(settings.require_redis_url())
    stack.push_async_callback(redis.aclose)
    jobs = JobQueue(create_job_client(settings.require_redis_url()))
    stack.callback(jobs.close)
    async with transaction(pool) as conn:
        installation = await settle_installation(conn, settings.timezone)
    current = CurrentSettings(settings)
    await refresh(pool, current)
    await ensure_sender(pool, settings)
    cache = CacheService(redis, enabled=settings.cache == "on", pool=pool)
    stack.push_async_callback(cache.close)
    intake = await _start_beside(settings, current, pool, kept, redis, stack)
    reads = CampaignReads(pool)
    answers = KeptAnswers(
        app,
        cache,
        find_caller=find_caller,
        refresh={"/api/campaigns": reads.finish},
        ahead={CALLER: NOBODY} if settings.cache_ahead == "on" else None,
    )
    stack.push_async_callback(answers.close)
    endpoint = WebhookEndpoint(answers, intake, settings, pool=kept)
    log.info("api_started", installation=installation)
    await log_if_needed(pool)
    return Services(
        settings=settings,
        current=current,
        pool=pool,
        kept_pool=kept,
        redis=redis,
        jobs=jobs,
        ask_sending=partial(ask_sending, kept),
        shared=(intake, answers, endpoint, reads, *share(pool, redis, current, cache)),
    )


def share(
    pool: Pool, redis: RedisClient, current: CurrentSettings[Settings], cache: CacheService
) -> tuple[object, ...]:
    """What features share among the requests of a process. None of it opens or starts anything."""
    dashboard = DashboardReads(pool, cache)
    everything = Everything(pool=pool, redis=redis, current=current, cache=cache, dashboard=dashboard)
    return (
        cache,
        CallerLookups(pool),
        KeyRate(lambda: current.values.key_rate_per_s),
        LoginGate(redis),
        Quotas(current),
        Readiness(),
        WorkbookTurns(),
        dashboard,
        LiveFeed(everything),
        CampaignFeed(pool),
    )


async def _start_beside(
    settings: Settings,
    current: CurrentSettings[Settings],
    pool: Pool,
    kept: Pool,
    redis: RedisClient,
    stack: AsyncExitStack,
) -> Intake:
    """Start what runs beside the requests. Returns the intake of webhooks, which takes."""
    news = CacheNews(pool)
    stack.push_async_callback(news.close)
    essential = Essential()
    hearing = hearing_by(current)
    intake = Intake(kept, settings, redis=redis, news=news, essential=essential, hearing=hearing)
    # Ends last of the three: what the intake refuses while it stops is written down by the heartbeat.
    work = Work()
    work.tell("intake", intake.stalled_s)
    out_of_step = OutOfStep()
    work.tell("meta", out_of_step.describe)
    for name, companion in (
        ("heartbeat", beat(kept, "api", intake=intake.memory, work=work)),
        ("settings", keep_current(kept, current)),
        ("keep-in-step", keep_in_step(pool, settings, essential, out_of_step)),
    ):
        stack.push_async_callback(essential.end, essential.start(name, companion))
    await intake.start()
    stack.push_async_callback(intake.stop)
    return intake
