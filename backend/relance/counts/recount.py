"""Recount: count the rows themselves and hold them against the counts that everything else reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from relance.core.db import Pool
from relance.counts import recount_sql as sql


@dataclass(frozen=True, slots=True)
class Drift:
    """One number that is not what the rows say. For the queue, `actual` messages break its rule."""

    subject: str
    what: str
    counted: int
    actual: int


async def check_counts(pool: Pool) -> list[Drift]:
    """All differences, of one snapshot; empty when every number is right. Reads every message once."""
    async with pool.acquire() as conn, conn.transaction(isolation="repeatable_read", readonly=True):
        # A million messages take a few seconds, ten times as many more than a command's usual patience.
        return [Drift(**row) for statement in sql.ALL for row in await conn.fetch(statement, timeout=3600)]


def render_drift(drifts: Sequence[Drift]) -> str:
    """The differences in words, one a line."""
    if not drifts:
        return "The counts agree with the rows."
    lines = [
        f"{drift.subject}: {drift.what}: counted {drift.counted}, the rows say {drift.actual}"
        for drift in drifts
    ]
    return "\n".join([f"{len(drifts)} numbers differ from the rows:", *lines])
