"""What OpenAPI says about errors: which statuses a route may answer besides its own."""

from typing import Any

from relance.core.bodies import ErrorBody

_WORDS = {
    400: "The cursor is not one of this list, or the body cannot be read at all.",
    401: "Not authenticated.",
    403: "Not allowed.",
    404: "There is no such thing.",
    409: "It goes against the present state.",
    413: "The body is too large.",
    422: "The request is malformed.",
    429: "Too many attempts; Retry-After tells when to try again.",
    503: "A dependency is down; Retry-After tells when to try again.",
}


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route: every error has the same body.

    A route that takes a body says 413, and may then answer 400 too: to bytes that are no text.
    """
    if 413 in statuses:
        statuses = tuple(sorted({400, *statuses}))
    return {status: {"model": ErrorBody, "description": _WORDS[status]} for status in statuses}
