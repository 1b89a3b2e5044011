"""Settings, read once at start from the environment and `.env` (prefix `RELANCE_`).

Required are `SECRET_KEY` and the `WHATSAPP_*` values; without database and Redis URLs the embedded
servers of `relance up` are used. Secrets may also lie in files (`core/secret_files.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

import pydantic_settings
from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from relance.core.addresses import as_hosts, as_networks, as_origin, as_url
from relance.core.changeable_settings import ChangeableSettings, declared_in
from relance.core.errors import SettingsError
from relance.core.secret import Secret, describe_odd, reveal
from relance.core.secret_files import DotEnvSource, EnvSource, SecretFileError
from relance.core.setting_words import word_error


def _known_timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"'{name}' is not a time zone such as Africa/Porto-Novo or Europe/Paris") from error
    return name


def _http_url(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError("must begin with http:// or https://")
    return url.rstrip("/")


def _none_if_empty(value: object) -> object:
    return None if value == "" else value


Text = Annotated[str, Field(min_length=1)]
# Stars wherever it is printed; plain only in JSON, which is how tests and commands hand settings on.
_Hidden = AfterValidator(Secret), PlainSerializer(reveal, when_used="json")
SecretText = Annotated[str, Field(min_length=1), *_Hidden]
SecretKey = Annotated[str, Field(min_length=16), *_Hidden]
OptionalSecret = Annotated[Annotated[str, *_Hidden] | None, BeforeValidator(_none_if_empty)]

POSTGRES, REDIS = ("postgresql", "postgres"), ("redis", "rediss", "unix")

SECRETS = (
    "secret_key",
    "whatsapp_token",
    "whatsapp_app_secret",
    "whatsapp_app_secret_previous",
    "whatsapp_verify_token",
    "whatsapp_verify_token_previous",
    "database_url",
    "redis_url",
)
"""Settings that print as stars; each may lie in a file, named by the setting with `_FILE` behind it."""


_OF_META = {
    "whatsapp_token": "token",
    "whatsapp_app_secret": "app secret",
    "whatsapp_app_secret_previous": "app secret",
}


class Settings(ChangeableSettings, BaseSettings):
    """Every setting of Relance. `.env.example` tells what each one means to an operator.

    Those that may change while Relance runs are here as the environment gives them: read them from
    `core/current_settings.py`.
    """

    model_config = SettingsConfigDict(
        env_prefix="RELANCE_",
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    database_url: Annotated[OptionalSecret, AfterValidator(partial(as_url, schemes=POSTGRES))] = None
    redis_url: Annotated[OptionalSecret, AfterValidator(partial(as_url, schemes=REDIS))] = None
    data_dir: Path = Path(".relance")
    host: Text = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    secret_key: SecretKey
    timezone: Annotated[str, AfterValidator(_known_timezone)] = "UTC"

    public_url: Annotated[str | None, AfterValidator(as_origin), BeforeValidator(_none_if_empty)] = None
    trusted_proxies: Annotated[str, AfterValidator(as_networks)] = "127.0.0.1"
    allowed_hosts: Annotated[str, AfterValidator(as_hosts)] = ""

    whatsapp_api_url: Annotated[str, AfterValidator(_http_url)] = "https://graph.facebook.com"
    whatsapp_graph_version: Annotated[str, Field(pattern=r"^v\d{1,3}\.\d{1,2}$")] = "v26.0"
    whatsapp_token: SecretText
    whatsapp_app_secret: SecretText
    whatsapp_app_secret_previous: OptionalSecret = None
    whatsapp_verify_token: SecretText
    whatsapp_verify_token_previous: OptionalSecret = None
    whatsapp_phone_number_id: Annotated[str, Field(pattern=r"^\d{1,32}$")]
    whatsapp_business_account_id: Annotated[str, Field(pattern=r"^\d{1,32}$")]

    unknown_grace_s: Annotated[float, Field(ge=1, le=86_400)] = 300
    cache: Literal["on", "off"] = "on"
    cache_ahead: Literal["on", "off"] = "on"

    @model_validator(mode="before")
    @classmethod
    def _empty_is_not_set(cls, given: dict[str, Any]) -> dict[str, Any]:
        """`RELANCE_DAILY_LIMIT=` says nothing, and locks nothing."""
        changeable = declared_in(cls)
        return {name: value for name, value in given.items() if value != "" or name not in changeable}

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """As pydantic's, the environment before `.env`, each with files of secrets."""
        return init_settings, EnvSource(settings_cls, SECRETS), DotEnvSource(settings_cls, SECRETS)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """As pydantic's, which validates nothing: what becomes a secret is one."""
        hidden = {
            name: Secret(value) if name in SECRETS and isinstance(value, str) else value
            for name, value in (update or {}).items()
        }
        return super().model_copy(update=hidden, deep=deep)

    @property
    def app_secrets(self) -> tuple[str, ...]:
        """What webhooks may be signed with: the app secret, and the previous one while it is changed."""
        return _present(self.whatsapp_app_secret, self.whatsapp_app_secret_previous)

    @property
    def verify_tokens(self) -> tuple[str, ...]:
        """What Meta may show when it verifies our address: the token, and the previous one."""
        return _present(self.whatsapp_verify_token, self.whatsapp_verify_token_previous)

    @property
    def is_public_tls(self) -> bool:
        """Whether people reach Relance by https and no other way."""
        return (self.public_url or "").startswith("https://")

    def require_database_url(self) -> str:
        """The PostgreSQL URL in plain text; SettingsError where there is none, embedded servers included."""
        if self.database_url is None:
            raise SettingsError(
                "RELANCE_DATABASE_URL is not set and no embedded PostgreSQL runs for "
                f"RELANCE_DATA_DIR={self.data_dir}: start `relance up`, or set the URL"
            )
        return reveal(self.database_url)

    def require_redis_url(self) -> str:
        """The Redis URL in plain text; SettingsError where there is none, embedded servers included."""
        if self.redis_url is None:
            raise SettingsError(
                "RELANCE_REDIS_URL is not set and no embedded Valkey runs for "
                f"RELANCE_DATA_DIR={self.data_dir}: start `relance up`, or set the URL"
            )
        return reveal(self.redis_url)


