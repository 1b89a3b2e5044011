"""What the page of a running campaign hears: its numbers, once a second at most, when they changed."""

from collections.abc import Mapping
from typing import Any

from relance.campaigns import list_sql as sql
from relance.campaigns.feed import Events, Feed
from relance.campaigns.progress import read_progress
from relance.campaigns.stats import describe
from relance.campaigns.words import describe_status
from relance.core.answers import dump
from relance.core.db import Pool

STATS_EVENT = "stats"


def make_campaign_feed(pool: Pool) -> Feed[int]:
    """The feed of this process, by campaign id: two statements a round for all campaigns together."""

    async def read(campaign_ids: frozenset[int]) -> Mapping[int, Events]:
        return {
            campaign_id: {STATS_EVENT: dump(answer)}
            for campaign_id, answer in (await read_live(pool, campaign_ids)).items()
        }

    return Feed(read)


async def read_live(pool: Pool, campaign_ids: frozenset[int]) -> dict[int, dict[str, Any]]:
    """`LiveStats` of campaigns, by id; those that are not there are missing."""
    async with pool.acquire() as conn, conn.transaction(isolation="repeatable_read", readonly=True):
        rows = await conn.fetch(sql.LIVE, list(campaign_ids))
        progress = await read_progress(conn, campaign_ids=[row["id"] for row in rows])
    return {
        row["id"]: {
            **describe(row["id"], row["status"], progress[row["id"]]).model_dump(),
            "status_reason": row["status_reason"],
            "status_text": describe_status(row["status"], None, row["waiting_until"]),
            "waiting_until": row["waiting_until"],
            "completed_at": row["completed_at"],
        }
        for row in rows
    }
