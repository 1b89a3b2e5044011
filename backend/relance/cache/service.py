"""The cache: finished JSON by namespace, believed only as long as it is certainly fresh.

A value stands on random tokens: the epoch, its namespace's and those it depends on. They are read with the
value in one round trip, and a value is stored under the tokens read *before* it was loaded. Invalidating
renews a token, whatever the number of values; a reader that began before leaves its value under tokens that
nobody reads any more. Without Redis, or while an invalidation is owed anywhere, the loader answers.
"""

import time
from collections.abc import Iterable, Sequence
from typing import Any

from relance.cache.breaker import Breaker
from relance.cache.bumps import Bumps
from relance.cache.flights import Flights, Load
from relance.cache.invalidation import Invalidations
from relance.cache.keys import KeyPart, build_key
from relance.cache.namespaces import NAMESPACES, Namespace, Registry
from relance.cache.stats import Stats, summarise_all
from relance.cache.store import CacheUnavailableError, Lookup, TokenStore
from relance.cache.trust import Debts, Trust
from relance.core.db import Pool
from relance.core.redis import RedisClient

Parts = Sequence[KeyPart]


class CacheService:
    """One per process, on its event loop; `close` at the end.

    `pool` (one connection is enough, better not the requests' own) carries what processes owe each other
    when Redis is away; without it only this process's own reads are fresh after its own changes. With
    `enabled` off every read goes to its loader; invalidations are still delivered, for processes that read.
    """

    def __init__(
        self,
        redis: RedisClient,
        *,
        enabled: bool,
        pool: Pool | None = None,
        namespaces: Iterable[Namespace] = NAMESPACES,
    ) -> None:
        self._enabled = enabled
        self._registry = Registry(namespaces)
        self._breaker = Breaker()
        self._store = TokenStore(redis, self._breaker)
        self._invalidations = Invalidations(self._store, Debts(pool))
        self._trust = Trust(pool, self._invalidations.pay_for)
        self._bumps = Bumps(self._store, self._invalidations)
        self._stats = Stats(redis, self._store, self._registry.by_name)
        self._flights = Flights()

    def key(self, namespace: str, *parts: KeyPart) -> str:
        """The Redis key of a value. Raises ForeignKeyError for a name that is not the cache's own."""
        return build_key(namespace, *parts)

    async def get(self, namespace: str, key_parts: Parts) -> bytes | None:
        """The value, or None: not there, not valid any more, or Redis away."""
        lookup = await self._look_up(namespace, key_parts)
        return None if lookup is None else lookup.payload

    async def set(self, namespace: str, key_parts: Parts, value: bytes, ttl_s: float | None = None) -> None:
        """Keep a value that is true *now*. For anything loaded before, `get_or_load` alone is safe."""
        ttl_s = self._ttl(namespace, ttl_s)
        if ttl_s <= 0 or not await self._may_use_redis():
            return
        key = build_key(namespace, *key_parts)
        try:
            await self._store.put(self._registry.token_keys(namespace), key, value, ttl_s)
        except CacheUnavailableError:
            return

    async def delete(self, namespace: str, key_parts: Parts) -> None:
        """Remove one value; the whole namespace when Redis does not answer.

        A load under way may still put it back: after a change of the data, `invalidate`.
        """
        key = build_key(self._registry.find(namespace).name, *key_parts)
        try:
            await self._store.remove(key)
        except CacheUnavailableError:
            await self._invalidations.invalidate((namespace,))

    async def get_or_load(self, namespace: str, key_parts: Parts, ttl_s: float | None, load: Load) -> bytes:
        """The value, else what `load` answers, kept for `ttl_s` (None: the namespace's; 0: not kept).

        `load` must see everything committed before it is called: no snapshot from before (READ COMMITTED,
        or a transaction of its own). Raises what `load` raises. One loader per key and process.
        """
        ttl_s = self._ttl(namespace, ttl_s)
        if not self._enabled or ttl_s <= 0:
            return await load()
        key = build_key(namespace, *key_parts)
        lookup = await self._look_up(namespace, key_parts)
        if lookup is None:
            return await self._flights.join_next(key, load)
        if lookup.payload is not None:
            return lookup.payload
        identity = lookup.identity

        async def fill() -> bytes:
            value = await load()
            try:
                await self._store.write(key, identity, value, ttl_s)
            except CacheUnavailableError:
                return value
            return value

        return await self._flights.join((key, identity), fill)

    async def invalidate(self, *namespaces: str) -> None:
        """After the commit: no read that begins after this returns hands out an older value, anywhere.

        One round trip. With Redis away up to `trust.TRUST_S`, once per outage; never an error.
        """
        await self._invalidations.invalidate([self._registry.find(name).name for name in namespaces])

    def bump_later(self, namespace: str) -> None:
        """For sends and statuses: invalidate soon, at most once a second, without waiting."""
        self._bumps.bump_later(self._registry.find(namespace).name)

    async def stats(self) -> dict[str, Any]:
        """Counts of all processes: see `stats.summarise_all`."""
        return summarise_all(await self._stats.collect())

    async def close(self) -> None:
        """Deliver and flush what is still here; the Redis client and the pool stay open."""
        await self._bumps.close()
        await self._invalidations.close()
        await self._trust.close()
        await self._stats.close()

    def _ttl(self, namespace: str, ttl_s: float | None) -> float:
        found = self._registry.find(namespace)
        return found.ttl_s if ttl_s is None else ttl_s

    async def _may_use_redis(self) -> bool:
        return (
            self._enabled
            and not self._invalidations.is_owing
            and self._breaker.allows()
            and await self._trust.holds()
        )

    async def _look_up(self, namespace: str, key_parts: Parts) -> Lookup | None:
        """Tokens and value, counted; None when Redis cannot be asked or believed."""
        tokens = self._registry.token_keys(self._registry.find(namespace).name)
        key = build_key(namespace, *key_parts)
        if not self._enabled:
            return None
        began = time.perf_counter()
        lookup = None
        if await self._may_use_redis():
            try:
                lookup = await self._store.read(tokens, key)
            except CacheUnavailableError:
                lookup = None
        seconds = time.perf_counter() - began
        if lookup is None:
            self._stats.count(namespace, "errors", seconds)
        else:
            self._stats.count(namespace, "misses" if lookup.payload is None else "hits", seconds)
        return lookup
