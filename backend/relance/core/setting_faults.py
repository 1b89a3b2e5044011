"""All that is wrong with the settings at once, and what can be used all the same: for `relance doctor`."""

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass

from relance.core.errors import SettingsError
from relance.core.secret_files import SUFFIX, DotEnvSource
from relance.core.settings import SECRETS, SettingFault, Settings, read_settings

_PREFIX = "RELANCE_"
_OF_OTHERS = frozenset({"RELANCE_API", "RELANCE_BACKUPS"})
"""Variables of the web app's development server and of the systemd units."""

_FILLERS = {
    "secret_key": "not set: of no use anywhere",
    "whatsapp_token": "none",
    "whatsapp_app_secret": "none",
    "whatsapp_verify_token": "none",
    "whatsapp_phone_number_id": "0",
    "whatsapp_business_account_id": "0",
}
"""In the place of what must be set and is not, so that the rest can be looked at."""


@dataclass(frozen=True, slots=True)
class FoundSettings:
    """`settings` is None where nothing could be read; what is named in `faulty` must not be used."""

    settings: Settings | None
    faults: list[SettingFault]

    @property
    def faulty(self) -> frozenset[str]:
        """Names of the settings that are filled in only."""
        return frozenset(fault.name for fault in self.faults)


def find_settings() -> FoundSettings:
    """Read the settings, going on behind what is missing or malformed. Raises nothing."""
    faults: list[SettingFault] = []
    while True:
        try:
            settings, found = read_settings({fault.name: _filler(fault.name) for fault in faults})
        except SettingsError as error:
            return FoundSettings(None, [*faults, SettingFault("", str(error))])
        new = [fault for fault in found if fault.name not in {known.name for known in faults}]
        faults += new
        if settings is not None or not new:
            return FoundSettings(settings, faults)


def _filler(name: str) -> object:
    return _FILLERS.get(name, Settings.model_fields[name].default)


def list_unknown() -> dict[str, str]:
    """Names in the environment and `.env` that mean nothing here, each with what may be meant."""
    given = {name.upper() for name in [*os.environ, *_read_dotenv()]}
    known = {f"{_PREFIX}{name.upper()}" for name in Settings.model_fields}
    files = {f"{_PREFIX}{name.upper()}{SUFFIX}" for name in SECRETS}
    unknown = {name for name in given if name.startswith(_PREFIX)} - known - files - _OF_OTHERS
    return {name: _nearest(name, known | files) for name in sorted(unknown)}


def _nearest(name: str, known: set[str]) -> str:
    return next(iter(difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.75)), "")


def list_secret_files() -> dict[str, str]:
    """Each file that holds a secret, by the setting that names it."""
    given: dict[str, str | None] = {name.upper(): path for name, path in _read_dotenv().items()}
    given |= {name.upper(): path for name, path in os.environ.items()}
    names = (f"{_PREFIX}{name.upper()}{SUFFIX}" for name in SECRETS)
    return {name: path for name in names if (path := given.get(name))}


def _read_dotenv() -> Mapping[str, str | None]:
    try:
        return DotEnvSource(Settings, SECRETS).env_vars
    except (OSError, ValueError):
        return {}  # `find_settings` has said that it cannot be read
