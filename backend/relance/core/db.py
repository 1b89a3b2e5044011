"""PostgreSQL through asyncpg: the pool is built here and handed down.

jsonb and json travel as Python values (orjson); everything else keeps asyncpg's own types.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import asyncpg
import orjson
from asyncpg.pool import PoolConnectionProxy

# asyncpg's classes are generic for the type checker only.
if TYPE_CHECKING:
    RawConnection = asyncpg.Connection[asyncpg.Record]
    Connection = RawConnection | PoolConnectionProxy[asyncpg.Record]
    Pool = asyncpg.Pool[asyncpg.Record]
else:
    RawConnection = asyncpg.Connection
    Connection = RawConnection | PoolConnectionProxy
    Pool = asyncpg.Pool
Row = asyncpg.Record

CONNECTION_LOST = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    TimeoutError,
)
"""The database is away or going away: try again later, nothing is wrong with the data."""

RETRYABLE = (
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.LockNotAvailableError,
    asyncpg.InsufficientResourcesError,
)
"""The same transaction may well succeed when repeated."""


def is_database_away(error: BaseException) -> bool:
    """Whether `error` says that PostgreSQL cannot be reached, rather than that we asked it nonsense.

    asyncpg's complaint about an argument's type is an InterfaceError too, and a ValueError.
    """
    return isinstance(error, CONNECTION_LOST) and not isinstance(
        error, (ValueError, FileNotFoundError, PermissionError)
    )


class _UnchangedConnection(RawConnection):
    """A connection of a pool. Nothing here changes a session (settings are SET LOCAL, locks are of the
    transaction, a test looks after that), so a release need not spend a round trip on undoing it."""

    def get_reset_query(self) -> str:
        """Nothing; asyncpg still rolls back what was left open."""
        return ""


def _encode_jsonb(value: Any) -> bytes:
    return b"\x01" + orjson.dumps(value)


def _decode_jsonb(data: bytes) -> Any:
    return orjson.loads(data[1:])


async def prepare_connection(connection: RawConnection) -> None:
    """Teach a new connection to carry jsonb and json as Python values."""
    await connection.set_type_codec(
        "jsonb", schema="pg_catalog", encoder=_encode_jsonb, decoder=_decode_jsonb, format="binary"
    )
    await connection.set_type_codec(
        "json", schema="pg_catalog", encoder=orjson.dumps, decoder=orjson.loads, format="binary"
    )


async def create_pool(
    database_url: str, *, name: str, min_size: int = 1, max_size: int = 8, command_timeout_s: float = 60
) -> Pool:
    """A pool whose connections carry `name` as application_name. Raises OSError or asyncpg errors."""
    return await asyncpg.create_pool(
        database_url,
        min_size=min_size,
        max_size=max_size,
        command_timeout=command_timeout_s,
        connection_class=_UnchangedConnection,
        init=prepare_connection,
        server_settings={
            "application_name": f"relance-{name}",
            "timezone": "UTC",
            "jit": "off",
            "idle_in_transaction_session_timeout": "60000",
        },
    )


async def connect(database_url: str, *, name: str) -> RawConnection:
    """One connection outside any pool, for commands and LISTEN-like uses."""
    connection = await asyncpg.connect(database_url, server_settings={"application_name": f"relance-{name}"})
    await prepare_connection(connection)
    return connection


@asynccontextmanager
async def transaction(pool: Pool) -> AsyncIterator[Connection]:
    """One transaction on one connection: committed at the end, rolled back on any error."""
    async with pool.acquire() as connection, connection.transaction():
        yield connection
