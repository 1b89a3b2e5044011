"""Claim: take due messages of one campaign and lane under a lease, and sort out what must not go."""

import time
from dataclasses import dataclass
from datetime import datetime

from relance.core.db import Pool, Row
from relance.messages.evidence import Evidence, Withheld
from relance.messages.state import MESSAGE_1
from relance.sending import sql
from relance.sending.due import DueWork

LEASE_S = 20.0
"""By the database's clock. Longer than a slice, the slowest request and its record together."""

REQUEST_S = 13.0
"""The longest a request to Meta can take: 3 s for a connection of the pool, 10 s for the request."""

_SAFETY_S = 1.5


@dataclass(slots=True)
class Claim:
    """A leased batch: what to send, what to withhold, and until when it may be started."""

    batch_id: int
    # Who holds the lease: one word per claim, so that a claim whose answer got lost can be given back.
    holder: str
    work: DueWork
    to_send: list[Row]
    withheld: list[Evidence]
    # Monotonic, counted from before the claim: later than this no request may be started, because it
    # could still be under way when the lease ends and somebody else judges the message.
    start_until_s: float

    def may_start(self) -> bool:
        """Whether the lease is safely alive for one more request."""
        return time.monotonic() < self.start_until_s


async def claim(
    pool: Pool, *, work: DueWork, wanted: int, holder: str, now: datetime, daily_limit: int | None
) -> Claim | None:
    """Lease up to `wanted` messages; None when another process was quicker or the day's limit is reached."""
    before_s = time.monotonic()
    async with pool.acquire() as conn:
        if daily_limit is None or work.lane != "bulk":
            leased = await conn.fetchrow(sql.CLAIM, work.campaign_id, work.lane, wanted, holder, LEASE_S)
        else:
            async with conn.transaction():
                # Counting and taking are one step per number, or two processes would share the last place.
                await conn.execute(sql.LOCK_SENDER_DAY, work.sender_id)
                room = daily_limit - await conn.fetchval(sql.USED_TODAY, work.sender_id)
                if room <= 0:
                    return None
                leased = await conn.fetchrow(
                    sql.CLAIM, work.campaign_id, work.lane, min(wanted, room), holder, LEASE_S
                )
        if leased is None:
            return None
        rows = await conn.fetch(sql.READ_CLAIMED, leased["message_ids"])
    to_send: list[Row] = []
    withheld: list[Evidence] = []
    for row in rows:
        reason = _why_not(row, now)
        if reason is None:
            to_send.append(row)
        else:
            withheld.append(Withheld(row["id"], row["attempt"], reason))
    return Claim(
        batch_id=leased["id"],
        holder=holder,
        work=work,
        to_send=to_send,
        withheld=withheld,
        start_until_s=before_s + LEASE_S - REQUEST_S - _SAFETY_S,
    )


def _why_not(row: Row, now: datetime) -> str | None:
    if row["deleted"]:
        return "contact_deleted"
    if row["opted_out"]:
        return "opted_out"
    if row["phone"] is None and row["bsuid"] is None:
        return "no_address"
    if row["message_type"] != MESSAGE_1 and row["expires_at"] is not None and row["expires_at"] <= now:
        return "window_closed"
    return None
