"""Two signs in what Meta tells that the database went back to an earlier state.

Ids only grow, so an echo of ours never names a message beyond the sequence. And what may leave is marked in a
lease first, whose end moves the row or its attempt: no echo ever names the attempt of a message that waits in
the queue with no lease. A young one is taken at its word all the same and settles the message: whatever put
it back a moment ago, one message is no reason to stop everything.
"""

from collections.abc import Iterable, Mapping

from relance.core.clock import from_unix
from relance.core.db import Connection
from relance.installation.identity import ECHO_BEYOND, ECHO_OF_WAITING, Trip
from relance.messages.row import MessageRow
from relance.messages.state import PENDING
from relance.webhooks import sql
from relance.webhooks.resolve.whose import Hit

YOUNG_S = 60.0
"""An echo by Meta's time no older than this may have crossed with whatever put its message back."""


class DatabaseWentBackError(Exception):
    """Nothing of the group is applied: halt, then begin again."""

    def __init__(self, trip: Trip) -> None:
        super().__init__(trip.reason)
        self.trip = trip


async def look_for_signs(
    conn: Connection, hits: Iterable[Hit], rows: Mapping[int, MessageRow], installation: str
) -> None:
    """Raises DatabaseWentBackError. The rows are locked, so nobody ends their lease meanwhile."""
    beyond = 0
    waiting: dict[int, tuple[MessageRow, float]] = {}
    for hit in hits:
        if not hit.by_echo or hit.former:
            continue
        row = rows.get(hit.message_id)
        if row is None:
            beyond = max(beyond, hit.message_id)
        elif row.status == PENDING and row.wamid is None and row.attempt == hit.attempt:
            _, at = waiting.get(row.id, (row, hit.status.at))
            waiting[row.id] = row, min(at, hit.status.at)
    if beyond and beyond > await conn.fetchval(sql.LAST_MESSAGE_ID):
        raise DatabaseWentBackError(Trip(installation, ECHO_BEYOND))
    if waiting and await _wait_unleased(conn, waiting):
        raise DatabaseWentBackError(Trip(installation, ECHO_OF_WAITING))


async def _wait_unleased(conn: Connection, waiting: Mapping[int, tuple[MessageRow, float]]) -> bool:
    """Mostly none: their status was quicker than the record of their answer."""
    ids, times = list(waiting), [from_unix(at) for _, at in waiting.values()]
    found = await conn.fetch(sql.FIND_UNLEASED, ids, times, YOUNG_S)
    suspects = [waiting[row["id"]][0] for row in found]
    if not suspects:
        return False
    ids, campaigns = [row.id for row in suspects], {row.campaign_id for row in suspects}
    return bool(await conn.fetchval(sql.ANY_QUEUED, list(campaigns), ids))
