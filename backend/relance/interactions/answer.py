"""Interactions meet the locked messages they answer: states move, Message 2 rows are due or revived."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from relance.core.db import Connection
from relance.interactions import sql
from relance.interactions.arrival import Arrival
from relance.interactions.attribute import attribute
from relance.interactions.follow_up import FollowUp
from relance.interactions.revive import revive_by
from relance.messages.evidence import Effects, interact
from relance.messages.row import MessageRow
from relance.messages.state import HELD, PENDING


def answer_messages(
    arrivals: Iterable[Arrival], rows: Mapping[int, MessageRow], effects: Effects, *, now: datetime
) -> list[FollowUp]:
    """Move the answered rows, in the order of Meta's times; returns those that were answered just now."""
    follow_ups = []
    for arrival in sorted(arrivals, key=lambda arrival: (arrival.at, arrival.wamid)):
        message_1 = attribute(arrival, rows, now=now)
        if message_1 is not None:
            quoted = arrival.quoted_id == message_1.id
            if quoted and message_1.status == HELD:
                # Held for quality assessment, and quoted: it was released, only its status is late.
                message_1.reach_delivered(arrival.at)
                message_1.move(message_1.highest())
            if quoted and message_1.status == PENDING and arrival.context_wamid in message_1.former:
                # Meta reported it failed, and yet it is quoted: it arrived, and is not sent again.
                message_1.wamid = arrival.context_wamid
                message_1.reach_delivered(arrival.at)
                message_1.move(message_1.highest())
            if interact(message_1, arrival.at, quoted=quoted):
                follow_ups.append(FollowUp(message_1, arrival))
                continue
        revive_by(arrival, rows, effects, now=now)
    return follow_ups


async def insert_interactions(conn: Connection, arrivals: Sequence[Arrival]) -> None:
    """Store them, once per wamid; ordered by it, since two processes may insert the same ones."""
    ordered = sorted(arrivals, key=lambda arrival: arrival.wamid)
    await conn.execute(
        sql.INSERT_INTERACTIONS,
        [arrival.wamid for arrival in ordered],
        [arrival.contact_id for arrival in ordered],
        [arrival.sender_id for arrival in ordered],
        [arrival.kind for arrival in ordered],
        [arrival.at for arrival in ordered],
        [arrival.context_wamid for arrival in ordered],
        [arrival.text for arrival in ordered],
        [arrival.payload for arrival in ordered],
        [arrival.content for arrival in ordered],
        [arrival.message_id for arrival in ordered],
        [arrival.campaign_id for arrival in ordered],
        [arrival.in_window for arrival in ordered],
        [arrival.retry_until for arrival in ordered],
    )
