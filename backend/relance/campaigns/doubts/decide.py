"""Doubts: what a person decides of messages of which nobody can tell whether Meta took them.

A decision is bound to the attempt that was in doubt: the first one wins, and repeating it changes nothing,
be it by two persons at once or after a crash in the middle. To wait binds nobody.
"""

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from relance.activity import Act, Subject, record
from relance.cache.versions import move_versions
from relance.campaigns.doubts import sql
from relance.campaigns.running import retry_sql
from relance.campaigns.state import REOPEN_FROM, STOPPED
from relance.core.db import Connection, Pool, Row, transaction
from relance.core.errors import AppError
from relance.core.log import get_logger
from relance.interactions.look_again import look_again
from relance.messages.evidence import Effects
from relance.messages.row import MessageRow
from relance.messages.state import MESSAGE_2, SENT, UNKNOWN
from relance.messages.store import lock_messages, write_effects, write_messages

log = get_logger(__name__)

Decision = Literal["wait", "count_as_sent", "send_again"]
WAIT: Decision = "wait"
COUNT_AS_SENT: Decision = "count_as_sent"
SEND_AGAIN: Decision = "send_again"

CHUNK = 5_000
BUDGET_S = 8.0
"""A request takes no longer; what is left waits for the next one."""

LEFT_OUT = ("settled", "decided_before", "window_closed", "campaign_stopped")
"""Why a decision does not touch a message."""


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides: a user, a key, or else whoever is at the command line (`place`)."""

    user_id: int | None = None
    key_id: int | None = None
    place: str | None = None


CHANGED_BY_DECISION = ("campaigns", "campaign_stats", "messages_stats")
"""The namespaces of the cache that a decision ends."""


@dataclass(frozen=True, slots=True)
class DoubtRequest:
    """What is decided of which doubts; `left_before`: only of messages that left earlier, None: of all."""

    campaign_id: int
    message_type: str
    decision: Decision
    left_before: datetime | None = None


@dataclass(slots=True)
class Decided:
    """How many doubts were decided now, and how many were not, by reason; `more` when time ran out."""

    decided: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    more: bool = False
    verdict_id: int | None = None


async def decide_doubts(
    pool: Pool,
    *,
    request: DoubtRequest,
    decider: Decider,
    unknown_grace_s: float,
    chunk_size: int = CHUNK,
    budget_s: float = BUDGET_S,
) -> Decided:
    """Decide, in chunks of one transaction each. Raises AppError `campaign_not_found`."""
    deadline_s = time.monotonic() + budget_s
    result, after = Decided(), 0
    while True:
        async with transaction(pool) as conn:
            campaign = await conn.fetchrow(sql.LOCK, request.campaign_id)
            if campaign is None:
                raise AppError("campaign_not_found", id=request.campaign_id)
            of = request.message_type, request.left_before
            listed = await conn.fetch(sql.LIST_IDS, request.campaign_id, after, *of, chunk_size)
            verdict_id, decided, left_out = result.verdict_id, 0, Counter[str]()
            if listed:
                chunk = _Chunk(conn, request, decider, campaign, verdict_id, left_out)
                decided = await chunk.decide(listed, unknown_grace_s=unknown_grace_s)
                verdict_id = chunk.verdict_id
                await move_versions(conn, *CHANGED_BY_DECISION)
        # Only what is committed is told.
        result.decided += decided
        result.left_out += left_out
        result.verdict_id = verdict_id
        if len(listed) < chunk_size:
            break
        after = listed[-1]["id"]
        if time.monotonic() > deadline_s:
            result.more = True
            break
    log.info(
        "doubts_decided",
        campaign_id=request.campaign_id,
        message_type=request.message_type,
        decision=request.decision,
        messages=result.decided,
        left_out=result.left_out.total(),
        user_id=decider.user_id,
        api_key_id=decider.key_id,
    )
    return result


@dataclass(slots=True)
class _Chunk:
    """Some doubts, in one transaction that holds the campaign."""

    conn: Connection
    request: DoubtRequest
    decider: Decider
    campaign: Row
    verdict_id: int | None
    left_out: Counter[str]

    async def decide(self, listed: list[Row], *, unknown_grace_s: float) -> int:
        """Returns how many were decided."""
        rows = await lock_messages(self.conn, [doubt["id"] for doubt in listed])
        chosen = await self._choose(listed, rows)
        if not chosen:
            return 0
        await self._record(chosen)
        effects = Effects()
        for row in chosen:
            if self.request.decision == COUNT_AS_SENT:
                count_as_sent(row)
            elif self.request.decision == SEND_AGAIN:
                send_again(row)
                effects.requeue.append((row, 0.0))
        await write_messages(self.conn, chosen)
        await write_effects(self.conn, effects, unknown_grace_s=unknown_grace_s)
        if self.request.decision == COUNT_AS_SENT:
            # What they have answered meanwhile had no message to belong to.
            await look_again(self.conn, [row.contact_id for row in chosen])
        if effects.requeue and self.campaign["status"] in REOPEN_FROM:
            await self.conn.execute(retry_sql.REOPEN, self.request.campaign_id)
        await record(
            self.conn,
            Act.DOUBTS_DECIDED,
            Subject("campaign", self.request.campaign_id),
            details={
                "decision": self.request.decision,
                "message_type": self.request.message_type,
                "messages": len(chosen),
                "verdict_id": self.verdict_id,
            },
        )
        return len(chosen)

    async def _choose(self, listed: list[Row], rows: dict[int, MessageRow]) -> list[MessageRow]:
        """Those whose doubt may be decided so, still under their locks."""
        decided = await self.conn.fetch(
            sql.LIST_DECIDED,
            [doubt["id"] for doubt in listed],
            [doubt["attempt"] for doubt in listed],
            self.request.decision,
        )
        before = {row["message_id"] for row in decided}
        chosen = []
        for doubt in listed:
            row = rows.get(doubt["id"])
            reason = self._why_not(row, doubt["attempt"], before)
            if row is not None and reason is None:
                chosen.append(row)
            elif reason is not None:
                self.left_out[reason] += 1
        return chosen

    def _why_not(self, row: MessageRow | None, attempt: int, decided_before: set[int]) -> str | None:
        if row is not None and row.id in decided_before:
            return "decided_before"
        if row is None or row.status != UNKNOWN or row.attempt != attempt:
            return "settled"
        if self.request.decision != SEND_AGAIN:
            return None
        if self.campaign["status"] == STOPPED:
            return "campaign_stopped"
        if row.message_type == MESSAGE_2 and row.expires_at is not None:
            return "window_closed" if row.expires_at <= self.campaign["now"] else None
        return None

    async def _record(self, chosen: list[MessageRow]) -> None:
        if self.verdict_id is None:
            self.verdict_id = await self.conn.fetchval(
                sql.OPEN_VERDICT,
                self.request.campaign_id,
                self.request.message_type,
                self.request.decision,
                self.request.left_before,
                self.decider.user_id,
                self.decider.key_id,
                self.decider.place,
            )
        await self.conn.execute(
            sql.DECIDE,
            [row.id for row in chosen],
            [row.attempt for row in chosen],
            self.request.decision,
            self.verdict_id,
        )


def count_as_sent(row: MessageRow) -> None:
    """`sent` on a person's word: without a wamid, which a late echo or answer fills in.

    The time for replies runs from when it left.
    """
    at = row.left_at or row.unknown_at
    assert at is not None  # what is unknown says since when
    row.move(SENT)
    row.reach_sent(at)


def send_again(row: MessageRow) -> None:
    """Pending once more, as an attempt of its own: an echo of the one in doubt is told from it."""
    row.begin_next_attempt()
    row.retries = 0
