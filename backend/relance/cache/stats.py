"""How the cache does, all processes together: counted here, added up in Redis every few seconds."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterable
from typing import Any, Literal

from relance.cache.keys import stats_key
from relance.cache.store import CacheUnavailableError, Store
from relance.core.log import get_logger
from relance.core.redis import RedisClient

log = get_logger(__name__)

Result = Literal["hits", "misses", "errors"]

FLUSH_EVERY_S = 5.0

MISS_READS = 200
"""Over so many reads in a row the miss rate is looked at: fewer say little."""

MISS_PERIOD_S = 600.0
"""The warning comes once in this time, from each process."""

_FIELDS = ("hits", "misses", "errors", "us")
_KEPT_S = 30 * 86_400


class MissWatch:
    """Warns of a miss rate over 50 % among `MISS_READS` reads in a row, once per `MISS_PERIOD_S`."""

    def __init__(self) -> None:
        self._reads = 0
        self._missed: Counter[str] = Counter()
        self._silent_until = 0.0

    def see(self, namespace: str, *, is_hit: bool) -> None:
        """One read that Redis answered."""
        self._reads += 1
        if not is_hit:
            self._missed[namespace] += 1
        if self._reads < MISS_READS:
            return
        misses, worst = self._missed.total(), self._missed.most_common(1)
        self._reads, self._missed = 0, Counter()
        now = time.monotonic()
        if misses * 2 > MISS_READS and now >= self._silent_until:
            self._silent_until = now + MISS_PERIOD_S
            log.warning(
                "cache_miss_rate_high",
                miss_rate=round(100 * misses / MISS_READS, 1),
                reads=MISS_READS,
                most_missed=worst[0][0],
            )


class Stats:
    """`count` costs no round trip; what is counted reaches Redis within `FLUSH_EVERY_S`."""

    def __init__(self, redis: RedisClient, store: Store, namespaces: Iterable[str]) -> None:
        self._redis = redis
        self._store = store
        self._namespaces = tuple(namespaces)
        self._pending: Counter[tuple[str, str]] = Counter()
        self._timer: asyncio.TimerHandle | None = None
        self._flushes: set[asyncio.Task[None]] = set()
        self._watch = MissWatch()

    def count(self, namespace: str, result: Result, seconds: float) -> None:
        """One read and the time the cache took to say what it has."""
        self._pending[namespace, result] += 1
        self._pending[namespace, "us"] += round(seconds * 1e6)
        if result != "errors":
            self._watch.see(namespace, is_hit=result == "hits")
        self._arm()

    async def flush(self) -> None:
        """Add to Redis what was counted here; what does not arrive is kept for the next time."""
        taken, self._pending = self._pending, Counter()
        if not taken:
            return
        try:
            await self._store.call(lambda: self._add(taken))
        except CacheUnavailableError:
            self._pending.update(taken)

    async def collect(self) -> dict[str, dict[str, int]]:
        """Counts of all processes by namespace; of this one alone while Redis is away."""
        await self.flush()
        counts = {name: dict.fromkeys(_FIELDS, 0) for name in self._namespaces}
        try:
            for name, stored in zip(counts, await self._store.call(self._fetch), strict=True):
                counts[name].update(stored)
        except CacheUnavailableError:
            pass
        for (name, field), n in self._pending.items():
            counts[name][field] += n
        return counts

    async def close(self) -> None:
        """Flush for the last time."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        await asyncio.gather(*self._flushes, return_exceptions=True)
        await self.flush()

    def _arm(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(FLUSH_EVERY_S, self._fire)

    def _fire(self) -> None:
        self._timer = None
        task = asyncio.create_task(self._flush_again())
        self._flushes.add(task)
        task.add_done_callback(self._flushes.discard)

    async def _flush_again(self) -> None:
        await self.flush()
        if self._pending:
            self._arm()

    async def _add(self, counted: Counter[tuple[str, str]]) -> None:
        async with self._redis.pipeline(transaction=True) as pipeline:
            for (name, field), n in counted.items():
                pipeline.hincrby(stats_key(name), field, n)
            for name in {name for name, _ in counted}:
                pipeline.expire(stats_key(name), _KEPT_S)
            await pipeline.execute()

    async def _fetch(self) -> list[dict[str, int]]:
        async with self._redis.pipeline(transaction=False) as pipeline:
            for name in self._namespaces:
                pipeline.hgetall(stats_key(name))
            replies: list[dict[bytes, bytes]] = await pipeline.execute()
        return [
            {field: int(stored[field.encode()]) for field in _FIELDS if field.encode() in stored}
            for stored in replies
        ]


def summarise(counts: dict[str, int]) -> dict[str, Any]:
    """Hits, misses, errors, total; `hit_rate` in per cent of the reads that Redis answered; mean ms."""
    hits, misses, errors = counts["hits"], counts["misses"], counts["errors"]
    total = hits + misses + errors
    return {
        "hits": hits,
        "misses": misses,
        "errors": errors,
        "total": total,
        "hit_rate": round(100 * hits / (hits + misses), 2) if hits + misses else 0.0,
        "latency_ms": round(counts["us"] / total / 1000, 3) if total else 0.0,
    }


def summarise_all(counts: dict[str, dict[str, int]]) -> dict[str, Any]:
    """The same over all namespaces, with each of them under `namespaces`."""
    whole = {field: sum(one[field] for one in counts.values()) for field in _FIELDS}
    return {**summarise(whole), "namespaces": {name: summarise(one) for name, one in counts.items()}}
