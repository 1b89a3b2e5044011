"""The requests of one slice that are under way, and the record of what came of them."""

import asyncio
from contextlib import suppress
from datetime import datetime

from relance.core.clock import boottime_s
from relance.core.db import Row
from relance.core.log import get_logger
from relance.messages.evidence import Evidence
from relance.sending.answered import Answered, never_left, read_stop, refuses_marketing
from relance.sending.claim import Claim
from relance.sending.learn import Told
from relance.sending.line import Ending
from relance.sending.number import Number
from relance.sending.pace import Slots
from relance.sending.record import SliceRecord
from relance.sending.record_apart import PatientRecorder
from relance.sending.tools import SliceTools
from relance.sending.writer import CampaignWriter
from relance.whatsapp.echo import format_echo
from relance.whatsapp.errors import LOST_ANSWER, MetaError
from relance.whatsapp.outcome import Outcome

log = get_logger(__name__)

RECORD_EVERY_S = 0.25
"""What has been answered is recorded at least this often, however slow the slowest answer of the slice is."""

_LOOK_EVERY_S = 1.0

UNWRITABLE = -1
"""Our own error code for a message whose values do not fit its template."""


class Departures:
    """Starts requests and gathers what they come to. `stopped`: an answer forbids the rest of the slice."""

    def __init__(
        self, tools: SliceTools, claim: Claim, writer: CampaignWriter, number: Number, slots: Slots
    ) -> None:
        self._tools = tools
        self._number = number
        self.slots = slots
        """The latest that messages leave in."""
        self._claim = claim
        self._writer = writer
        self._recorder = PatientRecorder(
            tools.pool, unknown_grace_s=tools.unknown_grace_s, on_bug=tools.on_bug
        )
        self._open: set[asyncio.Task[None]] = set()
        self._withheld: list[Evidence] = list(claim.withheld)
        self._answered: list[Answered] = []
        self._learnt: list[Told] = []
        self._unsent: list[int] = []
        self._finished = False
        self._changed = asyncio.Event()
        # The database's clock against ours, by the last mark; a mark's way back makes it look late.
        self._clock_ahead_s = claim.at.timestamp() - boottime_s()
        self.started = 0
        self.stopped = False

    def start(self, message: Row, marked_at: datetime, heard_s: float) -> None:
        """Begin one request, marked and in time; its place is given back when it ends.

        `heard_s`: when the mark was confirmed, by our own clock.
        """
        self.started += 1
        self._tools.work.note("departures")
        claim, at = self._claim, marked_at.timestamp()
        self._clock_ahead_s = at - heard_s
        self._tools.sent_log.left(
            at,
            claim.installation,
            claim.lease.batch_id,
            claim.work.campaign_id,
            message["contact_id"],
            message["message_type"],
            message["id"],
            message["attempt"],
        )
        request = self._number.line.started(message["id"])
        task = asyncio.create_task(self._send(message, request))
        self._open.add(task)
        task.add_done_callback(self._ended)

    def finish(self, unsent: list[int]) -> None:
        """Nothing is started any more; `unsent` are the messages left over."""
        self._unsent += unsent
        self._finished = True
        self._tell_if_over()

    async def record_until_done(self) -> None:
        """Record now and then, and at last everything; the lease is ended or released then."""
        while not self._is_over():
            # From the first answer on: a slice whose answers take alike is recorded once, at its end.
            if not self._answered:
                await self._wait(_LOOK_EVERY_S)
            if self._answered or self._claim.lease.is_short():
                await self._wait(RECORD_EVERY_S - (boottime_s() - self._oldest_s()))
                if not self._is_over():
                    await self._record(unsent=None)
        await self._record(unsent=self._unsent)
        claim = self._claim
        self._tools.sent_log.ended(
            boottime_s() + self._clock_ahead_s, claim.installation, claim.lease.batch_id
        )

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._open.discard(task)
        self._tools.task_ended("request", task)
        self._tell_if_over()

    def _tell_if_over(self) -> None:
        if self._is_over():
            self._changed.set()

    def _is_over(self) -> bool:
        return self._finished and not self._open

    def _oldest_s(self) -> float:
        return min((answered.ended_s for answered in self._answered), default=0.0)

    async def _wait(self, timeout_s: float) -> None:
        """Until nothing is under way any more, or the first answer after none, but not longer."""
        self._changed.clear()
        if self._is_over() or timeout_s <= 0:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._changed.wait()

    async def _send(self, message: Row, request: int) -> None:
        began_s = boottime_s()
        # Only a bug of ours leaves it so: nobody knows what became of the request.
        outcome = Outcome("unknown", "row", error=MetaError(LOST_ANSWER, "The answer was lost", ""))
        try:
            try:
                echo = format_echo(self._claim.installation, message["id"], message["attempt"])
                body = self._writer.write(message, echo)
            except (KeyError, ValueError) as error:
                words = MetaError(UNWRITABLE, "The message could not be written", str(error), None)
                refusal = Outcome("rejected", "row", error=words)
                self._number.line.dropped(request)
                self._answered.append(Answered(message, refusal, began_s, began_s))
                return
            except BaseException:
                self._number.line.dropped(request)
                self._unsent.append(message["id"])
                raise
            began_s = boottime_s()
            try:
                outcome = await self._tools.graph.send_message(self._claim.work.phone_number_id, body)
            except BaseException:
                log.exception("request_failed", message_id=message["id"])
                self._number.line.ended(request, Ending.CUT)
                self._answered.append(Answered(message, outcome, began_s, boottime_s()))
                raise
        finally:
            self._tools.places.give_back(1)
        held = False
        try:
            held = self._number.hear(request, outcome, self.slots)
        finally:
            await self._take(message, outcome, began_s, held)

    async def _take(self, message: Row, outcome: Outcome, began_s: float, held: bool) -> None:
        ended_s = boottime_s()
        # First of all: whatever breaks below, the answer is recorded.
        if never_left(outcome):
            self._unsent.append(message["id"])
        else:
            self._answered.append(Answered(message, outcome, began_s, ended_s, held))
            if len(self._answered) == 1:
                self._changed.set()
            self._tools.places.note_answer(ended_s - began_s)
        self._log_answer(message, outcome)
        if outcome.wamid is not None and outcome.at is not None:  # surely Meta's clock, not that of a proxy
            self._tools.clocks.note_meta_date(outcome.at, ended_s - began_s)
        phone = message["phone"]
        wa_id = outcome.wa_id if phone is not None and outcome.wa_id != phone[1:] else None
        bsuid = outcome.bsuid if message["bsuid"] is None else None
        if wa_id is not None or bsuid is not None:
            self._learnt.append((message["id"], wa_id, bsuid))
        stop = read_stop(outcome)
        if stop is not None and not self.stopped:
            self.stopped = True
            await self._tools.on_stop(self._claim, self._writer, stop)

    def _log_answer(self, message: Row, outcome: Outcome) -> None:
        code = None if outcome.error is None else outcome.error.code
        what: str | int | None = code
        if never_left(outcome):
            word = "unsent"
        elif outcome.wamid is not None and outcome.action in ("accepted", "held"):
            word, what = outcome.action, outcome.wamid
        else:
            word = "lost" if outcome.action == "unknown" else "refused"
        claim = self._claim
        self._tools.sent_log.answered(
            boottime_s() + self._clock_ahead_s,
            claim.installation,
            claim.lease.batch_id,
            message["id"],
            message["attempt"],
            word,
            what,
        )

    async def _record(self, *, unsent: list[int] | None) -> None:
        slice_ = SliceRecord(self._claim.lease, self._withheld, self._answered, self._learnt, unsent)
        self._withheld, self._answered, self._learnt = [], [], []
        await self._recorder.record(slice_)
        if slice_.answered or slice_.withheld:
            self._tools.news.messages_changed((self._claim.work.campaign_id,))
        if any(refuses_marketing(answered.outcome) for answered in slice_.answered):
            self._tools.news.contacts_changed()
