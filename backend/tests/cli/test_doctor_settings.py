"""`relance doctor` on the settings: all that is wrong at once, in plain words, and on with the rest."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from relance.cli.commands import app
from relance.cli.doctor import examine
from relance.core.settings import Settings


def doctor() -> str:
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code in (0, 1) and isinstance(result.exception, SystemExit | None)
    return result.output


def test_all_that_is_missing_is_told_at_once_and_the_rest_is_looked_at(
    relance_environment: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("WHATSAPP_TOKEN", "WHATSAPP_APP_SECRET", "SECRET_KEY"):
        monkeypatch.delenv(f"RELANCE_{name}")
    monkeypatch.setenv("RELANCE_PORT", "eighty")
    told = doctor()
    for name in ("WHATSAPP_TOKEN", "WHATSAPP_APP_SECRET", "SECRET_KEY"):
        assert f"RELANCE_{name} is not set: see .env.example" in told
    assert "RELANCE_PORT is not right: it must be a whole number" in told
    assert "database: reachable" in told and "redis: reachable" in told
    assert "complete and well-formed" not in told


async def test_meta_is_asked_what_can_be_asked_while_the_setting_up_goes_on(
    settings: Settings, simulator: Any
) -> None:
    rehearsal = settings.model_copy(update={"whatsapp_api_url": simulator.url})
    faulty = {"whatsapp_app_secret", "whatsapp_verify_token", "whatsapp_business_account_id"}
    findings = {finding.subject: finding for finding in await examine(rehearsal, faulty)}
    assert {findings[subject].level for subject in ("Graph API", "token", "phone number")} == {"ok"}
    assert not {"app secret", "webhook", "subscribed app", "templates at Meta"} & set(findings)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("WHATSAPP_APP_SECRET", "", "it is empty"),
        ("SECRET_KEY", "short", "it must have at least 16 characters"),
        ("WHATSAPP_PHONE_NUMBER_ID", "+33612345678", "not the phone number itself"),
        ("WHATSAPP_GRAPH_VERSION", "26", "it must look like v26.0"),
        ("REPLY_SHARE", "1", "it must be less than 1"),
        ("ACTIVITY_KEPT_DAYS", "3", "it must be at least 30"),
        ("SENDER_RATE_PER_S", "many", "it must be a number"),
        ("CACHE", "yes", "it must be 'on' or 'off'"),
        ("DATABASE_URL", "mysql://me:planted@db/relance", "it must begin with postgresql://"),
        ("REDIS_URL", "planted", "it must begin with redis://"),
    ],
)
def test_what_is_malformed_is_said_in_words_for_whoever_set_it(
    relance_environment: Settings, monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(f"RELANCE_{name}", value)
    told = doctor()
    assert f"RELANCE_{name} is not right: " in told and words in told
    assert "String should" not in told and "planted" not in told


def test_a_misspelt_setting_is_told_with_the_name_that_was_meant(
    relance_environment: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("RELANCE_TRUSTED_PROXY=10.0.0.1\nRELANCE_PORT_FILE=port\nOTHER=1\n")
    (tmp_path / ".env").chmod(0o600)
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")
    monkeypatch.setenv("RELANCE_SENDER_RATE", "10")
    monkeypatch.setenv("RELANCE_BACKUPS", "/var/backups")  # of relance-backup.service
    monkeypatch.setenv("RELANCE_REDIS_URL_FILE", "")
    told = doctor()
    assert "settings: complete and well-formed" in told
    assert "RELANCE_TRUSTED_PROXY: is no setting of Relance, and has no effect" in told
    assert "write RELANCE_TRUSTED_PROXIES, or take it away" in told
    assert "write RELANCE_SENDER_RATE_PER_S, or take it away" in told
    assert "RELANCE_PORT_FILE: is no setting: only secrets may lie in files" in told
    assert "BACKUPS" not in told and "OTHER" not in told and "REDIS_URL_FILE" not in told


def test_a_file_of_a_secret_has_its_own_remedies(
    relance_environment: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "token"
    monkeypatch.setenv("RELANCE_WHATSAPP_TOKEN_FILE", str(file))
    told = doctor()
    assert "are both set: keep one of them" in told and "unset the other one" in told
    monkeypatch.delenv("RELANCE_WHATSAPP_TOKEN")
    told = doctor()
    assert f"RELANCE_WHATSAPP_TOKEN_FILE={file} cannot be read" in told and "name the right file" in told
    file.write_text("a-token\n")
    file.chmod(0o644)
    assert "may read it (mode 644), and it is RELANCE_WHATSAPP_TOKEN_FILE" in doctor()
    file.chmod(0o600)
    assert "mode 600" not in doctor()
