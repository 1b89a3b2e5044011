"""The application's role owns its database and is no superuser; data of before change their owner."""

import asyncio
import json
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from relance.core.errors import SettingsError
from relance.embedded import Addresses, EmbeddedServers, read_running, roles
from relance.embedded.data_folder import maintenance_url
from relance.embedded.roles_sql import OBJECTS
from relance.migrations.apply import migrate, newest_revision
from tests.support.servers import run_sql

OWNERS = f"SELECT r.rolname, o.name FROM ({OBJECTS}) o JOIN pg_roles r ON r.oid = o.owner"

# As a database was that the superuser made: all of a release before there were two roles.
BACK = """
REASSIGN OWNED BY relance_app TO relance;
ALTER DATABASE relance OWNER TO relance;
DROP OWNED BY relance_app;
DROP ROLE relance_app;
CREATE TYPE mood AS ENUM ('well', 'ill');
CREATE DOMAIN word AS text;
CREATE VIEW seen AS SELECT 1 AS one;
CREATE SEQUENCE alone;
CREATE SCHEMA apart;
CREATE TABLE apart."a Table" (id serial);
"""


async def ask(url: str, question: str) -> list[Any]:
    connection = await asyncpg.connect(url)
    try:
        return list(await connection.fetch(question))
    finally:
        await connection.close()


async def find_owners(addresses: Addresses) -> set[str]:
    return {row["rolname"] for row in await ask(addresses.database_url, OWNERS)}


async def make_old(folder: Path, addresses: Addresses) -> None:
    """Data and passwords as a release before left them; the superuser's password stays."""
    await run_sql(maintenance_url(folder), BACK)
    passwords = json.loads((folder / "passwords.json").read_text())
    del passwords["application"]
    (folder / "passwords.json").write_text(json.dumps(passwords))


async def test_application_owns_its_database_and_may_nothing_beyond(folder: Path) -> None:
    with EmbeddedServers(folder, wanted=["postgres"]) as addresses:
        assert read_running(folder) == addresses
        await migrate(addresses.database_url)
        [role] = await ask(
            addresses.database_url,
            "SELECT r.*, d.datdba = r.oid AS owns FROM pg_roles r, pg_database d "
            "WHERE r.rolname = current_user AND d.datname = current_database()",
        )
        assert role["owns"] and role["rolcanlogin"]
        for right in ("super", "createrole", "createdb", "replication", "bypassrls"):
            assert not role[f"rol{right}"], right
        assert await find_owners(addresses) == {"relance_app"}
        for wish in (
            "COPY (SELECT 1) TO PROGRAM 'true'",
            "SELECT pg_read_file('postgresql.conf')",
            "ALTER SYSTEM SET work_mem = '1MB'",
            "SET ROLE relance",
            "CREATE DATABASE another",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await run_sql(addresses.database_url, wish)
        [superuser] = await ask(maintenance_url(folder), "SELECT rolsuper FROM pg_roles WHERE rolname = user")
        assert superuser["rolsuper"]


async def test_data_of_the_superuser_change_their_owner_and_nothing_else(folder: Path) -> None:
    with EmbeddedServers(folder, wanted=["postgres"]) as addresses:
        await migrate(addresses.database_url, to="0012")
        await run_sql(addresses.database_url, "INSERT INTO contacts (phone) VALUES ('+22997000001')")
        await make_old(folder, addresses)
        with pytest.raises(asyncpg.InvalidPasswordError):
            await ask(addresses.database_url, "SELECT 1")
        # Other commands, while a `relance up` of that release still runs.
        running = json.loads((folder / "running.json").read_text())
        del running["database_role"]
        (folder / "running.json").write_text(json.dumps(running))
        old = read_running(folder)
        assert old is not None and old.database_url == maintenance_url(folder)
        assert (await ask(old.database_url, "SELECT count(*) AS n FROM contacts"))[0]["n"] == 1
    with EmbeddedServers(folder, wanted=["postgres"]) as addresses:
        assert await find_owners(addresses) == {"relance_app"}
        names = {row["name"] for row in await ask(addresses.database_url, OWNERS)}
        assert {"TABLE contacts", "TYPE mood", "DOMAIN word", "TABLE seen", "TABLE alone", "SCHEMA apart",
                'TABLE apart."a Table"'} <= names  # fmt: skip
        await migrate(addresses.database_url)
        [row] = await ask(addresses.database_url, "SELECT version_num, phone FROM alembic_version, contacts")
        assert tuple(row) == (newest_revision(), "+22997000001")
        # Whoever still has the former URL goes on.
        assert await ask(maintenance_url(folder), "SELECT 1")
    with EmbeddedServers(folder, wanted=["postgres"]) as again:
        assert again == addresses


async def test_change_that_is_broken_off_leaves_all_as_it_was_and_is_done_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    servers = EmbeddedServers(folder, wanted=["postgres"])
    addresses = servers.start()
    try:
        await run_sql(addresses.database_url, "CREATE TABLE notes (text text); CREATE TABLE others (n int)")
        await make_old(folder, addresses)
        monkeypatch.setattr(roles, "_LOCK_TIMEOUT", "20ms")
        monkeypatch.setattr(roles, "_ATTEMPTS", 1)
        leftover = await asyncpg.connect(maintenance_url(folder))
        async with leftover.transaction():
            await leftover.execute("INSERT INTO notes VALUES ('under way')")
            with pytest.raises(SettingsError, match="could not be given to its own role"):
                await asyncio.to_thread(servers._settle_roles)
            roles_left = await ask(
                maintenance_url(folder), "SELECT FROM pg_roles WHERE rolname = 'relance_app'"
            )
            assert roles_left == []
        await leftover.close()
        servers._settle_roles()
        assert await find_owners(servers.addresses) == {"relance_app"}
        assert await ask(servers.addresses.database_url, "SELECT 'under way' FROM notes")
    finally:
        servers.stop()


async def test_another_password_in_the_folder_is_the_right_one_after_the_next_start(folder: Path) -> None:
    with EmbeddedServers(folder, wanted=["postgres"]) as first:
        pass
    passwords = json.loads((folder / "passwords.json").read_text())
    (folder / "passwords.json").write_text(json.dumps(passwords | {"application": "chosen-by-somebody"}))
    with EmbeddedServers(folder, wanted=["postgres"]) as second:
        assert "chosen-by-somebody" in second.database_url != first.database_url
        assert await ask(second.database_url, "SELECT 1")


async def test_password_is_in_no_log_of_the_server(folder: Path) -> None:
    with EmbeddedServers(folder, durable=False, wanted=["postgres"]) as addresses:
        await make_old(folder, addresses)
        await run_sql(maintenance_url(folder), "ALTER ROLE relance SET log_statement = 'all'")
    with EmbeddedServers(folder, durable=False, wanted=["postgres"]):
        password = json.loads((folder / "passwords.json").read_text())["application"]
    log = (folder / "logs" / "postgres.log").read_text()
    assert "ALTER ROLE relance_app" in log and password not in log
