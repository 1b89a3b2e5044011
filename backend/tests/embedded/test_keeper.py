"""In the embedded PostgreSQL the application adds lines to the activity log and reads them; nothing else."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from relance.activity import Act, Actor, record
from relance.activity import sql as activity_sql
from relance.activity.keeping import forget_old_activity
from relance.cli.migrate import migrate_database
from relance.core.db import Connection, connect, create_pool
from relance.embedded import Addresses, EmbeddedServers, keeper, roles
from relance.embedded.data_folder import maintenance_url
from relance.migrations.apply import list_revisions, migrate
from tests.activity.lines import add_old, ages
from tests.support.servers import run_sql

# What it tries, as the owner of the database that it is.
ATTEMPTS = (
    "UPDATE activity SET actor_name = 'nobody'",
    "UPDATE ONLY public.activity SET at = now() WHERE false",
    "DELETE FROM activity",
    "DELETE FROM activity WHERE at < now() - interval '100 days'",
    "WITH forged AS MATERIALIZED (SELECT set_config('relance.forgets_activity', 'on', false))"
    " DELETE FROM activity USING forged",
    "MERGE INTO activity a USING (SELECT 1 AS id) b ON a.id > 0 WHEN MATCHED THEN DELETE",
    "INSERT INTO activity (actor_kind, what) VALUES ('user', 'signed_in')"
    " ON CONFLICT (id) DO UPDATE SET what = 'x'",
    "SELECT FROM activity FOR UPDATE",
    "TRUNCATE activity",
    "TRUNCATE activity CASCADE",
    "DROP TABLE activity",
    "DROP TABLE activity CASCADE",
    "DROP SCHEMA public CASCADE",
    "DROP INDEX activity_at",
    "DROP SEQUENCE activity_id_seq CASCADE",
    "DROP FUNCTION forget_activity(integer, integer)",
    "DROP FUNCTION keep_activity() CASCADE",
    "DROP EXTENSION plpgsql CASCADE",
    "DROP LANGUAGE plpgsql CASCADE",
    "DROP TRIGGER keep_lines ON activity",
    "ALTER TABLE activity DISABLE TRIGGER ALL",
    "ALTER TABLE activity DISABLE TRIGGER keep_lines",
    "ALTER TABLE activity RENAME TO forgotten",
    "ALTER TABLE activity RENAME COLUMN actor_name TO x",
    "ALTER TABLE activity SET SCHEMA other",
    "ALTER TABLE activity OWNER TO relance_app",
    "ALTER TABLE activity ADD COLUMN x int",
    "ALTER TABLE activity ALTER COLUMN at DROP DEFAULT",
    "ALTER TABLE activity ALTER COLUMN what TYPE int USING 0",
    "ALTER TABLE activity ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE activity SET UNLOGGED",
    "ALTER SEQUENCE activity_id_seq RESTART",
    "SELECT setval('activity_id_seq', 1)",
    "ALTER SCHEMA public RENAME TO old",
    "ALTER SCHEMA public OWNER TO relance_app",
    "ALTER FUNCTION keep_activity() OWNER TO relance_app",
    "ALTER FUNCTION forget_activity(integer, integer) SET search_path = other",
    "CREATE OR REPLACE FUNCTION public.keep_activity() RETURNS trigger"
    " LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
    "CREATE OR REPLACE FUNCTION public.forget_activity(days integer, most integer) RETURNS integer"
    " LANGUAGE sql AS 'SELECT 0'",
    "CREATE RULE gone AS ON INSERT TO activity DO INSTEAD NOTHING",
    "CREATE TRIGGER mine BEFORE INSERT ON activity FOR EACH ROW EXECUTE FUNCTION mine()",
    "CREATE TABLE heir () INHERITS (activity)",
    "CREATE TABLE holds (id bigint REFERENCES activity)",
    "CREATE POLICY none ON activity USING (false)",
    "CREATE INDEX ON activity ((mine_too(what)))",
    "CREATE PUBLICATION all_lines FOR TABLE activity",
    "SET ROLE relance_keeper",
    "SET ROLE relance",
    "SET SESSION AUTHORIZATION relance_keeper",
    "GRANT relance_keeper TO relance_app",
    "ALTER ROLE relance_keeper LOGIN PASSWORD 'known'",
    "DROP ROLE relance_keeper",
    "DROP OWNED BY relance_keeper",
    "REASSIGN OWNED BY relance_keeper TO relance_app",
    "ALTER DEFAULT PRIVILEGES FOR ROLE relance_keeper GRANT ALL ON TABLES TO relance_app",
    "ALTER DATABASE relance SET session_replication_role = replica",
    "SET session_replication_role = replica",
    "CREATE EVENT TRIGGER mine ON ddl_command_start EXECUTE FUNCTION mine()",
    "ALTER EXTENSION plpgsql ADD TABLE activity",
    "UPDATE pg_class SET relowner = to_regrole('relance_app') WHERE relname = 'activity'",
    "DELETE FROM pg_trigger",
    # Lines of another day, or with the number of another one.
    "INSERT INTO activity (at, actor_kind, what) VALUES (now() - interval '1 year', 'user', 'signed_in')",
    "INSERT INTO activity (id, actor_kind, what) OVERRIDING SYSTEM VALUE VALUES (1, 'user', 'signed_in')",
    "COPY activity (at, actor_kind, what) FROM STDIN",
    "COPY activity FROM STDIN",
    # By a view and a function of its own, with its own rights.
    "DELETE FROM own_view",
    "UPDATE own_view SET what = 'x'",
    "SELECT own_function()",
    # Its way to forget.
    "SELECT forget_activity(29, 1000)",
    "SELECT forget_activity(NULL, 1000)",
)

OF_ITS_OWN = """
CREATE SCHEMA other;
CREATE FUNCTION mine() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE FUNCTION mine_too(text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT $1';
CREATE VIEW own_view AS SELECT * FROM activity;
CREATE FUNCTION own_function() RETURNS void SECURITY DEFINER LANGUAGE sql AS 'DELETE FROM activity';
-- Whatever runs with more rights than its own in this database would run these, if it looked for them.
CREATE FUNCTION other.clock_timestamp() RETURNS timestamptz LANGUAGE sql
    AS $$SELECT 'infinity'::timestamptz$$;
CREATE FUNCTION other.to_regclass(text) RETURNS regclass LANGUAGE plpgsql
    AS $$BEGIN ALTER ROLE relance_app SUPERUSER; RETURN pg_catalog.to_regclass($1); END$$;
CREATE FUNCTION other.to_regrole(text) RETURNS regrole LANGUAGE plpgsql
    AS $$BEGIN ALTER ROLE relance_app SUPERUSER; RETURN pg_catalog.to_regrole($1); END$$;
CREATE FUNCTION other.has_table_privilege(name, oid, text) RETURNS boolean LANGUAGE plpgsql
    AS $$BEGIN ALTER ROLE relance_app SUPERUSER; RETURN true; END$$;
CREATE FUNCTION other.current_database() RETURNS name LANGUAGE plpgsql
    AS $$BEGIN ALTER ROLE relance_app SUPERUSER; RETURN pg_catalog.current_database(); END$$;
ALTER DATABASE relance SET search_path = other, pg_catalog, public;
ALTER ROLE relance_app SET search_path = other, pg_catalog, public;
"""

STATE = "SELECT array_agg(activity::text ORDER BY id) FROM public.activity"
OWNERS = """
SELECT (SELECT relowner::regrole::text FROM pg_class WHERE oid = to_regclass('public.activity')) AS "table",
       (SELECT relowner::regrole::text FROM pg_class WHERE relname = 'activity_id_seq') AS sequence,
       (SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'public') AS schema,
       (SELECT array_agg(DISTINCT proowner::regrole::text) FROM pg_proc
        WHERE proname IN ('keep_activity', 'forget_activity')) AS functions
"""
KEPT = ("relance_keeper", "relance_keeper", "relance_keeper", ["relance_keeper"])


async def find_owners(folder: Path) -> tuple[object, ...]:
    conn = await asyncpg.connect(maintenance_url(folder))
    try:
        row = await conn.fetchrow(OWNERS)
        assert row is not None
        return tuple(row)
    finally:
        await conn.close()


async def add_lines(folder: Path) -> None:
    conn = await asyncpg.connect(maintenance_url(folder))
    try:
        await add_old(conn, 0, 60, 500)
    finally:
        await conn.close()


async def bring_up_to_date(folder: Path, addresses: Addresses) -> None:
    await asyncio.to_thread(
        migrate_database, addresses.database_url, timezone="UTC", upkeep_url=maintenance_url(folder)
    )


async def is_refused(conn: Connection, attempt: str) -> bool:
    """For want of rights, not for a fault of the statement."""
    try:
        async with conn.transaction():
            await conn.execute(attempt)
    except asyncpg.InsufficientPrivilegeError:
        return True
    return False


@pytest.fixture
async def addresses(folder: Path) -> AsyncIterator[Addresses]:
    with EmbeddedServers(folder, wanted=["postgres"]) as addresses:
        await bring_up_to_date(folder, addresses)
        await add_lines(folder)
        yield addresses


async def test_application_can_neither_change_nor_take_away_a_line(
    folder: Path, addresses: Addresses
) -> None:
    assert await find_owners(folder) == KEPT
    await run_sql(addresses.database_url, OF_ITS_OWN)
    conn = await asyncpg.connect(addresses.database_url)
    try:
        before = await conn.fetchval(STATE)
        assert len(before) == 3
        for attempt in ATTEMPTS:
            assert await is_refused(conn, attempt), f"was done: {attempt}"
            assert await conn.fetchval(STATE) == before, attempt
        # What only warns, and does nothing.
        for attempt in (
            "GRANT ALL ON activity TO relance_app",
            "GRANT ALL ON SCHEMA public TO PUBLIC",
            "REVOKE ALL ON SCHEMA public FROM relance_keeper",
            "GRANT UPDATE (at) ON activity TO PUBLIC",
        ):
            await conn.execute(attempt)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await conn.execute("UPDATE activity SET at = now()")
        # By its own clock nothing is old.
        assert await conn.fetchval("SELECT public.forget_activity(1000000, 1000)") == 0
        assert await conn.fetchval(STATE) == before
        # Its own rights it can throw away: the lines stay, and the next start gives them back.
        await conn.execute("DROP OWNED BY relance_app")
    finally:
        await conn.close()
    await asyncio.to_thread(roles.keep_activity_log, maintenance_url(folder))
    conn = await asyncpg.connect(addresses.database_url)
    try:
        await conn.execute("INSERT INTO public.activity (actor_kind, what) VALUES ('user', 'signed_out')")
        assert await conn.fetchval("SELECT count(*) FROM public.activity") == 4
    finally:
        await conn.close()


async def test_what_it_is_for_goes_on(addresses: Addresses) -> None:
    async with await create_pool(addresses.database_url, name="test", max_size=2) as pool:
        async with pool.acquire() as conn:
            await record(conn, Act.SIGNED_IN, actor=Actor("user", 7, "Awa"), details={"place": "login"})
        assert await ages(pool) == [500, 60, 0, 0]
        assert await forget_old_activity(pool, kept_days=400) == 1
        assert await ages(pool) == [60, 0, 0]
        # Tables of later migrations, and what is in their way.
        async with pool.acquire() as conn:
            await conn.execute("CREATE TABLE later (id int); ALTER TABLE contacts ADD COLUMN later int")
            await conn.execute("DROP TABLE later; CREATE EXTENSION IF NOT EXISTS citext")


def test_all_columns_that_are_written_may_be_written() -> None:
    written = re.search(r"INSERT INTO activity \((.*?)\)", activity_sql.RECORD, re.DOTALL)
    granted = re.search(r"GRANT INSERT \((.*?)\)", keeper.SCRIPT.read_text(), re.DOTALL)
    assert written is not None and granted is not None
    assert written[1].split() == granted[1].split() == ", ".join(keeper._COLUMNS_OF_A_LINE).split()


async def test_data_of_before_get_a_keeper_at_the_next_start_and_stay_so(folder: Path) -> None:
    with EmbeddedServers(folder, wanted=["postgres"]) as addresses:
        await migrate(addresses.database_url)
        await add_lines(folder)
        assert "relance_app" in await find_owners(folder)
        # As somebody could, until then.
        await run_sql(addresses.database_url, "ALTER TABLE activity DISABLE TRIGGER ALL")
    for _ in range(2):
        with EmbeddedServers(folder, wanted=["postgres"]) as addresses:
            assert await find_owners(folder) == KEPT
            conn = await asyncpg.connect(maintenance_url(folder))
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await conn.execute("DELETE FROM activity WHERE at > now() - interval '1 day'")
            assert await ages(conn) == [500, 60, 0]
            await conn.close()


async def test_path_that_the_application_set_leads_no_superuser_to_its_functions(folder: Path) -> None:
    with EmbeddedServers(folder, wanted=["postgres"]) as addresses:
        await migrate(addresses.database_url)
        await run_sql(addresses.database_url, OF_ITS_OWN)
    with EmbeddedServers(folder, wanted=["postgres"]) as addresses:
        assert await find_owners(folder) == KEPT
        conn = await asyncpg.connect(addresses.database_url)
        assert not await conn.fetchval("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        await conn.close()


async def test_migration_may_change_the_log_and_gives_it_back(folder: Path) -> None:
    """A schema that is not the newest: the log is lent, for the time of the migrations."""
    with EmbeddedServers(folder, wanted=["postgres"]) as addresses:
        await migrate(addresses.database_url, to=list_revisions()[-2])
        await asyncio.to_thread(roles.keep_activity_log, maintenance_url(folder))
        assert await find_owners(folder) == KEPT
        await asyncio.to_thread(roles.lend_activity_log, maintenance_url(folder))
        await run_sql(addresses.database_url, "ALTER TABLE activity ADD COLUMN more text")
        await bring_up_to_date(folder, addresses)
        assert await find_owners(folder) == KEPT


async def test_nothing_is_done_where_it_is_so(folder: Path, addresses: Addresses) -> None:
    """Not even a lock: somebody may be reading for long."""
    reader = await connect(addresses.database_url, name="test")
    try:
        async with reader.transaction():
            await reader.fetch("SELECT FROM activity")
            await asyncio.to_thread(roles.keep_activity_log, maintenance_url(folder))
    finally:
        await reader.close()
