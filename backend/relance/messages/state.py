"""The states of a message and the legal moves between them; nothing else decides.

`sending` is a word of the statistics only: a pending message whose batch is leased.
"""

from enum import StrEnum

MESSAGE_1 = "message_1"
MESSAGE_2 = "message_2"

PENDING = "pending"
SENDING = "sending"
HELD = "held"
SENT = "sent"
DELIVERED = "delivered"
READ = "read"
FAILED = "failed"
UNKNOWN = "unknown"
CANCELLED = "cancelled"
NO_INTERACTION = "no_interaction"

STORED_STATES = (PENDING, HELD, SENT, DELIVERED, READ, FAILED, UNKNOWN, CANCELLED, NO_INTERACTION)
STATES = (PENDING, SENDING, *STORED_STATES[1:])

RANK = {SENT: 1, DELIVERED: 2, READ: 3}
"""How far Meta says a message got; a state only moves up."""

ACCEPTED_STATES = frozenset({HELD, SENT, DELIVERED, READ, NO_INTERACTION})


class State(StrEnum):
    """The states shown, as routes take them."""

    PENDING = PENDING
    SENDING = SENDING
    HELD = HELD
    SENT = SENT
    DELIVERED = DELIVERED
    READ = READ
    FAILED = FAILED
    UNKNOWN = UNKNOWN
    CANCELLED = CANCELLED
    NO_INTERACTION = NO_INTERACTION


class Milestone(StrEnum):
    """How far a message ever got, whatever came after: the numbers of the funnel."""

    SENT = SENT
    DELIVERED = DELIVERED
    READ = READ
    INTERACTED = "interacted"
    NO_INTERACTION = NO_INTERACTION
    FAILED = FAILED


class MessageType(StrEnum):
    """Message 1 is the template, Message 2 the follow-up."""

    MESSAGE_1 = MESSAGE_1
    MESSAGE_2 = MESSAGE_2


_UP = frozenset({SENT, DELIVERED, READ})
MOVES: dict[str, frozenset[str]] = {
    PENDING: _UP | {HELD, FAILED, UNKNOWN, CANCELLED},
    # Back to pending from held and sent: Meta said that it failed, for a reason that is not the message's.
    HELD: _UP | {FAILED, PENDING},
    SENT: frozenset({DELIVERED, READ, FAILED, NO_INTERACTION, PENDING}),
    DELIVERED: frozenset({READ, NO_INTERACTION}),
    READ: frozenset({NO_INTERACTION}),
    # Back to pending: an operator's retry of a row that was never accepted, or the one revival of a
    # Message 2 that met a closed window. Up: late evidence that Meta took it after all.
    FAILED: _UP | {PENDING, HELD},
    UNKNOWN: _UP | {HELD, FAILED, PENDING},
    CANCELLED: _UP | {HELD, FAILED},
    # Out of it: an interaction inside the window came late, or Meta's late word that it failed.
    NO_INTERACTION: _UP | {FAILED},
}


class IllegalMove(RuntimeError):
    """A move the table does not know: a bug of ours, never an input's fault."""


def check_move(before: str, after: str) -> str:
    """Return `after`, or raise IllegalMove."""
    if before != after and after not in MOVES[before]:
        raise IllegalMove(f"message cannot go from {before} to {after}")
    return after
