"""The states of a campaign and the legal moves between them; nothing else decides."""

from typing import Literal

Status = Literal["draft", "scheduled", "preparing", "sending", "paused", "completed", "failed", "stopped"]

DRAFT = "draft"
SCHEDULED = "scheduled"
PREPARING = "preparing"
SENDING = "sending"
PAUSED = "paused"
COMPLETED = "completed"
FAILED = "failed"
STOPPED = "stopped"

MOVES: dict[str, frozenset[str]] = {
    DRAFT: frozenset({SCHEDULED, PREPARING}),
    # Back to draft: only when a backup wakes up somewhere else.
    SCHEDULED: frozenset({DRAFT, PREPARING, STOPPED}),
    PREPARING: frozenset({SENDING, PAUSED, STOPPED}),
    SENDING: frozenset({PAUSED, COMPLETED, FAILED, STOPPED}),
    # To preparing while not everybody has a message yet.
    PAUSED: frozenset({PREPARING, SENDING, STOPPED}),
    # A late reply inside the window reopens a campaign until its Message 2 is out.
    COMPLETED: frozenset({SENDING}),
    FAILED: frozenset({SENDING}),
    STOPPED: frozenset(),
}

# From where each step may be taken: the condition of its UPDATE, so that a second click changes nothing.
START_FROM = (DRAFT, SCHEDULED)
PAUSE_FROM = (PREPARING, SENDING)
RESUME_FROM = (PAUSED,)
STOP_FROM = (SCHEDULED, PREPARING, SENDING, PAUSED)
REOPEN_FROM = (COMPLETED, FAILED)

RUNNING = (PREPARING, SENDING)
"""The sender serves these: sending begins after the first chunk of the launch."""

ProblemCode = Literal[
    "template_not_approved",
    "campaign_without_recipients",
    "sender_blocked",
    "account_blocked",
    "template_blocked",
]
"""What a preflight finds that would keep a campaign from starting or its messages from leaving."""
