"""Secrets print as stars, lie in files where wanted, and are found in what others say."""

import copy
import io
import json
import logging
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from relance.core.errors import SettingsError
from relance.core.log import configure_logging, get_logger
from relance.core.secret import STARS, Secret, describe_odd, hide_secrets, reveal
from relance.core.settings import SECRETS, Settings, load_settings

PLANTED = "planted-token-0123456789"


def test_secret_is_its_value_for_who_uses_it_and_stars_for_who_shows_it() -> None:
    secret = Secret(PLANTED)
    assert (
        secret == PLANTED
        and secret.encode() == PLANTED.encode()
        and "Bearer " + secret == f"Bearer {PLANTED}"
    )
    for shown in (repr(secret), f"{secret}", "{}".format(secret), f"{secret:>30}", repr({"token": [secret]})):  # noqa: UP032
        assert PLANTED not in shown and STARS in shown
    for copied in (pickle.loads(pickle.dumps(secret)), copy.deepcopy(secret)):
        assert isinstance(copied, Secret) and copied == PLANTED
    assert type(reveal(secret)) is str and reveal(secret) == PLANTED


def test_every_secret_setting_is_stars_also_when_it_was_copied(settings: Settings) -> None:
    planted = {name: f"planted://{name}:word-of-{name}@host" for name in SECRETS}
    for name, scheme in (("database_url", "postgresql"), ("redis_url", "redis")):
        planted[name] = f"{scheme}://planted:word-of-{name}@host"
    full = settings.model_copy(update=planted)
    built = Settings(**(settings.model_dump() | planted))
    assert full == built
    for shown in (repr(full), str(full), f"{full}", repr(built), repr(built.model_dump())):
        assert "planted" not in shown and "word-of" not in shown
    # In JSON they are plain: so settings reach the environment of other processes.
    assert {name: built.model_dump(mode="json")[name] for name in SECRETS} == planted


def test_whatever_sounds_like_a_secret_is_one() -> None:
    words = ("secret", "token", "password", "database_url", "redis_url")
    assert {name for name in Settings.model_fields if any(word in name for word in words)} == set(SECRETS)


def test_what_a_library_quotes_is_found_the_password_of_a_url_too() -> None:
    Secret("postgresql://relance:pass%2Fword-0123456@127.0.0.1:5432/relance")
    Secret('with "quotes" in it')
    told = hide_secrets(
        'no login for "pass/word-0123456" nor pass%2Fword-0123456; ' + json.dumps('with "quotes" in it')
    )
    assert "word-0123456" not in told and "quotes" not in told and told.startswith("no login")
    Secret("postgresql://postgres:postgres@127.0.0.1/relance")
    assert hide_secrets("the postgres user") == "the postgres user"


def test_no_log_line_holds_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    secret, output = Secret(PLANTED), io.StringIO()
    short = Secret("short")
    before = logging.getLogger().handlers[:], logging.getLogger().level, sys.excepthook
    monkeypatch.setattr(sys, "stderr", output)
    try:
        configure_logging(process="test")
        get_logger("relance.x").warning("value", token=secret, nested={"all": [secret, short]})
        logging.getLogger("library").warning("refused %s", {"Authorization": "Bearer " + PLANTED})
        try:
            raise ValueError("a header may not be " + PLANTED)
        except ValueError:
            logging.getLogger("library").exception("failed")
            get_logger("relance.x").exception("failed")
            sys.excepthook(*sys.exc_info())
    finally:
        logging.getLogger().handlers[:], sys.excepthook = before[0], before[2]
        logging.getLogger().setLevel(before[1])
    told = output.getvalue()
    assert PLANTED not in told and "short" not in told
    assert told.count(STARS) >= 7 and told.count("Traceback") == 3


def test_on_a_terminal_a_value_moves_no_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    output = Terminal()
    before = logging.getLogger().handlers[:], logging.getLogger().level, sys.excepthook
    monkeypatch.setattr(sys, "stderr", output)
    try:
        configure_logging(process="test")
        get_logger("relance.y").warning("seen", path="/é\x1b[2Jgone\rover\x9b\nnew")
        try:
            raise ValueError("two\nlines\x1b[2J\r")
        except ValueError:
            get_logger("relance.y").exception("failed")
    finally:
        logging.getLogger().handlers[:], sys.excepthook = before[0], before[2]
        logging.getLogger().setLevel(before[1])
    told = output.getvalue()
    assert "/é\\x1b[2Jgone\\rover\\x9b\\nnew" in told
    assert "Traceback" in told and len(told.splitlines()) > 3, "a trace keeps its lines"
    assert "\nlines\\x1b[2J\\r" in told


def test_an_error_of_the_settings_shows_no_value(settings: Settings) -> None:
    values = settings.model_dump(mode="json") | {"secret_key": "planted-short", "port": "planted-port"}
    with pytest.raises(ValueError, match="secret_key") as refused:
        Settings(**values)
    assert "planted" not in str(refused.value) and settings.whatsapp_token not in str(refused.value)


