"""Commands: sentences instead of tracebacks, secrets never shown, servers found."""

import asyncio
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import asyncpg
import pytest
from typer.testing import CliRunner

from relance.cli import app
from relance.core.settings import Settings
from relance.core.version import VERSION
from relance.embedded.data_folder import FolderLock, make_data_folder
from relance.migrations.apply import newest_revision

REQUIRED = (
    "RELANCE_SECRET_KEY",
    "RELANCE_WHATSAPP_TOKEN",
    "RELANCE_WHATSAPP_APP_SECRET",
    "RELANCE_WHATSAPP_VERIFY_TOKEN",
    "RELANCE_WHATSAPP_PHONE_NUMBER_ID",
    "RELANCE_WHATSAPP_BUSINESS_ACCOUNT_ID",
)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Complete settings whose servers nobody is to reach."""
    for name in REQUIRED:
        monkeypatch.setenv(name, "12345678901234567890")
    monkeypatch.setenv("RELANCE_DATABASE_URL", "postgresql://relance:hidden-word@127.0.0.1:9/relance")
    monkeypatch.setenv("RELANCE_REDIS_URL", "redis://:hidden-word@127.0.0.1:9/0")
    monkeypatch.setenv("RELANCE_WHATSAPP_API_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("RELANCE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("RELANCE_PORT", "0")


@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("command", ["up", "api", "sender", "migrate"])
def test_missing_setting_is_named_in_one_sentence(
    environment: None, monkeypatch: pytest.MonkeyPatch, name: str, command: str
) -> None:
    monkeypatch.delenv(name)
    result = CliRunner().invoke(app, [command])
    assert result.exit_code == 2
    assert result.stderr == f"relance: {name} is not set: see .env.example for what it means\n"
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RELANCE_PORT", "many"),
        ("RELANCE_SECRET_KEY", "short"),
        ("RELANCE_TIMEZONE", "Africa/Nowhere"),
        ("RELANCE_WHATSAPP_PHONE_NUMBER_ID", "+229 97 00 00 00"),
        ("RELANCE_SENDER_RATE_PER_S", "0"),
        ("RELANCE_DAILY_LIMIT", "-1"),
        ("RELANCE_CACHE", "maybe"),
    ],
)
def test_malformed_setting_is_named_in_one_sentence(
    environment: None, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    result = CliRunner().invoke(app, ["migrate"])
    assert result.exit_code == 2
    assert result.stderr.startswith(f"relance: {name} is not right: ")
    assert len(result.stderr.splitlines()) == 1


def test_migrate_says_which_schema_it_reached(relance_environment: Settings) -> None:
    result = CliRunner().invoke(app, ["migrate"])
    assert result.exit_code == 0, result.output
    assert result.stdout == f"The database is at schema {newest_revision()}.\n"


def test_database_that_is_away_is_a_sentence_about_its_setting(environment: None) -> None:
    result = CliRunner().invoke(app, ["migrate"])
    assert result.exit_code == 2
    assert result.stderr.startswith("relance: RELANCE_DATABASE_URL: the database cannot be used")
    assert "hidden-word" not in result.output


def test_doctor_says_what_is_bad_and_how_to_mend_it_without_any_secret(environment: None) -> None:
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 1
    assert "bad   database: not reachable" in result.stdout
    assert "bad   redis: not reachable" in result.stdout
    assert "bad   Graph API: not reachable" in result.stdout
    assert "→ check RELANCE_DATABASE_URL and the server" in result.stdout
    assert "hidden-word" not in result.output
    assert "12345678901234567890" not in result.output


def test_without_urls_and_without_running_servers_a_command_says_what_to_start(
    environment: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RELANCE_DATABASE_URL")
    result = CliRunner().invoke(app, ["migrate"])
    assert result.exit_code == 2
    assert "start `relance up`" in result.stderr


def test_api_key_is_the_last_word_on_stdout(relance_environment: Settings) -> None:
    result = CliRunner().invoke(app, ["create-api-key", "--name", "office"])
    assert result.exit_code == 0, result.output
    assert result.stdout.split()[-1].startswith("rl_")


def test_user_is_created_once_and_the_second_time_refused(
    relance_environment: Settings,
) -> None:
    arguments = ["create-user", "afi", "--role", "super_admin", "--password-stdin"]
    first = CliRunner().invoke(app, arguments, input="a long enough password\n")
    assert (first.exit_code, first.stdout) == (0, "The super_admin afi can log in.\n"), first.output
    second = CliRunner().invoke(app, arguments, input="a long enough password\n")
    assert second.exit_code == 1
    assert second.stderr.startswith("relance: ")


def test_recount_of_an_empty_database_finds_no_drift(relance_environment: Settings) -> None:
    result = CliRunner().invoke(app, ["recount", "--check"])
    assert (result.exit_code, result.stdout) == (0, "The counts agree with the rows.\n"), result.output


async def insert(database_url: str, statement: str) -> None:
    connection = await asyncpg.connect(database_url)
    await connection.execute(statement)
    await connection.close()


def test_recount_exits_1_only_when_asked_to_check_and_a_count_has_drifted(
    relance_environment: Settings,
) -> None:
    url = relance_environment.require_database_url()
    asyncio.run(insert(url, "INSERT INTO contacts (phone) VALUES ('+22990000001')"))
    asyncio.run(insert(url, "DELETE FROM contact_counts"))
    checked = CliRunner().invoke(app, ["recount", "--check"])
    assert checked.exit_code == 1, checked.output
    assert "the rows say 1" in checked.stdout
    assert CliRunner().invoke(app, ["recount"]).exit_code == 0


def test_recount_exits_1_when_a_list_would_miss_somebody(relance_environment: Settings) -> None:
    url = relance_environment.require_database_url()
    asyncio.run(insert(url, "INSERT INTO contacts (phone) VALUES ('+22990000001')"))
    assert CliRunner().invoke(app, ["recount", "--check"]).exit_code == 0
    asyncio.run(insert(url, "DELETE FROM contact_bits_due; INSERT INTO contact_bit_buckets VALUES (0, 0)"))
    checked = CliRunner().invoke(app, ["recount", "--check"])
    assert checked.exit_code == 1, checked.output
    assert "not in the bitmaps of names and numbers: counted 0, the rows say 1" in checked.stdout


def test_import_prints_the_counts_and_the_rejected_lines(
    relance_environment: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("phone,first_name\n+2290190000001,Afi\nnot a number,Koffi\n97000002,Awa\n")
    arguments = ["import", str(file), "--category", "Friends", "--default-country", "BJ"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert "2 contacts created" in result.stdout
    assert "line 3" in result.stdout
    file.write_text("phone\n" + "97000002\n" * 30)
    nobody = CliRunner().invoke(app, ["import", str(file), "--category", "Friends"])
    assert nobody.exit_code == 1
    assert "--default-country BJ" in nobody.stderr


def test_parked_webhook_is_listed_and_stays_parked_while_it_cannot_be_read(
    relance_environment: Settings,
) -> None:
    assert CliRunner().invoke(app, ["webhooks", "parked"]).stdout == "No webhook is parked.\n"
    statement = "INSERT INTO webhook_parked (digest, reason, body) VALUES ('d', 'not_json', '{broken')"
    asyncio.run(insert(relance_environment.require_database_url(), statement))
    assert "not_json" in CliRunner().invoke(app, ["webhooks", "parked"]).stdout
    replayed = CliRunner().invoke(app, ["webhooks", "replay", "--all"])
    assert replayed.exit_code == 1
    assert replayed.stdout.startswith("0 replayed, 1 still parked.")
    unknown = CliRunner().invoke(app, ["webhooks", "replay", "999"])
    assert (unknown.exit_code, unknown.stderr) == (1, "relance: There is no parked webhook 999.\n")


@pytest.mark.parametrize("arguments", [[], ["1", "--all"]])
def test_replay_wants_an_id_or_all(environment: None, arguments: list[str]) -> None:
    assert CliRunner().invoke(app, ["webhooks", "replay", *arguments]).exit_code == 2


def test_second_up_on_one_data_folder_is_refused_with_a_sentence(environment: None, tmp_path: Path) -> None:
    make_data_folder(tmp_path / "data")
    with FolderLock(tmp_path / "data"):
        result = CliRunner().invoke(app, ["up"])
    assert result.exit_code == 2
    assert "is in use by another Relance (process" in result.stderr


def test_taken_port_is_named_before_anything_starts(
    environment: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setenv("RELANCE_PORT", str(port))
        result = CliRunner().invoke(app, ["up"])
    assert result.exit_code == 2
    assert result.stderr.startswith(f"relance: RELANCE_PORT={port} cannot be used on 127.0.0.1")
    assert not (tmp_path / "data").exists()


def test_module_runs_as_a_program() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "relance", "--help"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "doctor" in result.stdout


def test_a_command_imports_no_more_than_it_needs() -> None:
    """`relance up` starts six processes, each a command first; the API's start alone is a second of work."""
    heavy = ("celery", "fastapi", "redis", "relance.main", "rich.progress", "sqlalchemy", "uvicorn")
    look = (
        f"import sys, gc, relance.__main__; print([n for n in {heavy} if n in sys.modules], gc.isenabled())"
    )
    result = subprocess.run(
        [sys.executable, "-c", look],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout == "[] True\n"


def test_it_tells_its_version() -> None:
    told = CliRunner().invoke(app, ["--version"])
    assert (told.exit_code, told.stdout) == (0, f"relance {VERSION}\n")
    # The one place that tells it: the wheel's is read from there.
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    assert "version" in project["project"]["dynamic"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "relance.core.version.VERSION"}


def test_what_a_file_brings_moves_no_cursor(relance_environment: Settings, tmp_path: Path) -> None:
    file = tmp_path / "friends.csv"
    # An escape that typer would leave out itself where it writes to no terminal shows nothing of this.
    lines = ["phone,first_name", *(f"+22901970000{n},Awa Kossi" for n in range(10, 20))]
    file.write_text("\n".join([*lines, "a\x1b]0;mine\x07,b\x9b2J"]))
    result = CliRunner().invoke(app, ["import", str(file), "--category", "Friends"])
    assert result.exit_code == 0, result.output
    assert "a\\x1b]0;mine\\x07" in result.stdout
    assert not [sign for sign in result.output if (sign < " " and sign != "\n") or "\x7f" <= sign < "\xa0"]
