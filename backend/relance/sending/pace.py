"""The pace of a number: slots reserved in Redis, by Redis's clock, for all sender processes together.

A slot is a moment at which one message may leave. Slots of a number are `spacing` apart and handed out in
slices; nobody holds more than half a second of the future; a slot that was missed is lost, never made up
for, so no sliding second sees more than the rate. Redis dead: no slots, nobody sends.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from redis.asyncio import Redis

from relance.core.clock import boottime_s
from relance.sending.control import SharedControl
from relance.sending.pace_script import GIVE_BACK, RESERVE

REDIS_ID = "relance:redis-id"
"""Where a Redis keeps the random id that `sending.home` gave it."""

SLICE_S = 0.25
"""How much of a number's time one reservation may take."""

AHEAD_S = 0.5
"""How far into the future slots are handed out at most."""

LATE_S = 0.01
"""A slot that is older than this is void: sending on it would crowd a later second."""

MARGIN = 0.96
"""Share of the rate that is used. Slots leave evenly; what arrives is squeezed by every stall of a process or
the network on the way, up to 50 ms on a busy machine of two cores. No second at Meta's end may see more than
102 % of the rate: exceeding it costs 130429 and a blocked number, the margin costs four per cent.
"""

_REPLIES_WAIT_MS = 300
"""So long bulk leaves room for replies that asked and were not given all; they ask again sooner."""

_ELSEWHERE = -1


def _anywhere() -> str:
    return ""


class ElsewhereError(Exception):
    """This Redis is not the one that the pace belongs to (`sending.home`): nothing may be sent by it."""


@dataclass(slots=True)
class Slots:
    """`count` slots from monotonic `first_s`, `spacing_s` apart; `count` 0: ask again in `wait_s`.

    `times` are those still free, soonest first. Replies may have exchanged some (`sending.exchange`).
    """

    count: int
    first_s: float
    spacing_s: float
    wait_s: float
    pointer: bytes
    asked_s: float = 0.0
    """When they were asked for, and after how many cuts of the rate (`sending.throughput`)."""
    cuts: int = 0
    times: deque[float] = field(init=False)

    def __post_init__(self) -> None:
        self.times = deque(self.first_s + place * self.spacing_s for place in range(self.count))

    def peek(self) -> float | None:
        """The next slot that is not missed; None when none is left."""
        late_s = time.monotonic() - LATE_S
        while self.times and self.times[0] < late_s:
            self.times.popleft()
        return self.times[0] if self.times else None

    def take_until(self, end_s: float, *, most: int) -> list[float]:
        """The next slots before monotonic `end_s`, at most `most`."""
        taken: list[float] = []
        while len(taken) < most and (at_s := self.peek()) is not None and at_s < end_s:
            taken.append(self.times.popleft())
        return taken

    def drop_last(self, unused: int) -> None:
        """The last ones were given back."""
        self.count -= unused
        while len(self.times) > self.count:
            self.times.pop()

    async def wait_until(self, at_s: float) -> None:
        """Sleep until monotonic `at_s`."""
        await asyncio.sleep(max(0.0, at_s - time.monotonic()))

    @property
    def end_s(self) -> float:
        """Monotonic end of the slice."""
        return self.first_s + self.count * self.spacing_s


def _keys_of(sender_id: int, campaign_id: int) -> list[str]:
    number = f"pace:{sender_id}"
    return [
        number,
        f"{number}:bulk",
        f"{number}:replies",
        f"{number}:campaign:{campaign_id}",
        f"{number}:gap",
        f"{number}:gap-end",
        REDIS_ID,
        f"{number}:control",
    ]


class Pace:
    """Reserves slots. Raises what Redis raises, or ElsewhereError: then nobody sends."""

    def __init__(
        self, redis: Redis, *, reply_share: Callable[[], float], home: Callable[[], str | None] = _anywhere
    ) -> None:
        """`home` tells the id that this Redis must have; None: it may not be used now."""
        self._reply_share = reply_share
        self._home = home
        self._reserve = redis.register_script(RESERVE)
        self._give_back = redis.register_script(GIVE_BACK)

    async def reserve(
        self,
        *,
        sender_id: int,
        lane: str,
        wanted: int,
        control: SharedControl,
        campaign_id: int,
        campaign_rate_per_s: float | None,
        lead_s: float = 0.0,
    ) -> Slots:
        """Up to `wanted` slots, at most a slice's worth, for one campaign, none sooner than `lead_s`.

        The same call tells the other processes what this one found of the rate, or this one what they found.
        """
        home = self._home()
        if home is None:
            raise ElsewhereError
        asked_s = boottime_s()
        answer = await self._reserve(
            keys=_keys_of(sender_id, campaign_id),
            args=[
                wanted,
                AHEAD_S * 1e6,
                lane,
                self._reply_share(),
                campaign_rate_per_s or 0,
                _REPLIES_WAIT_MS,
                int(lead_s * 1e6),
                MARGIN,
                SLICE_S * 1e6,
                home,
                *control.tell(),
            ],
        )
        # Counted from the receipt of the answer: a slot may come late that way, never early.
        received_s = time.monotonic()
        granted, wait_us, pointer, spacing_us, *heard = answer
        if granted == _ELSEWHERE:
            raise ElsewhereError
        control.hear(heard, now_s=boottime_s())
        if granted == 0:
            return Slots(0, received_s, 0, min(max(wait_us / 1e6, 0.002), AHEAD_S), b"")
        first_s = received_s + wait_us / 1e6
        spacing_s = float(spacing_us) / 1e6
        return Slots(granted, first_s, spacing_s, 0, pointer, asked_s=asked_s, cuts=control.cuts)

    async def give_back(self, sender_id: int, slots: Slots, unused: int) -> None:
        """Return the last `unused` slots of a slice."""
        await self._give_back(
            keys=[f"pace:{sender_id}"], args=[slots.pointer, int(unused * slots.spacing_s * 1e6)]
        )
