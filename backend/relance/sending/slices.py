"""A slice: mark and send the messages of one claim over its slots, record what comes of them.

Groups of slots (`marks.group_s`) are marked a moment before the first, while the group before them leaves. A
mark that comes too late for its slots (a database whose commits are slow) still holds: its messages leave in
the next slots, of this slice or reserved for them. Marked again they would miss those too, and nothing would
ever leave.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from relance.core.clock import boottime_s
from relance.core.db import Row
from relance.sending.claim import Claim
from relance.sending.departures import Departures
from relance.sending.marks import group_s
from relance.sending.pace import LATE_S, Slots
from relance.sending.tools import SliceTools
from relance.sending.writer import CampaignWriter

_LOOK_AGAIN_S = 0.1
_MARK_HOLDS_S = 1.0
"""So old a mark says when a message left well enough for whoever must judge by it."""

MoreSlots = Callable[[int], Awaitable[Slots | None]]
"""Reserves up to so many slots more of the same campaign, as soon as there are any; None: not now."""


@dataclass(frozen=True, slots=True)
class _Marked:
    """A message that may leave. `heard_s`: when we heard so, by our own clock."""

    message: Row
    at: datetime
    heard_s: float

    def holds(self) -> bool:
        return boottime_s() - self.heard_s < _MARK_HOLDS_S


async def send_slice(
    tools: SliceTools,
    claim: Claim,
    writer: CampaignWriter,
    slots: Slots,
    halted: Callable[[], bool],
    more_slots: MoreSlots,
) -> int:
    """Send what the slots allow, record everything; returns how many requests were started."""
    return await _Slice(tools, claim, writer, slots, halted, more_slots).run()


class _Slice:
    """The messages of one claim: waiting, marked for their slot, or under way."""

    def __init__(
        self,
        tools: SliceTools,
        claim: Claim,
        writer: CampaignWriter,
        slots: Slots,
        halted: Callable[[], bool],
        more_slots: MoreSlots,
    ) -> None:
        self._tools = tools
        self._claim = claim
        self._slots = slots
        self._halted = halted
        self._more_slots = more_slots
        self._waiting = deque(claim.to_send)
        self._late: deque[_Marked] = deque()
        self._groups: set[asyncio.Task[None]] = set()
        self._number = tools.numbers.of(claim.work)
        self._departures = Departures(tools, claim, writer, self._number, slots)

    async def run(self) -> int:
        """Until every message is answered, lost, or back in the queue."""
        recording = asyncio.create_task(self._departures.record_until_done())
        # At once, not when the slice is over: whatever it sends meanwhile would be in doubt.
        recording.add_done_callback(partial(self._tools.task_ended, "record"))
        try:
            await self._mark_group_by_group()
            while self._groups or await self._begins_late():
                if self._groups:
                    await asyncio.wait(self._groups)
                await self._send_late_ones()
                await self._mark_group_by_group()
        finally:
            self._departures.finish(
                [row["id"] for row in self._waiting] + [late.message["id"] for late in self._late]
            )
            await asyncio.wait((recording,))
        return self._departures.started

    def _goes_on(self) -> bool:
        return not (
            self._tools.stopping.is_set()
            or self._halted()
            or self._departures.stopped
            or self._number.control.cuts != self._slots.cuts
            or not self._claim.lease.is_alive()
        )

    async def _mark_group_by_group(self) -> None:
        marker, places = self._tools.marker, self._tools.places
        while self._waiting and self._goes_on():
            first_s = self._slots.peek()
            if first_s is None:
                return
            wait_s = first_s - marker.lead_s - time.monotonic()
            if wait_s > 0.0005:
                await asyncio.sleep(wait_s)
                continue
            together_s = group_s(places.usual_answer_s, marker.lead_s)
            free = self._number.free_places(ahead_s=marker.lead_s + together_s)
            if places.free == 0 or free == 0:
                await self._wait_for_place()
                continue
            most = min(places.free, free, len(self._waiting))
            moments = self._slots.take_until(first_s + together_s, most=most)
            places.take(len(moments))
            self._number.line.take(len(moments))
            group = [(self._waiting.popleft(), at_s) for at_s in moments]
            task = asyncio.create_task(self._mark_and_go(group))
            self._groups.add(task)
            task.add_done_callback(self._group_ended)

    async def _begins_late(self) -> bool:
        """Whether there are slots again for a slice that missed all of its own: its claim was slow."""
        if not self._waiting or self._departures.started or not self._goes_on():
            return False
        return self._slots.peek() is not None or await self._take_more_slots(len(self._waiting))

    async def _take_more_slots(self, wanted: int) -> bool:
        more = await self._more_slots(wanted)
        if more is None:
            return False
        self._slots = self._departures.slots = more
        if more.count == 0:
            await asyncio.sleep(more.wait_s)
        return True

    async def _send_late_ones(self) -> None:
        """In the next slots. A mark that is too old is made again."""
        while self._late and self._goes_on():
            if not self._late[0].holds():
                self._waiting.appendleft(self._late.popleft().message)
                continue
            first_s = self._slots.peek()
            if first_s is None:
                if not await self._take_more_slots(len(self._late)):
                    return
                continue
            if self._tools.places.free == 0 or self._number.free_places(ahead_s=0.0) == 0:
                await self._wait_for_place()
                continue
            moments = self._slots.take_until(first_s + self._slots.spacing_s / 2, most=1)
            late = self._late.popleft()
            self._tools.places.take(len(moments))
            self._number.line.take(len(moments))
            if await self._is_time(first_s):
                self._departures.start(late.message, late.at, late.heard_s)
            else:
                self._late.appendleft(late)
                self._give_back(len(moments))

    async def _wait_for_place(self) -> None:
        if self._tools.places.free == 0:
            await self._tools.places.wait(_LOOK_AGAIN_S)
        else:
            await self._number.wait_for_place(_LOOK_AGAIN_S)

    def _give_back(self, number: int) -> None:
        self._tools.places.give_back(number)
        self._number.line.give_back(number)

    async def _mark_and_go(self, group: list[tuple[Row, float]]) -> None:
        """The places of the group are taken; each is given back here, or by the end of its request."""
        missed: list[Row] = []
        try:
            marked_at = await self._tools.marker.mark(
                self._claim.lease, [message["id"] for message, _ in group]
            )
            heard_s = boottime_s()
            while group:
                message, at_s = group[0]
                if marked_at is not None and await self._is_time(at_s):
                    self._departures.start(message, marked_at, heard_s)
                else:
                    self._give_back(1)
                    if marked_at is None:
                        missed.append(message)
                    else:
                        self._late.append(_Marked(message, marked_at, heard_s))
                del group[0]
        finally:
            missed += [message for message, _ in group]
            self._give_back(len(group))
            self._waiting.extendleft(reversed(missed))

    async def _is_time(self, at_s: float) -> bool:
        """Wait for the slot; False when it was missed or nothing may leave any more: the last look."""
        wait_s = at_s - time.monotonic()
        if wait_s > 0.0005:
            await asyncio.sleep(wait_s)
            wait_s = at_s - time.monotonic()
        return wait_s > -LATE_S and self._goes_on() and self._number.line.may_leave

    def _group_ended(self, task: asyncio.Task[None]) -> None:
        self._groups.discard(task)
        self._tools.task_ended("group", task)
