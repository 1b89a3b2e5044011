"""The Redis that the pace belongs to.

The pace lives in Redis. Two stacks with a Redis each on one database would send at twice the rate. So a Redis
carries a random id, the database names the one whose slots count, and its senders confirm that every second.
Another Redis takes over when nobody has confirmed the present one for `TAKEN_OVER_AFTER_S`; until then its
senders refuse, and say so.
"""

import asyncio
import uuid
from contextlib import suppress
from datetime import datetime
from typing import Any

from redis.asyncio import Redis

from relance.core.clock import boottime_s
from relance.core.db import Pool, is_passing
from relance.core.log import get_logger
from relance.core.redis import REDIS_DOWN
from relance.sending import home_sql as sql
from relance.sending.pace import AHEAD_S, REDIS_ID

log = get_logger(__name__)

CONFIRM_EVERY_S = 1.0
TAKEN_OVER_AFTER_S = 5.0
"""Counted by whoever watches, on a clock that nobody sets."""

LONG_DEAD_S = 60.0
"""A home that nobody has confirmed for so long, by the database's clock, is watched for a shorter time."""

_LOOKS_DEAD_S = 2.5 * CONFIRM_EVERY_S
"""A clock that jumped makes every home look dead: a living one confirms within this time, and shows it."""

_VALID_S = TAKEN_OVER_AFTER_S - AHEAD_S - 0.5
_WITHIN_S = 3.0


class Home:
    """Confirms, watches or takes over. `current` is what the pace asks."""

    def __init__(self, pool: Pool, redis: Redis) -> None:
        self._pool = pool
        self._redis = redis
        self._id: str | None = None
        self._run_id: str | None = None
        """Of the server that had `_id`: an emptied one gets it back, another one a new one."""
        self._valid_until_s = 0.0
        self._seen: tuple[str, datetime] | None = None
        self._seen_since_s = 0.0
        self._look = asyncio.Event()
        self.refuses_because: str | None = "it is not known yet which Redis the pace belongs to"

    def current(self) -> str | None:
        """The id that the Redis must have whose slots count; None: no slot of ours counts now."""
        return self._id if boottime_s() < self._valid_until_s else None

    def describe(self) -> dict[str, object]:
        """For monitoring: whether slots of our Redis count, and why not."""
        here = self.current() is not None
        return {"here": here, "reason": None if here else self.refuses_because or "not confirmed lately"}

    def look_again(self) -> None:
        """The Redis was another one, or empty."""
        self._look.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self._look.clear()
            try:
                async with asyncio.timeout(_WITHIN_S):
                    await self._confirm()
            except Exception as error:
                if not isinstance(error, REDIS_DOWN) and not is_passing(error):
                    raise
                if self.current() is None:
                    self._refuse(f"neither confirmed nor refused: {type(error).__name__}")
            with suppress(TimeoutError):
                async with asyncio.timeout(CONFIRM_EVERY_S):
                    await self._look.wait()
                await asyncio.sleep(0.05)

    async def _confirm(self) -> None:
        redis_id = await self._read_id()
        began_s = boottime_s()
        at = await self._pool.fetchval(sql.CONFIRM, redis_id)
        if at is None:
            at = await self._register(redis_id)
        if at is None:
            return
        self._id, self._seen, self._seen_since_s = redis_id, (redis_id, at), began_s
        self._valid_until_s = began_s + _VALID_S
        if self.refuses_because is not None:
            log.info("pace_is_here", redis_id=redis_id)
            self.refuses_because = None

    async def _register(self, redis_id: str) -> datetime | None:
        now_s = boottime_s()
        row = await self._pool.fetchrow(sql.READ)
        if row is None:
            first: datetime | None = await self._pool.fetchval(sql.REGISTER_FIRST, redis_id)
            return first
        seen = (row["redis_id"], row["confirmed_at"])
        if seen != self._seen:
            self._seen, self._seen_since_s = seen, now_s
        watched_for_s = TAKEN_OVER_AFTER_S if row["age_s"] < LONG_DEAD_S else _LOOKS_DEAD_S
        if now_s - self._seen_since_s < watched_for_s:
            self._refuse("the pace belongs to another Redis, whose senders confirm it")
            return None
        taken: datetime | None = await self._pool.fetchval(sql.TAKE_OVER, redis_id, *seen)
        if taken is not None:
            log.warning("pace_taken_over", redis_id=redis_id, from_redis_id=seen[0])
        return taken

    def _refuse(self, reason: str) -> None:
        self._valid_until_s = 0.0
        if self.refuses_because != reason:
            log.warning("pace_is_elsewhere", reason=reason)
            self.refuses_because = reason

    async def _read_id(self) -> str:
        found: Any = await self._redis.get(REDIS_ID)
        if found is None:
            run_id = (await self._redis.info("server")).get("run_id")
            known = self._id if run_id is not None and run_id == self._run_id else None
            await self._redis.set(REDIS_ID, known or uuid.uuid4().hex, nx=True)
            found = await self._redis.get(REDIS_ID)
        redis_id = (found or b"").decode()
        if self._run_id is None or redis_id != self._id:
            self._run_id = (await self._redis.info("server")).get("run_id")
        return redis_id
