"""Statuses of a former installation: kept while nobody has said whose they are, taken in after that."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from relance.core.db import Connection
from relance.webhooks import sql
from relance.whatsapp.echo import Echo
from relance.whatsapp.errors import MetaError
from relance.whatsapp.events import StatusEvent

MOST_KEPT = 1_000_000
"""Beyond it they are dropped: the logs tell what left, statuses only how far it got."""


async def keep_statuses(conn: Connection, statuses: Sequence[StatusEvent]) -> None:
    """Keep them for later; nothing when there are none."""
    if statuses:
        formers = [status.echo.installation for status in statuses if status.echo is not None]
        await conn.execute(sql.KEEP_STATUSES, formers, [asdict(status) for status in statuses], MOST_KEPT)


def unpack_status(packed: dict[str, Any]) -> StatusEvent:
    """What `keep_statuses` kept."""
    echo, error = packed["echo"], packed["error"]
    return StatusEvent(
        **{
            **packed,
            "echo": None if echo is None else Echo(**echo),
            "error": None if error is None else MetaError(**error),
        }
    )
