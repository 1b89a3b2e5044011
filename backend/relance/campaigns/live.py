"""What the page of a running campaign hears: its numbers, once a second at most, when they changed."""

from collections.abc import Collection, Mapping
from typing import Any

from relance.campaigns.feed import Events, Feed
from relance.campaigns.moments import Moment, read_moments
from relance.campaigns.stats import describe
from relance.campaigns.words import describe_status
from relance.core.answers import dump
from relance.core.db import Pool

STATS_EVENT = "stats"


def make_campaign_feed(pool: Pool) -> Feed[int]:
    """The feed of this process, by campaign id: one statement a round for all campaigns together."""

    async def read(campaign_ids: frozenset[int]) -> Mapping[int, Events]:
        return {
            campaign_id: {STATS_EVENT: dump(answer)}
            for campaign_id, answer in (await read_live(pool, campaign_ids)).items()
        }

    return Feed(read)


async def read_live(pool: Pool, campaign_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """`LiveStats` of campaigns, by id; those that are not there are missing."""
    async with pool.acquire() as conn:
        moments = await read_moments(conn, campaign_ids=list(campaign_ids))
    return {campaign_id: _describe(moment) for campaign_id, moment in moments.items()}


def _describe(moment: Moment) -> dict[str, Any]:
    row = moment.row
    return {
        **describe(row["id"], row["status"], moment.progress).model_dump(),
        "status_reason": row["status_reason"],
        "status_text": describe_status(row["status"], row["scheduled_at"], row["waiting_until"]),
        "waiting_until": row["waiting_until"],
        "completed_at": row["completed_at"],
    }
