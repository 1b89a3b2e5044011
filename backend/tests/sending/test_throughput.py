"""The control of the rate against models of what Meta does: noise, ceilings, storms."""

import random
from collections.abc import Callable

import pytest

from relance.sending.throughput import Throughput
from relance.sending.throughput_figures import AFTER_STORM, HOLD, STORM_RATE
from tests.sending.meta_model import Noise, Refuses, SlidingSecond, TokenBucket, never, run


def always(_: float) -> bool:
    """Meta refuses everything."""
    return True


def in_turn(*parts: tuple[float, Refuses]) -> Refuses:
    """Each until its time; the last one for ever."""

    def refuses(at_s: float) -> bool:
        for until_s, meta in parts:
            if at_s < until_s:
                return meta(at_s)
        return parts[-1][1](at_s)

    return refuses


def answer(control: Throughput, refused: bool, at_s: float) -> None:
    control.answered(paced_s=at_s, refused=refused, now_s=at_s)


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("share", [0.01, 0.02, 0.04])
def test_refusals_at_random_cost_little_of_the_rate(share: float, processes: int) -> None:
    for seed in (1, 2):
        meta = Noise(share, random.Random(seed + 50))
        course = run(Throughput(200), meta, seconds=100, source=random.Random(seed), processes=processes)
        assert course.taken_per_s(20, 100) >= 0.9 * 200


CEILINGS: dict[str, Callable[[], Refuses]] = {
    "sliding second": lambda: SlidingSecond(20),
    "token bucket": lambda: TokenBucket(20, 20),
    "token bucket without burst": lambda: TokenBucket(20, 2),
}


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("kind", CEILINGS)
def test_a_ceiling_at_meta_is_found_kept_and_left_when_it_is_lifted(kind: str, processes: int) -> None:
    meta = in_turn((300, CEILINGS[kind]()), (1e9, never))
    course = run(Throughput(80), meta, seconds=390, source=random.Random(3), processes=processes)
    assert course.taken_per_s(60, 300) >= 0.9 * 20
    assert min(course.taken_per_s(at, at + 30) for at in range(60, 300, 30)) >= 0.85 * 20
    assert course.refused_share(60, 300) <= 0.02
    assert course.refused_share(0, 300) <= 0.02
    assert course.taken_per_s(380, 390) >= 0.9 * 80


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("limit", [80, 200])
def test_after_a_storm_the_rate_is_back_within_ten_seconds(limit: int, processes: int) -> None:
    meta = in_turn((30, never), (50, always), (1e9, never))
    course = run(Throughput(limit), meta, seconds=70, source=random.Random(4), processes=processes)
    assert sum(1 for at, _ in course.sent if 35 <= at < 50) <= 15 * STORM_RATE
    assert course.taken_per_s(60, 61) >= 0.9 * limit


def test_a_storm_of_an_hour_is_asked_rarely_and_ends_as_quickly() -> None:
    meta = in_turn((10, never), (3600, always), (1e9, never))
    course = run(Throughput(80), meta, seconds=3620, source=random.Random(5))
    assert sum(1 for at, _ in course.sent if 60 <= at < 3600) <= 3540
    assert course.taken_per_s(3610, 3611) >= 0.9 * 80


def test_a_large_share_refused_whatever_the_rate_is_not_taken_for_a_ceiling_for_ever() -> None:
    for seed in range(4):
        meta = Noise(0.3, random.Random(seed))
        course = run(Throughput(200), meta, seconds=180, source=random.Random(seed))
        assert course.taken_per_s(60, 180) >= 0.4 * 200


def test_noise_does_not_hide_a_ceiling() -> None:
    meta = Noise(0.02, random.Random(7), TokenBucket(40, 10))
    course = run(Throughput(80), meta, seconds=240, source=random.Random(8))
    assert course.taken_per_s(60, 240) >= 0.85 * 40
    assert course.refused_share(60, 240) <= 0.06


def test_slow_answers_are_no_reason_for_another_rate() -> None:
    meta = Noise(0.02, random.Random(9))
    course = run(Throughput(200), meta, seconds=100, source=random.Random(9), answer_s=(1.0, 2.0))
    assert course.taken_per_s(20, 100) >= 0.9 * 200


def test_one_refusal_changes_nothing() -> None:
    control = Throughput(80)
    for place in range(200):
        answer(control, place == 100, place / 80)
    assert (control.rate, control.cuts) == (80, 0)


def test_many_refusals_at_once_cut_the_rate_once_per_answer_time() -> None:
    control = Throughput(80)
    for place in range(160):
        answer(control, False, place / 80)
    for _ in range(100):
        # All of them left before the first of them was answered.
        control.answered(paced_s=1.9, refused=True, now_s=2.1)
    assert control.cuts == 1


def test_a_process_goes_on_from_the_rate_that_another_found() -> None:
    control = Throughput(80, rate=20)
    assert control.rate == 20
    course = run(control, TokenBucket(21, 5), seconds=60, source=random.Random(1))
    assert course.refused_share(0, 60) <= 0.03
    assert course.taken_per_s(0, 60) >= 0.85 * 20


def test_a_found_rate_is_not_kept_longer_than_needed() -> None:
    control = Throughput(80, rate=20)
    run(control, never, seconds=60, source=random.Random(1))
    assert control.rate == 80


def test_a_new_limit_counts_at_once() -> None:
    control = Throughput(80)
    control.set_limit(20)
    assert control.rate == 20
    control.set_limit(100)
    assert control.rate == 100
    lowered = Throughput(80, rate=30)
    lowered.set_limit(100)
    assert lowered.rate == 30


def test_the_first_message_taken_after_a_storm_ends_it() -> None:
    control = Throughput(200)
    for place in range(40):
        answer(control, True, place / 10)
    assert (control.in_storm, control.rate) == (True, STORM_RATE)
    answer(control, False, 10)
    assert (control.in_storm, control.rate) == (False, AFTER_STORM * 200)


def test_a_number_slower_than_the_probe_of_a_storm_keeps_its_rate() -> None:
    control = Throughput(0.2)
    for place in range(60):
        answer(control, True, place * 5.0)
    assert control.rate == 0.2


def test_without_messages_the_rate_does_not_climb() -> None:
    control = Throughput(80, rate=20)
    answer(control, False, 0.0)
    answer(control, False, 10_000.0)
    assert control.rate <= 20 / HOLD


def test_a_second_opinion_that_all_was_refused_leaves_a_rate() -> None:
    for seed in range(20):
        control = Throughput(200)
        meta = in_turn((30, never), (50, always), (1e9, never))
        course = run(control, meta, seconds=70, source=random.Random(seed), processes=2)
        assert min(rate for _, rate in course.rates) > 0 and control.rate > 0
        assert course.taken_per_s(60, 61) >= 0.9 * 200
