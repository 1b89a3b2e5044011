"""The control of a rate, shared by the processes of one number through Redis."""

from relance.core.redis import RedisClient
from relance.sending.control import SharedControl
from relance.sending.pace import Pace
from relance.sending.throughput import Throughput
from relance.sending.throughput_figures import STORM_RATE
from tests.sending.paces import make_control, reserve


async def ask(redis: RedisClient, control: SharedControl) -> None:
    """Reserve a slot, as every process does a few times a second."""
    await reserve(Pace(redis, reply_share=lambda: 0.2), control=control, wanted=1)


async def end_lease(redis: RedisClient) -> None:
    """As if the leader had not asked for two seconds."""
    await redis.hset("pace:1:control", "until", 0)


def cut(control: SharedControl) -> None:
    """Half of what it sends is refused until the rate is cut."""
    cuts, now_s = control.cuts, 10.0
    while control.cuts == cuts:
        now_s += 0.01
        control.answered(asked_s=now_s, cuts=cuts, refused=int(now_s * 100) % 2 == 0, now_s=now_s)


async def test_whoever_asks_first_leads_and_the_others_send_at_its_rate(redis: RedisClient) -> None:
    one, two = make_control("one"), make_control("two")
    await ask(redis, one)
    cut(one)
    await ask(redis, one)
    await ask(redis, two)
    assert (one.leads, two.leads) == (True, False)
    assert two.rate == one.rate < 100
    assert two.throughput.ceiling == one.throughput.ceiling


async def test_the_leader_hears_what_the_others_were_answered(redis: RedisClient) -> None:
    one, two = make_control("one"), make_control("two")
    await ask(redis, one)
    await ask(redis, two)
    for place in range(60):
        two.answered(asked_s=1.0, cuts=two.cuts, refused=place % 2 == 0, now_s=1.0)
    await ask(redis, two)
    assert one.rate == 100
    await ask(redis, one)
    assert one.cuts >= 1
    await ask(redis, one)
    await ask(redis, two)
    assert two.rate == one.rate < 100


async def test_answers_from_before_a_cut_are_not_told(redis: RedisClient) -> None:
    one, two = make_control("one"), make_control("two")
    await ask(redis, one)
    await ask(redis, two)
    cut(one)
    await ask(redis, one)
    for _ in range(60):
        two.answered(asked_s=1.0, cuts=two.cuts, refused=True, now_s=1.0)
    await ask(redis, two)  # it has not heard of the cut when it tells
    cuts = one.cuts
    await ask(redis, one)
    assert one.cuts == cuts


async def test_when_the_leader_is_gone_another_goes_on_from_what_it_found(redis: RedisClient) -> None:
    one, two, new = make_control("one"), make_control("two"), make_control("new")
    await ask(redis, one)
    cut(one)
    await ask(redis, one)
    await ask(redis, two)
    await end_lease(redis)
    await ask(redis, two)
    assert two.leads
    assert two.rate == one.rate
    await ask(redis, one)
    assert not one.leads
    await end_lease(redis)
    await ask(redis, new)
    assert new.leads
    assert new.rate == one.rate < 100


async def test_a_storm_is_still_a_storm_for_whoever_takes_over(redis: RedisClient) -> None:
    one, two = make_control("one"), make_control("two")
    await ask(redis, one)
    for place in range(40):
        now_s = 10 + place * 0.1
        one.answered(asked_s=now_s, cuts=one.cuts, refused=True, now_s=now_s)
    await ask(redis, one)
    await end_lease(redis)
    await ask(redis, two)
    assert (two.rate, two.throughput.in_storm) == (STORM_RATE, True)


async def test_a_lower_limit_of_ones_own_is_kept(redis: RedisClient) -> None:
    one, two = make_control("one"), SharedControl("two", Throughput(30))
    await ask(redis, one)
    await ask(redis, two)
    assert two.rate == 30


async def test_an_emptied_redis_costs_nothing_that_was_found(redis: RedisClient) -> None:
    one, two = make_control("one"), make_control("two")
    await ask(redis, one)
    cut(one)
    await ask(redis, one)
    await ask(redis, two)
    await redis.flushdb()
    await ask(redis, two)
    await ask(redis, one)
    assert two.leads
    assert one.rate == two.rate < 100