def _present(*values: str | None) -> tuple[str, ...]:
    return tuple(value for value in values if value)


@dataclass(frozen=True, slots=True)
class SettingFault:
    """What is wrong with one setting (its `name` as a field), in a sentence that names it as it is set."""

    name: str
    sentence: str
    mend: str = "set it in the environment or in .env, then run this again"


def load_settings() -> Settings:
    """Read the settings; raises SettingsError with one sentence that names the first bad setting."""
    settings, faults = read_settings({})
    if faults or settings is None:
        raise SettingsError(faults[0].sentence)
    return settings


def read_settings(instead: Mapping[str, object]) -> tuple[Settings | None, list[SettingFault]]:
    """The settings, with `instead` in the place of what is set, and what is wrong; None when malformed.

    Raises SettingsError when `.env` cannot be read.
    """
    try:
        settings = Settings(**instead)  # type: ignore[arg-type]  # validated like what is set
    except ValidationError as error:
        return None, [_word_fault(found) for found in error.errors(include_url=False, include_input=False)]
    except pydantic_settings.SettingsError as error:
        if isinstance(cause := error.__cause__, SecretFileError):
            return None, [SettingFault(cause.name, str(cause), cause.mend)]
        raise
    except (OSError, UnicodeDecodeError) as error:
        words = getattr(error, "strerror", None) or error
        raise SettingsError(f".env cannot be read: {words}") from error
    return settings, _find_odd_secrets(settings)


def _find_odd_secrets(settings: Settings) -> list[SettingFault]:
    """Said here: a token that no request can carry would end every process at its start, and with a secret
    that is none of Meta's all would run, and refuse every webhook.
    """
    faults = []
    for name in SECRETS:
        value, kind = getattr(settings, name) or "", _OF_META.get(name)
        if kind and (odd := describe_odd(value)):
            words = f"it holds {odd}, which no {kind} has: copy it again"
        elif value and not value.strip():
            words = "it holds nothing but blanks"
        else:
            continue
        faults.append(SettingFault(name, f"RELANCE_{name.upper()} is not right: {words}"))
    return faults


def _word_fault(error: Any) -> SettingFault:
    name = str(error["loc"][0])
    return SettingFault(name, f"RELANCE_{name.upper()} {word_error(name, error)}")
