"""The cache: finished JSON by namespace, believed only as long as it is certainly fresh.

The key of a value holds the versions that were read from PostgreSQL *before* the value was made. A change
moves its namespaces' versions in its own transaction, so what was kept before it is never found again:
whatever Redis has missed, forgotten or brought back. Without Redis the loader answers.
"""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from relance.cache.flights import Flights
from relance.cache.keys import KeyPart, build_key
from relance.cache.namespaces import BY_NAME, find_namespace
from relance.cache.packing import pack, unpack
from relance.cache.stats import Result, Stats, summarise_all
from relance.cache.store import CacheUnavailableError, Store
from relance.cache.versions import DATABASE_FAILED, Moved, Versions
from relance.core.db import Pool
from relance.core.redis import RedisClient

Parts = Sequence[KeyPart]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value is kept, under the versions of the moment at which it was asked for."""

    namespace: str
    key: str


@dataclass(frozen=True, slots=True)
class LookUp:
    """What the cache said, after how long."""

    result: Result
    packed: bytes | None
    seconds: float


class CacheService:
    """One per process, on its event loop; `close` at the end.

    `pool` reads versions for who is no request and moves them; without it they are this process's own. With
    `enabled` off every read goes to its loader.
    """

    def __init__(self, redis: RedisClient, *, enabled: bool, pool: Pool | None = None) -> None:
        self.enabled = enabled
        self._store = Store(redis)
        self._versions = Versions(pool)
        self._stats = Stats(redis, self._store, BY_NAME)
        self._flights: Flights[bytes] = Flights()

    def place(self, namespace: str, key_parts: Parts, versions: Moved) -> Place:
        """Raises UnknownNamespaceError, or ForeignKeyError for a name that is not the cache's own."""
        found = find_namespace(namespace)
        return Place(found.name, build_key(found.name, found.list_versions(versions), *key_parts))

    async def get(self, namespace: str, key_parts: Parts) -> bytes | None:
        """The value, or None: not there, not valid any more, or Redis away."""
        place = await self._find_place(namespace, key_parts)
        if place is None:
            return None
        look = await self.look(place)
        self.count(place, look)
        return _payload(look)

    async def set(self, namespace: str, key_parts: Parts, value: bytes, ttl_s: float | None = None) -> None:
        """Keep a value that is true *now*. For anything loaded before, `get_or_load` alone is safe."""
        if (place := await self._find_place(namespace, key_parts)) is not None:
            await self.keep(place, pack(value), ttl_s)

    async def delete(self, namespace: str, key_parts: Parts) -> None:
        """Remove one value; without Redis end the whole namespace.

        A load under way may still put it back: after a change of the data, move the versions.
        """
        place = await self._find_place(namespace, key_parts)
        try:
            if place is not None:
                await self._store.remove(place.key)
        except CacheUnavailableError:
            await self.invalidate(namespace)

    async def get_or_load(
        self,
        namespace: str,
        key_parts: Parts,
        ttl_s: float | None,
        load: Callable[[], Awaitable[bytes]],
        *,
        counted: bool = True,
    ) -> bytes:
        """The value, else what `load` answers, kept for `ttl_s` (None: the namespace's; 0: not kept).

        `load` must see everything committed before it is called: no snapshot from before (READ COMMITTED,
        or a transaction of its own). Raises what `load` raises. One loader per key and process. `counted`
        off: nobody asked; that is neither a hit nor a miss.
        """
        place = await self._find_place(namespace, key_parts)
        if place is None or ttl_s == 0:
            return await load()
        look = await self.look(place)
        if counted:
            self.count(place, look)
        if (value := _payload(look)) is not None:
            return value

        async def fill() -> bytes:
            loaded = await load()
            await self.keep(place, pack(loaded), ttl_s)
            return loaded

        return await self._flights.share(place.key, fill)

    async def invalidate(self, *namespaces: str) -> None:
        """Move their versions, for changes that are committed already; others do it in their transaction."""
        await self._versions.move(namespaces)

    async def read_versions(self) -> Moved | None:
        """As of now; None when the cache is off or PostgreSQL does not say what is fresh."""
        try:
            return await self._versions.read() if self.enabled else None
        except DATABASE_FAILED:
            return None

    async def _find_place(self, namespace: str, key_parts: Parts) -> Place | None:
        find_namespace(namespace)  # a wrong name is an error in any case
        versions = await self.read_versions()
        return None if versions is None else self.place(namespace, key_parts, versions)

    async def look(self, place: Place) -> LookUp:
        """What Redis has. Not counted yet."""
        began = time.perf_counter()
        result: Result = "errors"
        packed = None
        try:
            packed = await self._store.read(place.key)
            result = "misses" if packed is None else "hits"
        except CacheUnavailableError:
            pass
        return LookUp(result, packed, time.perf_counter() - began)

    async def keep(self, place: Place, packed: bytes, ttl_s: float | None = None) -> None:
        """Keep a packed value that was made after the versions of its place were read."""
        ttl_s = find_namespace(place.namespace).ttl_s if ttl_s is None else ttl_s
        try:
            if ttl_s > 0:
                await self._store.write(place.key, packed, ttl_s)
        except CacheUnavailableError:
            return

    def count(self, place: Place, look: LookUp) -> None:
        """One read of somebody."""
        self._stats.count(place.namespace, look.result, look.seconds)

    async def read_times(self, places: Sequence[Place]) -> dict[Place, float]:
        """The seconds for which each still stands; of none while Redis is away."""
        try:
            times = await self._store.read_times([place.key for place in places])
        except CacheUnavailableError:
            return {}
        return dict(zip(places, times, strict=True))

    async def stats(self) -> dict[str, Any]:
        """Counts of all processes: see `stats.summarise_all`."""
        return summarise_all(await self._stats.collect())

    async def close(self) -> None:
        """Flush what was counted here; the Redis client and the pool stay open."""
        await self._stats.close()


def _payload(look: LookUp) -> bytes | None:
    """The value; None also for one that another version of this program has stored."""
    try:
        return None if look.packed is None else unpack(look.packed)
    except ValueError:
        return None
