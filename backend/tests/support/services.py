"""What a small application of a test is built of, and other parts in the place of those it started with."""

from dataclasses import replace
from typing import Any

from fastapi import FastAPI

from relance.cache.service import CacheService
from relance.campaigns.reading.live import CampaignFeed
from relance.core.current_settings import CurrentSettings
from relance.core.db import Pool
from relance.core.redis import RedisClient, create_redis
from relance.core.settings import Settings
from relance.dashboard.events import Everything, LiveFeed
from relance.dashboard.reads import DashboardReads
from relance.http.services import Services, provide, services_of
from relance.start import share


def equip(
    app: FastAPI, settings: Settings, pool: Pool, redis: RedisClient | None = None, jobs: Any = None
) -> None:
    """Everything that needs nothing started. Without `redis` one that nobody answers at."""
    redis = redis or create_redis("redis://127.0.0.1:9/0")
    current = CurrentSettings(settings)
    cache = CacheService(redis, enabled=settings.cache == "on", pool=pool)

    async def ask_sending() -> str:
        return "ok"

    services = Services(
        settings=settings,
        current=current,
        pool=pool,
        kept_pool=pool,
        redis=redis,
        jobs=jobs,
        ask_sending=ask_sending,
        shared=share(pool, redis, current, cache),
    )
    provide(app, services)


def change(app: FastAPI, **fields: Any) -> None:
    """Other fields from now on; what was built of the former ones keeps those."""
    provide(app, replace(services_of(app), **fields))


def exchange(app: FastAPI, *others: object) -> None:
    """Others of their classes among what is shared."""
    change(app, shared=(*services_of(app).shared, *others))


def make_everything(app: FastAPI) -> Everything:
    """A reader of the stream of everything, beside the application's own."""
    services = services_of(app)
    return Everything(
        pool=services.pool,
        redis=services.redis,
        current=services.current,
        cache=services.of(CacheService),
        dashboard=services.of(DashboardReads),
    )


def open_feeds(app: FastAPI, *, campaigns_s: float, everything_s: float) -> Everything:
    """New feeds with short streams: nothing is read yet."""
    everything = make_everything(app)
    campaigns = CampaignFeed(services_of(app).pool, stream_s=campaigns_s)
    exchange(app, campaigns, LiveFeed(everything, stream_s=everything_s))
    return everything
