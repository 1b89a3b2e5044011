"""Campaigns as they are at this moment: status, times and counts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from relance.campaigns.reading import list_sql as sql
from relance.campaigns.reading.stats import describe
from relance.core.db import Connection, Row
from relance.counts.totals import Totals
from relance.http.responses import dump


@dataclass
class Snapshot:
    """One campaign: `row` holds its status and times."""

    row: Row
    totals: Totals = field(default_factory=Totals)

    @property
    def is_over(self) -> bool:
        """Whether it has ended; late evidence may still correct its numbers, or reopen it."""
        return self.row["completed_at"] is not None

    @cached_property
    def stats(self) -> bytes:
        """`CampaignStats`, finished: made once for all who asked together."""
        return dump(describe(self.row["id"], self.row["status"], self.totals).model_dump())


async def read_snapshots(conn: Connection, *, campaign_ids: Sequence[int]) -> dict[int, Snapshot]:
    """Those that are there, by id; one statement, so all of one snapshot."""
    found: dict[int, Snapshot] = {}
    for row in await conn.fetch(sql.MOMENTS, list(campaign_ids)):
        snapshot = found.setdefault(row["id"], Snapshot(row))
        if row["kind"] is not None:
            snapshot.totals.add(row)
    return found
