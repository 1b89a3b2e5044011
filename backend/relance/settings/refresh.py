"""Keeping the settings of a process as they are stored. Every process asks by itself, once a second.

One statement over a handful of rows, on a pool that is there anyway: nothing has to be told, so nothing can
be missed, and what somebody changed by hand in the table counts too.
"""

import asyncio

from relance.core.changeable_settings import ChangeableSettings
from relance.core.current_settings import CurrentSettings
from relance.core.db import Pool, is_passing
from relance.core.log import get_logger
from relance.settings import sql

log = get_logger(__name__)

READ_EVERY_S = 1.0
_TIMEOUT_S = 5.0


async def refresh(pool: Pool, current: CurrentSettings[ChangeableSettings]) -> None:
    """Read what is stored. Raises what a database that is away raises; the last known values stay."""
    rows = await pool.fetch(sql.STORED)
    current.adopt({row["name"]: row["value"] for row in rows})


async def keep_current(pool: Pool, current: CurrentSettings[ChangeableSettings]) -> None:
    """Read it again and again, until cancelled. A database that is away is waited for."""
    trouble = ""
    while True:
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                await refresh(pool, current)
            trouble = ""
        except Exception as error:
            # No setting is worth the end of a process: a bug shows its trace, once.
            if trouble != (trouble := type(error).__name__):
                log.warning("settings_not_read", error=trouble, exc_info=None if is_passing(error) else error)
        await asyncio.sleep(READ_EVERY_S)
