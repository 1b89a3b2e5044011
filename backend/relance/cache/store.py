"""Redis as the cache sees it: values by key, each call with a short time limit.

A value lies in Redis as a checksum of its key and itself, and the payload as `packing` packs it: what
somebody else wrote, or an answer that was meant for another question, is no value.
"""

import asyncio
import zlib
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from relance.cache.breaker import Breaker
from relance.core.gathering import Gathering
from relance.core.redis import RedisClient

OPERATION_TIMEOUT_S = 0.1
"""For one call, connecting included. A healthy Redis needs a thousandth of it."""

# Of the 32 connections of a process the cache never takes more: the pace and the hints live there too.
_CONNECTIONS = 16
_CHECKSUM_BYTES = 4
# Redis does nothing else while it answers one command.
_MOST_AT_ONCE = 64

T = TypeVar("T")


class CacheUnavailableError(Exception):
    """Redis is away, too slow, or does not speak sense."""


class Store:
    """Methods raise CacheUnavailableError within their time limit, at once while Redis counts as away."""

    def __init__(self, redis: RedisClient) -> None:
        self._redis = redis
        self._breaker = Breaker()
        self._connections = asyncio.Semaphore(_CONNECTIONS)
        self._reads: Gathering[str, bytes] = Gathering(self._read, most=_MOST_AT_ONCE)

    async def read(self, key: str) -> bytes | None:
        """The packed value, in one round trip with all who ask at the same time."""
        return await self._reads.find(key)

    async def write(self, key: str, packed: bytes, ttl_s: float) -> None:
        """Keep it so long."""
        px = max(1, round(ttl_s * 1000))
        await self.call(lambda: self._redis.set(key, _checksum(key, packed) + packed, px=px))

    async def read_times(self, keys: Sequence[str]) -> list[float]:
        """The seconds that each value has left; 0 for one that is not there."""

        async def ask() -> list[int]:
            async with self._redis.pipeline(transaction=False) as pipeline:
                for key in keys:
                    pipeline.pttl(key)
                return [int(ms) for ms in await pipeline.execute()]

        return [max(0, ms) / 1000 for ms in await self.call(ask)]

    async def remove(self, key: str) -> None:
        """Remove one value."""
        await self.call(lambda: self._redis.delete(key))

    async def call(self, operation: Callable[[], Awaitable[T]]) -> T:
        """Run one operation within the time limit and tell the breaker how it went."""
        if not self._breaker.allows():
            raise CacheUnavailableError("not asked")
        async with self._connections:
            try:
                async with asyncio.timeout(OPERATION_TIMEOUT_S):
                    result = await operation()
            # Broad on purpose: bytes that are not Redis's make its client raise nearly anything.
            except Exception as error:
                self._breaker.fail()
                raise CacheUnavailableError(type(error).__name__) from error
        self._breaker.succeed()
        return result

    async def _read(self, keys: tuple[str, ...]) -> dict[str, bytes]:
        async def ask() -> list[object]:
            found: list[object] = [*await self._redis.mget(keys)]
            if len(found) != len(keys):
                raise ValueError("that many values were not asked for")
            return found

        values = {key: _open(key, stored) for key, stored in zip(keys, await self.call(ask), strict=True)}
        return {key: packed for key, packed in values.items() if packed is not None}


def _checksum(key: str, packed: bytes) -> bytes:
    return zlib.crc32(packed, zlib.crc32(key.encode())).to_bytes(_CHECKSUM_BYTES, "big")


def _open(key: str, stored: object) -> bytes | None:
    if not isinstance(stored, bytes):
        return None
    packed = stored[_CHECKSUM_BYTES:]
    return packed if stored[:_CHECKSUM_BYTES] == _checksum(key, packed) else None
