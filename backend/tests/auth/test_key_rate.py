"""Requests of a key in a moving window, on a clock that only the test moves."""

import pytest

from relance.auth.key_rate import KeyRate
from relance.core.errors import TooManyError


class Clock:
    now_s = 1000.0

    def monotonic(self) -> float:
        return self.now_s


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("relance.auth.key_rate.time", clock)
    return clock


def admitted(rate: KeyRate, key_id: int = 1) -> bool:
    try:
        rate.admit(key_id)
    except TooManyError:
        return False
    return True


def test_no_second_sees_more_than_the_rate(clock: Clock) -> None:
    rate = KeyRate(lambda: 3)
    times = list[float]()
    for _ in range(400):
        if admitted(rate):
            times.append(clock.now_s)
        clock.now_s += 0.017
    assert all(later - earlier >= 1 for earlier, later in zip(times, times[3:], strict=False))
    assert len(times) >= 3 * 6


def test_keys_do_not_count_for_each_other_and_what_is_refused_does_not_count(clock: Clock) -> None:
    rate = KeyRate(lambda: 2)
    assert [admitted(rate) for _ in range(5)] == [True, True, False, False, False]
    assert admitted(rate, key_id=2)
    clock.now_s += 1
    assert [admitted(rate) for _ in range(3)] == [True, True, False]


@pytest.mark.parametrize(("per_s", "most", "window_s"), [(0.5, 1, 2.0), (2.5, 3, 1.2)])
def test_a_rate_need_not_be_whole(clock: Clock, per_s: float, most: int, window_s: float) -> None:
    rate = KeyRate(lambda: per_s)
    assert [admitted(rate) for _ in range(most + 1)] == [True] * most + [False]
    clock.now_s += window_s - 0.01
    assert not admitted(rate)
    clock.now_s += 0.02
    assert admitted(rate)


def test_a_refusal_says_when_to_come_again(clock: Clock) -> None:
    rate = KeyRate(lambda: 0.1)
    rate.admit(1)
    clock.now_s += 2.5
    with pytest.raises(TooManyError) as refused:
        rate.admit(1)
    error = refused.value
    assert (error.status, error.code, error.headers) == (429, "too_many_requests", {"Retry-After": "8"})
    assert error.details == {"retry_after_s": 8, "counted": "requests", "limit_per_s": 0.1}
