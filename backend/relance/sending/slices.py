"""Send one claimed slice: spaced over its slots, concurrently, with no transaction open; then record it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import stamina

from relance.core.clock import utc_now
from relance.core.db import RETRYABLE, Pool, Row, is_database_away
from relance.core.log import get_logger
from relance.core.news import NO_NEWS, News
from relance.messages.evidence import Evidence, Lost, Rejected
from relance.sending.campaign import CampaignWriter
from relance.sending.claim import Claim
from relance.sending.outcome import Stop, read_outcome
from relance.sending.pace import Slots
from relance.sending.record import SliceRecord, record
from relance.whatsapp.client import GraphClient
from relance.whatsapp.echo import format_echo
from relance.whatsapp.errors import MetaError
from relance.whatsapp.outcome import Outcome

log = get_logger(__name__)

RECORD_EVERY_S = 1.0
"""What has been answered is recorded at least this often while slow answers are awaited."""

UNWRITABLE = -1
"""Our own error code for a message whose values do not fit its template."""


@dataclass(slots=True)
class SliceSender:
    """What every slice of this process shares."""

    pool: Pool
    graph: GraphClient
    process: str
    installation: str
    unknown_grace_s: float
    on_stop: Callable[[Claim, CampaignWriter, Stop], Awaitable[None]]
    in_flight: asyncio.Semaphore
    news: News = NO_NEWS
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(
        self, claim: Claim, writer: CampaignWriter, slots: Slots, halted: Callable[[], bool]
    ) -> int:
        """Send what the slots allow, record everything; returns how many requests were started."""
        slice_ = _Slice(self, claim, writer)
        slice_.evidence.extend(claim.withheld)
        waiting = list(reversed(claim.to_send))
        while waiting and not (self.stopping.is_set() or halted() or slice_.stopped):
            if not await slots.next():
                break
            await self.in_flight.acquire()
            if not claim.may_start() or self.stopping.is_set():
                self.in_flight.release()
                break
            slice_.start(waiting.pop())
        slice_.unsent = [(row["id"], row["attempt"]) for row in waiting]
        await slice_.finish()
        return len(claim.to_send) - len(waiting)


class _Slice:
    """The requests of one claim that are under way, and what came of them."""

    def __init__(self, shared: SliceSender, claim: Claim, writer: CampaignWriter) -> None:
        self._shared = shared
        self._claim = claim
        self._writer = writer
        self._open: dict[asyncio.Task[None], Row] = {}
        self.evidence: list[Evidence] = []
        self.learnt: list[tuple[int, str]] = []
        self.unsent: list[tuple[int, int]] = []
        self.stopped = False

    def start(self, message: Row) -> None:
        """Start one request; its permit of the pool is returned when it ends."""
        task = asyncio.create_task(self._send(message))
        self._open[task] = message

    async def _send(self, message: Row) -> None:
        shared = self._shared
        try:
            try:
                echo = format_echo(shared.installation, message["id"], message["attempt"])
                body = self._writer.write(message, echo)
            except (KeyError, ValueError) as error:
                words = MetaError(UNWRITABLE, "The message could not be written", str(error), None)
                self.evidence.append(Rejected(message["id"], message["attempt"], words, utc_now()))
                return
            outcome = await shared.graph.send_message(self._claim.work.phone_number_id, body)
        finally:
            shared.in_flight.release()
        await self._take(message, outcome)

    async def _take(self, message: Row, outcome: Outcome) -> None:
        evidence, stop = read_outcome(message, outcome, utc_now())
        self.evidence.append(evidence)
        phone = message["phone"]
        if outcome.wa_id is not None and phone is not None and outcome.wa_id != phone[1:]:
            self.learnt.append((message["id"], outcome.wa_id))
        if stop is not None and not self.stopped:
            self.stopped = True
            await self._shared.on_stop(self._claim, self._writer, stop)

    async def finish(self) -> None:
        """Await what is under way, recording now and then; ends with the lease ended or released."""
        while self._open:
            done, _ = await asyncio.wait(self._open, timeout=RECORD_EVERY_S)
            for task in done:
                message = self._open.pop(task)
                error = None if task.cancelled() else task.exception()
                if task.cancelled() or error is not None:
                    # Only a bug of ours gets here: nobody knows what became of the request.
                    log.error("send_task_failed", message_id=message["id"], exc_info=error)
                    self.evidence.append(Lost(message["id"], message["attempt"], utc_now()))
            if self._open and self.evidence:
                await self._record()
        await self._record()

    async def _record(self) -> None:
        taken, self.evidence = self.evidence, []
        learnt, self.learnt = self.learnt, []
        slice_ = SliceRecord(
            batch_id=self._claim.batch_id,
            holder=self._claim.holder,
            evidence=taken,
            open_ids=[message["id"] for message in self._open.values()],
            unsent=self.unsent,
            learnt=learnt,
        )
        shared = self._shared
        # The answers exist nowhere else: hold on to them while the database is away. If this process dies
        # first, the lease lapses, the rows become unknown, and their echoes settle them.
        async for attempt in stamina.retry_context(
            on=_may_pass, attempts=None, timeout=None, wait_initial=0.05, wait_max=2.0
        ):
            with attempt:
                await record(shared.pool, slice_, unknown_grace_s=shared.unknown_grace_s)
        if taken:
            shared.news.messages_changed((self._claim.work.campaign_id,))


def _may_pass(error: Exception) -> bool:
    return is_database_away(error) or isinstance(error, RETRYABLE)
