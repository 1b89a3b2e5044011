"""`failed` statuses with a code of the number, the template or the account stop it as an answer would."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from relance.core.db import Connection, Row
from relance.messages.evidence_kinds import StopSeen
from relance.templates import stops_sql as sql
from relance.templates.stops import Place, stop_sending

CLOCKS_AGREE_WITHIN = timedelta(seconds=30)
"""Meta's clock and the database's. Further apart nothing is decided by comparing them."""


async def stop_by_statuses(conn: Connection, stops: Sequence[StopSeen]) -> int:
    """Stop each thing once; returns how many were free before.

    Only news stops: statuses come late, and what a person has mended since must not be stopped again.
    """
    found = await conn.fetch(sql.PLACES, sorted({stop.campaign_id for stop in stops}))
    places = {row["campaign_id"]: row for row in found}
    unrecorded = [stop.message_id for stop in stops if stop.left_at is None]
    marks: dict[int, datetime] = {}
    if unrecorded:
        marks = {row["id"]: row["at"] for row in await conn.fetch(sql.MARKS, unrecorded)}
    done: set[tuple[str, int]] = set()
    stopped = 0
    # In one order for everybody: two groups that stop the same two things must not wait for each other.
    for stop in sorted(stops, key=lambda stop: (stop.rule.scope, stop.campaign_id, stop.message_id)):
        row = places[stop.campaign_id]
        place = Place(row["sender_id"], row["waba_id"], row["template_id"])
        key = (place.key(stop.rule.scope), stop.error.code)
        left_at = stop.left_at or marks.get(stop.message_id)
        if key in done or not _is_news(stop, left_at, row[stop.rule.scope]):
            continue
        for_s = _rest_s(stop, row)
        if for_s is not None and for_s <= 0:
            continue
        done.add(key)
        stopped += await stop_sending(conn, scope=stop.rule.scope, place=place, for_s=for_s, error=stop.error)
    return stopped


def _is_news(stop: StopSeen, left_at: datetime | None, free_since: datetime | None) -> bool:
    """Whether the failure is of after the thing was let go.

    A message that left after that proves it, on one clock. Of one that left before, Meta's time must be later
    by more than the clocks may differ.
    """
    if free_since is None or (left_at is not None and left_at > free_since):
        return True
    return stop.at > free_since + CLOCKS_AGREE_WITHIN


def _rest_s(stop: StopSeen, row: Row) -> float | None:
    """What is left of a rest that began when Meta failed the message; None: until somebody mends it."""
    if stop.rule.delay_s is None:
        return None
    age_s: float = (row["now"] - stop.at).total_seconds()
    return stop.rule.delay_s - max(age_s, 0.0)
