"""The newest claim that anybody has seen confirmed: a database that does not know of it went back.

Kept in this process, in Redis for all processes, and at a start read from the sent logs of this host. What is
read before a claim was confirmed before it, so the claim's own statement must know it.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from redis.asyncio import Redis

from relance.installation.identity import CLAIM, Trip
from relance.sending.claim import Claim
from relance.sending.sent_log_file import find_highest_claim

# Only upwards. No time to live: what may be evicted could not be relied on.
_RAISE = """
local known = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), tonumber(ARGV[1]))
redis.call('SET', KEYS[1], string.format('%d', known))
return known
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest claim of an installation that was confirmed to somebody, 0 if none."""

    installation: str
    highest: int


async def read_highest(redis: Redis, installation: str) -> int:
    """The newest claim that Redis knows of, 0 if none. Raises what Redis raises."""
    return int(await redis.get(_key(installation)) or 0)


def _key(installation: str) -> str:
    return f"claims:{installation}"


class HighWater:
    """Of one sender process."""

    def __init__(self, redis: Redis, data_dir: Path) -> None:
        self._raise = redis.register_script(_RAISE)
        self._data_dir = data_dir
        self._installation: str | None = None
        self._highest = 0

    @property
    def is_ready(self) -> bool:
        """Whether it knows what to compare with; before that a first claim is given back."""
        return self._installation is not None

    async def read(self) -> Seen | None:
        """What was seen until now; None before an installation is known. Raises what Redis raises."""
        if self._installation is None:
            return None
        keys = [_key(self._installation)]
        self._highest = max(self._highest, int(await self._raise(keys=keys, args=[self._highest])))
        return Seen(self._installation, self._highest)

    def judge(self, taken: Claim, seen: Seen) -> Trip | None:
        """Whether this claim shows that the database went back. `seen` was read before it."""
        if taken.lease.batch_id > seen.highest and taken.known.claim >= seen.highest:
            self._highest = max(self._highest, taken.lease.batch_id)
            return None
        return Trip(taken.installation, CLAIM, seen.highest, taken.known)

    async def adopts(self, installation: str) -> bool:
        """Whether claims of this installation are compared already; from now on they are.

        A claim of another one than before is given back: what others have seen of it must be read before.
        """
        if installation == self._installation:
            return True
        highest = await asyncio.to_thread(find_highest_claim, self._data_dir, installation)
        if installation != self._installation:  # else another lane was quicker
            self._installation, self._highest = installation, highest or 0
        return False
