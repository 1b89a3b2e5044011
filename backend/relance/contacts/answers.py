"""What routes of people share: cached reads, writes that leave no stale answer, cursors of lists."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Annotated, Any

import orjson
from fastapi import Depends, Request, Response
from pydantic import Field

from relance.cache.service import CacheService
from relance.core import db
from relance.core.bodies import ErrorBody
from relance.core.db import Connection
from relance.core.pagination import DEFAULT_LIMIT, MAX_LIMIT, decode_cursor, encode_cursor

Limit = Annotated[int, Field(ge=1, le=MAX_LIMIT)]
Cursor = Annotated[str | None, Field(max_length=1000)]

DEFAULT = DEFAULT_LIMIT

NOT_FOUND = "There is no such thing, or it was deleted."
CONFLICT = "It goes against what is there."
BAD_CURSOR = "The cursor is not one of this list."


def errors(**words: str) -> dict[int | str, dict[str, Any]]:
    """Error answers for the OpenAPI document: `errors(e404="…", e409="…")`."""
    return {int(name[1:]): {"model": ErrorBody, "description": text} for name, text in words.items()}


def answer_json(body: bytes, *, status: int = 200) -> Response:
    """Finished JSON."""
    return Response(body, status_code=status, media_type="application/json")


async def answer_cached(
    request: Request, namespace: str, parts: Sequence[object], load: Callable[[], Awaitable[bytes]]
) -> Response:
    """The bytes `load` makes, or made a moment ago. `load` takes a connection of its own."""
    cache: CacheService | None = getattr(request.app.state, "cache", None)
    return answer_json(
        await load() if cache is None else await cache.get_or_load(namespace, parts, None, load)
    )


async def invalidate(request: Request, namespaces: Sequence[str]) -> None:
    """After a commit: the next read is fresh."""
    cache: CacheService | None = getattr(request.app.state, "cache", None)
    if cache is not None:
        await cache.invalidate(*namespaces)


def changing(*namespaces: str) -> Any:
    """A dependency: one transaction, committed before the answer leaves, then these namespaces emptied."""

    async def transaction(request: Request) -> AsyncIterator[Connection]:
        async with db.transaction(request.app.state.pool) as conn:
            yield conn
        await invalidate(request, namespaces)

    return Depends(transaction, scope="function")


def dump_page(items: Sequence[Any], next_cursor: str | None, total: int | None) -> bytes:
    """`{"items", "next_cursor", "total"}`."""
    return orjson.dumps({"items": items, "next_cursor": next_cursor, "total": total}, option=orjson.OPT_UTC_Z)


def read_cursor(request: Request, cursor: str | None, *, scope: str, parts: int) -> list[Any] | None:
    """The sort key in a cursor. Raises AppError `bad_cursor` (400)."""
    secret = request.app.state.settings.secret_key
    return decode_cursor(cursor, secret=secret, scope=scope, parts=parts)


def write_cursor(request: Request, key: Sequence[Any], *, scope: str) -> str:
    """The cursor after a row with this sort key."""
    return encode_cursor(key, secret=request.app.state.settings.secret_key, scope=scope)
