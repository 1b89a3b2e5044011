"""PostgreSQL through asyncpg: the pool is built here and handed down.

jsonb and json travel as Python values (orjson); everything else keeps asyncpg's own types.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

import asyncpg
import orjson
from asyncpg.pool import PoolAcquireContext, PoolConnectionProxy

from relance.core.db_errors import CONNECTION_LOST as CONNECTION_LOST
from relance.core.db_errors import RETRYABLE as RETRYABLE
from relance.core.db_errors import DatabaseBusyError as DatabaseBusyError
from relance.core.db_errors import is_connection_usable
from relance.core.db_errors import is_data_trouble as is_data_trouble
from relance.core.db_errors import is_database_away as is_database_away
from relance.core.db_errors import is_passing as is_passing
from relance.core.db_errors import may_repeat as may_repeat
from relance.core.dead_roads import TELL_THE_SERVER, notice_dead_road
from relance.core.sql import CLOCK, READ_ONLY

# asyncpg's classes are generic for the type checker only.
if TYPE_CHECKING:
    RawConnection = asyncpg.Connection[asyncpg.Record]
    Connection = RawConnection | PoolConnectionProxy[asyncpg.Record]
    Pool = asyncpg.Pool[asyncpg.Record]
    _AcquireContext = PoolAcquireContext[asyncpg.Record]
else:
    RawConnection = asyncpg.Connection
    Connection = RawConnection | PoolConnectionProxy
    Pool = asyncpg.Pool
    _AcquireContext = PoolAcquireContext
Row = asyncpg.Record

ACQUIRE_WITHIN_S = 10.0
"""Who waits longer for a connection of the pool gets an error; giving one back is bounded the same."""


class _UnchangedConnection(RawConnection):
    """A connection of a pool. Nothing here changes a session (settings are SET LOCAL, locks are of the
    transaction, a test looks after that), so a release need not spend a round trip on undoing it."""

    def get_reset_query(self) -> str:
        """Nothing; asyncpg still rolls back what was left open."""
        return ""


class _Acquire(_AcquireContext):
    """`async with pool.acquire()`: a connection that broke inside does not go back into the pool.

    Nothing resets a connection at its release, so nothing else would notice: the pool hands out the one used
    last, and whoever polls would meet the broken one for ever.
    """

    async def __aenter__(self) -> Any:
        try:
            async with asyncio.timeout(self.timeout):
                self.connection = await self.pool._acquire(None)  # type: ignore[attr-defined]
        except TimeoutError as error:
            if self.pool.get_idle_size() == 0 and self.pool.get_size() >= self.pool.get_max_size():
                raise DatabaseBusyError("all connections are in use") from error
            raise
        return self.connection

    async def __aexit__(self, *exc: object) -> None:
        self.done, connection, self.connection = True, self.connection, None
        assert connection is not None
        if isinstance(exc[1], BaseException) and not is_connection_usable(exc[1]):
            with suppress(asyncpg.InterfaceError):  # given back already
                connection.terminate()
        if isinstance(exc[1], CONNECTION_LOST):
            # What broke this road broke the others of the pool, too: nobody tries them one after the other.
            await self.pool.expire_connections()
        # Bounded: a server that is frozen never answers that it has cancelled a statement.
        await self.pool.release(connection, timeout=ACQUIRE_WITHIN_S)


class _BoundedPool(Pool):
    """Nobody waits for a connection for ever, and nobody for giving one back."""

    def acquire(self, *, timeout: float | None = None) -> Any:
        """As asyncpg's, with a time limit. Raises TimeoutError, DatabaseBusyError among them."""
        return _Acquire(self, ACQUIRE_WITHIN_S if timeout is None else timeout)


async def _connect(*args: Any, **kwargs: Any) -> Any:
    """A socket file that is not there is a server that is away, not a file that somebody lacks.

    One that takes connections and says nothing is not waited for longer than for a connection of the pool.
    """
    try:
        connection = await asyncpg.connect(*args, timeout=ACQUIRE_WITHIN_S, **kwargs)
    except TimeoutError as error:
        raise ConnectionError(f"PostgreSQL does not answer within {ACQUIRE_WITHIN_S:g} s") from error
    except (FileNotFoundError, PermissionError, ssl.SSLError) as error:
        raise ConnectionError(f"PostgreSQL cannot be reached: {error}") from error
    notice_dead_road(connection._transport)
    return connection


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


_PLANS_ONCE = {"plan_cache_mode": "force_generic_plan", "enable_seqscan": "off"}
_PLANS_LAST = 2_000
"""Statements until such a connection is replaced, with its plans; others live for 50,000."""


async def create_pool(
    database_url: str,
    *,
    name: str,
    min_size: int = 1,
    max_size: int = 8,
    command_timeout_s: float = 60,
    plans_once: bool = False,
) -> Pool:
    """A pool whose connections carry `name` as application_name. Raises OSError or asyncpg errors.

    `plans_once`: for statements that find rows by key, run often, over a handful of rows or hundreds.
    By itself PostgreSQL plans those over small arrays again at each call, which costs more than running them.
    A plan made while a table was empty must not stay when it is not: see `_PLANS_ONCE`, `_PLANS_LAST`.
    """
    return await _BoundedPool(
        database_url,
        connect=_connect,
        min_size=min_size,
        max_size=max_size,
        max_queries=_PLANS_LAST if plans_once else 50_000,
        max_inactive_connection_lifetime=300.0,
        loop=None,
        record_class=Row,
        command_timeout=command_timeout_s,
        connection_class=_UnchangedConnection,
        init=prepare_connection,
        server_settings={
            "application_name": f"relance-{name}",
            "timezone": "UTC",
            "jit": "off",
            "idle_in_transaction_session_timeout": "60000",
            # A mark, and a webhook answered with 200, stand for what is on disk, whatever the default is.
            "synchronous_commit": "on",
            **TELL_THE_SERVER,
            **(_PLANS_ONCE if plans_once else {}),
        },
    )


async def connect(database_url: str, *, name: str, command_timeout_s: float | None = None) -> RawConnection:
    """One connection outside any pool, for commands. Raises OSError or asyncpg errors."""
    connection: RawConnection = await _connect(
        database_url,
        command_timeout=command_timeout_s,
        server_settings={"application_name": f"relance-{name}"},
    )
    await prepare_connection(connection)
    return connection


async def hang_up(connection: RawConnection) -> None:
    """Close it; a server that says nothing is not waited for."""
    with suppress(*CONNECTION_LOST):
        await connection.close(timeout=ACQUIRE_WITHIN_S)


async def read_clock(pool: Pool) -> datetime:
    """The database's time, aware, UTC: the one to which processes on several machines keep."""
    now: datetime = await pool.fetchval(CLOCK)
    return now


async def expect_writable(conn: Connection) -> None:
    """Raises ReadOnlySQLTransactionError on a server that reads only: one that stands by, or ran full.

    Raised while the connection is held, it takes it out of its pool: the next one may lead to another server.
    """
    if await conn.fetchval(READ_ONLY) == "on":
        raise asyncpg.ReadOnlySQLTransactionError("the server takes no writes")


def is_gone(conn: Connection) -> bool:
    """Whether a connection taken from a pool is closed, or was taken back by it."""
    try:
        return conn.is_closed()
    except asyncpg.InterfaceError:
        return True


@asynccontextmanager
async def transaction(pool: Pool) -> AsyncIterator[Connection]:
    """One transaction on one connection: committed at the end, rolled back on any error."""
    async with pool.acquire() as connection, connection.transaction():
        yield connection
