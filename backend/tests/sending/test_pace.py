"""Slots of a number: evenly spaced, shared by all processes, never made up for."""

from itertools import pairwise

import pytest
from redis.asyncio import Redis

from relance.core.redis import REDIS_DOWN, RedisClient, create_redis
from relance.sending.pace import AHEAD_S, MARGIN, Pace, Slots


async def reserve(pace: Pace, **changes: object) -> Slots:
    values: dict[str, object] = {
        "sender_id": 1,
        "lane": "bulk",
        "wanted": 1000,
        "rate_per_s": 100.0,
        "campaign_id": 1,
        "campaign_rate_per_s": None,
    }
    return await pace.reserve(**(values | changes))  # type: ignore[arg-type]


async def test_a_slice_is_a_quarter_second_of_the_rate(redis: RedisClient) -> None:
    slots = await reserve(Pace(redis, reply_share=0.2))
    assert slots.count == 25
    assert slots.spacing_s == pytest.approx(1 / (100 * MARGIN))


async def test_slices_of_two_processes_do_not_overlap_and_end_half_a_second_ahead(redis: RedisClient) -> None:
    one, two = Pace(redis, reply_share=0.2), Pace(redis, reply_share=0.2)
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
    pace = Pace(redis, reply_share=0.2)
    first = await reserve(pace)
    await pace.give_back(1, first, 20)
    second = await reserve(pace)
    assert second.first_s < first.first_s + 10 * first.spacing_s


async def test_slots_with_somebody_behind_them_are_not_given_back(redis: RedisClient) -> None:
    pace = Pace(redis, reply_share=0.2)
    first = await reserve(pace, wanted=10)
    second = await reserve(pace, wanted=10)
    await pace.give_back(1, first, 10)
    third = await reserve(pace, wanted=10)
    assert third.first_s >= second.end_s - 0.05


async def test_bulk_leaves_the_reply_share_free_only_while_replies_wait(redis: RedisClient) -> None:
    pace = Pace(redis, reply_share=0.5)
    bulk = await reserve(pace, wanted=10)
    next_bulk = await reserve(pace, wanted=10)
    assert next_bulk.first_s == pytest.approx(bulk.end_s, abs=0.05)
    await redis.flushdb()
    await reserve(pace, lane="reply", wanted=1)
    bulk = await reserve(pace, wanted=10)
    reply = await reserve(pace, lane="reply", wanted=2)
    next_bulk = await reserve(pace, wanted=5)
    assert reply.first_s == pytest.approx(bulk.end_s, abs=0.05)
    assert next_bulk.first_s >= bulk.end_s + 10 * bulk.spacing_s - 0.05


async def test_replies_are_served_from_the_gap_before_a_reserved_slice(redis: RedisClient) -> None:
    pace = Pace(redis, reply_share=0.5)
    await reserve(pace, lane="reply", wanted=1)
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
    pace = Pace(redis, reply_share=0.5)
    await reserve(pace, lane="reply", wanted=1)
    await reserve(pace, wanted=10)
    await reserve(pace, wanted=10)
    first = await reserve(pace, lane="reply", wanted=5, campaign_id=2, campaign_rate_per_s=4.0)
    second = await reserve(pace, lane="reply", wanted=5, campaign_id=2, campaign_rate_per_s=4.0)
    assert (first.count, second.count) == (1, 0)


async def test_a_slower_campaign_leaves_the_number_to_others(redis: RedisClient) -> None:
    pace = Pace(redis, reply_share=0.2)
    slow = await reserve(pace, campaign_rate_per_s=8.0)
    assert slow.count == 2
    again = await reserve(pace, campaign_rate_per_s=8.0)
    assert again.count == 0
    other = await reserve(pace, campaign_id=2)
    assert other.count == 25


async def test_a_very_slow_number_still_sends(redis: RedisClient) -> None:
    slots = await reserve(Pace(redis, reply_share=0.2), rate_per_s=0.5)
    assert slots.count == 1


async def test_a_missed_slot_is_lost(redis: RedisClient) -> None:
    slots = await reserve(Pace(redis, reply_share=0.2))
    slots.first_s -= 10  # the process slept through the whole slice
    assert not await slots.next()


async def test_redis_dead_gives_no_slots() -> None:
    dead: Redis = create_redis("redis://127.0.0.1:9/0", timeout_s=0.2)
    with pytest.raises(REDIS_DOWN):
        await reserve(Pace(dead, reply_share=0.2))
    await dead.aclose()
