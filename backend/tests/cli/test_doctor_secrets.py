"""`relance doctor` on the secrets: copied badly, readable by others, left over."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from relance.cli.checks_graph import check_graph
from relance.cli.checks_secrets import check_mode, check_secrets
from relance.cli.commands import app
from relance.cli.doctor import examine
from relance.core.settings import Settings


@pytest.mark.parametrize("token", ["a token", "token\n", "tok\u200ben", " "])
async def test_token_with_blanks_is_told_in_words_and_asks_nobody(settings: Settings, token: str) -> None:
    odd = settings.model_copy(update={"whatsapp_token": token})
    [finding] = [found for found in await examine(odd) if found.subject == "RELANCE_WHATSAPP_TOKEN"]
    assert finding.level == "bad" and finding.fact.startswith("holds a") and "copy it again" in finding.mend
    assert await check_graph(odd) == []  # the address of these settings would not answer


def test_doctor_says_it_of_the_environment_and_ends_without_a_traceback(
    relance_environment: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELANCE_WHATSAPP_TOKEN", "planted token")
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 1 and isinstance(result.exception, SystemExit)
    assert "RELANCE_WHATSAPP_TOKEN is not right: it holds a blank" in result.output
    assert "planted" not in result.output


def test_secrets_with_blanks_and_previous_ones_are_told(settings: Settings) -> None:
    assert check_secrets(settings) == []
    told = check_secrets(
        settings.model_copy(
            update={
                "whatsapp_app_secret": "a b",
                "whatsapp_verify_token": "word ",
                "whatsapp_app_secret_previous": "old",
                "whatsapp_verify_token_previous": "old",
            }
        )
    )
    assert [(found.level, found.subject.removeprefix("RELANCE_WHATSAPP_")) for found in told] == [
        ("bad", "APP_SECRET"),
        ("warn", "VERIFY_TOKEN"),
        ("warn", "APP_SECRET_PREVIOUS"),
        ("warn", "VERIFY_TOKEN_PREVIOUS"),
    ]


@pytest.mark.parametrize(
    ("mode", "who"),
    [
        (0o600, None),
        (0o400, None),
        (0o640, "its group may read it (mode 640)"),
        (0o644, "everybody on this machine may read it (mode 644)"),
        (0o666, "everybody on this machine may change it (mode 666)"),
    ],
)
def test_dotenv_that_others_may_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings, mode: int, who: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    assert check_mode() == []
    Path(".env").touch()
    Path(".env").chmod(mode)
    found = check_mode()
    assert [(one.level, one.subject, one.mend) for one in found] == (
        [("warn", ".env", "chmod 600 .env")] if who else []
    )
    assert all(one.fact.startswith(str(who)) for one in found)
