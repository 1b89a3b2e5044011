"""Slots of a number: evenly spaced, shared by all processes, never made up for."""

import asyncio
import time
from collections import deque
from itertools import pairwise

import pytest
from redis.asyncio import Redis

from relance.core.redis import REDIS_DOWN, RedisClient, create_redis
from relance.sending.pace import AHEAD_S, MARGIN, Pace
from tests.sending.paces import reserve


async def test_a_slice_is_a_quarter_second_of_the_rate(redis: RedisClient) -> None:
    slots = await reserve(Pace(redis, reply_share=lambda: 0.2))
    assert slots.count == 25
    assert slots.spacing_s == pytest.approx(1 / (100 * MARGIN))


async def test_slices_of_two_processes_do_not_overlap_and_end_half_a_second_ahead(redis: RedisClient) -> None:
    one, two = Pace(redis, reply_share=lambda: 0.2), Pace(redis, reply_share=lambda: 0.2)
    granted = []
    for pace in (one, two, one, two, one, two):
        slots = await reserve(pace)
        if slots.count:
            granted.append(slots)
        else:
            assert 0 < slots.wait_s <= AHEAD_S
    for before, after in pairwise(granted):
        # Counted from the receipt of each answer, so only the network's milliseconds are between them.
        assert after.first_s >= before.end_s - 0.05
    assert 45 <= sum(slots.count for slots in granted) <= 55


async def test_unused_slots_are_given_back(redis: RedisClient) -> None:
    pace = Pace(redis, reply_share=lambda: 0.2)
    first = await reserve(pace)
    await pace.give_back(1, first, 20)
    second = await reserve(pace)
    assert second.first_s < first.first_s + 10 * first.spacing_s


async def test_slots_with_somebody_behind_them_are_not_given_back(redis: RedisClient) -> None:
    pace = Pace(redis, reply_share=lambda: 0.2)
    first = await reserve(pace, wanted=10)
    second = await reserve(pace, wanted=10)
    await pace.give_back(1, first, 10)
    third = await reserve(pace, wanted=10)
    assert third.first_s >= second.end_s - 0.05


async def replies_wait(redis: RedisClient) -> None:
    """Some asked and were not given all."""
    await redis.set("pace:1:replies", 1, px=5000)


async def test_bulk_leaves_the_reply_share_free_only_while_replies_wait(redis: RedisClient) -> None:
    pace = Pace(redis, reply_share=lambda: 0.5)
    bulk = await reserve(pace, wanted=10)
    next_bulk = await reserve(pace, wanted=10)
    assert next_bulk.first_s == pytest.approx(bulk.end_s, abs=0.05)
    await redis.flushdb()
    await replies_wait(redis)
    bulk = await reserve(pace, wanted=10)
    reply = await reserve(pace, lane="reply", wanted=2)
    next_bulk = await reserve(pace, wanted=5)
    assert reply.first_s == pytest.approx(bulk.end_s, abs=0.05)
    assert next_bulk.first_s >= bulk.end_s + 10 * bulk.spacing_s - 0.05


async def test_a_gap_is_left_only_for_replies_that_were_not_given_all(redis: RedisClient) -> None:
    pace = Pace(redis, reply_share=lambda: 0.5)
    some = await reserve(pace, lane="reply", wanted=1000)
    assert 0 < some.count < 1000
    first = await reserve(pace, wanted=5)
    second = await reserve(pace, wanted=5)
    assert second.first_s >= first.end_s + 5 * first.spacing_s - 0.02
    await redis.flushdb()
    await replies_wait(redis)
    all_of_them = await reserve(pace, lane="reply", wanted=2)
    assert all_of_them.count == 2
    first = await reserve(pace, wanted=5)
    second = await reserve(pace, wanted=5)
    assert second.first_s == pytest.approx(first.end_s, abs=0.02)


async def test_replies_are_served_from_the_gap_before_a_reserved_slice(redis: RedisClient) -> None:
    pace = Pace(redis, reply_share=lambda: 0.5)
    await replies_wait(redis)
    bulk = await reserve(pace, wanted=10)
    next_bulk = await reserve(pace, wanted=10)
    reply = await reserve(pace, lane="reply", wanted=3)
    assert bulk.end_s - 0.05 <= reply.first_s < next_bulk.first_s
    assert reply.end_s <= next_bulk.first_s + 0.05
    too_many = await reserve(pace, lane="reply", wanted=20)
    assert too_many.count <= 7  # what is left of the gap; the rest asks again
    after = await reserve(pace, lane="reply", wanted=1)
    assert after.first_s >= next_bulk.end_s - 0.05


async def test_replies_from_the_gap_keep_the_rate_of_their_campaign(redis: RedisClient) -> None:
    pace = Pace(redis, reply_share=lambda: 0.5)
    await replies_wait(redis)
    await reserve(pace, wanted=10)
    await reserve(pace, wanted=10)
    first = await reserve(pace, lane="reply", wanted=5, campaign_id=2, campaign_rate_per_s=4.0)
    second = await reserve(pace, lane="reply", wanted=5, campaign_id=2, campaign_rate_per_s=4.0)
    assert (first.count, second.count) == (1, 0)


