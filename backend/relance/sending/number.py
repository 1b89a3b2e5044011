"""A number as one process sends on it: its line to Meta and the control of its rate."""

import asyncio
import math
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from relance.core.clock import boottime_s
from relance.sending.answered import is_throughput, read_ending
from relance.sending.control import SharedControl
from relance.sending.due import DueWork
from relance.sending.exchange import Exchange
from relance.sending.line import Ending, Line
from relance.sending.pace import Slots
from relance.sending.throughput import Throughput
from relance.whatsapp.outcome import Outcome

BELIEVED_S = 600.0
"""A lowered rate that was written down so long ago at most is where a new process begins."""


@dataclass(slots=True)
class Number:
    """`written_rate` is the lowered rate that stands in the database, None: none, as far as we know."""

    sender_id: int
    phone_number_id: str
    control: SharedControl
    written_rate: float | None
    line: Line = field(init=False)
    exchange: Exchange = field(default_factory=Exchange)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.line = Line(boottime_s, rate=self.control.rate, on_change=self._changed.set)
        self.line.since_s = boottime_s()

    def free_places(self, *, ahead_s: float) -> int:
        """How many messages may be marked, some of them for slots up to `ahead_s` from now."""
        return self.line.free(ahead=math.ceil(self.control.rate * ahead_s))

    def hear(self, request: int, outcome: Outcome, slots: Slots) -> bool:
        """What came of a request. Returns whether the message waits because Meta's outage holds it."""
        ending = read_ending(outcome)
        if ending is Ending.TAKEN or ending is Ending.JUDGED:
            self.control.answered(
                asked_s=slots.asked_s,
                cuts=slots.cuts,
                refused=is_throughput(outcome),
                now_s=boottime_s(),
            )
            self.line.rate = self.control.rate
        return self.line.ended(request, ending)

    async def wait_for_place(self, timeout_s: float) -> None:
        """Wait until one may be free."""
        self._changed.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._changed.wait()

    def lowered_rate(self) -> float | None:
        """The rate as Meta's refusals have lowered it, None: it is as set."""
        found = self.control.throughput
        return None if found.rate >= 0.995 * found.limit else round(found.rate, 2)


class Numbers:
    """All numbers of one process."""

    def __init__(self, process: str) -> None:
        self._process = process
        self._numbers: dict[int, Number] = {}

    def of(self, work: DueWork) -> Number:
        """The number of this work, with the rate that is set for it now."""
        number = self._numbers.get(work.sender_id)
        if number is None:
            recent = work.throttled_for_s is not None and work.throttled_for_s <= BELIEVED_S
            rate = work.throttled_rate_per_s if recent and work.throttled_rate_per_s is not None else 0.0
            throughput = Throughput(work.rate_per_s, rate)
            number = Number(
                work.sender_id,
                work.phone_number_id,
                SharedControl(self._process, throughput),
                work.throttled_rate_per_s,
            )
            self._numbers[work.sender_id] = number
        number.control.throughput.set_limit(work.rate_per_s)
        number.line.rate = number.control.rate
        return number

    def note_written(self, due: Iterable[DueWork]) -> None:
        """What stands in the database, as the last poll has read it."""
        for work in due:
            self.of(work).written_rate = work.throttled_rate_per_s

    def describe(self) -> dict[str, object]:
        """For monitoring, by Meta's id of the number."""
        return {
            number.phone_number_id: {**number.line.describe(), "lowered_rate_per_s": number.lowered_rate()}
            for number in self._numbers.values()
        }

    def list_all(self) -> list[Number]:
        """Every number that this process has sent on."""
        return list(self._numbers.values())
