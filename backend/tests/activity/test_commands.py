"""What commands change is theirs; what happens by itself is Relance's."""

import asyncio
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest
import typer
from typer.testing import CliRunner

from relance.campaigns.running.tick import start_due
from relance.cli import app
from relance.core.clock import utc_now
from relance.core.db import Pool
from relance.core.settings import Settings
from tests.activity.lines import lines
from tests.architecture.public_contract import _read_commands
from tests.campaigns.scene import Scene

LOGGED = {
    "create-user", "set-password", "create-api-key", "sync", "import", "backup", "restore", "restored",
    "webhooks replay", "doubts",
}  # fmt: skip

NOT_LOGGED = {
    "up": "runs the processes; what they do by themselves is Relance's",
    "api": "as up",
    "sender": "as up",
    "worker": "as up",
    "beat": "as up",
    "migrate": "the schema, which tells its own revision",
    "recount": "changes nothing",
    "webhooks parked": "changes nothing",
    "doctor": "changes nothing",
    "openapi": "changes nothing",
    "env-example": "changes nothing",
    "demo": "in a database of its own",
    "simulator": "has no database",
}

ACTORS = "SELECT actor_kind, actor_name, address, what FROM activity ORDER BY id"


def test_every_command_is_decided_on() -> None:
    assert set(_read_commands(typer.main.get_command(app))) == LOGGED | NOT_LOGGED.keys()


async def ask(url: str) -> list[asyncpg.Record]:
    conn = await asyncpg.connect(url)
    try:
        return await conn.fetch(ACTORS)
    finally:
        await conn.close()


def test_a_command_signs_with_its_name_and_who_ran_it(
    relance_environment: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("relance.cli.who.getpass.getuser", lambda: "awa")
    monkeypatch.setattr("relance.cli.who.socket.gethostname", lambda: "server-1")
    for command, typed in (
        (["create-user", "binta", "--password-stdin"], "a long enough password\n"),
        (["set-password", "binta", "--password-stdin"], "another good password\n"),
        (["create-api-key", "--name", "crm"], None),
    ):
        result = CliRunner().invoke(app, command, input=typed)
        assert result.exit_code == 0, result.output
    found = asyncio.run(ask(relance_environment.require_database_url()))
    assert [(row["what"], row["actor_kind"], row["actor_name"]) for row in found] == [
        ("user_created", "command", "relance create-user (awa on server-1)"),
        ("password_changed", "command", "relance set-password (awa on server-1)"),
        ("api_key_created", "command", "relance create-api-key (awa on server-1)"),
    ]
    assert {row["address"] for row in found} == {None}


def test_an_import_by_command(relance_environment: Settings, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("phone,first_name\n+2290197000001,Awa\n")
    result = CliRunner().invoke(app, ["import", str(file), "--category", "clients"])
    assert result.exit_code == 0, result.output
    found = asyncio.run(ask(relance_environment.require_database_url()))
    assert [(row["what"], row["actor_kind"]) for row in found] == [
        ("category_created", "command"),
        ("import_started", "command"),
    ]


async def test_a_scheduled_start_is_relances_own(pool: Pool) -> None:
    scene = await Scene(pool).furnish()
    category = await scene.add_category()
    await scene.add_contacts(category, 1)
    at = utc_now() - timedelta(seconds=1)
    campaign_id = await scene.add_campaign(
        category, status="scheduled", scheduled_at=at, launch_until=None, name="Offre"
    )
    assert await start_due(pool, scene.queue, now=utc_now()) == [campaign_id]
    [line] = await lines(pool, "campaign_started")
    assert (line["actor_kind"], line["actor_id"], line["address"]) == ("relance", None, None)
    assert (line["subject_id"], line["subject_name"]) == (campaign_id, "Offre")
    assert line["before"] == {"status": "scheduled"}
