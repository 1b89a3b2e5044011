"""How far a campaign is, read from its counts: never from its rows."""

from relance.counts.totals import Totals
from relance.messages.state import (
    DELIVERED,
    HELD,
    MESSAGE_1,
    MESSAGE_2,
    PENDING,
    READ,
    SENT,
    UNKNOWN,
)

_BOTH = (MESSAGE_1, MESSAGE_2)


def waiting_to_be_sent(totals: Totals) -> int:
    """Messages of both types that are pending, so stand in the queue."""
    return sum(totals.states[kind, PENDING] for kind in _BOTH)


def undecided(totals: Totals) -> int:
    """Messages of both types of which Meta has not said what became of them: unknown or held."""
    return sum(totals.states[kind, word] for kind in _BOTH for word in (UNKNOWN, HELD))


def awaiting_reply(totals: Totals) -> int:
    """Messages 1 that arrived and whose contact neither interacted nor ran out of time."""
    return sum(totals.silent[MESSAGE_1, word] for word in (SENT, DELIVERED, READ))


def anything_went_out(totals: Totals) -> bool:
    """Whether Meta took, or may have taken, any message."""
    taken = sum(totals.milestones[kind, "sent"] for kind in _BOTH)
    return taken + undecided(totals) > 0
