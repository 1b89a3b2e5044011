"""What `relance up` and each process put into the environment of those they become or start."""

from pathlib import Path

import pytest

from relance.cli.environment import fill_in, url_variables
from relance.core.settings import Settings, load_settings
from relance.embedded import Addresses

SERVERS = Addresses(database_url="postgresql://embedded", redis_url="redis://embedded")


def read_again(monkeypatch: pytest.MonkeyPatch, given: dict[str, str]) -> Settings:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return load_settings()


@pytest.mark.parametrize("in_file", [("database_url", "redis_url"), ("database_url",), ("redis_url",)])
def test_url_in_a_file_stands_in_no_environment(
    relance_environment: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, in_file: tuple[str, ...]
) -> None:
    for name in ("database_url", "redis_url"):
        monkeypatch.delenv(f"RELANCE_{name.upper()}")
    for name in in_file:
        scheme = "postgresql" if name == "database_url" else "redis"
        (tmp_path / name).write_text(f"{scheme}://of-the-file\n")
        monkeypatch.setenv(f"RELANCE_{name.upper()}_FILE", str(tmp_path / name))
    complete = fill_in(load_settings(), SERVERS)
    given = url_variables(complete)
    assert not any("of-the-file" in value for value in given.values())
    # A process with this environment knows the same.
    found = read_again(monkeypatch, given)
    assert (found.database_url, found.redis_url) == (complete.database_url, complete.redis_url)


def test_embedded_servers_are_named_to_those_that_are_started(
    relance_environment: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("database_url", "redis_url"):
        monkeypatch.setenv(f"RELANCE_{name.upper()}", "")
        monkeypatch.setenv(f"RELANCE_{name.upper()}_FILE", "")
    found = read_again(monkeypatch, url_variables(fill_in(load_settings(), SERVERS)))
    assert (found.database_url, found.redis_url) == (SERVERS.database_url, SERVERS.redis_url)
