"""Slows down who guesses passwords, and nobody else.

Failures are counted over 15 minutes: of one account from one address, of one address with any account, and of
one account from anywhere. An IPv6 address counts as its /64, and all its counts once more as its /48, because
whoever has one may have 65,536 of the other. Who is over a limit is refused before anything costly.

| Who | waits when |
|---|---|
| a stranger | his address, or network, has failed too often: twice while many attack the account |
| an address that signed in to it before (`good_past.py`) | it has itself failed ten times |
| a signed-in person who proves it again | that session has failed ten times |
| who has the set-up code | never: its 80 bits need no lock; wrong ones are counted per address |

What that does to attacks:

| Attack | What happens |
|---|---|
| many connections of one address | they wait behind each other (`waiting_room.py`) |
| one try each of thousands of addresses | the strangers' line is full; a good past has a line of its own |
| 100 wrong passwords from one /48, however spread | that /48 waits after 30; the account stays open |
| 100 wrong passwords from many addresses | each has two tries left; the owner, wherever he is, has them too |

The counts stand in Redis, for all processes; while it is away each process counts for itself.
"""

import asyncio
import hashlib
import time
import unicodedata
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter

from relance.auth.failures import SignInFailures
from relance.auth.good_past import GoodPast, OwnPast, SharedPast
from relance.auth.passwords import AT_ONCE
from relance.auth.waiting_room import RoomFullError, WaitingRoom
from relance.core.addresses import narrow_network, wide_network
from relance.core.errors import AppError
from relance.core.redis import REDIS_DOWN, RedisClient

T = TypeVar("T")
Limit = tuple[RateLimitItem, tuple[str, ...]]

MINUTES = 15
PER_ACCOUNT_AND_ADDRESS = RateLimitItemPerMinute(10, MINUTES, namespace="pair")
PER_ACCOUNT_AND_WIDE = RateLimitItemPerMinute(30, MINUTES, namespace="wide-pair")
PER_ACCOUNT = RateLimitItemPerMinute(100, MINUTES, namespace="account")
PER_ACCOUNT_UNDER_ATTACK = RateLimitItemPerMinute(2, MINUTES, namespace="attacked-pair")
PER_ADDRESS = RateLimitItemPerMinute(50, MINUTES, namespace="address")
PER_WIDE = RateLimitItemPerMinute(150, MINUTES, namespace="wide")
PER_SESSION = RateLimitItemPerMinute(10, MINUTES, namespace="session")
PER_SETUP = RateLimitItemPerMinute(10, MINUTES, namespace="setup")
MOST_WAITING = 256
"""Strangers in line, one of each network: the last of them waits ten seconds, and is not turned away."""

_PREFIX = "relance:logins"
_REDIS_AGAIN_S = 5.0
_ASKING_AT_ONCE = 8
"""Fewer than the connections to Redis: a flood must not look as if Redis were away."""


class LoginRefusedError(AppError):
    """401: one answer for every reason why a login fails, so that it tells nothing about the account.

    For the activity log it knows what the answer does not tell: `user` (id, name), if there is one of that
    name, and `locked`, the limits that this failure has filled.
    """

    def __init__(self, user: tuple[int, str] | None = None) -> None:
        super().__init__("login_refused")
        self.user = user
        self.locked: tuple[str, ...] = ()


