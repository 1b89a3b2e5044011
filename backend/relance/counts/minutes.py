"""How many messages of a campaign reached what in each minute, counted as it happens."""

from datetime import datetime

from relance.core.db import Connection, Row
from relance.counts import sql


async def list_minutes(conn: Connection, *, campaign_id: int, step: str, since: datetime) -> list[Row]:
    """`at`, `word`, `n` by `step` (`minute` or `hour`, UTC) from the minute of `since`.

    Steps in which nothing happened are left out.
    """
    return await conn.fetch(sql.MINUTES, campaign_id, step, since.replace(second=0, microsecond=0))
