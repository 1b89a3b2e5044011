"""Slows down who guesses passwords: failed logins are counted, and few are worked on at a time.

Counted are the failures of one account from one address, of one account from anywhere and of one address
with any account. The first is the tight one: a stranger who only knows a name cannot lock its owner out from
elsewhere. The counts stand in Redis, for all processes; while it is away each process counts for itself.
"""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable
from ipaddress import ip_address, ip_network
from typing import TypeVar

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter

from relance.auth.passwords import AT_ONCE
from relance.core.errors import AppError
from relance.core.redis import REDIS_DOWN, RedisClient

T = TypeVar("T")
Limit = tuple[RateLimitItem, tuple[str, ...]]

MINUTES = 15
PER_ACCOUNT_AND_ADDRESS = RateLimitItemPerMinute(10, MINUTES, namespace="pair")
PER_ACCOUNT = RateLimitItemPerMinute(100, MINUTES, namespace="account")
PER_ADDRESS = RateLimitItemPerMinute(50, MINUTES, namespace="address")
MOST_WAITING = 32

_REDIS_AGAIN_S = 5.0


class LoginRefusedError(AppError):
    """401: one answer for every reason why a login fails, so that it tells nothing about the account."""

    def __init__(self) -> None:
        super().__init__("login_refused", "User name or password is wrong.", status=401)


class TooManyLoginsError(AppError):
    """429 with the seconds to wait."""

    def __init__(self, wait_s: float) -> None:
        seconds = max(1, int(wait_s) + 1)
        minutes = -(-seconds // 60)
        unit = "minute" if minutes == 1 else "minutes"
        super().__init__(
            "too_many_logins",
            f"Too many attempts to log in. Try again in {minutes} {unit}.",
            status=429,
            details={"retry_after_s": seconds},
        )
        self.headers = {"Retry-After": str(seconds)}


class LoginGate:
    """One per process, on its event loop."""

    def __init__(self, redis: RedisClient) -> None:
        shared = RedisStorage(
            "async+redis://",
            implementation="redispy",
            key_prefix="relance:logins",
            connection_pool=redis.connection_pool,  # type: ignore[arg-type]
        )
        self._shared = MovingWindowRateLimiter(shared)
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._redis_away_until_s = 0.0
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def attempt(self, *, account: str, address: str | None, prove: Callable[[], Awaitable[T]]) -> T:
        """What `prove` returns. Raises TooManyLoginsError, or what `prove` raises.

        A LoginRefusedError counts as a failure; success forgives the failures of this account from here.
        """
        if self._waiting >= MOST_WAITING:
            raise TooManyLoginsError(1)
        limits = _limits_of(account, address)
        self._waiting += 1
        try:
            # Looked at with a slot in hand: of a hundred attempts at once no more than the limit are made.
            async with self._slots:
                await self._ask(lambda limiter: _check(limiter, limits))
                try:
                    result = await prove()
                except LoginRefusedError:
                    await self._ask(lambda limiter: _count(limiter, limits))
                    raise
        finally:
            self._waiting -= 1
        item, identifiers = limits[0]
        await self._ask(lambda limiter: limiter.clear(item, *identifiers))
        return result

    async def _ask(self, work: Callable[[MovingWindowRateLimiter], Awaitable[T]]) -> T:
        if time.monotonic() >= self._redis_away_until_s:
            try:
                return await work(self._shared)
            except REDIS_DOWN:
                self._redis_away_until_s = time.monotonic() + _REDIS_AGAIN_S
        return await work(self._own)


async def _check(limiter: MovingWindowRateLimiter, limits: list[Limit]) -> None:
    for item, identifiers in limits:
        if not await limiter.test(item, *identifiers):
            reset_at, _ = await limiter.get_window_stats(item, *identifiers)
            raise TooManyLoginsError(reset_at - time.time())


async def _count(limiter: MovingWindowRateLimiter, limits: list[Limit]) -> None:
    for item, identifiers in limits:
        await limiter.hit(item, *identifiers)


def _limits_of(account: str, address: str | None) -> list[Limit]:
    account = hashlib.blake2b(account.lower().encode("utf-8", "replace"), digest_size=12).hexdigest()
    address = _network_of(address)
    return [
        (PER_ACCOUNT_AND_ADDRESS, (account, address)),
        (PER_ACCOUNT, (account,)),
        (PER_ADDRESS, (address,)),
    ]


def _network_of(address: str | None) -> str:
    """One IPv4 address; the /64 of an IPv6 one, since a household has all of it."""
    try:
        parsed = ip_address((address or "").partition("%")[0])
    except ValueError:
        return "unknown"
    if parsed.version == 4:
        return str(parsed)
    return str(parsed.ipv4_mapped or ip_network((parsed, 64), strict=False))
