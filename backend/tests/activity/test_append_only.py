"""Lines are neither changed nor deleted, whoever asks; only what is old goes, through one function."""

import re
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from relance.activity import Act, record
from relance.activity.keeping import forget_old_activity
from relance.auth.api_keys import create_api_key
from relance.backups.libpq import libpq_environment
from relance.backups.restore import psql_command
from relance.core.db import Connection, Pool, create_pool, transaction
from relance.core.errors import SettingsError
from relance.core.settings import Settings, load_settings
from relance.embedded import keeper
from relance.embedded.client_programs import find_client_program
from tests.activity.lines import add_old, ages

DOCS = Path(__file__).parents[3] / "docs" / "operations.md"

CHANGES = (
    "UPDATE activity SET what = 'signed_out'",
    "UPDATE activity SET at = now() - interval '1 year'",
    "DELETE FROM activity",
    "DELETE FROM activity WHERE at < now() - interval '499 days'",
    "TRUNCATE activity",
    "SELECT forget_activity(29, 1000)",
    "SELECT forget_activity(NULL, 1000)",
    # The mark of the function, forged.
    "WITH forged AS MATERIALIZED (SELECT set_config('relance.forgets_activity', 'on', true))"
    " DELETE FROM activity USING forged WHERE at > now() - interval '29 days'",
)

OWNED_BY_THE_APPLICATION = """
CREATE ROLE application NOLOGIN NOSUPERUSER;
GRANT USAGE, CREATE ON SCHEMA public TO application;
ALTER TABLE activity OWNER TO application;
ALTER FUNCTION keep_activity() OWNER TO application;
ALTER FUNCTION forget_activity(integer, integer) OWNER TO application;
"""


class _UndoError(Exception):
    """Ends a transaction."""


@pytest.fixture
async def conn(superuser_url: str) -> AsyncIterator[Connection]:
    """A superuser's, with a line of today and two old ones. Undone at the end: roles are the
    whole server's.
    """
    async with (
        await create_pool(superuser_url, name="test", max_size=1) as pool,
        pool.acquire() as conn,
    ):
        begun = conn.transaction()
        await begun.start()
        await add_old(conn, 0, 60, 500)
        yield conn
        await begun.rollback()


async def assert_kept(conn: Connection) -> None:
    for change in CHANGES:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with conn.transaction():
                await conn.execute(change)
    assert await ages(conn) == [500, 60, 0]


async def test_nothing_is_changed_or_deleted_not_even_by_a_superuser(conn: Connection) -> None:
    assert await conn.fetchval("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    await assert_kept(conn)
    await conn.execute("SET LOCAL session_replication_role = replica")
    await assert_kept(conn)


async def test_not_by_an_application_that_owns_the_table(conn: Connection) -> None:
    await conn.execute(OWNED_BY_THE_APPLICATION)
    await conn.execute("SET LOCAL ROLE application")
    await assert_kept(conn)
    assert await conn.fetchval("SELECT forget_activity(400, 1000)") == 1
    assert await ages(conn) == [60, 0]


async def test_with_a_keeper_as_documented_the_application_cannot_even_take_the_triggers_away(
    superuser_url: str, conn: Connection
) -> None:
    """As psql is told to: what the embedded server does by itself (tests/embedded/test_keeper.py)."""
    found = re.search(r"```sh\npsql -v application=relance -f (\S+) 'dbname=relance'\n```", DOCS.read_text())
    assert found is not None
    script = (DOCS.parents[1] / found[1]).read_text()
    assert {f'"{name}"' for name in re.findall(r':"(\w+)"', script)} == {'"application"'}
    await conn.execute("CREATE ROLE application NOLOGIN NOSUPERUSER")
    # Undone with the rest.
    await conn.execute(
        re.sub(r"^(BEGIN|COMMIT);$", "", script, flags=re.M).replace(':"application"', '"application"')
    )
    await conn.execute("SET LOCAL search_path = public; SET LOCAL ROLE application")
    await assert_kept(conn)
    for statement in (
        "ALTER TABLE activity DISABLE TRIGGER ALL",
        "DROP TRIGGER keep_lines ON activity",
        "DROP TABLE activity",
        "ALTER FUNCTION keep_activity() OWNER TO application",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with conn.transaction():
                await conn.execute(statement)
    await conn.execute("GRANT DELETE ON activity TO application")  # warns, and gives nothing
    assert not await conn.fetchval("SELECT has_table_privilege('activity', 'DELETE')")
    assert await conn.fetchval("SELECT forget_activity(400, 1000)") == 1
    assert await ages(conn) == [60, 0]


async def test_psql_takes_the_script_as_it_is(database_url: str, superuser_url: str) -> None:
    """With a role of any name, twice."""
    command = psql_command(find_client_program("psql"))
    env = libpq_environment(superuser_url, name="test")
    for _ in range(2):
        told = [*command, "--set=application=relance_app", f"--file={keeper.SCRIPT}"]
        done = subprocess.run(told, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    async with await create_pool(database_url, name="test", max_size=1) as pool:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await pool.execute("DROP TABLE activity")
        await record_line(pool)
        assert await ages(pool) == [0]


async def record_line(pool: Pool) -> None:
    async with transaction(pool) as conn:
        await record(conn, Act.SIGNED_IN)


async def test_what_is_older_than_the_setting_goes_in_chunks(pool: Pool) -> None:
    await add_old(pool, 399, 401, 402, 403, 404, 405)
    assert await forget_old_activity(pool, kept_days=400, chunk_size=2) == 5
    assert await ages(pool) == [399]
    assert await forget_old_activity(pool, kept_days=400) == 0


async def test_a_run_ends_and_the_next_goes_on(pool: Pool) -> None:
    await add_old(pool, 401, 402, 403)
    assert await forget_old_activity(pool, kept_days=400, chunk_size=1, budget_s=0) == 1
    assert await ages(pool) == [402, 401]


def test_the_setting_is_not_below_what_the_database_keeps(
    settings: Settings, relance_environment: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings.activity_kept_days == 400
    monkeypatch.setenv("RELANCE_ACTIVITY_KEPT_DAYS", "30")
    assert load_settings().activity_kept_days == 30
    monkeypatch.setenv("RELANCE_ACTIVITY_KEPT_DAYS", "29")
    with pytest.raises(SettingsError, match="RELANCE_ACTIVITY_KEPT_DAYS"):
        load_settings()


async def test_what_is_undone_leaves_no_line(pool: Pool) -> None:
    async def make_and_break() -> None:
        async with transaction(pool) as conn:
            await create_api_key(conn, name="crm")
            assert await ages(conn) == [0]
            raise _UndoError

    with pytest.raises(_UndoError):
        await make_and_break()
    assert await ages(pool) == []
