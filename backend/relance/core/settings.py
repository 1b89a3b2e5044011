"""Settings, read once at start from the environment and `.env` (prefix `RELANCE_`).

Required are `SECRET_KEY` and the `WHATSAPP_*` values; without database and Redis URLs the embedded
servers of `relance up` are used.
"""

from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from relance.core.errors import SettingsError


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
OptionalText = Annotated[str | None, BeforeValidator(_none_if_empty)]


class Settings(BaseSettings):
    """Every setting of Relance. `.env.example` tells what each one means to an operator."""

    model_config = SettingsConfigDict(
        env_prefix="RELANCE_", env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    database_url: OptionalText = None
    redis_url: OptionalText = None
    data_dir: Path = Path(".relance")
    host: Text = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    secret_key: Annotated[str, Field(min_length=16)]
    timezone: Annotated[str, AfterValidator(_known_timezone)] = "UTC"

    whatsapp_api_url: Annotated[str, AfterValidator(_http_url)] = "https://graph.facebook.com"
    whatsapp_graph_version: Annotated[str, Field(pattern=r"^v\d{1,3}\.\d{1,2}$")] = "v26.0"
    whatsapp_token: Text
    whatsapp_app_secret: Text
    whatsapp_verify_token: Text
    whatsapp_phone_number_id: Annotated[str, Field(pattern=r"^\d{1,32}$")]
    whatsapp_business_account_id: Annotated[str, Field(pattern=r"^\d{1,32}$")]

    sender_rate_per_s: Annotated[float, Field(gt=0, le=10_000)] = 75
    reply_share: Annotated[float, Field(ge=0, lt=1)] = 0.2
    interaction_window_s: Annotated[int, Field(ge=1, le=86_400)] = 86_400
    expiry_interval_s: Annotated[float, Field(ge=0.5, le=86_400)] = 3600
    unknown_grace_s: Annotated[float, Field(ge=1, le=86_400)] = 300
    daily_limit: Annotated[Annotated[int, Field(ge=1)] | None, BeforeValidator(_none_if_empty)] = None
    cache: Literal["on", "off"] = "on"
    cache_ahead: Literal["on", "off"] = "on"

    def require_database_url(self) -> str:
        """The PostgreSQL URL; raises SettingsError when neither set nor filled in by embedded servers."""
        if self.database_url is None:
            raise SettingsError(
                "RELANCE_DATABASE_URL is not set and no embedded PostgreSQL runs for "
                f"RELANCE_DATA_DIR={self.data_dir}: start `relance up`, or set the URL"
            )
        return self.database_url

    def require_redis_url(self) -> str:
        """The Redis URL; raises SettingsError when neither set nor filled in by embedded servers."""
        if self.redis_url is None:
            raise SettingsError(
                "RELANCE_REDIS_URL is not set and no embedded Valkey runs for "
                f"RELANCE_DATA_DIR={self.data_dir}: start `relance up`, or set the URL"
            )
        return self.redis_url


def load_settings() -> Settings:
    """Read the settings; raises SettingsError with one sentence that names the first bad setting."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = "RELANCE_" + "_".join(str(part) for part in first["loc"][:1]).upper()
        if first["type"] == "missing":
            raise SettingsError(f"{name} is not set: see .env.example for what it means") from error
        raise SettingsError(f"{name} is not right: {first['msg'].removeprefix('Value error, ')}") from error
