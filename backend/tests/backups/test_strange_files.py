"""Files and databases that a restore cannot take, each with what to do about it."""

import asyncio
import bz2
import gzip
import lzma
import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from relance.embedded import Addresses
from tests.backups.world import is_empty, run, use
from tests.support.read_only import read_only
from tests.support.servers import drop_database, run_sql, with_database


@pytest.mark.parametrize(
    ("wrap", "words"),
    [
        (gzip.compress, "is packed by gzip: unpack it first."),
        (lzma.compress, "is packed by xz: unpack it first."),
        (bz2.compress, "is packed by bzip2: unpack it first."),
        (lambda data: b"age-encryption.org/v1\n" + data, "is encrypted by age: decrypt it first."),
    ],
)
def test_nobody_is_told_to_throw_a_good_backup_away(
    backup: Path,
    empty: str,
    monkeypatch: pytest.MonkeyPatch,
    wrap: Callable[[bytes], bytes],
    words: str,
) -> None:
    backup.write_bytes(wrap(backup.read_bytes()))
    use(monkeypatch, empty)
    result = run("restore", backup)
    assert result.exit_code == 1
    assert words in result.stderr
    assert is_empty(empty)


@pytest.mark.usefixtures("relance_environment")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    result = run("restore", tmp_path / "pipe")
    assert result.exit_code == 1
    assert "is not a file but a pipe or a device" in result.stderr


def test_a_standby_is_refused_before_anything_is_done(
    backup: Path, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, empty)
    standby = read_only(empty)
    with asyncio.Runner() as runner:
        runner.run(standby.__aenter__())
        result = run("restore", backup)
        runner.run(standby.__aexit__(None, None, None))
    assert result.exit_code == 1
    assert "takes no writes, it is a standby or set to read only: name the primary" in result.stderr
    assert is_empty(empty)


def test_a_database_in_which_many_names_have_no_place_is_refused(
    backup: Path, servers: Addresses, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"{database_url.rpartition('/')[2]}_latin"
    how = "TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'"
    asyncio.run(drop_database(servers, name))
    asyncio.run(run_sql(servers.database_url, f"CREATE DATABASE {name} {how}"))
    use(monkeypatch, with_database(servers.database_url, name))
    try:
        result = run("restore", backup)
        assert result.exit_code == 1
        assert "has the encoding LATIN1, and Relance needs UTF8: make one" in result.stderr
    finally:
        asyncio.run(drop_database(servers, name))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ((":{password}@", ":wrong@"), "the database refuses us: "),
        (("/{name}", "/nowhere"), "the server has no such database: "),
        ((":{port}/", ":9/"), "the database or the network is away: "),
    ],
)
@pytest.mark.usefixtures("relance_environment")
@pytest.mark.parametrize("command", [("doubts",), ("restored",), ("backup", "file")])
def test_a_database_that_cannot_be_reached_says_what_to_check(
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    change: tuple[str, str],
    words: str,
    command: tuple[str, ...],
    tmp_path: Path,
) -> None:
    url = urlsplit(database_url)
    old = change[0].format(password=url.password, name=url.path[1:], port=url.port)
    assert old in database_url
    monkeypatch.chdir(tmp_path)
    use(monkeypatch, database_url.replace(old, change[1]))
    result = run(*command)
    assert result.exit_code == 1
    assert words in result.stderr
    assert "check RELANCE_DATABASE_URL" in result.stderr
    assert not list(tmp_path.glob("*file*"))
