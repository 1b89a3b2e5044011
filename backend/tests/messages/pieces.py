"""Pieces of evidence on message 7, for the tests of states."""

from relance.messages.evidence import Accepted, Effects, Evidence, RetryLater, StatusSeen, apply_evidence
from relance.messages.row import MessageRow
from relance.whatsapp.errors import MetaError
from tests.messages.rows import after

ERROR = MetaError(131000, "Something went wrong", "unknown", "trace")
UNPAID = MetaError(131042, "Payment", "because", "trace")
UNDELIVERABLE = MetaError(131026, "Message undeliverable", "", None)


def apply(row: MessageRow, *pieces: Evidence) -> Effects:
    effects = Effects()
    for piece in pieces:
        apply_evidence(row, piece, effects)
    return effects


def accepted(attempt: int = 1, wamid: str = "wamid.A", at: float = 0, held: bool = False) -> Accepted:
    return Accepted(7, attempt, wamid, after(at), held)


def status(
    word: str, at: float = 1, attempt: int | None = 1, wamid: str = "wamid.A", error: MetaError | None = None
) -> StatusSeen:
    return StatusSeen(7, attempt, wamid, word, after(at), error, "marketing", "regular", True)


def retry(attempt: int = 1, counts: bool = True) -> RetryLater:
    return RetryLater(7, attempt, ERROR, after(0), 1.0, counts)
