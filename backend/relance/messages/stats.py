"""The numbers of all messages together."""

from typing import Any

from relance.core.db import Connection
from relance.messages.state import MESSAGE_1, MESSAGE_2, STATES
from relance.monitoring.totals import read_totals


async def read_message_stats(conn: Connection) -> dict[str, Any]:
    """`MessageStats`, from one statement over the totals."""
    totals = await read_totals(conn)
    ever = totals.milestones
    sent, delivered = ever[MESSAGE_1, "sent"], ever[MESSAGE_1, "delivered"]
    read, interacted = ever[MESSAGE_1, "read"], ever[MESSAGE_1, "interacted"]
    return {
        "total": totals.rows(MESSAGE_1) + totals.rows(MESSAGE_2),
        "message_1": totals.shown_states(MESSAGE_1, STATES),
        "message_2": totals.shown_states(MESSAGE_2, STATES),
        "funnel": {
            "recipients": totals.rows(MESSAGE_1),
            "sent": sent,
            "delivered": delivered,
            "read": read,
            "interacted": interacted,
            "message_2_sent": ever[MESSAGE_2, "sent"],
        },
        "rates": {
            "success_rate": per_cent(delivered, sent),
            "delivery_rate": per_cent(delivered, sent),
            "read_rate": per_cent(read, sent),
            "interaction_rate": per_cent(interacted, sent),
        },
    }


def per_cent(part: int, whole: int) -> float:
    """0 to 100, two decimals; 0 of nothing."""
    # Late evidence may show a part before its whole (a reply quotes a message whose status never came).
    return round(min(100.0, 100 * part / whole), 2) if whole > 0 else 0.0
