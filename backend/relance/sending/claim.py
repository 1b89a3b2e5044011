"""Claim: take due messages of one campaign and lane under a lease, and sort out what must not go."""

from dataclasses import dataclass
from datetime import datetime

from relance.core import locks
from relance.core.clock import boottime_s
from relance.core.db import Connection, Pool, Row
from relance.installation.identity import Known
from relance.messages.evidence import Evidence, Withheld
from relance.sending import sql
from relance.sending.due import DueWork
from relance.sending.lease import LEASE_S, Lease
from relance.sending.left_before import settle_left

_TAKEN = {"phone_app": "answered_by_phone", "another_app": "another_app_answers"}


@dataclass(slots=True)
class Claim:
    """A leased batch: what to send and what to withhold."""

    lease: Lease
    work: DueWork
    to_send: list[Row]
    withheld: list[Evidence]
    # Under which the messages leave: it stands in their echoes.
    installation: str
    # By the database's clock; which claim of this process and lane it is; what was known of claims before it.
    at: datetime
    nth: int
    known: Known


async def claim(
    pool: Pool,
    *,
    work: DueWork,
    wanted: int,
    holder: str,
    process: str,
    daily_limit: int | None,
    unknown_grace_s: float,
) -> Claim | None:
    """Lease up to `wanted` messages; None when another process was quicker or the day's limit is reached."""
    began_s = boottime_s()
    async with pool.acquire() as conn:
        limit = None if work.lane != "bulk" else daily_limit
        leased = await _lease(conn, work, wanted, holder, process, limit)
        if leased is None:
            return None
        rows = await conn.fetch(sql.READ_CLAIMED, leased["message_ids"])
        left = [row["id"] for row in rows if row["left_before"]]
        if left:
            async with conn.transaction():
                await settle_left(conn, left, unknown_grace_s=unknown_grace_s)
            rows = [row for row in rows if not row["left_before"]]
    to_send: list[Row] = []
    withheld: list[Evidence] = []
    for row in rows:
        reason = _why_not(row)
        if reason is None:
            to_send.append(row)
        else:
            withheld.append(Withheld(row["id"], row["attempt"], reason))
    lease = Lease(leased["id"], holder, began_s + LEASE_S)
    return Claim(
        lease,
        work,
        to_send,
        withheld,
        installation=leased["installation"],
        at=leased["at"],
        nth=leased["nth"],
        known=Known(leased["known_claim"], leased["known_claims"], leased["known_at"]),
    )


async def _lease(
    conn: Connection, work: DueWork, wanted: int, holder: str, process: str, daily_limit: int | None
) -> Row | None:
    asked = (holder, LEASE_S, process)
    if daily_limit is None:
        return await conn.fetchrow(sql.CLAIM, work.campaign_id, work.lane, wanted, *asked)
    async with conn.transaction():
        # Counting and taking are one step per number, or two processes would share the last place.
        await locks.take(conn, locks.SENDER_DAY, of=work.sender_id)
        room = daily_limit - await conn.fetchval(sql.USED_TODAY, work.sender_id)
        if room <= 0:
            return None
        return await conn.fetchrow(sql.CLAIM, work.campaign_id, work.lane, min(wanted, room), *asked)


def _why_not(row: Row) -> str | None:
    if row["deleted"]:
        return "contact_deleted"
    if row["opted_out"]:
        return "opted_out"
    if row["phone"] is None and row["bsuid"] is None:
        return "no_address"
    if row["too_late"]:
        return "window_closed"
    if row["taken_by"] is not None:
        return _TAKEN[row["taken_by"]]
    return None
