"""When the database's clock went back: what lies further ahead than it can be is put back."""

import time

from relance.core.db import Pool
from relance.core.log import get_logger
from relance.sending import put_back_sql as sql
from relance.sending.lapse import UNMARKED_LEASE
from relance.sending.lease import LEASE_S

log = get_logger(__name__)

SLACK_S = 5.0
"""Clocks of healthy machines differ, and steps of less harm nobody."""

# An older version may still run beside this one.
_LONGEST_LEASE_S = UNMARKED_LEASE.total_seconds()


async def put_back_what_lies_ahead(pool: Pool) -> int:
    """Put back due times and ends of leases; returns how many batches. Cheap when there are none.

    Not when messages were sent: that is Meta's time, as is that of the answers which must fit it.
    """
    due = await pool.fetch(sql.PUT_BACK_DUE, SLACK_S)
    leases = await pool.fetch(sql.PUT_BACK_LEASES, _LONGEST_LEASE_S + SLACK_S, LEASE_S)
    if due or leases:
        log.warning("put_back", reason="database_clock_went_back", due=len(due), leases=len(leases))
    return len(due) + len(leases)


async def put_back_blocks(pool: Pool) -> int:
    """Put back what numbers, accounts and templates were told; returns how many. Looks at each of them."""
    rows = 0
    for statement in sql.PUT_BACK_BLOCKS:
        rows += len(await pool.fetch(statement, SLACK_S))
    if rows:
        log.warning("put_back", reason="database_clock_went_back", blocks=rows)
    return rows


class ClockBack:
    """Tells, by the time that really passes, that the database's clock went back since the last look."""

    def __init__(self) -> None:
        self._ahead_s: float | None = None

    def went_back(self, shown_s: float) -> bool:
        """It shows `shown_s` now. True also at the first look, for nobody knows what happened before."""
        before_s, self._ahead_s = self._ahead_s, shown_s - time.monotonic()
        return before_s is None or self._ahead_s < before_s - SLACK_S
