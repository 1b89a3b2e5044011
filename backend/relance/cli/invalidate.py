"""The cache, for commands that change what pages show while the API runs."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from relance.cache.service import CacheService
from relance.cache.trust import DATABASE_FAILED, Debts
from relance.core.db import Pool
from relance.core.log import get_logger
from relance.core.redis import create_redis
from relance.core.settings import Settings

log = get_logger(__name__)


@asynccontextmanager
async def invalidating(
    settings: Settings, pool: Pool, namespaces: Sequence[str]
) -> AsyncIterator[CacheService | None]:
    """Empties these namespaces at the end, also when the work broke off: what was committed stays.

    Gives the cache for what is to be seen before the end; None without Redis. A Redis that is not there or
    not known changes nothing for the command: the database tells the other processes instead.
    """
    if settings.redis_url is None:
        try:
            yield None
        finally:
            await _tell_by_database(pool, namespaces)
        return
    redis = create_redis(settings.redis_url)
    cache = CacheService(redis, enabled=False, pool=pool)
    try:
        yield cache
    finally:
        await cache.invalidate(*namespaces)
        await cache.close()
        await redis.aclose()


async def _tell_by_database(pool: Pool, namespaces: Sequence[str]) -> None:
    try:
        await Debts(pool).record(tuple(namespaces))
    except DATABASE_FAILED as error:
        log.warning("cache_not_told", error=type(error).__name__)
