"""The numbers of all messages together."""

from typing import Any

from relance.core.db import Connection
from relance.counts.describe import describe_funnel, describe_rates
from relance.counts.totals import read_totals
from relance.messages.state import MESSAGE_1, MESSAGE_2, STATES


async def read_message_stats(conn: Connection) -> dict[str, Any]:
    """`MessageStats`, from one statement over the totals."""
    totals = await read_totals(conn)
    funnel = describe_funnel(totals)
    return {
        "total": totals.total(MESSAGE_1) + totals.total(MESSAGE_2),
        "message_1": totals.shown_states(MESSAGE_1, STATES),
        "message_2": totals.shown_states(MESSAGE_2, STATES),
        "funnel": funnel,
        "rates": describe_rates(funnel),
    }
