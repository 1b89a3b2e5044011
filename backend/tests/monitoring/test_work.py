"""What a process tells of its work: ages by a clock that nobody sets, and what else it is asked to tell."""

import pytest

from relance.monitoring import work as module
from relance.monitoring.work import Work


class Clock:
    def __init__(self) -> None:
        self.now_s = 1_000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "boottime_s", clock)
    return clock


def test_the_age_counts_from_what_was_done_last(clock: Clock) -> None:
    work = Work()
    work.expect("poll")
    clock.now_s += 5
    assert work.describe() == {"poll": 5.0}
    work.note("poll")
    work.expect("poll")
    clock.now_s += 2
    assert work.describe() == {"poll": 2.0}


def test_what_need_not_be_done_for_a_while_does_not_age_meanwhile(clock: Clock) -> None:
    work = Work()
    work.note("lanes", ahead_s=30.0)
    clock.now_s += 29
    assert work.describe() == {"lanes": 0.0}
    clock.now_s += 11
    assert work.describe() == {"lanes": 10.0}


def test_one_that_cannot_tell_does_not_keep_the_others_from_telling(clock: Clock) -> None:
    work = Work()
    work.note("poll")
    work.tell("numbers", lambda: {"106": {"state": "open"}})
    work.tell("broken", lambda: 1 / 0)
    assert work.describe() == {"poll": 0.0, "numbers": {"106": {"state": "open"}}}
