"""What is due: campaigns with something to send now, by number and lane."""

from dataclasses import dataclass

from relance.core.db import Pool
from relance.sending import sql

THROTTLE_DOUBLES_EVERY_S = 60.0
"""A number that Meta throttled starts at its lowered rate, which doubles back this often."""


@dataclass(slots=True)
class DueWork:
    """One campaign with due messages in one lane; rates are messages per second.

    `waiting` is how many are due in the next few batches, at the time of the poll.
    """

    campaign_id: int
    sender_id: int
    lane: str
    waiting: int
    phone_number_id: str
    rate_per_s: float
    campaign_rate_per_s: float | None


def effective_rate(configured: float, throttled: float | None, throttled_for_s: float | None) -> float:
    """The rate of a number now: its own, or what it has recovered to since Meta throttled it."""
    if throttled is None or throttled_for_s is None:
        return configured
    doublings = min(throttled_for_s / THROTTLE_DOUBLES_EVERY_S, 20.0)
    return float(min(configured, throttled * 2**doublings))


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
            rate_per_s=effective_rate(
                row["rate_per_s"] or default_rate_per_s, row["throttled_rate_per_s"], row["throttled_for_s"]
            ),
            campaign_rate_per_s=row["campaign_rate_per_s"],
        )
        for row in rows
    ]
