"""What the page of a running campaign hears: its numbers, once a second at most, when they changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from relance.campaigns.reading.snapshots import Snapshot, read_snapshots
from relance.campaigns.reading.stats import describe
from relance.campaigns.words import describe_status
from relance.core.db import Pool
from relance.core.log import get_logger
from relance.http.feed import STREAM_S, Events, Feed
from relance.http.responses import dump

log = get_logger(__name__)

STATS_EVENT = "stats"


class CampaignFeed(Feed[int]):
    """By campaign id, of one process: one statement a round for all campaigns together."""

    def __init__(self, pool: Pool, *, stream_s: float = STREAM_S) -> None:
        noted: set[int] = set()

        async def read(campaign_ids: frozenset[int]) -> Mapping[int, Events]:
            live = await read_live(pool, campaign_ids)
            live.note_unshown(noted)
            events: dict[int, Events] = {id_: {STATS_EVENT: dump(one)} for id_, one in live.stats.items()}
            # A page whose campaign cannot be shown waits; it is not told that the campaign has gone.
            return events | {id_: {} for id_ in live.unshown}

        super().__init__(read, stream_s=stream_s)


@dataclass(slots=True)
class Live:
    """`LiveStats` of campaigns, by id; `unshown`: what keeps others from being shown."""

    stats: dict[int, dict[str, Any]] = field(default_factory=dict)
    unshown: dict[int, str] = field(default_factory=dict)

    def note_unshown(self, noted: set[int]) -> None:
        """Say so of those that are not in `noted` yet, which holds these and no others afterwards."""
        for campaign_id in self.unshown.keys() - noted:
            log.warning("campaign_not_shown", campaign_id=campaign_id, reason=self.unshown[campaign_id])
        noted.clear()
        noted.update(self.unshown)


async def read_live(pool: Pool, campaign_ids: Collection[int]) -> Live:
    """What is live of these campaigns; those that are not there are missing. An odd one spoils no other."""
    async with pool.acquire() as conn:
        snapshots = await read_snapshots(conn, campaign_ids=list(campaign_ids))
    live = Live()
    for campaign_id, snapshot in snapshots.items():
        try:
            live.stats[campaign_id] = _describe(snapshot)
        except Exception as error:
            live.unshown[campaign_id] = type(error).__name__
    return live


def _describe(snapshot: Snapshot) -> dict[str, Any]:
    row = snapshot.row
    return {
        **describe(row["id"], row["status"], snapshot.totals).model_dump(),
        "status_reason": row["status_reason"],
        "status_reason_code": row["status_reason_code"],
        "status_reason_values": row["status_reason_values"],
        "status_text": describe_status(row["status"], row["scheduled_at"], row["waiting_until"]),
        "waiting_until": row["waiting_until"],
        "completed_at": row["completed_at"],
    }
