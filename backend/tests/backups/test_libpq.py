"""libpq reaches with its environment what asyncpg reaches with the URL."""

import pytest

from relance.backups.libpq import libpq_environment
from relance.backups.restore import fit_header
from relance.core.errors import SettingsError
from relance.migrations.apply import migrate


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets of ours, and words for libpq of the person who runs the tests."""
    monkeypatch.setenv("RELANCE_SECRET_KEY", "hidden-word")
    for name in ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE", "PGSSLMODE"):
        monkeypatch.delenv(name, raising=False)


def read(url: str) -> dict[str, str]:
    env = libpq_environment(url, name="backup")
    assert "hidden-word" not in env.values()
    assert env["PGAPPNAME"] == "relance-backup"
    return {key: value for key, value in env.items() if key.startswith("PG") and key != "PGAPPNAME"}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://afi:p%40ss%3Aword@db.example.org:6432/relance",
            {"PGHOST": "db.example.org", "PGPORT": "6432", "PGUSER": "afi", "PGPASSWORD": "p@ss:word",
             "PGDATABASE": "relance"},
        ),
        (
            "postgres://afi@[::1]:5433/my%20base?sslmode=verify-full&sslrootcert=/etc/ca.pem",
            {"PGHOST": "::1", "PGPORT": "5433", "PGUSER": "afi", "PGDATABASE": "my base",
             "PGSSLMODE": "verify-full", "PGSSLROOTCERT": "/etc/ca.pem"},
        ),
        (
            "postgresql://afi:x@/relance?host=/run/my%20sockets&port=5433",
            {"PGHOST": "/run/my sockets", "PGPORT": "5433", "PGUSER": "afi", "PGPASSWORD": "x",
             "PGDATABASE": "relance"},
        ),
        (
            "postgresql://afi@%2Frun%2Fsockets/relance",
            {"PGHOST": "/run/sockets", "PGUSER": "afi", "PGDATABASE": "relance"},
        ),
        (
            "postgresql://a:1,b:2/relance?user=afi&password=secret&target_session_attrs=read-write",
            {"PGHOST": "a,b", "PGPORT": "1,2", "PGUSER": "afi", "PGPASSWORD": "secret",
             "PGDATABASE": "relance", "PGTARGETSESSIONATTRS": "read-write"},
        ),
        (
            "postgresql://h/relance?application_name=other&search_path=my%20schema",
            {"PGHOST": "h", "PGDATABASE": "relance", "PGOPTIONS": "-c search_path=my\\ schema"},
        ),
    ],
)  # fmt: skip
def test_every_part_of_a_url_is_handed_on(url: str, expected: dict[str, str]) -> None:
    assert read(url) == expected


def test_what_the_url_does_not_say_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "of the environment")
    monkeypatch.setenv("PGOPTIONS", "-c statement_timeout=1")
    assert read("postgresql://afi@h/relance")["PGPASSWORD"] == "of the environment"
    assert "PGOPTIONS" not in read("postgresql://afi@h/relance")


def test_without_a_host_it_is_found_as_asyncpg_finds_it() -> None:
    assert read("postgresql:///relance?port=9")["PGHOST"] == "localhost"


@pytest.mark.parametrize("url", ["postgresql://[::1/relance", "postgresql://h/relance?sslpassword=x"])
def test_what_cannot_be_handed_on_is_a_sentence(url: str) -> None:
    with pytest.raises(SettingsError, match="RELANCE_DATABASE_URL"):
        libpq_environment(url, name="backup")


async def test_migrations_take_words_of_libpq_in_the_url_too(database_url: str) -> None:
    await migrate(f"{database_url}?sslmode=disable")


def test_an_older_server_is_not_told_what_it_does_not_know() -> None:
    header = b"SET lock_timeout = 0;\nSET transaction_timeout = 0;\nSET row_security = off;\n"
    assert fit_header(header, major=16) == b"SET lock_timeout = 0;\nSET row_security = off;\n"
    assert fit_header(header, major=17) == header
