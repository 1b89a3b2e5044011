"""The line of one number to Meta, as one process sees it: how many requests may be out, and whether any may.

Pure: told the time, knows no network. Times are seconds of one clock that never jumps
(`core.clock.boottime_s`).

* Open: at most twice (rate × usual answer time) requests are out at once, at least four.
* Lost: three in a row got no usable answer. Nothing leaves; it is asked with a cheap GET whether Meta is back
  (`wants_asking`), and when it is, one message goes, then twice as many each time.
* Held: Meta itself is ill, as three different messages were told. One message every five seconds asks again.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

LEAST_PLACES = 4
MARKED_S = 0.02
"""What is marked together leaves together when its process was held up for a moment."""

USUAL_S = 0.2
"""Taken for the usual answer time before there was any."""

PATIENCE = 4.0
LEAST_PATIENCE_S = 1.0
"""An answer that takes so much longer than usual, and at least this long, is lost for the line."""

LOST_IN_A_ROW = 3
OUTAGES_IN_A_ROW = 3

PROBE_EVERY_S = 5.0
"""While Meta refuses, or something answers in its place."""

PROBE_RARELY_S = 60.0
PROBE_RARELY_AFTER_S = 30.0
"""While messages vanish although Meta can be asked: each of them becomes a doubt."""

ASK_FIRST_S = 1.0
ASK_LONGEST_S = 3.0
_ASK_BACK_OFF = 1.5


class Ending(StrEnum):
    """How a request ended."""

    TAKEN = "taken"
    JUDGED = "judged"
    """Refused by Meta for the sake of the message, number, template or account: the line works."""
    OUTAGE = "outage"
    """Refused because Meta itself is ill."""
    UNUSABLE = "unusable"
    """Something answered that is not Meta's API: a page of a proxy."""
    CUT = "cut"
    """No answer: cut, or waited for in vain."""
    UNREACHED = "unreached"
    """No byte was written."""


_ANSWERED = frozenset({Ending.TAKEN, Ending.JUDGED, Ending.OUTAGE})


class LineState(StrEnum):
    """Of a line."""

    OPEN = "open"
    LOST = "lost"
    HELD = "held"
    PROBING = "probing"
    """Meta can be asked again, one message may go."""
    RAMPING = "ramping"


_REASONS = {
    LineState.OPEN: "",
    LineState.LOST: "Meta does not answer: nothing is sent until it can be asked again",
    LineState.HELD: "Meta says it is out of order: one message every few seconds asks whether it still is",
    LineState.PROBING: "Meta can be asked again: one message goes first",
    LineState.RAMPING: "Meta answers again: twice as many messages each time",
}


@dataclass(slots=True)
class Request:
    """One message that is on its way."""

    message_id: int
    began_s: float
    lost: bool = False


def _nothing() -> None:
    pass


