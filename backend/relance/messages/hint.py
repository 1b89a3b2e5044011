"""A hint that something is due. Redis only: without it the sender's poll finds the same work 0.2 s later."""

from relance.core.log import get_logger
from relance.core.redis import REDIS_DOWN, RedisClient

log = get_logger(__name__)

DUE_CHANNEL = "relance:due"
"""Published to whenever batches that are due now were committed; the payload is the lane."""


async def hint_due(redis: RedisClient, lane: str = "bulk") -> None:
    """Wake the senders, after the commit. Never raises for a Redis that is away or slow."""
    try:
        await redis.publish(DUE_CHANNEL, lane.encode())
    except REDIS_DOWN:
        log.debug("hint_not_delivered")
