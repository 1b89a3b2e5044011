"""Redis as the cache sees it: tokens and the values that stand on them, each call with a short time limit.

A value lies in Redis as its identity, a checksum, and the payload as `packing` packs it.
"""

import asyncio
import secrets
import zlib
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha1
from typing import Any, TypeVar

from redis.exceptions import NoScriptError

from relance.cache.breaker import Breaker
from relance.cache.keys import EPOCH, gate_key, token_key
from relance.cache.packing import pack
from relance.cache.scripts import Scripts
from relance.core.redis import RedisClient

OPERATION_TIMEOUT_S = 0.1
"""For one call, connecting included. A healthy Redis needs a thousandth of it."""

GATE_MS = 1000
"""The engine renews one token at most once in this time, all processes together."""

_TOKEN_MS = 7 * 86_400_000
# Of the 32 connections of a process the cache never takes more: the pace and the hints live there too.
_CONNECTIONS = 16
_CHECKSUM_BYTES = 4

T = TypeVar("T")

Place = tuple[tuple[str, ...], str]
"""The keys of the tokens that a value stands on, and its own key."""

_Call = tuple[object, ...]


class CacheUnavailableError(Exception):
    """Redis is away, too slow, or does not speak sense."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """The tokens as they are, joined, and the packed payload that stands on exactly these, if any does."""

    identity: bytes
    packed: bytes | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The tokens as they are, joined, and the seconds for which a value still stands on exactly these."""

    identity: bytes
    left_s: float


