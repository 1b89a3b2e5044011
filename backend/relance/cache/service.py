"""The cache: finished JSON by namespace, believed only as long as it is certainly fresh.

A value stands on random tokens: the epoch, its namespace's and those it depends on. They are read with the
value in one round trip, and a value is stored under the tokens read *before* it was loaded. Invalidating
renews a token, whatever the number of values; a reader that began before leaves its value under tokens that
nobody reads any more. Without Redis, or while an invalidation is owed anywhere, the loader answers.
"""

import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Any

from relance.cache.breaker import Breaker
from relance.cache.bumps import Bumps
from relance.cache.flights import Flights, Load
from relance.cache.invalidation import Invalidations
from relance.cache.keys import KeyPart, build_key
from relance.cache.namespaces import NAMESPACES, Namespace, Registry
from relance.cache.noted import note
from relance.cache.packing import pack, unpack
from relance.cache.stats import Stats, summarise_all
from relance.cache.store import CacheUnavailableError, Lookup, Place, Standing, TokenStore
from relance.cache.trust import Debts, Trust
from relance.cache.warmth import Hot, Warmth
from relance.core.db import Pool
from relance.core.gathering import Gathering
from relance.core.redis import RedisClient

Parts = Sequence[KeyPart]
Finish = Callable[[bytes], Awaitable[bytes]]
Turn = Callable[[], AbstractAsyncContextManager[None]]
"""Entered around a load; raises TooManyError when the caller has too many under way."""

MOST_AT_ONCE = 64
"""Values of one round trip: Redis does nothing else meanwhile."""


