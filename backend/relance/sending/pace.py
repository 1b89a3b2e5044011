"""The pace of a number: slots reserved in Redis, by Redis's clock, for all sender processes together.

A slot is a moment at which one message may leave. Slots of a number are `spacing` apart and handed out in
slices; nobody holds more than half a second of the future; a slot that was missed is lost, never made up
for, so no sliding second sees more than the rate. Redis dead: no slots, nobody sends.
"""

import asyncio
import time
from dataclasses import dataclass

from redis.asyncio import Redis

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

_REPLIES_WAIT_MS = 1000

# KEYS number pointer, bulk floor, replies flag, campaign pointer, gap start, gap end
# ARGV wanted, spacing us, ahead us, lane, reply share, campaign spacing us (0: none), replies ms
# Returns {granted, microseconds until the first slot, or until it is worth asking again, pointer}; pointer
# 'gap' never matches: slots of a gap are not given back.
# While replies wait, bulk leaves a gap before each of its slices; replies are served from the gap first.
_RESERVE = """
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local wanted, spacing, ahead = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local share, campaign_spacing = tonumber(ARGV[5]), tonumber(ARGV[6])
local function whole(number) return string.format('%d', number) end
local pointer = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now)
local start, room, from_gap = pointer, nil, false
if ARGV[4] == 'reply' then
    redis.call('SET', KEYS[3], 1, 'PX', ARGV[7])
    local gap = math.max(tonumber(redis.call('GET', KEYS[5]) or 0), now)
    room = math.floor((tonumber(redis.call('GET', KEYS[6]) or 0) - gap) / spacing)
    if room >= 1 then start, from_gap = gap, true end
else
    start = math.max(start, tonumber(redis.call('GET', KEYS[2]) or 0))
end
if campaign_spacing > 0 then
    local campaign_next = tonumber(redis.call('GET', KEYS[4]) or 0)
    if campaign_next > start then return {0, campaign_next - now} end
end
if not from_gap then
    room = math.max(math.floor((ahead - (start - now)) / spacing), start <= now and 1 or 0)
end
local granted = math.min(wanted, room)
if granted < 1 then return {0, math.max(start - now - ahead / 2, 1000)} end
local stop = start + granted * spacing
if campaign_spacing > 0 then
    redis.call('SET', KEYS[4], whole(start + granted * campaign_spacing), 'PX', 600000)
end
if from_gap then
    redis.call('SET', KEYS[5], whole(stop), 'PX', 60000)
    return {granted, start - now, 'gap'}
end
redis.call('SET', KEYS[1], whole(stop), 'PX', 60000)
if start > pointer then
    redis.call('SET', KEYS[5], whole(pointer), 'PX', 60000)
    redis.call('SET', KEYS[6], whole(start), 'PX', 60000)
end
if ARGV[4] ~= 'reply' and redis.call('EXISTS', KEYS[3]) == 1 then
    redis.call('SET', KEYS[2], whole(stop + granted * spacing * share / (1 - share)), 'PX', 60000)
end
return {granted, start - now, whole(stop)}
"""

# Gives back the end of a slice, if nobody reserved behind it.
_GIVE_BACK = """
if redis.call('GET', KEYS[1]) == ARGV[1] then
    redis.call('SET', KEYS[1], string.format('%d', tonumber(ARGV[1]) - tonumber(ARGV[2])), 'PX', 60000)
end
"""


@dataclass(slots=True)
class Slots:
    """`count` slots from monotonic `first_s`, `spacing_s` apart; `count` 0: ask again in `wait_s`."""

    count: int
    first_s: float
    spacing_s: float
    wait_s: float
    pointer: bytes
    used: int = 0

    async def next(self) -> bool:
        """Wait for the next slot that is not missed; False when none is left."""
        while self.used < self.count:
            at = self.first_s + self.used * self.spacing_s
            self.used += 1
            wait_s = at - time.monotonic()
            if wait_s > 0.0005:
                await asyncio.sleep(wait_s)
                wait_s = at - time.monotonic()
            if wait_s > -LATE_S:
                return True
        return False

    async def wait_until(self, at_s: float) -> None:
        """Sleep until monotonic `at_s`."""
        await asyncio.sleep(max(0.0, at_s - time.monotonic()))

    @property
    def end_s(self) -> float:
        """Monotonic end of the slice."""
        return self.first_s + self.count * self.spacing_s


class Pace:
    """Reserves slots. Raises what Redis raises: without it, nobody sends."""

    def __init__(self, redis: Redis, *, reply_share: float) -> None:
        self._redis = redis
        self._reply_share = reply_share
        self._reserve = redis.register_script(_RESERVE)
        self._give_back = redis.register_script(_GIVE_BACK)

    async def reserve(
        self,
        *,
        sender_id: int,
        lane: str,
        wanted: int,
        rate_per_s: float,
        campaign_id: int,
        campaign_rate_per_s: float | None,
    ) -> Slots:
        """Up to `wanted` slots, at most a slice's worth, for one campaign of one number."""
        spacing_us = 1e6 / (rate_per_s * MARGIN)
        limit = max(1, int(rate_per_s * SLICE_S))
        campaign_us = 0.0
        if campaign_rate_per_s is not None and campaign_rate_per_s < rate_per_s:
            campaign_us = 1e6 / (campaign_rate_per_s * MARGIN)
            limit = max(1, int(campaign_rate_per_s * SLICE_S))
        answer = await self._reserve(
            keys=[
                f"pace:{sender_id}",
                f"pace:{sender_id}:bulk",
                f"pace:{sender_id}:replies",
                f"pace:{sender_id}:campaign:{campaign_id}",
                f"pace:{sender_id}:gap",
                f"pace:{sender_id}:gap-end",
            ],
            args=[
                min(wanted, limit),
                spacing_us,
                AHEAD_S * 1e6,
                lane,
                self._reply_share,
                campaign_us,
                _REPLIES_WAIT_MS,
            ],
        )
        # Counted from the receipt of the answer: a slot may come late that way, never early.
        received_s = time.monotonic()
        granted, wait_us = int(answer[0]), float(answer[1])
        if granted == 0:
            return Slots(0, received_s, 0, min(max(wait_us / 1e6, 0.002), AHEAD_S), b"")
        return Slots(granted, received_s + wait_us / 1e6, spacing_us / 1e6, 0, answer[2])

    async def give_back(self, sender_id: int, slots: Slots, unused: int) -> None:
        """Return the last `unused` slots of a slice."""
        await self._give_back(
            keys=[f"pace:{sender_id}"], args=[slots.pointer, int(unused * slots.spacing_s * 1e6)]
        )