class TokenStore:
    """Each method tells the breaker how it went, and raises CacheUnavailableError within its time limit."""

    def __init__(self, redis: RedisClient, breaker: Breaker) -> None:
        self._redis = redis
        self._breaker = breaker
        self._scripts = Scripts(redis.connection_pool.connection_kwargs.get("db") or 0)
        self._shas = {
            text: sha1(text.encode(), usedforsecurity=False).hexdigest() for text in self._scripts.all
        }
        self._connections = asyncio.Semaphore(_CONNECTIONS)

    async def read(self, places: Sequence[Place]) -> dict[Place, Lookup]:
        """Values with their tokens in one round trip; missing tokens are made on the way."""
        return await self.call(lambda: self._read(places))

    async def look(self, places: Sequence[Place]) -> dict[Place, Standing]:
        """How long values still stand, without fetching them, in one round trip."""
        return await self.call(lambda: self._look(places))

    async def write(self, key: str, identity: bytes, payload: bytes, ttl_s: float) -> None:
        """Keep `payload` under the identity read *before* it was loaded; if that is past, nobody sees it."""
        stored = identity + _checked(payload)
        await self.call(lambda: self._redis.set(key, stored, px=_milliseconds(ttl_s)))

    async def put(self, tokens: Sequence[str], key: str, payload: bytes, ttl_s: float) -> None:
        """Keep `payload` under the present tokens."""
        arguments = (_new_token(), _TOKEN_MS, len(tokens), _checked(payload), _milliseconds(ttl_s))
        await self.call(lambda: self._run(self._scripts.put, (*tokens, key), arguments))

    async def renew(self, names: Iterable[str]) -> None:
        """New tokens for these namespaces, all or none: whatever stood on the old ones is gone."""
        await self.call(lambda: self._renew(tuple(names)))

    async def renew_gated(self, name: str) -> float:
        """Renew one token unless anybody did within the last second. Returns the seconds to wait, or 0."""
        keys = (gate_key(name), token_key(name))
        arguments = (_new_token(), _TOKEN_MS, GATE_MS)
        return await self.call(lambda: self._seconds(keys, arguments))

    async def remove(self, key: str) -> None:
        """Remove one value."""
        await self.call(lambda: self._redis.delete(key))

    async def call(self, operation: Callable[[], Awaitable[T]]) -> T:
        """Run one operation within the time limit and tell the breaker how it went."""
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

    async def _read(self, places: Sequence[Place]) -> dict[Place, Lookup]:
        return {
            place: Lookup(identity, None if value is None else _intact(value, identity))
            for place, identity, value in await self._ask(self._scripts.read, places)
        }

    async def _look(self, places: Sequence[Place]) -> dict[Place, Standing]:
        return {
            place: Standing(identity, int(left_ms) / 1000)
            for place, identity, left_ms in await self._ask(self._scripts.left, places)
        }

    async def _ask(self, script: str, places: Sequence[Place]) -> list[tuple[Place, bytes, Any]]:
        """Each place with the identity of its tokens and what the script says of its value."""
        by_tokens: dict[tuple[str, ...], list[str]] = {}
        for tokens, key in places:
            by_tokens.setdefault(tokens, []).append(key)
        calls = [
            self._call_of(script, (*tokens, *keys), (_new_token(), _TOKEN_MS, len(tokens)))
            for tokens, keys in by_tokens.items()
        ]
        said: list[tuple[Place, bytes, Any]] = []
        for (tokens, keys), reply in zip(by_tokens.items(), await self._run_all(calls), strict=True):
            identity, *values = reply
            if not isinstance(identity, bytes) or not identity:
                raise ValueError("the reply is not one of our script's")
            said += (((tokens, key), identity, value) for key, value in zip(keys, values, strict=True))
        return said

    async def _renew(self, names: tuple[str, ...]) -> None:
        async with self._redis.pipeline(transaction=True) as pipeline:
            for name in names:
                pipeline.set(token_key(name), _new_token(), px=_TOKEN_MS)
            replies = await pipeline.execute()
        if list(replies) != [True] * len(names):
            raise ValueError("the tokens were not all renewed")

    async def _seconds(self, keys: Sequence[str], arguments: Sequence[object]) -> float:
        return int(await self._run(self._scripts.renew_gated, keys, arguments)) / 1000

    async def _run(self, script: str, keys: Sequence[str], arguments: Sequence[object]) -> Any:
        return (await self._run_all([self._call_of(script, keys, arguments)]))[0]

    async def _run_all(self, calls: Sequence[_Call]) -> list[Any]:
        try:
            return await self._send(calls)
        except NoScriptError:
            await self._meet_new_server()
            return await self._send(calls)

    async def _send(self, calls: Sequence[_Call]) -> list[Any]:
        if len(calls) == 1:
            return [await self._redis.execute_command("EVALSHA", *calls[0])]  # type: ignore[no-untyped-call]
        async with self._redis.pipeline(transaction=False) as pipeline:
            for call in calls:
                pipeline.execute_command("EVALSHA", *call)
            return await pipeline.execute()

    def _call_of(self, script: str, keys: Sequence[str], arguments: Sequence[object]) -> _Call:
        return (self._shas[script], len(keys), *keys, *arguments)

    async def _meet_new_server(self) -> None:
        """First renew the epoch, then load: who can run a script knows that nothing old is left."""
        if await self._redis.set(EPOCH, _new_token(), px=_TOKEN_MS) is not True:
            raise ValueError("the epoch was not renewed")
        for text in self._scripts.all:
            await self._redis.script_load(text)


def _new_token() -> bytes:
    return secrets.token_hex(8).encode()


def _milliseconds(ttl_s: float) -> int:
    return max(1, round(ttl_s * 1000))


def _checked(payload: bytes) -> bytes:
    packed = pack(payload)
    return zlib.crc32(packed).to_bytes(_CHECKSUM_BYTES, "big") + packed


def _intact(stored: Any, identity: bytes) -> bytes | None:
    """The packed payload of what is stored; None when somebody else wrote into it."""
    if not isinstance(stored, bytes):
        raise TypeError("the reply is not one of our script's")
    start = len(identity) + _CHECKSUM_BYTES
    packed = stored[start:]
    intact = stored[:start] == identity + zlib.crc32(packed).to_bytes(_CHECKSUM_BYTES, "big")
    return packed if intact else None