class CacheService:
    """One per process, on its event loop; `close` at the end.

    `pool` (one connection is enough, better not the requests' own) carries what processes owe each other
    when Redis is away; without it only this process's own reads are fresh after its own changes. With
    `enabled` off every read goes to its loader; invalidations are still delivered, for processes that read.
    With `ahead` what is asked for again and again is loaded anew before it ends: see `warmth`.
    """

    def __init__(
        self,
        redis: RedisClient,
        *,
        enabled: bool,
        pool: Pool | None = None,
        ahead: bool = False,
        namespaces: Iterable[Namespace] = NAMESPACES,
    ) -> None:
        self._enabled = enabled
        self._registry = Registry(namespaces)
        self._breaker = Breaker()
        self._store = TokenStore(redis, self._breaker)
        self._reads = Gathering(self._store.read, most=MOST_AT_ONCE)
        self._invalidations = Invalidations(self._store, Debts(pool))
        self._trust = Trust(pool, self._invalidations.pay_for)
        self._bumps = Bumps(self._store, self._invalidations)
        self._stats = Stats(redis, self._store, self._registry.by_name)
        self._flights = Flights()
        self._warmth = Warmth(self._look, self._refill) if enabled and ahead else None

    def key(self, namespace: str, *parts: KeyPart) -> str:
        """The Redis key of a value. Raises ForeignKeyError for a name that is not the cache's own."""
        return build_key(namespace, *parts)

    async def get(self, namespace: str, key_parts: Parts) -> bytes | None:
        """The value, or None: not there, not valid any more, or Redis away."""
        key = build_key(self._registry.find(namespace).name, *key_parts)
        lookup = await self._look_up(namespace, key)
        return None if lookup is None else _payload(lookup)

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

    async def get_or_load(
        self,
        namespace: str,
        key_parts: Parts,
        ttl_s: float | None,
        load: Load,
        *,
        finish: Finish | None = None,
        counted: bool = True,
        turn: Turn | None = None,
    ) -> bytes:
        """The value, else what `load` answers, kept for `ttl_s` (None: the namespace's; 0: not kept).

        `load` must see everything committed before it is called: no snapshot from before (READ COMMITTED,
        or a transaction of its own). It may be called again when the request is long over, so it must hold
        nothing of it. Raises what `load` raises. One loader per key and process.

        `finish` makes the answer out of the value each time, for what must be of this moment; it returns the
        value itself when there is nothing to do. `counted` off: nobody asked, a live stream keeps the value
        fresh for those who will; that is neither a hit nor a miss. `turn` is entered around a load of this
        caller's, not for a value that is there, nor for one loaded ahead.
        """
        bare = load
        if turn is not None:
            load = partial(_load_in_turn, turn, bare)
        # A time of its own is a short one, of what changes by itself: not worth loading ahead.
        is_usual = ttl_s is None
        ttl_s = self._ttl(namespace, ttl_s)
        if not self._enabled or ttl_s <= 0:
            value = await load()
            return value if finish is None else await finish(value)
        key = build_key(namespace, *key_parts)
        if self._warmth is not None and is_usual and counted:
            self._warmth.ask(namespace, key, ttl_s, bare)
        value = await self._get_or_load(namespace, key, ttl_s, load, counted)
        answer = value if finish is None else await finish(value)
        note(answer, partial(self._find_packed, namespace, key, finish))
        return answer

    async def _find_packed(self, namespace: str, key: str, finish: Finish | None) -> bytes | None:
        """What `get_or_load` would answer, packed, if the value is there; only that is counted."""
        began = time.perf_counter()
        if not await self._may_use_redis():
            return None
        try:
            packed = (await self._read(namespace, key)).packed
        except CacheUnavailableError:
            return None
        if packed is None:
            return None
        self._stats.count(namespace, "hits", time.perf_counter() - began)
        if self._warmth is not None:
            self._warmth.ask_again(key)
        if finish is None:
            return packed
        value = unpack(packed)
        answer = await finish(value)
        return packed if answer is value else pack(answer)

    async def _get_or_load(self, namespace: str, key: str, ttl_s: float, load: Load, counted: bool) -> bytes:
        lookup = await self._look_up(namespace, key, counted)
        if lookup is None:
            return await self._flights.join_next(key, load)
        if (payload := _payload(lookup)) is not None:
            return payload
        return await self._fill(key, lookup.identity, ttl_s, load)

    async def _fill(self, key: str, identity: bytes, ttl_s: float, load: Load) -> bytes:
        """What `load` makes, kept under the identity that was read before."""

        async def fill() -> bytes:
            value = await load()
            try:
                await self._store.write(key, identity, value, ttl_s)
            except CacheUnavailableError:
                return value
            return value

        return await self._flights.join((key, identity), fill)

    async def _look(self, values: Sequence[Hot]) -> Mapping[str, float]:
        """For `Warmth`: nothing is due while Redis cannot be asked or believed."""
        places = {hot.key: self._place(hot) for hot in values}
        standing = await self._find_standing(list(places.values()))
        return {key: standing[place].left_s for key, place in places.items() if place in standing}

    async def _refill(self, hot: Hot) -> None:
        """For `Warmth`. Raises what the loader raises."""
        place = self._place(hot)
        if (standing := (await self._find_standing([place])).get(place)) is not None:
            await self._fill(hot.key, standing.identity, hot.ttl_s, hot.load)

    def _place(self, hot: Hot) -> Place:
        return self._registry.token_keys(hot.namespace), hot.key

    async def _find_standing(self, places: Sequence[Place]) -> Mapping[Place, Standing]:
        """None of them while Redis cannot be asked or believed."""
        if not await self._may_use_redis():
            return {}
        try:
            return await self._store.look(places)
        except CacheUnavailableError:
            return {}

    async def invalidate(self, *namespaces: str) -> None:
        """After the commit: no read that begins after this returns hands out an older value, anywhere.

        One round trip. With Redis away up to `trust.TRUST_S`, once per outage; never an error.
        """
        await self._invalidations.invalidate([self._registry.find(name).name for name in namespaces])
        if self._warmth is not None:
            self._warmth.wake()

    def bump_later(self, namespace: str) -> None:
        """For sends and statuses: invalidate soon, at most once a second, without waiting."""
        self._bumps.bump_later(self._registry.find(namespace).name)

    async def stats(self) -> dict[str, Any]:
        """Counts of all processes: see `stats.summarise_all`."""
        return summarise_all(await self._stats.collect())

    async def close(self) -> None:
        """Deliver and flush what is still here; the Redis client and the pool stay open."""
        if self._warmth is not None:
            await self._warmth.close()
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

    async def _read(self, namespace: str, key: str) -> Lookup:
        """Together with all who ask at the same time. Raises CacheUnavailableError."""
        return await self._reads.get((self._registry.token_keys(namespace), key))

    async def _look_up(self, namespace: str, key: str, counted: bool = True) -> Lookup | None:
        """Tokens and value, counted if asked for; None when Redis cannot be asked or believed."""
        if not self._enabled:
            return None
        began = time.perf_counter()
        lookup = None
        if await self._may_use_redis():
            try:
                lookup = await self._read(namespace, key)
            except CacheUnavailableError:
                lookup = None
        seconds = time.perf_counter() - began
        if lookup is None:
            self._stats.count(namespace, "errors", seconds)
        elif counted:
            self._stats.count(namespace, "misses" if lookup.packed is None else "hits", seconds)
        return lookup


async def _load_in_turn(turn: Turn, load: Load) -> bytes:
    async with turn():
        return await load()


def _payload(lookup: Lookup) -> bytes | None:
    """The value; None also for one that another version of this program has stored."""
    if lookup.packed is None:
        return None
    try:
        return unpack(lookup.packed)
    except ValueError:
        return None
