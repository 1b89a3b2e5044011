"""Settings for a command, completed by the embedded servers of a running `relance up`."""

import os

from relance.core.settings import Settings, load_settings
from relance.embedded import Addresses, read_running


def load_complete_settings() -> Settings:
    """The settings; URLs that are not set come from the servers on RELANCE_DATA_DIR, if any run."""
    settings = load_settings()
    if settings.database_url is None or settings.redis_url is None:
        running = read_running(settings.data_dir)
        if running is not None:
            settings = fill_in(settings, running)
    return settings


def fill_in(settings: Settings, servers: Addresses) -> Settings:
    """The settings with the embedded servers' URLs where none is set."""
    return settings.model_copy(
        update={
            "database_url": settings.database_url or servers.database_url,
            "redis_url": settings.redis_url or servers.redis_url,
        }
    )


def export(settings: Settings) -> None:
    """Put the servers' URLs where this process and those it becomes or starts will read them."""
    os.environ["RELANCE_DATABASE_URL"] = settings.require_database_url()
    os.environ["RELANCE_REDIS_URL"] = settings.require_redis_url()
