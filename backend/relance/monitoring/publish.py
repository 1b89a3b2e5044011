"""Today's counters in Redis, under `whatsapp:`, for whatever looks there: a copy, never the truth."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from relance.core.db import Pool, transaction
from relance.core.log import get_logger
from relance.core.redis import REDIS_DOWN, RedisClient
from relance.monitoring.quotas import read_today

log = get_logger(__name__)

KEPT_S = 2 * 86_400
"""Yesterday stays readable for a day; older copies vanish by themselves."""


def today_key(day: str, sender: int | str) -> str:
    """`whatsapp:today:<ISO date>:<sender id, or all>`: a hash of counters, of strings as Redis has them."""
    return f"whatsapp:today:{day}:{sender}"


async def publish_today(pool: Pool, redis: RedisClient, *, now: datetime) -> bool:
    """Copy today's counts of each sender and of all; all at once. False when Redis did not take them."""
    async with transaction(pool) as conn:
        today = await read_today(conn, now=now, daily_limit=None)
    day = today.days.today.isoformat()
    copies = {today_key(day, quota.sender["id"]): quota.figures for quota in today.quotas}
    copies[today_key(day, "all")] = today.days.of_all([today.days.today])
    try:
        async with redis.pipeline(transaction=True) as pipe:
            for key, figures in copies.items():
                fields: dict[Any, Any] = {**asdict(figures), "sent": figures.sent}
                pipe.hset(key, mapping=fields)
                pipe.expire(key, KEPT_S)
            await pipe.execute()
    except REDIS_DOWN as error:
        log.debug("today_not_published", reason=type(error).__name__)
        return False
    return True
