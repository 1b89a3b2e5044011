"""Replaying parked webhooks, once their cause is mended."""

from dataclasses import dataclass

from relance.activity import Act, Subject, record
from relance.cache.versions import move_versions
from relance.core.db import Connection, Pool, is_data_trouble
from relance.core.errors import AppError
from relance.interactions.keywords.hearing import Hearing, HearingNow
from relance.reasons import Reason
from relance.reasons.reason import values_as_json
from relance.webhooks.apply import apply_group
from relance.webhooks.committer import not_applied, read_unit
from relance.webhooks.group import Group
from relance.webhooks.parked import sql
from relance.webhooks.parked.store import because, word_of
from relance.webhooks.resolve.context import IntakeContext, read_context

TOUCHED_BY_REPLAY = ("messages_stats", "campaigns", "campaign_stats", "contacts", "contact_counts")
"""Cache namespaces that what is applied late may change."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay came to; `failures` are (id, reason) of those that stay parked."""

    replayed: int
    failures: tuple[tuple[int, Reason], ...]


async def replay(
    pool: Pool, *, unknown_grace_s: float, parked_id: int | None = None, hearing: HearingNow = Hearing
) -> Replayed:
    """Apply one parked webhook, or all that were not replayed yet, each by itself.

    Replaying twice changes nothing. Raises AppError `parked_webhook_not_found`.
    """
    replayed, failures = 0, []
    async with pool.acquire() as conn:
        context = await read_context(conn, unknown_grace_s=unknown_grace_s, hearing=hearing)
        wanted = parked_id if parked_id is not None else await conn.fetchval(sql.NEXT, 0)
        while wanted is not None:
            reason = await _replay_one(conn, wanted, context)
            if reason is None:
                replayed += 1
            else:
                failures.append((wanted, reason))
            if parked_id is not None:
                break
            wanted = await conn.fetchval(sql.NEXT, wanted)
    return Replayed(replayed, tuple(failures))


async def _replay_one(conn: Connection, parked_id: int, context: IntakeContext) -> Reason | None:
    """Replay one; returns why it stays parked, or None."""
    body = await conn.fetchval(sql.READ, parked_id)
    if body is None:
        raise AppError("parked_webhook_not_found", id=parked_id)
    unit = read_unit(body)
    reason = unit.reason
    if unit.parsed is not None:
        reason = because(unit.parsed.unreadable[0].reason) if unit.parsed.unreadable else None
        group = Group()
        group.add(unit.parsed)
        try:
            await apply_group(conn, group, context)
        except Exception as error:
            if not is_data_trouble(error):
                raise
            reason = not_applied(error)
    if reason is None:
        async with conn.transaction():
            await conn.execute(sql.MARK_REPLAYED, parked_id)
            await record(conn, Act.WEBHOOK_REPLAYED, Subject("parked_webhook", parked_id))
            await move_versions(conn, *TOUCHED_BY_REPLAY)
    else:
        values = values_as_json(reason.values)
        await conn.execute(sql.KEEP, parked_id, word_of(reason), reason.code, values)
    return reason