@dataclass(slots=True)
class Line:
    """`rate` is the rate of the number now. `on_change` is called when places may have become free."""

    now_s: Callable[[], float]
    rate: float = 1.0
    on_change: Callable[[], None] = _nothing
    state: LineState = LineState.OPEN
    since_s: float = 0.0
    """When it entered `state`."""
    usual_s: float = USUAL_S
    _troubled_since_s: float = 0.0
    _taken: int = 0
    _out: dict[int, Request] = field(default_factory=dict)
    _abandoned: set[int] = field(default_factory=set)
    """Requests from before the line stopped: they end by themselves and take up no room."""
    _next: int = 0
    _lost_in_a_row: int = 0
    _outages: dict[int, float] = field(default_factory=dict)
    """Message id → when that request began: refused for Meta's own illness, none accepted since."""
    _ramp: int = 1
    _next_s: float = 0.0
    """When to ask, or when the next message may go as a probe."""
    _ask_pause_s: float = ASK_FIRST_S
    _is_asking: bool = False

    # Places.

    @property
    def places(self) -> int:
        """How many requests may be out when all is well."""
        return max(LEAST_PLACES, math.ceil(self.rate * (2 * self.usual_s + MARKED_S) - 1e-6))

    def free(self, ahead: int = 0) -> int:
        """How many may be marked now, `ahead` of them for slots still to come."""
        self._count_lost()
        out = self._taken - len(self._abandoned)
        if self.state is LineState.OPEN:
            return max(0, self.places + ahead - out)
        if self.state is LineState.RAMPING:
            return max(0, min(self._ramp, self.places) - out)
        if self.state is LineState.LOST or self.now_s() < self._next_s:
            return 0
        return max(0, 1 - out)

    def take(self, number: int) -> None:
        """So many are being marked: each is started or given back."""
        self._taken += number

    def give_back(self, number: int) -> None:
        """So many places are not used after all."""
        self._taken -= number
        self.on_change()

    @property
    def may_leave(self) -> bool:
        """Asked before the first byte of what was marked: the line may have stopped since."""
        self._count_lost()
        out = len(self._out) - len(self._abandoned)
        if self.state is LineState.OPEN:
            return out < self.places
        if self.state is LineState.RAMPING:
            return out < min(self._ramp, self.places)
        return self.state is not LineState.LOST and self.now_s() >= self._next_s and out < 1

    # Requests.

    def started(self, message_id: int) -> int:
        """One of the places taken is in use; returns the request's number."""
        self._next += 1
        self._out[self._next] = Request(message_id, self.now_s())
        return self._next

    def dropped(self, number: int) -> None:
        """The request was never made."""
        del self._out[number]
        self._abandoned.discard(number)
        self.give_back(1)

    def ended(self, number: int, ending: Ending) -> bool:
        """The request ended. Returns whether Meta's outage holds the number: the message waits for it."""
        request = self._out.pop(number)
        self._taken -= 1
        was_abandoned = number in self._abandoned
        if was_abandoned:
            self._abandoned.discard(number)
        if ending in _ANSWERED:
            self._answered(request, ending, self.now_s() - request.began_s, was_abandoned)
        elif not was_abandoned and not request.lost:
            self._lose(ending)
        self.on_change()
        return ending is Ending.OUTAGE and self.state is LineState.HELD

    def _answered(self, request: Request, ending: Ending, took_s: float, was_abandoned: bool) -> None:
        self._lost_in_a_row = 0
        if ending is Ending.TAKEN:
            # Of a late answer much is learnt: otherwise a Meta that has become slow would look dead for long.
            gain = 1 / 4 if request.lost else 1 / 16
            self.usual_s = min(10.0, max(0.01, self.usual_s * (max(took_s, 0.001) / self.usual_s) ** gain))
        if ending is Ending.OUTAGE:
            self._hear_outage(request, was_abandoned)
            return
        if self._outages and ending is Ending.TAKEN:
            # What left before them was accepted before them, however late its answer comes.
            self._outages = {one: at_s for one, at_s in self._outages.items() if at_s > request.began_s}
        if self.state is LineState.OPEN:
            return
        if self.state is LineState.RAMPING:
            self._ramp += 1
            if self._ramp >= self.places:
                self._enter(LineState.OPEN)
        elif self.state in (LineState.LOST, LineState.PROBING) or (
            self.state is LineState.HELD and not was_abandoned
        ):
            self._ramp = 2
            self._enter(LineState.RAMPING)

    def _hear_outage(self, request: Request, was_abandoned: bool) -> None:
        self._outages[request.message_id] = request.began_s
        if self.state is LineState.HELD:
            if not was_abandoned:
                self._next_s = self.now_s() + PROBE_EVERY_S
        elif self.state is not LineState.OPEN or len(self._outages) >= OUTAGES_IN_A_ROW:
            self._stop(LineState.HELD)
            self._next_s = self.now_s() + PROBE_EVERY_S

    def _lose(self, ending: Ending) -> None:
        self._lost_in_a_row += 1
        if self.state is LineState.OPEN and self._lost_in_a_row < LOST_IN_A_ROW:
            return
        was_open = self.state is LineState.OPEN
        self._stop(LineState.LOST)
        self._ask_pause_s = ASK_FIRST_S
        self._next_s = self.now_s()
        if ending is Ending.UNREACHED:
            self._next_s += 0.0 if was_open else ASK_FIRST_S
        elif not was_open:
            # Meta could be asked, and the message vanished all the same.
            rarely = ending is Ending.CUT and self.now_s() - self._troubled_since_s >= PROBE_RARELY_AFTER_S
            self._next_s += PROBE_RARELY_S if rarely else PROBE_EVERY_S

    def _count_lost(self) -> None:
        """Requests that wait too long are lost for the line; their late answers are still taken."""
        latest_s = self.now_s() - max(LEAST_PATIENCE_S, PATIENCE * self.usual_s)
        for number, request in self._out.items():
            if request.began_s > latest_s:
                break  # they stand in the order in which they began
            if not request.lost and number not in self._abandoned:
                request.lost = True
                self._lose(Ending.CUT)

    # States.

    def _stop(self, state: LineState) -> None:
        if self.state is LineState.OPEN:
            self._troubled_since_s = self.now_s()
        self._abandoned.update(self._out)
        self._enter(state)

    def _enter(self, state: LineState) -> None:
        if state is not self.state:
            self.state, self.since_s = state, self.now_s()
            self._lost_in_a_row = 0
            if state is LineState.OPEN:
                self._outages.clear()
        self.on_change()

    # Asking.

    def wants_asking(self) -> bool:
        """Whether a GET should be made now; once it says so, `asked` must follow."""
        self._count_lost()
        if self.state is not LineState.LOST or self._is_asking or self.now_s() < self._next_s:
            return False
        self._is_asking = True
        return True

    def asked(self, *, answered: bool) -> None:
        """The GET was answered by Meta's API, or not."""
        self._is_asking = False
        if self.state is not LineState.LOST:
            return  # a late answer was quicker
        if answered:
            self._next_s = self.now_s()
            self._enter(LineState.PROBING)
        else:
            self._next_s = self.now_s() + self._ask_pause_s
            self._ask_pause_s = min(self._ask_pause_s * _ASK_BACK_OFF, ASK_LONGEST_S)

    def describe(self) -> dict[str, Any]:
        """What monitoring shows: the state, why, and for how long (an age, not a moment)."""
        self._count_lost()
        return {
            "state": self.state.value,
            "reason": _REASONS[self.state],
            "for_s": round(self.now_s() - self.since_s, 1),
            "out": len(self._out),
            "places": self.places,
            "usual_answer_s": round(self.usual_s, 3),
        }
