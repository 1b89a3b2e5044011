"""Sending what is answered to STOP: one by one, at the pace of the number, each at most once.

Messages of campaigns may be sent again when nothing proves that they left. This one may not: "begun" is
committed before the request, and what was begun and has no answer is over. So a confirmation may be lost when
a process dies or Meta's answer does, and is never doubled.
"""

import asyncio
from collections.abc import Callable

from relance.core.db import Row, is_passing
from relance.core.log import get_logger
from relance.core.redis import REDIS_DOWN
from relance.sending import opt_out_answers_sql as sql
from relance.sending.answered import never_left
from relance.sending.due import DueWork
from relance.sending.line import Ending
from relance.sending.number import Number
from relance.sending.pace import ElsewhereError, Pace, Slots
from relance.sending.tools import SliceTools
from relance.whatsapp.echo import OPT_OUT_ANSWER
from relance.whatsapp.outcome import Outcome
from relance.whatsapp.payloads import address, build_text_message

log = get_logger(__name__)

LOOK_EVERY_S = 1.0
MOST_ATTEMPTS = 6
_PACED_AS = 0
"""No campaign's rate holds for them."""


class OptOutAnswers:
    """Of one sender process. Two processes never send the same one."""

    def __init__(self, tools: SliceTools, pace: Pace, *, default_rate_per_s: Callable[[], float]) -> None:
        self._pool = tools.pool
        self._graph = tools.graph
        self._numbers = tools.numbers
        self._stopping = tools.stopping
        self._work = tools.work
        self._pace = pace
        self._default_rate_per_s = default_rate_per_s

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self._answer_due()
            except ElsewhereError:
                pass  # another stack sends; `home` says so
            except Exception as error:
                if not isinstance(error, REDIS_DOWN) and not is_passing(error):
                    raise
                log.warning("opt_out_answers_wait", reason=type(error).__name__)
            self._work.note("answers")

    async def _answer_due(self) -> None:
        if not await self._pool.fetchval(sql.ANY_OPEN):
            return
        await self._pool.execute(sql.SETTLE)
        for row in await self._pool.fetch(sql.DUE):
            number = self._numbers.of(self._work_of(row))
            if self._stopping.is_set() or not number.line.may_leave or number.free_places(ahead_s=0) == 0:
                continue
            begun = await self._pool.fetchrow(sql.BEGIN, row["id"])
            if begun is not None:
                await self._answer(row, begun, number)

    def _work_of(self, row: Row) -> DueWork:
        return DueWork(
            campaign_id=_PACED_AS,
            sender_id=row["sender_id"],
            lane="reply",
            waiting=1,
            phone_number_id=row["phone_number_id"],
            rate_per_s=row["rate_per_s"] or self._default_rate_per_s(),
            campaign_rate_per_s=None,
            throttled_rate_per_s=row["throttled_rate_per_s"],
            throttled_for_s=row["throttled_for_s"],
        )

    async def _answer(self, row: Row, begun: Row, number: Number) -> None:
        slots = None
        try:
            slots = await self._wait_for_slot(number)
        finally:
            # Also when Redis is away: nothing left.
            if slots is None:
                await self._pool.execute(sql.PUT_BACK, row["id"], LOOK_EVERY_S, 1, None)
        if slots is None:
            return
        body = build_text_message(
            address=address(begun["phone"], begun["bsuid"]), text=row["text"], echo=OPT_OUT_ANSWER
        )
        number.line.take(1)
        # Of the line's requests those of messages have the ids of messages.
        request = number.line.started(-row["id"])
        try:
            outcome = await self._graph.send_message(row["phone_number_id"], body)
        except BaseException:
            number.line.ended(request, Ending.CUT)
            raise
        number.hear(request, outcome, slots)
        await self._record(row["id"], begun["attempts"], outcome)

    async def _wait_for_slot(self, number: Number) -> Slots | None:
        """The moment to send, which has come; None: not now."""
        slots = await self._pace.reserve(
            sender_id=number.sender_id,
            lane="reply",
            wanted=1,
            control=number.control,
            campaign_id=_PACED_AS,
            campaign_rate_per_s=None,
        )
        at_s = slots.peek() if slots.count else None
        if at_s is None or not number.line.may_leave:
            return None
        await slots.wait_until(at_s)
        return slots if not self._stopping.is_set() and slots.peek() == at_s else None

    async def _record(self, answer_id: int, attempts: int, outcome: Outcome) -> None:
        code = None if outcome.error is None else outcome.error.code
        if outcome.wamid is not None and outcome.action in ("accepted", "held"):
            await self._pool.execute(sql.END, answer_id, "sent", outcome.wamid, None)
        elif outcome.action == "unknown" and not never_left(outcome):
            await self._pool.execute(sql.END, answer_id, "unknown", None, code)
        elif outcome.action == "rejected" or attempts >= MOST_ATTEMPTS:
            await self._pool.execute(sql.END, answer_id, "failed", None, code)
        else:
            wait_s = max(outcome.delay_s or 0.0, *outcome.waits_s[:1], 2.0**attempts)
            await self._pool.execute(sql.PUT_BACK, answer_id, wait_s, 0, code)
        log.info("opt_out_answered", answer_id=answer_id, action=outcome.action, error_code=code)
