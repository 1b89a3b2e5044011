"""Secrets from files: `RELANCE_WHATSAPP_TOKEN_FILE=/run/secrets/token` in the place of the token itself.

The way of containers and of systemd's credentials: what is in a file is in no environment and no `docker
inspect`. The environment wins over `.env` as with everything else, whichever of the two forms it uses.
"""

import os
import stat
from collections.abc import Collection
from pathlib import Path
from typing import Any, BinaryIO

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, DotEnvSettingsSource, EnvSettingsSource

from relance.core.errors import SettingsError

SUFFIX = "_FILE"
_MOST_BYTES = 64 * 1024


class SecretFileError(SettingsError):
    """A file that should hold the secret `name` (a field), and how to mend it."""

    def __init__(self, name: str, sentence: str, mend: str) -> None:
        super().__init__(sentence)
        self.name = name
        self.mend = mend


class EnvSource(EnvSettingsSource):
    """The environment. `secrets` names the settings that may lie in files."""

    def __init__(self, settings_cls: type[BaseSettings], secrets: Collection[str]) -> None:
        super().__init__(settings_cls)
        self._secrets = secrets

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """The value itself, or what is in its file. Raises SettingsError with a sentence."""
        return _with_file(self, self._secrets, field_name, super().get_field_value(field, field_name))


class DotEnvSource(DotEnvSettingsSource):
    """`.env`, likewise."""

    def __init__(self, settings_cls: type[BaseSettings], secrets: Collection[str]) -> None:
        super().__init__(settings_cls)
        self._secrets = secrets

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """The value itself, or what is in its file. Raises SettingsError with a sentence."""
        return _with_file(self, self._secrets, field_name, super().get_field_value(field, field_name))


def _with_file(
    source: EnvSettingsSource, secrets: Collection[str], name: str, found: tuple[Any, str, bool]
) -> tuple[Any, str, bool]:
    value, key, is_complex = found
    path = source.env_vars.get(f"{source.env_prefix}{name}{SUFFIX}".lower()) if name in secrets else None
    if not path or name in source.current_state:  # what is settled already needs no file
        return found
    setting = f"{source.env_prefix}{name}".upper()
    if value:
        sentence = f"{setting} and {setting}{SUFFIX} are both set: keep one of them"
        raise SecretFileError(name, sentence, "unset the other one, then run this again")
    try:
        return read_secret(f"{setting}{SUFFIX}", Path(path)), key, is_complex
    except SettingsError as error:
        mend = "name the right file, which who runs Relance may read, then run this again"
        raise SecretFileError(name, str(error), mend) from error


def _open(setting: str, path: Path) -> BinaryIO:
    """Only a file: a pipe would let us wait for ever for who writes it, and gives a secret once, not to every
    process and at every start.
    """
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if stat.S_ISREG(os.fstat(file).st_mode):
        return os.fdopen(file, "rb")
    os.close(file)
    raise SettingsError(f"{setting}={path} is no file but a folder, a pipe or a device: name the file itself")


def read_secret(setting: str, path: Path) -> str:
    """The text of the file without the end of its last line. Raises SettingsError with a sentence.

    Nor is a byte order mark part of it: editors on Windows write one, and show it to nobody.
    """
    try:
        with _open(setting, path) as file:
            text = file.read(_MOST_BYTES + 1).decode("utf-8-sig").removesuffix("\n").removesuffix("\r")
    except OSError as error:
        raise SettingsError(f"{setting}={path} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{setting}={path} is no text in UTF-8: it must hold the secret alone") from error
    if not text.strip():
        raise SettingsError(f"{setting}={path} is empty: it must hold the secret")
    if len(text) > _MOST_BYTES or "\n" in text or "\0" in text:
        raise SettingsError(f"{setting}={path} holds more than one line: it must hold the secret alone")
    return text
