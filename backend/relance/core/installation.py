"""Which installation a database belongs to, and what happens when a backup wakes up somewhere else."""

from relance.core import sql
from relance.core.db import Connection
from relance.core.log import get_logger

log = get_logger(__name__)


async def settle_installation(conn: Connection, timezone: str) -> str:
    """Note the time zone that cuts days; return the installation's id. Call it in a transaction.

    A database restored on another server or under another name gets a new id, so that it never takes the
    echoes of the one it was copied from for its own; its running campaigns are paused, its scheduled ones
    go back to draft, and one incident says so.
    """
    row = await conn.fetchrow(sql.LOCK_INSTALLATION)
    assert row is not None, "0001 inserts the one row"
    installation: str = row["id"]
    if row["timezone"] != timezone:
        await conn.execute(sql.SET_TIMEZONE, timezone)
    if row["birthplace"] != row["here"]:
        installation = await conn.fetchval(sql.RENEW_INSTALLATION, row["here"])
        held = await conn.fetchrow(sql.HOLD_CAMPAIGNS)
        assert held is not None
        details = {"paused": held["paused"], "unscheduled": held["unscheduled"]}
        await conn.execute(sql.RAISE_RESTORED, details)
        log.warning("restored_database_found", **details)
    return installation
