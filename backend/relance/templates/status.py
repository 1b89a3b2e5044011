"""Meta's words for the status of a template, and which of them let it be sent."""

APPROVED = "APPROVED"
DELETED = "DELETED"

KNOWN = frozenset(
    {
        APPROVED,
        "PENDING",
        "REJECTED",
        "PAUSED",
        "DISABLED",
        "IN_APPEAL",
        "PENDING_DELETION",
        DELETED,
        "LIMIT_EXCEEDED",
        "ARCHIVED",
    }
)

EXPLAINED_BY_STATUS = (132001, 132015, 132016)
"""Errors of a send that a status explains (not approved, paused, disabled): approval undoes them."""


def status_of_event(event: str) -> str | None:
    """The status a template has after Meta's webhook event; None for events that leave it as it is.

    FLAGGED and LOCKED are warnings about quality and editing: such a template still goes out. UNARCHIVED
    does not tell what it is now: the next sync does.
    """
    word = event.upper()
    if word == "REINSTATED":
        return APPROVED
    return word if word in KNOWN else None
