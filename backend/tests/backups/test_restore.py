"""`relance restore`: the same as before, into an empty database only, all or nothing, and asked about."""

import asyncio
import os
import signal
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from relance.backups.dump_file import read_dump
from relance.core import locks
from relance.core.errors import CommandError
from relance.core.settings import Settings
from relance.embedded import Addresses
from relance.migrations.apply import list_revisions, migrate, newest_revision
from tests.backups.world import (
    CONTACTS,
    ask,
    busy,
    connected,
    count,
    is_empty,
    make_empty,
    run,
    run_well,
    settle,
    start,
    use,
    wait_until,
)
from tests.restored.dumps import dump

HALTED = "SELECT count(*) FROM former_installations WHERE settled_at IS NULL"


def test_everything_is_there_again_and_nothing_leaves_before_the_answer(
    backup: Path, filled: Settings, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled.require_database_url()
    use(monkeypatch, empty)
    said = run_well("restore", backup)
    # With the log of what was done, which nobody changes here either.
    assert ask(empty, "SELECT count(*) FROM activity WHERE what IN ('backup_made', 'database_restored')") == 2
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        ask(empty, "UPDATE activity SET what = 'signed_in'")
    assert f"1 campaign, {CONTACTS} contacts, {CONTACTS} messages" in said
    assert "The counts agree with the rows." in said
    assert "relance restored --restored" in said
    assert count(empty) == count(before)
    assert ask(empty, "SELECT id FROM installation") != ask(before, "SELECT id FROM installation")
    assert ask(empty, HALTED) == 1
    assert ask(empty, "SELECT status_reason FROM campaigns") == "restored"
    assert "Nothing leaves. 1 campaign is paused" in run_well("restored")
    assert run_well("restored", "--copy").startswith("Answered by command line: copy.\n")
    assert run_well("recount", "--check") == "The counts agree with the rows.\n"


def test_into_the_emptied_database_itself_it_asks_all_the_same(backup: Path, filled: Settings) -> None:
    """Same cluster, same database: nothing but the restore itself can tell."""
    url = filled.require_database_url()
    ask(url, "DROP SCHEMA public CASCADE")
    ask(url, "CREATE SCHEMA public")
    run_well("restore", backup)
    assert ask(url, HALTED) == 1
    assert ask(url, "SELECT status FROM campaigns") == "paused"


def test_a_restore_that_was_killed_after_its_commit_asks_at_the_next_start(
    backup: Path, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, empty)
    monkeypatch.setattr("relance.cli.restore.migrate_database", lambda *_, **__: os.kill(os.getpid(), 15))
    result = run("restore", backup)
    assert result.exit_code == 1
    assert "all data are in the database already, and nothing leaves" in result.stderr
    assert ask(empty, HALTED) == 0
    monkeypatch.undo()
    monkeypatch.setenv("RELANCE_DATABASE_URL", empty)
    settle(empty)
    assert ask(empty, HALTED) == 1


def test_a_database_that_is_not_empty_is_refused_and_left_alone(backup: Path, filled: Settings) -> None:
    url = filled.require_database_url()
    before = count(url)
    result = run("restore", backup)
    assert result.exit_code == 1
    assert f"holds a Relance with 1 campaign, {CONTACTS} contacts" in result.stderr
    assert "CREATE DATABASE" in result.stderr
    assert (count(url), ask(url, HALTED)) == (before, 0)
    assert ask(url, "SELECT status FROM campaigns") == "sending"


@pytest.mark.parametrize(
    "made", ["CREATE TABLE notes (text text)", "CREATE FUNCTION f() RETURNS int RETURN 1"]
)
def test_what_is_not_ours_is_not_written_beside(
    backup: Path, empty: str, monkeypatch: pytest.MonkeyPatch, made: str
) -> None:
    ask(empty, made)
    use(monkeypatch, empty)
    result = run("restore", backup)
    assert result.exit_code == 1
    assert "is not empty, it holds" in result.stderr
    assert ask(empty, "SELECT to_regclass('installation') IS NULL")


def test_extensions_that_are_there_already_do_not_matter(
    backup: Path, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(empty, "CREATE EXTENSION pg_trgm")
    use(monkeypatch, empty)
    run_well("restore", backup)


def test_running_processes_are_to_be_stopped_first(
    backup: Path, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, empty)
    with connected(empty, name="sender"):
        result = run("restore", backup)
    assert result.exit_code == 1
    assert "(relance-sender): stop them first" in result.stderr
    assert is_empty(empty)


@pytest.mark.parametrize("left", [0.1, 0.5, 0.8, 0.98])
def test_a_cut_file_is_refused_before_anything_is_written(
    backup: Path, empty: str, monkeypatch: pytest.MonkeyPatch, left: float
) -> None:
    os.truncate(backup, int(backup.stat().st_size * left))
    use(monkeypatch, empty)
    result = run("restore", backup)
    assert result.exit_code == 1
    assert str(backup) in result.stderr
    assert "take another one" in result.stderr
    assert is_empty(empty)


def test_a_dump_that_breaks_off_on_the_way_leaves_the_database_empty(
    backup: Path, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut after it was checked: by a disk that fails, or somebody who writes over it."""
    from relance.backups import restore

    use(monkeypatch, empty)
    find_target = restore.find_target

    def cut(*given: Any, **named: Any) -> restore.Target:
        os.truncate(backup, int(backup.stat().st_size * 0.9))
        return find_target(*given, **named)

    monkeypatch.setattr(restore, "find_target", cut)
    result = run("restore", backup)
    assert result.exit_code == 1
    assert "could not be restored" in result.stderr
    assert is_empty(empty)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_broken_off_it_leaves_an_empty_database_and_no_child(
    backup: Path, empty: str, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    """While it waits for a migration: the same lock keeps both apart."""
    use(monkeypatch, empty)
    restoring = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'relance-restore'"
    with busy(empty, f"SELECT pg_advisory_lock({locks.MIGRATION})"):
        process = start("restore", backup)
        wait_until(lambda: ask(empty, f"{restoring} AND wait_event = 'advisory'"))
        process.send_signal(number)
        _, said = process.communicate()
    wait_until(lambda: not ask(empty, restoring))
    assert process.returncode != 0
    assert is_empty(empty)
    if number != signal.SIGKILL:
        assert said.endswith("The restore was interrupted: the database is empty as before.\n")


@pytest.mark.parametrize("content", [b"", b"PGDMP", b"-- PostgreSQL database dump\n", b"\x00" * 4096])
def test_what_is_no_dump_is_refused(
    empty: str, filled: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "file").write_bytes(content)
    use(monkeypatch, empty)
    result = run("restore", tmp_path / "file")
    assert result.exit_code == 1
    assert "cannot be read as a dump" in result.stderr
    assert is_empty(empty)


async def test_dumps_of_others_and_of_parts_are_refused(
    servers: Addresses, database_url: str, tmp_path: Path
) -> None:
    await dump(servers.database_url, tmp_path / "others")
    with pytest.raises(CommandError, match="is no dump of a Relance: the table alembic_version is not in it"):
        read_dump(tmp_path / "others")
    await dump(database_url, tmp_path / "part", "--exclude-table-data=messages")
    with pytest.raises(CommandError, match="is a dump of a part only: it lacks the rows of messages"):
        read_dump(tmp_path / "part")


def test_a_dump_of_a_newer_relance_is_refused(
    filled: Settings, empty: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ask(filled.require_database_url(), "UPDATE alembic_version SET version_num = '9999'")
    run_well("backup", tmp_path / "newer")
    use(monkeypatch, empty)
    result = run("restore", tmp_path / "newer")
    assert result.exit_code == 1
    assert f"made by a newer Relance than this one, whose newest is {newest_revision()}" in result.stderr
    assert is_empty(empty)


def test_a_dump_of_an_older_schema_is_brought_up_to_date(
    servers: Addresses, empty: str, relance_environment: Settings, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    older = list_revisions()[-3]
    monkeypatch.setenv("RELANCE_DATABASE_URL", empty)
    asyncio.run(migrate(empty, to=older))
    run_well("backup", tmp_path / "older")
    name = empty.rpartition("/")[2]
    make_empty(servers, name)
    said = run_well("restore", tmp_path / "older")
    assert f"schema {older}" in said
    assert "nothing has to be answered" in said
    assert ask(empty, "SELECT version_num FROM alembic_version") == newest_revision()
