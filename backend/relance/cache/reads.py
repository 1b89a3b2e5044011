"""Cached reads of routes."""

from collections.abc import Awaitable, Callable, Sequence

from starlette.requests import Request

from relance.cache.keys import KeyPart
from relance.cache.service import CacheService, Turn


async def load_cached(
    request: Request,
    namespace: str,
    parts: Sequence[KeyPart],
    load: Callable[[], Awaitable[bytes]],
    *,
    ttl_s: float | None = None,
    turn: Turn | None = None,
) -> bytes:
    """What `load` makes, or made a moment ago. `load` takes a connection of its own.

    `turn` is entered around it, if it comes to that.
    """
    cache: CacheService = request.app.state.cache
    return await cache.get_or_load(namespace, parts, ttl_s, load, turn=turn)
