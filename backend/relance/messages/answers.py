"""What routes of messages and campaigns share: cached reads, finished JSON, cursors, error answers."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any

import orjson
from fastapi import Query, Request, Response

from relance.cache.keys import KeyPart
from relance.cache.service import CacheService
from relance.core.bodies import ErrorBody
from relance.core.pagination import DEFAULT_LIMIT, MAX_LIMIT, decode_cursor, encode_cursor

Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="rows of a page")]
Cursor = Annotated[str | None, Query(max_length=1000, description="`next_cursor` of the page before")]
FIRST_PAGE = DEFAULT_LIMIT
"""Rows of a page for who does not say how many."""

_WORDS = {
    400: "The cursor is not one of this list with this filter",
    401: "No valid session or API key",
    404: "There is no such thing, or it was deleted",
    409: "It goes against the present state",
    422: "The request cannot mean anything; the message says why",
    429: "Too many of these; try again later",
    503: "The database is away",
}


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Error answers for the OpenAPI document."""
    return {status: {"model": ErrorBody, "description": _WORDS[status]} for status in statuses}


def dump(answer: object) -> bytes:
    """JSON as clients get it: times in UTC with `Z`."""
    return orjson.dumps(answer, option=orjson.OPT_UTC_Z)


def dump_page(items: Sequence[Any], next_cursor: str | None, total: int | None) -> bytes:
    """`{"items", "next_cursor", "total"}`."""
    return dump({"items": items, "next_cursor": next_cursor, "total": total})


def answer_json(body: bytes) -> Response:
    """Finished JSON."""
    return Response(body, media_type="application/json")


async def load_cached(
    request: Request,
    namespace: str,
    parts: Sequence[KeyPart],
    load: Callable[[], Awaitable[bytes]],
    *,
    ttl_s: float | None = None,
) -> bytes:
    """What `load` makes, or made a moment ago. `load` takes a connection of its own."""
    cache: CacheService = request.app.state.cache
    return await cache.get_or_load(namespace, parts, ttl_s, load)


def read_cursor(request: Request, cursor: str | None, *, scope: str, parts: int) -> list[Any] | None:
    """The sort key in a cursor. Raises AppError `bad_cursor` (400)."""
    secret = request.app.state.settings.secret_key
    return decode_cursor(cursor, secret=secret, scope=scope, parts=parts)


def write_cursor(request: Request, key: Sequence[Any], *, scope: str) -> str:
    """The cursor after a row with this sort key."""
    return encode_cursor(key, secret=request.app.state.settings.secret_key, scope=scope)
