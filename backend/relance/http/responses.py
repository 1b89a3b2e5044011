"""What routes share: finished JSON, cursors of lists, and the error answers of the OpenAPI document."""

from collections.abc import Sequence
from typing import Annotated, Any

import orjson
from fastapi import Query, Request, Response

from relance.http.bodies import ErrorBody
from relance.http.pagination import DEFAULT_LIMIT, MAX_LIMIT, decode_cursor, encode_cursor
from relance.http.services import Services

Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="rows of a page")]
Cursor = Annotated[str | None, Query(description="`next_cursor` of the page before")]
FIRST_PAGE = DEFAULT_LIMIT
"""Rows of a page for who does not say how many."""

ERROR_WORDS = {
    400: "The cursor is not one of this list with this filter, or the body cannot be read at all.",
    401: "No valid session or API key.",
    403: "Not allowed: another site's page, or it takes a super admin who is logged in.",
    404: "There is no such thing, or it was deleted.",
    409: "It goes against the present state.",
    413: "The body is too large.",
    422: "The request cannot mean anything; the message says why.",
    429: "Too many of these; Retry-After or the message tells when to try again.",
    503: "A dependency is down or busy; Retry-After tells when to try again.",
}

CSV_FILE: dict[str, Any] = {
    "content": {
        "text/csv": {"schema": {"type": "string"}, "example": "id,phone\r\n17,+2290197000001\r\n"},
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
            "schema": {"type": "string", "format": "binary"},
            "example": "PK",
        },
    },
    "description": "A CSV file, UTF-8 with BOM, or a workbook; harmless to spreadsheets.",
}
"""The 200 of a download."""


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What a route may answer besides its own, beyond what `http.openapi` adds to every route of its kind."""
    return {status: {"model": ErrorBody, "description": ERROR_WORDS[status]} for status in statuses}


def dump(answer: object) -> bytes:
    """JSON as clients get it: times in UTC with `Z`."""
    return orjson.dumps(answer, option=orjson.OPT_UTC_Z)


def dump_page(items: Sequence[Any], next_cursor: str | None, total: int | None) -> bytes:
    """`{"items", "next_cursor", "total"}`."""
    return dump({"items": items, "next_cursor": next_cursor, "total": total})


def answer_json(body: bytes) -> Response:
    """Finished JSON."""
    return Response(body, media_type="application/json")


HELD_FOR = "relance.held_for"
"""In the scope of a request whose answer may be kept: a list to which its route adds the seconds."""


def hold_for(request: Request, seconds: float) -> None:
    """Say that this answer holds for so long, not as long as others of its kind; 0: it is of this moment."""
    request.scope.get(HELD_FOR, []).append(seconds)


def read_cursor(services: Services, cursor: str | None, *, scope: str, parts: int) -> list[Any] | None:
    """The sort key in a cursor. Raises AppError `bad_cursor` (400)."""
    secret = services.settings.secret_key
    return decode_cursor(cursor, secret=secret, scope=scope, parts=parts)


def write_cursor(services: Services, key: Sequence[Any], *, scope: str) -> str:
    """The cursor after a row with this sort key."""
    return encode_cursor(key, secret=services.settings.secret_key, scope=scope)
