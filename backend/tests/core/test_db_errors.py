"""Every exception of the driver is judged, and what breaks a connection takes it out of the pool."""

import asyncio
import inspect
import ssl
from pathlib import Path

import asyncpg
import pytest

from relance.core import db
from relance.core.db import (
    CONNECTION_LOST,
    RETRYABLE,
    DatabaseBusyError,
    Pool,
    create_pool,
    is_database_away,
    is_passing,
    may_repeat,
)
from relance.core.db_errors import Meaning, find_meaning, find_meaning_of_code, is_connection_usable
from tests.support.listener import listening

EXCEPTIONS = [
    kind
    for _, kind in inspect.getmembers(asyncpg.exceptions, inspect.isclass)
    if issubclass(kind, Exception) and not issubclass(kind, Warning)
]
WITH_CODE = [kind for kind in EXCEPTIONS if getattr(kind, "sqlstate", None)]
WITHOUT_CODE = {
    asyncpg.PostgresError: Meaning.OTHER,
    asyncpg.exceptions.FatalPostgresError: Meaning.OTHER,
    asyncpg.exceptions.UnknownPostgresError: Meaning.OTHER,
    asyncpg.InterfaceError: Meaning.AWAY,
    asyncpg.ClientConfigurationError: Meaning.OTHER,
    asyncpg.UnsupportedClientFeatureError: Meaning.OTHER,
    asyncpg.UnsupportedServerFeatureError: Meaning.OTHER,
    asyncpg.InternalClientError: Meaning.AWAY,
    asyncpg.ProtocolError: Meaning.AWAY,
    asyncpg.OutdatedSchemaCacheError: Meaning.UNDONE,
    asyncpg.TargetServerAttributeNotMatched: Meaning.AWAY,
}
AWAY = (
    asyncpg.ConnectionDoesNotExistError,
    asyncpg.ConnectionFailureError,
    asyncpg.ProtocolViolationError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.DatabaseDroppedError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.IdleSessionTimeoutError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
)
UNDONE = (
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.LockNotAvailableError,
    asyncpg.QueryCanceledError,
    asyncpg.DiskFullError,
    asyncpg.OutOfMemoryError,
    asyncpg.InvalidCachedStatementError,
    asyncpg.PostgresIOError,
)


@pytest.mark.parametrize("kind", WITH_CODE, ids=lambda kind: kind.__name__)
def test_every_code_the_driver_knows_is_judged_by_somebody(kind: type[asyncpg.PostgresError]) -> None:
    assert find_meaning_of_code(str(kind.sqlstate)) is not None


def test_every_other_exception_of_the_driver_is_judged_here() -> None:
    left = {kind for kind in EXCEPTIONS if not getattr(kind, "sqlstate", None)}
    assert left == set(WITHOUT_CODE)
    for kind, meaning in WITHOUT_CODE.items():
        assert find_meaning(kind("why")) is meaning, kind


@pytest.mark.parametrize("kind", EXCEPTIONS, ids=lambda kind: kind.__name__)
def test_the_questions_agree_with_each_other(kind: type[Exception]) -> None:
    error = kind("why")
    assert not (is_database_away(error) and may_repeat(error))
    assert is_passing(error) == (is_database_away(error) or may_repeat(error))
    assert is_connection_usable(error) != is_database_away(error)
    assert isinstance(error, CONNECTION_LOST) or not is_database_away(error)
    assert isinstance(error, RETRYABLE) or not may_repeat(error)


def test_what_passes_by_itself_is_known_by_name() -> None:
    assert [kind for kind in AWAY if not is_database_away(kind("why"))] == []
    assert [kind for kind in UNDONE if not may_repeat(kind("why"))] == []


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.UniqueViolationError("why"),
        asyncpg.UndefinedTableError("why"),
        asyncpg.RaiseError("why"),
        asyncpg.exceptions.DataError("a text where a number is wanted"),
        ssl.SSLCertVerificationError("of a file of ours"),
        FileNotFoundError("a file of ours"),
        RuntimeError("a bug of ours"),
    ],
)
def test_what_no_repeating_mends_does_not_pass(error: Exception) -> None:
    assert not is_passing(error)


def test_a_fatal_error_ends_the_connection_whatever_it_is_about() -> None:
    error = asyncpg.PostgresError.new({"C": "42501", "M": "permission denied", "S": "FATAL", "V": "FATAL"})
    assert is_database_away(error)


async def test_a_socket_file_that_is_not_there_is_a_server_that_is_away(tmp_path: Path) -> None:
    with pytest.raises(ConnectionError) as refused:
        await create_pool(f"postgresql:///relance?host={tmp_path}", name="test")
    assert is_database_away(refused.value)


async def test_who_finds_all_connections_in_use_is_told_so_in_time(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "ACQUIRE_WITHIN_S", 0.05)
    pool = await create_pool(database_url, name="test", max_size=1)
    try:
        async with pool.acquire():
            with pytest.raises(DatabaseBusyError):
                await pool.fetchval("SELECT 1")
        assert await pool.fetchval("SELECT 1") == 1
    finally:
        await pool.close()


@pytest.mark.parametrize(
    "error", [asyncpg.InternalClientError("cannot switch"), asyncpg.AdminShutdownError("")]
)
async def test_a_broken_connection_does_not_go_back_into_the_pool(
    database_url: str, error: Exception
) -> None:
    pool = await create_pool(database_url, name="test", max_size=1)
    try:
        before = await pool.fetchval("SELECT pg_backend_pid()")
        with pytest.raises(type(error)):
            async with pool.acquire():
                raise error
        assert await pool.fetchval("SELECT pg_backend_pid()") != before
    finally:
        await pool.close()


async def test_a_connection_whose_statement_failed_is_used_again(pool: Pool) -> None:
    async with pool.acquire() as conn:
        before = await conn.fetchval("SELECT pg_backend_pid()")
    with pytest.raises(asyncpg.DivisionByZeroError):
        await pool.fetchval("SELECT 1 / 0")
    assert await pool.fetchval("SELECT pg_backend_pid()") == before


async def test_releasing_to_a_server_that_does_not_answer_is_bounded(
    database_url: str, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "ACQUIRE_WITHIN_S", 0.2)
    frozen = await create_pool(database_url, name="test", max_size=1)
    try:
        async with asyncio.timeout(20):
            # The server goes on sleeping: the cancellation of its statement is never seen to be answered.
            monkeypatch.setattr(asyncpg.Connection, "_cancel", lambda *_: asyncio.sleep(3600))
            with pytest.raises(TimeoutError):
                await frozen.fetchval("SELECT pg_sleep(60)", timeout=0.1)
    finally:
        frozen.terminate()


async def test_a_server_that_says_nothing_is_away_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "ACQUIRE_WITHIN_S", 0.2)

    async def say_nothing(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    async with listening(say_nothing) as port:
        with pytest.raises(ConnectionError, match=r"PostgreSQL does not answer within 0\.2 s") as caught:
            await db.connect(f"postgresql://somebody@127.0.0.1:{port}/any", name="test")
    assert is_database_away(caught.value)
