"""A small discrete model of a number at Meta and of the processes that send on it, for tests of the control.

Time is simulated: a run of five minutes takes a second or two, and the same seed gives the same run.
"""

import heapq
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from relance.sending.pace import AHEAD_S, MARGIN, SLICE_S
from relance.sending.throughput import Throughput

Refuses = Callable[[float], bool]
"""Whether a request that arrives at this time is refused."""


def never(_: float) -> bool:
    """Meta takes everything."""
    return False


@dataclass(slots=True)
class SlidingSecond:
    """No more than `cap` taken in any second."""

    cap: int
    taken: deque[float] = field(default_factory=deque)

    def __call__(self, at_s: float) -> bool:
        while self.taken and at_s - self.taken[0] >= 1.0:
            self.taken.popleft()
        if len(self.taken) >= self.cap:
            return True
        self.taken.append(at_s)
        return False


@dataclass(slots=True)
class TokenBucket:
    """`cap` tokens a second, `burst` of them kept at most."""

    cap: float
    burst: float
    tokens: float = 0.0
    at_s: float = 0.0

    def __post_init__(self) -> None:
        self.tokens = self.burst

    def __call__(self, at_s: float) -> bool:
        self.tokens = min(self.burst, self.tokens + (at_s - self.at_s) * self.cap)
        self.at_s = at_s
        if self.tokens < 1:
            return True
        self.tokens -= 1
        return False


@dataclass(slots=True)
class Noise:
    """This share is refused at random; what is left meets `then`."""

    share: float
    source: random.Random
    then: Refuses = never

    def __call__(self, at_s: float) -> bool:
        return self.source.random() < self.share or self.then(at_s)


@dataclass(slots=True)
class Course:
    """What became of the requests: (time it left, refused)."""

    sent: list[tuple[float, bool]] = field(default_factory=list)
    rates: list[tuple[float, float]] = field(default_factory=list)

    def taken_per_s(self, from_s: float, to_s: float) -> float:
        """Messages taken per second in this span."""
        return sum(1 for at, refused in self.sent if from_s <= at < to_s and not refused) / (to_s - from_s)

    def refused_share(self, from_s: float, to_s: float) -> float:
        """Share of the requests of this span that were refused."""
        inside = [refused for at, refused in self.sent if from_s <= at < to_s]
        return sum(inside) / max(1, len(inside))


def run(
    control: Throughput,
    meta: Refuses,
    *,
    processes: int = 1,
    seconds: float,
    source: random.Random,
    answer_s: tuple[float, float] = (0.1, 0.5),
    wanted_per_s: float = 1e9,
) -> Course:
    """Send as fast as the control allows, every process in slices as `pace` hands them out.

    With several processes the first one leads: it hears of the others' answers when they next reserve, and
    they of its rate.
    """
    course = Course()
    last_slot_s = 0.0
    # (time, order, what, process, cuts when paced, paced, refused): "reserve", "leave" or "answer".
    events: list[tuple[float, int, str, int, int, float, bool]] = []
    order = 0

    def put(
        at_s: float, what: str, process: int, cuts: int = 0, paced_s: float = 0.0, refused: bool = False
    ) -> None:
        nonlocal order
        order += 1
        heapq.heappush(events, (at_s, order, what, process, cuts, paced_s, refused))

    heard: dict[int, list[bool]] = {process: [] for process in range(processes)}
    for process in range(processes):
        put(0.001 * process, "reserve", process)
    while events and events[0][0] < seconds:
        now_s, _, what, process, cuts, paced_s, refused = heapq.heappop(events)
        if what == "reserve":
            cuts = control.cuts
            for said in heard[process]:
                if cuts == control.cuts:
                    control.answered(paced_s=now_s, refused=said, now_s=now_s)
            heard[process].clear()
            rate = min(control.rate, wanted_per_s)
            spacing_s = 1 / (rate * MARGIN)
            start_s = max(now_s, last_slot_s + spacing_s)
            room = max(int((AHEAD_S - (start_s - now_s)) / spacing_s), 1 if start_s <= now_s else 0)
            granted = min(max(1, int(rate * SLICE_S)), room)
            if granted < 1:
                put(now_s + min(max(start_s - now_s - AHEAD_S / 2, 0.001), AHEAD_S), "reserve", process)
                continue
            for slot in range(granted):
                put(start_s + slot * spacing_s, "leave", process, control.cuts, now_s)
            last_slot_s = start_s + (granted - 1) * spacing_s
            end_s = start_s + granted * spacing_s
            put(max(now_s + 0.001, min(end_s - 0.1, start_s + SLICE_S)), "reserve", process)
        elif what == "leave":
            if cuts != control.cuts:
                continue  # slots of a higher rate are void
            said = meta(now_s)
            course.sent.append((now_s, said))
            put(now_s + source.uniform(*answer_s), "answer", process, cuts, paced_s, said)
        elif process > 0:
            if cuts == control.cuts:
                heard[process].append(refused)
        else:
            control.answered(paced_s=paced_s, refused=refused, now_s=now_s)
            course.rates.append((now_s, control.rate))
    return course
