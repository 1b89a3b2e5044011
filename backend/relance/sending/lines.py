"""Looks after the numbers of one process: asks whether a silent Meta is back, writes lowered rates down."""

import asyncio

from relance.core.db import Pool, is_passing, transaction
from relance.core.log import get_logger
from relance.monitoring.work import Work
from relance.senders.blocks import throttle_sender
from relance.sending.line import LineState
from relance.sending.number import Number, Numbers
from relance.whatsapp.client import GraphClient, GraphError, GraphUnreachable

log = get_logger(__name__)

LOOK_EVERY_S = 0.1
WRITE_EVERY_S = 1.0
ASK_WITHIN_S = 3.0

_TELLING_CHANGE = 0.05
"""A lowered rate is written down again when it differs by so much from what stands there."""


class Lines:
    """One per process."""

    def __init__(self, pool: Pool, graph: GraphClient, numbers: Numbers) -> None:
        self._pool = pool
        self._graph = graph
        self._numbers = numbers
        self._asking: set[asyncio.Task[None]] = set()
        self._states: dict[int, LineState] = {}

    async def keep_asking(self, work: Work) -> None:
        """Until cancelled."""
        try:
            while True:
                for number in self._numbers.list_all():
                    self._look(number)
                work.note("lines")
                await asyncio.sleep(LOOK_EVERY_S)
        finally:
            for task in self._asking:
                task.cancel()

    def _look(self, number: Number) -> None:
        wants_asking = number.line.wants_asking()
        state = number.line.state
        before = self._states.get(number.sender_id, LineState.OPEN)
        if state is not before:
            self._states[number.sender_id] = state
            told = number.line.describe()
            log.warning(
                "line_changed", sender_id=number.sender_id, state=state, before=before, reason=told["reason"]
            )
        if wants_asking:
            task = asyncio.create_task(self._ask(number))
            self._asking.add(task)
            task.add_done_callback(self._asking.discard)

    async def _ask(self, number: Number) -> None:
        """A cheap question on a connection of its own: idle ones are dead after an outage."""
        answered = False
        try:
            async with self._graph.alike(total_timeout_s=ASK_WITHIN_S) as graph:
                await graph.read(number.phone_number_id, query={"fields": "id"})
            answered = True
        except GraphError:
            answered = True  # an error in Meta's own words is an answer
        except GraphUnreachable as error:
            log.info("meta_not_back", sender_id=number.sender_id, reason=str(error)[:200])
        finally:
            if answered:
                self._graph.renew()
            number.line.asked(answered=answered)

    async def keep_rates_written(self) -> None:
        """What a person sees of a lowered rate, and where a new process begins. Until cancelled."""
        while True:
            await asyncio.sleep(WRITE_EVERY_S)
            await self._write_rates()

    async def _write_rates(self) -> None:
        for number in self._numbers.list_all():
            lowered, written = number.lowered_rate(), number.written_rate
            if not number.control.leads or not _differs(lowered, written):
                continue
            try:
                async with transaction(self._pool) as conn:
                    await throttle_sender(conn, sender_id=number.sender_id, rate_per_s=lowered)
            except Exception as error:
                if not is_passing(error):
                    raise
                log.warning("lowered_rate_not_written", reason=type(error).__name__)
            else:
                number.written_rate = lowered


def _differs(lowered: float | None, written: float | None) -> bool:
    if lowered is None or written is None:
        return lowered is not written
    return abs(lowered - written) > _TELLING_CHANGE * written
