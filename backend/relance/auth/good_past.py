"""From where a user has signed in well: failures of strangers do not close that way.

Remembered for 90 days after the last time, in Redis for all processes and in each process for itself, for as
long as Redis is away. Nothing depends on it but who has to wait under attack.
"""

from collections import OrderedDict
from typing import Protocol

from relance.core.redis import RedisClient

REMEMBERED_S = 90 * 24 * 3600
_MOST_OWN = 10_000


class GoodPast(Protocol):
    """Pairs of an account and a network."""

    async def has(self, account: str, network: str) -> bool:
        """Whether a login from there has succeeded."""

    async def remember(self, account: str, network: str) -> None:
        """One has."""


class SharedPast:
    """In Redis."""

    def __init__(self, redis: RedisClient, prefix: str) -> None:
        self._redis = redis
        self._prefix = prefix

    async def has(self, account: str, network: str) -> bool:
        return bool(await self._redis.exists(self._key(account, network)))

    async def remember(self, account: str, network: str) -> None:
        await self._redis.set(self._key(account, network), 1, ex=REMEMBERED_S)

    def _key(self, account: str, network: str) -> str:
        return f"{self._prefix}:past:{account}:{network}"


class OwnPast:
    """In this process, the latest of them."""

    def __init__(self) -> None:
        self._pairs: OrderedDict[tuple[str, str], None] = OrderedDict()

    async def has(self, account: str, network: str) -> bool:
        return (account, network) in self._pairs

    async def remember(self, account: str, network: str) -> None:
        self._pairs[account, network] = None
        self._pairs.move_to_end((account, network))
        if len(self._pairs) > _MOST_OWN:
            self._pairs.popitem(last=False)
