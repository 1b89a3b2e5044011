"""Waiting for a database that is just starting."""

import stamina

from relance.core.db import Pool, create_pool, is_database_away
from relance.core.errors import SettingsError


async def open_pool(database_url: str, *, name: str, max_size: int, patience_s: float) -> Pool:
    """As `create_pool`, for `patience_s` again and again. Raises SettingsError with one sentence."""
    try:
        async for attempt in stamina.retry_context(
            on=is_database_away, attempts=None, timeout=patience_s, wait_max=1.0
        ):
            with attempt:
                return await create_pool(database_url, name=name, max_size=max_size)
    except Exception as error:
        if not is_database_away(error):
            raise
        raise SettingsError(
            f"PostgreSQL at RELANCE_DATABASE_URL cannot be reached: {str(error) or type(error).__name__}"
        ) from error
    raise AssertionError("the retry either returns or raises")
