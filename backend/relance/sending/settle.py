"""Settling: what becomes of messages of which nobody can tell whether Meta took them.

An echo settles a message at any moment. Without one it goes back to pending, as a new attempt, only on
evidence that Meta never took it (`judge.py`); else it waits, and its batch says why. What a day, or the end
of its campaign, left undecided waits for a person.
"""

from collections.abc import Sequence

from relance.core.db import Pool, Row, transaction
from relance.core.log import get_logger
from relance.core.news import NO_NEWS, News
from relance.messages import doubts
from relance.messages.evidence import Evidence, NotSent
from relance.messages.state import UNKNOWN
from relance.messages.store import apply_all, lock_messages
from relance.sending import settle_sql as sql
from relance.sending.judge import A_DAY_S, Doubt, judge

log = get_logger(__name__)

AT_ONCE = 200
"""Batches of one round."""

MESSAGES_AT_ONCE = 1_000

_YOUNG_S = 30.0
_LONGEST_LOOK_S = 60.0
_LOOK_AT_OLD_S = 600.0


async def settle_due(pool: Pool, *, unknown_grace_s: float, news: News = NO_NEWS) -> int:
    """Try the settle batches that are due; returns how many messages went back to pending."""
    batches = await pool.fetch(sql.DUE, AT_ONCE)
    if not batches:
        return 0
    settled = [batch["id"] for batch in batches if not batch["doubts"]]
    if settled:
        await pool.execute(sql.REMOVE, settled)
    open_ = [batch for batch in batches if batch["doubts"]]
    async with pool.acquire() as conn:
        verdicts = await judge(conn, open_, grace_s=unknown_grace_s)
    waiting = [batch for batch in open_ if verdicts[batch["id"]] is not None]
    if waiting:
        await _let_wait(pool, waiting, verdicts, grace_s=unknown_grace_s, news=news)
    proved = 0
    for part in _parts([batch for batch in open_ if verdicts[batch["id"]] is None]):
        proved += await _send_again(pool, part, grace_s=unknown_grace_s, news=news)
    return proved


async def _let_wait(
    pool: Pool, batches: list[Row], verdicts: dict[int, Doubt | None], *, grace_s: float, news: News
) -> None:
    reasons = [verdicts[batch["id"]] for batch in batches]
    delays = [_look_again_s(batch["age_s"], grace_s) for batch in batches]
    await pool.execute(sql.WAIT, [batch["id"] for batch in batches], reasons, delays)
    changed = [
        batch
        for batch, reason in zip(batches, reasons, strict=True)
        if _code(batch["doubt"]) != _code(reason)
    ]
    if changed:
        news.messages_changed({batch["campaign_id"] for batch in changed})
    for batch in changed:
        doubt = verdicts[batch["id"]]
        log.info("doubt_waits", batch_id=batch["id"], messages=batch["doubts"], reason=_code(doubt))
        if _code(doubt) == doubts.A_DAY_OLD:
            log.error("unknown_for_a_day", batch_id=batch["id"], unknown=batch["doubts"])


def _code(doubt: Doubt | None) -> str | None:
    return None if doubt is None else doubt["code"]


def _look_again_s(age_s: float, grace_s: float) -> float:
    """When to look again: at the end of the grace, often soon after it, then now and then.

    What may still change is a template that Meta holds, and what a heartbeat has not written down yet.
    """
    if age_s < grace_s:
        return min(grace_s, grace_s - age_s)
    if age_s >= A_DAY_S:
        return _LOOK_AT_OLD_S
    if age_s < grace_s + _YOUNG_S:
        return 1.0
    return min(_LONGEST_LOOK_S, max(1.0, grace_s / 10))


def _parts(batches: list[Row]) -> list[list[Row]]:
    """In transactions of a bounded number of messages."""
    parts: list[list[Row]] = []
    size = MESSAGES_AT_ONCE
    for batch in batches:
        if size >= MESSAGES_AT_ONCE:
            parts.append([])
            size = 0
        parts[-1].append(batch)
        size += len(batch["message_ids"])
    return parts


async def _send_again(pool: Pool, batches: Sequence[Row], *, grace_s: float, news: News) -> int:
    async with transaction(pool) as conn:
        # Messages first, then the batches: the lock order of everybody.
        rows = await lock_messages(conn, [id_ for batch in batches for id_ in batch["message_ids"]])
        removed = {row["id"] for row in await conn.fetch(sql.REMOVE, [batch["id"] for batch in batches])}
        evidence: list[Evidence] = []
        for batch in batches:
            if batch["id"] not in removed:
                continue  # another process was quicker
            for id_ in batch["message_ids"]:
                row = rows.get(id_)
                # A later attempt of the row may be unknown too: that one has a batch and a grace of its own.
                if (
                    row is not None
                    and row.status == UNKNOWN
                    and row.unknown_at is not None
                    and row.unknown_at <= batch["left_at"]
                ):
                    evidence.append(NotSent(id_, row.attempt))
        await apply_all(conn, evidence, unknown_grace_s=grace_s)
    if evidence:
        news.messages_changed({row.campaign_id for row in rows.values()})
        log.info("proved_unsent", batches=len(removed), messages=len(evidence))
    return len(evidence)
