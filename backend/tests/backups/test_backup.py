"""`relance backup`: a whole file for us alone, or the one that was there before."""

import os
import signal
import stat
from pathlib import Path

import pytest

from relance.backups.backup import dump_command
from relance.backups.dump_file import read_dump
from relance.backups.libpq import libpq_environment
from relance.core.settings import Settings
from relance.migrations.apply import newest_revision
from tests.backups.world import CONTACTS, ask, run, run_well, start, table_taken, use, wait_until
from tests.faults.rig.disk import SmallDisk


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def test_it_tells_what_is_in_the_file_which_is_ours_alone(filled: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    said = run_well("backup", folder / "relance.dump")
    assert f"schema {newest_revision()}" in said
    assert f"1 campaign, {CONTACTS} contacts, {CONTACTS} messages." in said
    assert "Replies, opt-outs and all else that comes after that moment is not in it" in said
    assert files(folder) == ["relance.dump"]
    assert stat.S_IMODE((folder / "relance.dump").stat().st_mode) == 0o600
    assert read_dump(folder / "relance.dump").revision == newest_revision()


def test_a_file_that_is_there_is_replaced_only_when_that_is_said(filled: Settings, tmp_path: Path) -> None:
    file = tmp_path / "relance.dump"
    file.write_text("precious")
    result = run("backup", file)
    assert result.exit_code == 1
    assert "exists: choose another name, or replace it with --force" in result.stderr
    assert file.read_text() == "precious"
    run_well("backup", file, "--force")
    assert read_dump(file).revision == newest_revision()
    assert files(tmp_path) == ["relance.dump"]


def test_what_a_killed_backup_left_is_in_nobody_s_way(filled: Settings, tmp_path: Path) -> None:
    (tmp_path / ".relance.dump.unfinished").write_text("half of it")
    run_well("backup", tmp_path / "relance.dump")
    assert files(tmp_path) == ["relance.dump"]


@pytest.mark.parametrize("to", ["nowhere/relance.dump", "."])
def test_a_place_that_cannot_be_written_is_a_sentence(filled: Settings, tmp_path: Path, to: str) -> None:
    result = run("backup", tmp_path / to)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert str(tmp_path) in result.stderr


def test_a_database_of_others_is_not_dumped(
    filled: Settings, empty: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use(monkeypatch, empty)
    result = run("backup", tmp_path / "relance.dump")
    assert result.exit_code == 1
    assert "holds no Relance" in result.stderr
    assert files(tmp_path) == []


@pytest.mark.parametrize("table", ["contacts", "send_batches"])
def test_a_dump_that_fails_leaves_the_former_one(
    filled: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, table: str
) -> None:
    """By a migration that holds a table for longer than a backup waits."""
    file = tmp_path / "relance.dump"
    file.write_text("precious")
    monkeypatch.setattr("relance.backups.backup.LOCK_PATIENCE", "100ms")
    with table_taken(filled.require_database_url(), table):
        result = run("backup", file, "--force")
    assert result.exit_code == 1
    assert "could not be dumped" in result.stderr
    assert "is as it was" in result.stderr
    assert (file.read_text(), files(tmp_path)) == ("precious", ["relance.dump"])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may make a small disk")
def test_a_full_disk_is_a_sentence_and_leaves_the_former_one(filled: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    disk = SmallDisk(folder, 1)
    try:
        (folder / "relance.dump").write_text("precious")
        with disk.full():
            result = run("backup", folder / "relance.dump", "--force")
        assert result.exit_code == 1
        assert f"The disk of {folder} is full: make room there" in result.stderr
        assert (files(folder), (folder / "relance.dump").read_text()) == (["relance.dump"], "precious")
    finally:
        disk.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_broken_off_it_leaves_no_file_and_no_child(
    filled: Settings, tmp_path: Path, number: signal.Signals
) -> None:
    file, url = tmp_path / "relance.dump", filled.require_database_url()
    dumping = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'relance-backup'"
    with table_taken(url, "send_batches"):
        process = start("backup", file)
        wait_until(lambda: ask(url, f"{dumping} AND wait_event_type = 'Lock'"))
        process.send_signal(number)
        _, said = process.communicate()
        wait_until(lambda: not ask(url, dumping))
    assert process.returncode != 0
    assert not file.exists()
    if number != signal.SIGKILL:
        assert said == "relance: The backup was interrupted: nothing was written.\n"
        assert files(tmp_path) == []


def test_no_list_of_processes_shows_the_password(tmp_path: Path) -> None:
    url = "postgresql://afi:p%40ss%2Fw%C3%B6rd@db.example.org:6432/relance"
    command = dump_command(Path("pg_dump"), tmp_path / "relance.dump")
    assert not any("p@ss" in str(part) or "postgresql:" in str(part) for part in command)
    env = libpq_environment(url, name="backup")
    assert (env["PGPASSWORD"], env["PGUSER"]) == ("p@ss/wörd", "afi")
