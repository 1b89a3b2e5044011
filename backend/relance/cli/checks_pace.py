"""Doctor's look at the Redis that the pace belongs to."""

import asyncpg

from relance.cli.findings import ANSWER_WITHIN_S, Finding, bad, ok, warn
from relance.core.db import CONNECTION_LOST, connect, hang_up
from relance.core.errors import SettingsError
from relance.core.redis import REDIS_DOWN, create_redis
from relance.core.settings import Settings
from relance.sending import home_sql
from relance.sending.home import TAKEN_OVER_AFTER_S
from relance.sending.pace import REDIS_ID

_ELSEWHERE = "senders with another Redis send for this database; those that use this Redis refuse to send"
_MEND = "let all senders of a database use one Redis: compare RELANCE_REDIS_URL of all stacks"


async def check_pace(settings: Settings) -> list[Finding]:
    """Whether slots of our Redis count; nothing when a server is away, which others tell."""
    try:
        redis_id = await _read_redis_id(settings)
        connection = await connect(
            settings.require_database_url(), name="doctor", command_timeout_s=ANSWER_WITHIN_S
        )
    except (SettingsError, ValueError, asyncpg.PostgresError, *CONNECTION_LOST, *REDIS_DOWN):
        return []
    try:
        row = await connection.fetchrow(home_sql.READ)
    except (*CONNECTION_LOST, asyncpg.PostgresError):
        return []
    finally:
        await hang_up(connection)
    if row is None:
        return [ok("pace", "no sender has run yet")]
    if row["redis_id"] == redis_id:
        return [ok("pace", "kept by this Redis")]
    if row["age_s"] < TAKEN_OVER_AFTER_S:
        return [bad("pace", _ELSEWHERE, _MEND)]
    return [warn("pace", "kept by another Redis, but no sender confirms it", "nothing: ours takes over")]


async def _read_redis_id(settings: Settings) -> str | None:
    client = create_redis(settings.require_redis_url(), timeout_s=3)
    try:
        found = await client.get(REDIS_ID)
    finally:
        await client.aclose()
    return found.decode() if isinstance(found, bytes) else None
