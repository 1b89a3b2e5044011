"""Invalidation by routes: after the commit, before the answer, so that the caller's next read is fresh."""

from collections.abc import AsyncIterator
from typing import Any

from fastapi import Depends, Request

from relance.cache.service import CacheService
from relance.core import db
from relance.core.db import Connection


def changing(*namespaces: str) -> Any:
    """A dependency: one transaction, committed before the answer leaves, then these namespaces emptied.

    A request that fails is rolled back and empties nothing.
    """

    async def transaction(request: Request) -> AsyncIterator[Connection]:
        async with db.transaction(request.app.state.pool) as conn:
            yield conn
        await invalidate(request, *namespaces)

    return Depends(transaction, scope="function")


async def invalidate(request: Request, *namespaces: str) -> None:
    """For routes that commit by themselves: after a commit, the next read is fresh."""
    cache: CacheService = request.app.state.cache
    await cache.invalidate(*namespaces)
