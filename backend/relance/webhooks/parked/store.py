"""What could not be applied: kept with its reason, deduplicated, bounded, to be replayed."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from relance.core.db import Connection
from relance.webhooks import sql
from relance.webhooks.group import Parked

MOST_PARKED = 10_000
MOST_PARKED_BYTES = 64 * 1024 * 1024

_LONGEST_REASON = 500


async def park(conn: Connection, items: Sequence[Parked]) -> None:
    """Keep items; one seen before counts up. Ordered by digest: two processes may park the same ones."""
    if not items:
        return
    counts = Counter(hashlib.sha256(item.body).digest() for item in items)
    by_digest = {hashlib.sha256(item.body).digest(): item for item in items}
    digests = sorted(by_digest)
    await conn.execute(
        sql.PARK,
        digests,
        [by_digest[digest].reason[:_LONGEST_REASON] for digest in digests],
        [by_digest[digest].body for digest in digests],
        [counts[digest] for digest in digests],
    )


async def trim_parked(conn: Connection) -> None:
    """Keep to the bounds: what was replayed goes first, then the oldest."""
    await conn.execute(sql.TRIM_PARKED, MOST_PARKED, MOST_PARKED_BYTES)


async def count_drops(conn: Connection, drops: Mapping[str, int]) -> None:
    """Count what was of no use, by reason."""
    if drops:
        reasons = sorted(drops)
        await conn.execute(sql.COUNT_DROPS, reasons, [drops[reason] for reason in reasons])