@pytest.mark.parametrize(("beginning", "end"), [("", ""), ("", "\n"), ("", "\r\n"), ("\ufeff", "\r\n")])
def test_secret_may_lie_in_a_file(
    relance_environment: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, beginning: str, end: str
) -> None:
    schemes = {"database_url": "postgresql://", "redis_url": "redis://"}
    planted = {name: f"{schemes.get(name, '')}planted-{name}" for name in SECRETS}
    for name in SECRETS:
        (tmp_path / name).write_bytes((beginning + planted[name] + end).encode())
        monkeypatch.setenv(f"RELANCE_{name.upper()}_FILE", str(tmp_path / name))
        monkeypatch.setenv(f"RELANCE_{name.upper()}", "")  # as `.env.example` has it: not set
    found = load_settings()
    assert [getattr(found, name) for name in SECRETS] == [planted[name] for name in SECRETS]


def test_file_in_dotenv_and_the_environment_wins_over_it(
    relance_environment: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "token").write_text("of-the-file\n")
    (tmp_path / ".env").write_text(
        f"RELANCE_WHATSAPP_TOKEN=\nRELANCE_WHATSAPP_TOKEN_FILE={tmp_path}/token\n"
        "RELANCE_WHATSAPP_APP_SECRET_FILE=/nowhere\n"
    )
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")
    monkeypatch.delenv("RELANCE_WHATSAPP_TOKEN")
    found = load_settings()
    assert found.whatsapp_token == "of-the-file"
    assert found.whatsapp_app_secret == relance_environment.whatsapp_app_secret
    monkeypatch.setenv("RELANCE_WHATSAPP_TOKEN", "of-the-environment")
    assert load_settings().whatsapp_token == "of-the-environment"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"", "is empty"),
        (b"\n", "is empty"),
        (b"\xef\xbb\xbf\n", "is empty"),
        (b"  \n", "is empty"),
        (b"one\ntwo\n", "more than one line"),
        (b"x" * 100_000, "more than one line"),
        (b"a\xff", "no text in UTF-8"),
    ],
)
def test_file_that_holds_no_secret_is_named(
    relance_environment: Settings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    content: bytes | None,
    words: str,
) -> None:
    if content is not None:
        (tmp_path / "token").write_bytes(content)
    monkeypatch.delenv("RELANCE_WHATSAPP_TOKEN")
    monkeypatch.setenv("RELANCE_WHATSAPP_TOKEN_FILE", str(tmp_path / "token"))
    with pytest.raises(SettingsError, match=words) as refused:
        load_settings()
    assert str(refused.value).startswith(f"RELANCE_WHATSAPP_TOKEN_FILE={tmp_path}/token ")


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/null")])
def test_pipe_folder_or_device_is_refused_without_waiting(
    relance_environment: Settings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    make: Callable[[Path], None],
) -> None:
    make(tmp_path / "token")
    monkeypatch.delenv("RELANCE_WHATSAPP_TOKEN")
    monkeypatch.setenv("RELANCE_WHATSAPP_TOKEN_FILE", str(tmp_path / "token"))
    with pytest.raises(SettingsError, match="is no file but a folder, a pipe or a device"):
        load_settings()


def test_value_and_file_at_once_are_refused(
    relance_environment: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RELANCE_REDIS_URL_FILE", str(tmp_path / "url"))
    with pytest.raises(SettingsError, match="RELANCE_REDIS_URL and RELANCE_REDIS_URL_FILE are both set"):
        load_settings()


@pytest.mark.parametrize(
    ("token", "odd"),
    [
        ("a b", "a blank"),
        (" ab", "a blank"),
        ("   ", "a blank"),
        ("ab\n", "a line end"),
        ("a\x00b", "invisible"),
        ("é", "beyond A to Z"),
    ],
)
@pytest.mark.parametrize("name", ["TOKEN", "APP_SECRET", "APP_SECRET_PREVIOUS"])
def test_token_with_what_no_token_has_is_refused_in_words(
    relance_environment: Settings, monkeypatch: pytest.MonkeyPatch, token: str, odd: str, name: str
) -> None:
    assert odd in describe_odd(token)
    if "\x00" not in token:  # no environment can hold it
        monkeypatch.setenv(f"RELANCE_WHATSAPP_{name}", token)
        with pytest.raises(SettingsError, match=f"RELANCE_WHATSAPP_{name} is not right: it holds .*{odd}"):
            load_settings()


@pytest.mark.parametrize("name", SECRETS)
def test_blanks_alone_are_no_secret(
    relance_environment: Settings, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(f"RELANCE_{name.upper()}", " " * 20)
    with pytest.raises(SettingsError, match=f"RELANCE_{name.upper()} is not right: it (holds|must begin)"):
        load_settings()


def test_dotenv_that_cannot_be_read_is_named(
    relance_environment: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_bytes(b"RELANCE_PORT=\xff")
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")
    with pytest.raises(SettingsError, match=r"\.env cannot be read"):
        load_settings()
