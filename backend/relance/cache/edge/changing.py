"""The connection of routes whose changes end what is kept."""

from collections.abc import AsyncIterator
from typing import Any

from fastapi import Depends

from relance.cache.versions import move_versions
from relance.core.db import Connection, transaction
from relance.http.services import ServicesDep


def changing(*namespaces: str) -> Any:
    """A route's dependency: a transaction, committed before the answer leaves, that moves these versions."""

    async def change(services: ServicesDep) -> AsyncIterator[Connection]:
        async with transaction(services.pool) as conn:
            yield conn
            await move_versions(conn, *namespaces)

    return Depends(change, scope="function")
