"""What is due: campaigns with something to send now, by number and lane."""

from dataclasses import dataclass

from relance.core.db import Pool
from relance.sending import sql
from relance.sending.ramp import ramp


@dataclass(slots=True)
class DueWork:
    """One campaign with due messages in one lane; rates are messages per second.

    `waiting` is how many are due in the next few batches, at the time of the poll; `has_more`: there may be
    more behind them, for the batches of a launch at a lower rate are small. `rate_per_s` is what is set for
    the number; `throttled_rate_per_s` what Meta's refusals had lowered it to, `throttled_for_s` ago.
    """

    campaign_id: int
    sender_id: int
    lane: str
    waiting: int
    phone_number_id: str
    rate_per_s: float
    campaign_rate_per_s: float | None
    throttled_rate_per_s: float | None = None
    throttled_for_s: float | None = None
    has_more: bool = False


async def list_due(pool: Pool, *, default_rate_per_s: float) -> list[DueWork]:
    """All due work of all numbers, in one statement."""
    rows = await pool.fetch(sql.DUE)
    return [
        DueWork(
            campaign_id=row["campaign_id"],
            sender_id=row["sender_id"],
            lane=row["lane"],
            waiting=row["waiting"],
            phone_number_id=row["phone_number_id"],
            rate_per_s=ramp(row["rate_per_s"] or default_rate_per_s, row["number_free_for_s"]),
            campaign_rate_per_s=ramp(row["campaign_rate_per_s"], row["template_free_for_s"]),
            throttled_rate_per_s=row["throttled_rate_per_s"],
            throttled_for_s=row["throttled_for_s"],
            has_more=row["has_more"],
        )
        for row in rows
    ]
