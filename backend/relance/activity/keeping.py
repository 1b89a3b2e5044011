"""How long lines are kept."""

import time

from relance.activity import sql
from relance.core.db import Pool, transaction
from relance.core.log import get_logger

log = get_logger(__name__)

FORGET = "activity.forget"
"""Name of the task."""

CHUNK = 5_000
BUDGET_S = 10.0
"""A run takes no longer; the next one goes on."""


async def forget_old_activity(
    pool: Pool, *, kept_days: int, chunk_size: int = CHUNK, budget_s: float = BUDGET_S
) -> int:
    """Remove lines older than `kept_days`, each chunk a transaction; returns how many."""
    deadline_s = time.monotonic() + budget_s
    forgotten = 0
    while True:
        async with transaction(pool) as conn:
            gone: int = await conn.fetchval(sql.FORGET, kept_days, chunk_size)
        forgotten += gone
        if gone < chunk_size or time.monotonic() > deadline_s:
            break
    if forgotten:
        log.info("activity_forgotten", lines=forgotten, kept_days=kept_days)
    return forgotten
