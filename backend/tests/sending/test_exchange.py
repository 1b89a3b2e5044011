"""Replies change places with bulk: the same slots for Meta, the soonest for whoever answered."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from relance.sending.due import DueWork
from relance.sending.exchange import Exchange
from relance.sending.pace import Slots


def work(campaign_id: int = 1, *, rate_per_s: float | None = None) -> DueWork:
    return DueWork(campaign_id, 1, "bulk", 100, "1", 80.0, rate_per_s)


def slots(first_s: float, count: int, *, spacing_s: float = 0.1, cuts: int = 0) -> Slots:
    return Slots(count, first_s, spacing_s, 0, b"1", cuts=cuts)


def test_a_reply_takes_the_soonest_slot_of_bulk_and_bulk_the_later_one() -> None:
    exchange, bulk, reply = Exchange(), slots(10.0, 4, spacing_s=0.5), slots(13.0, 1)
    exchange.open(work(), bulk)
    exchange.sooner(work(), reply, not_before_s=10.2)
    assert list(reply.times) == [10.5]
    assert list(bulk.times) == [10.0, 11.0, 11.5, 13.0]


def test_slots_that_bulk_gave_up_or_never_had_are_not_changed() -> None:
    exchange, bulk, reply = Exchange(), slots(10.0, 4), slots(9.0, 2)
    exchange.open(work(), bulk)
    exchange.sooner(work(), reply, not_before_s=0.0)
    assert list(reply.times) == [9.0, 9.1]
    exchange.close(bulk)
    late = slots(20.0, 1)
    exchange.sooner(work(), late, not_before_s=0.0)
    assert list(late.times) == [20.0]


def test_a_campaign_with_a_rate_of_its_own_changes_only_with_itself() -> None:
    exchange, bulk = Exchange(), slots(10.0, 2)
    exchange.open(work(1, rate_per_s=5.0), bulk)
    other, same = slots(20.0, 1), slots(20.5, 1)
    exchange.sooner(work(2), other, not_before_s=0.0)
    assert list(other.times) == [20.0]
    exchange.sooner(work(1, rate_per_s=5.0), same, not_before_s=0.0)
    assert list(same.times) == [10.0]


def test_slots_from_before_a_cut_of_the_rate_are_not_changed() -> None:
    exchange, reply = Exchange(), slots(20.0, 1, cuts=2)
    exchange.open(work(), slots(10.0, 2, cuts=1))
    exchange.sooner(work(), reply, not_before_s=0.0)
    assert list(reply.times) == [20.0]


@given(
    bulk=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8)), max_size=3),
    reply=st.tuples(st.integers(0, 60), st.integers(1, 8)),
    not_before=st.integers(0, 50),
)
def test_nothing_is_gained_or_lost_and_all_stay_in_order(
    bulk: list[tuple[int, int]], reply: tuple[int, int], not_before: int
) -> None:
    exchange = Exchange()
    held = [slots(float(first), count, spacing_s=1.0) for first, count in bulk]
    asked = slots(float(reply[0]), reply[1], spacing_s=1.0)
    for one in held:
        exchange.open(work(), one)
    before, given_s = Counter(at for one in (*held, asked) for at in one.times), list(asked.times)
    exchange.sooner(work(), asked, not_before_s=float(not_before))
    assert Counter(at for one in (*held, asked) for at in one.times) == before
    assert all(sorted(one.times) == list(one.times) for one in (*held, asked))
    assert all(now <= then for now, then in zip(asked.times, given_s, strict=True))
    assert all(now == then or now >= not_before for now, then in zip(asked.times, given_s, strict=True))