async def test_a_slower_campaign_leaves_the_number_to_others(redis: RedisClient) -> None:
    pace = Pace(redis, reply_share=lambda: 0.2)
    slow = await reserve(pace, campaign_rate_per_s=8.0)
    assert slow.count == 2
    again = await reserve(pace, campaign_rate_per_s=8.0)
    assert again.count == 0
    other = await reserve(pace, campaign_id=2)
    assert other.count == 25


async def test_a_very_slow_number_still_sends(redis: RedisClient) -> None:
    slots = await reserve(Pace(redis, reply_share=lambda: 0.2), rate_per_s=0.5)
    assert slots.count == 1


async def test_a_missed_slot_is_lost(redis: RedisClient) -> None:
    slots = await reserve(Pace(redis, reply_share=lambda: 0.2))
    slots.times = deque(at_s - 10 for at_s in slots.times)  # the process slept through the whole slice
    assert slots.peek() is None


async def test_redis_dead_gives_no_slots() -> None:
    dead: Redis = create_redis("redis://127.0.0.1:9/0", timeout_s=0.2)
    with pytest.raises(REDIS_DOWN):
        await reserve(Pace(dead, reply_share=lambda: 0.2))
    await dead.aclose()


async def test_a_very_slow_number_keeps_its_spacing(redis: RedisClient) -> None:
    """A message in 100 s: the pointer outlives its Redis key of a minute."""
    pace = Pace(redis, reply_share=lambda: 0.2)
    assert (await reserve(pace, rate_per_s=0.01)).count == 1
    assert await redis.pttl("pace:1") > 100 / MARGIN * 1000
    await move_back(redis, "pace:1", 90)
    assert (await reserve(pace, rate_per_s=0.01)).count == 0
    await move_back(redis, "pace:1", 15)
    assert (await reserve(pace, rate_per_s=0.01)).count == 1


async def test_a_campaign_of_one_an_hour_keeps_its_spacing(redis: RedisClient) -> None:
    pace, key = Pace(redis, reply_share=lambda: 0.2), "pace:1:campaign:1"
    assert (await reserve(pace, campaign_rate_per_s=1 / 3600)).count == 1
    assert await redis.pttl(key) > 3600 / MARGIN * 1000
    await move_back(redis, key, 3600)
    assert (await reserve(pace, campaign_rate_per_s=1 / 3600)).count == 0
    await move_back(redis, key, 200)
    assert (await reserve(pace, campaign_rate_per_s=1 / 3600)).count == 1


async def test_a_rate_that_rises_counts_from_the_last_message(redis: RedisClient) -> None:
    """A number that asked once in two seconds whether a storm is over need not wait so long for the next."""
    pace = Pace(redis, reply_share=lambda: 0.2)
    await reserve(pace, rate_per_s=0.5)
    slots = await reserve(pace, rate_per_s=10.0)
    assert slots.count > 0
    assert slots.first_s <= time.monotonic() + 0.2


async def move_back(redis: RedisClient, key: str, seconds: float) -> None:
    """As if so much time had passed."""
    at = int(await redis.get(key) or 0)
    await redis.set(key, at - int(seconds * 1e6), keepttl=True)


@pytest.mark.parametrize("jump_s", [120, 3600])
async def test_after_the_clock_went_back_sending_goes_on_at_once_and_not_faster(
    redis: RedisClient, jump_s: float
) -> None:
    """Pointers further ahead than they can be are put where the last slot handed out can lie."""
    pace = Pace(redis, reply_share=lambda: 0.5)
    await replies_wait(redis)
    await reserve(pace, wanted=10, campaign_rate_per_s=50.0)
    await reserve(pace, wanted=10, campaign_rate_per_s=50.0)
    for pointer in ("", ":bulk", ":campaign:1", ":gap", ":gap-end"):
        await move_back(redis, f"pace:1{pointer}", -jump_s)
    began_s = time.monotonic()
    moments: list[float] = []
    while len(moments) < 60:
        slots = await reserve(pace, lane="bulk", campaign_rate_per_s=50.0)
        assert time.monotonic() - began_s < 10
        moments += [slots.first_s + place * slots.spacing_s for place in range(slots.count)]
        await asyncio.sleep(slots.wait_s)
    # What was handed out before the jump ends half a second after it at the latest.
    assert began_s + AHEAD_S <= moments[0] <= began_s + 3
    assert moments[50] - moments[0] >= 0.95


async def test_a_reply_is_not_held_up_by_a_gap_from_before_the_clock_went_back(redis: RedisClient) -> None:
    pace = Pace(redis, reply_share=lambda: 0.5)
    await replies_wait(redis)
    await reserve(pace, wanted=10)
    await reserve(pace, wanted=10)
    for key in ("pace:1", "pace:1:gap", "pace:1:gap-end"):
        await move_back(redis, key, -3600)
    slots = await reserve(pace, lane="reply", wanted=2)
    if slots.count == 0:
        await asyncio.sleep(slots.wait_s)
        slots = await reserve(pace, lane="reply", wanted=2)
    assert slots.count > 0
    assert slots.first_s <= time.monotonic() + 2 * AHEAD_S