class TooManyLoginsError(AppError):
    """429 with the seconds to wait."""

    def __init__(self, wait_s: float) -> None:
        seconds = max(1, int(wait_s) + 1)
        minutes = -(-seconds // 60)
        super().__init__("too_many_logins", minutes=minutes, details={"retry_after_s": seconds})
        self.headers = {"Retry-After": str(seconds)}


@dataclass(frozen=True, slots=True)
class _Books:
    limiter: MovingWindowRateLimiter
    past: GoodPast


@dataclass(frozen=True, slots=True)
class _Claim:
    """Who says to be whom, from where. `network` stands for the address, `account` for the name."""

    account: str
    network: str
    own: Limit
    """What success forgives."""
    others: tuple[Limit, ...]
    """Those that do not hold for who is known."""
    attack: tuple[Limit, ...] = ()
    """One that tells of an attack from many; what is left to each stranger while it is full."""


class LoginGate:
    """One per process, on its event loop."""

    def __init__(self, redis: RedisClient) -> None:
        shared = RedisStorage(
            "async+redis://",
            implementation="redispy",
            key_prefix=_PREFIX,
            connection_pool=redis.connection_pool,  # type: ignore[arg-type]
        )
        self._shared = _Books(MovingWindowRateLimiter(shared), SharedPast(redis, _PREFIX))
        self._own = _Books(MovingWindowRateLimiter(MemoryStorage()), OwnPast())
        self._redis_away_until_s = 0.0
        self.failures = SignInFailures()
        self._asking = asyncio.Semaphore(_ASKING_AT_ONCE)
        self._room = WaitingRoom(at_once=AT_ONCE, most_waiting=MOST_WAITING)

    async def attempt(self, *, account: str, address: str | None, prove: Callable[[], Awaitable[T]]) -> T:
        """What `prove` returns, of a login. Raises TooManyLoginsError, or what `prove` raises.

        A LoginRefusedError counts as a failure; success forgives the failures of this account from here, and
        is remembered.
        """
        claim = _claim_account(account, address)
        is_known = await self._ask(lambda books: books.past.has(claim.account, claim.network))
        result = await self._prove(claim, prove, is_known=is_known)
        await self._own.past.remember(claim.account, claim.network)
        await self._ask(lambda books: books.past.remember(claim.account, claim.network))
        return result

    async def attempt_again(
        self, *, session_id: int, address: str | None, prove: Callable[[], Awaitable[T]]
    ) -> T:
        """The same of somebody who is signed in: what strangers do to the account does not matter."""
        own = PER_SESSION, (str(session_id),)
        claim = _Claim(account="", network=narrow_network(address), own=own, others=())
        return await self._prove(claim, prove, is_known=True)

    async def count_wrong_code(self, *, address: str | None) -> tuple[str, ...]:
        """Of the set-up; the limits it has filled. Raises TooManyLoginsError for one too many from there."""
        limit = PER_SETUP, (narrow_network(address),)
        await self._ask(lambda books: _refuse_full(books, [limit]))
        return await self._ask(lambda books: _count(books, [limit]))

    async def _prove(self, claim: _Claim, prove: Callable[[], Awaitable[T]], *, is_known: bool) -> T:
        await self._refuse_over_limit(claim, is_known=is_known)
        try:
            async with self._room.place(claim.network, is_known=is_known):
                # Once more: of a hundred attempts at once no more than the limit are made.
                await self._refuse_over_limit(claim, is_known=is_known)
                try:
                    result = await prove()
                except LoginRefusedError as refused:
                    refused.locked = await self._ask(lambda books: _count_failure(books, claim))
                    raise
        except RoomFullError as error:
            raise TooManyLoginsError(1) from error
        item, identifiers = claim.own
        await self._own.limiter.clear(item, *identifiers)
        await self._ask(lambda books: books.limiter.clear(item, *identifiers))
        return result

    async def _refuse_over_limit(self, claim: _Claim, *, is_known: bool) -> None:
        # Also by what was counted here: a Redis that is full or read-only answers, and has counted nothing.
        await _check(self._own, claim, is_known=is_known)
        await self._ask(lambda books: _check(books, claim, is_known=is_known))

    async def _ask(self, work: Callable[[_Books], Awaitable[T]]) -> T:
        if time.monotonic() >= self._redis_away_until_s:
            try:
                async with self._asking:
                    # Again: of a hundred who wait while it is frozen none may wait for it after the first.
                    if time.monotonic() >= self._redis_away_until_s:
                        return await work(self._shared)
            except REDIS_DOWN:
                self._redis_away_until_s = time.monotonic() + _REDIS_AGAIN_S
        return await work(self._own)


async def _check(books: _Books, claim: _Claim, *, is_known: bool) -> None:
    await _refuse_full(books, [claim.own] if is_known else [claim.own, *claim.others])
    if claim.attack and not is_known:
        (item, identifiers), *left_to_each = claim.attack
        if not await books.limiter.test(item, *identifiers):
            await _refuse_full(books, left_to_each)


async def _refuse_full(books: _Books, limits: list[Limit]) -> None:
    for item, identifiers in limits:
        if not await books.limiter.test(item, *identifiers):
            reset_at, _ = await books.limiter.get_window_stats(item, *identifiers)
            raise TooManyLoginsError(reset_at - time.time())


async def _count(books: _Books, limits: list[Limit]) -> tuple[str, ...]:
    """Returns the names of those that are full now."""
    full = []
    for item, identifiers in limits:
        await books.limiter.hit(item, *identifiers)
        if not await books.limiter.test(item, *identifiers):
            full.append(item.namespace)
    return tuple(full)


async def _count_failure(books: _Books, claim: _Claim) -> tuple[str, ...]:
    full = await _count(books, [claim.own, *claim.others])
    attack = await _count(books, list(claim.attack))
    # What is left to each under attack closes nothing before there is one.
    return full + (attack if PER_ACCOUNT.namespace in attack else ())


def _claim_account(account: str, address: str | None) -> _Claim:
    account = _one_spelling(account)
    account = hashlib.blake2b(account.encode("utf-8", "replace"), digest_size=12).hexdigest()
    network, wide = narrow_network(address), wide_network(address)
    others: list[Limit] = [(PER_ADDRESS, (network,))]
    if wide != network:
        others += [(PER_ACCOUNT_AND_WIDE, (account, wide)), (PER_WIDE, (wide,))]
    return _Claim(
        account,
        network,
        own=(PER_ACCOUNT_AND_ADDRESS, (account, network)),
        others=tuple(others),
        attack=((PER_ACCOUNT, (account,)), (PER_ACCOUNT_UNDER_ATTACK, (account, wide))),
    )


def _one_spelling(name: str) -> str:
    """The same for all spellings under which a database may find a user, or new guesses come with each.

    They differ in `İ` and `ı`, by its locale, and in some also in other letters with marks. Names that only
    look alike count together then: that closes nothing to who was there before.
    """
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in letters if not unicodedata.combining(char)).replace("ı", "i")
