"""What pages of running campaigns read anew each time: together, by all who look at the same time."""

from dataclasses import dataclass
from typing import Any

import orjson
from fastapi import Request

from relance.campaigns.listing import Item, is_live, list_campaigns, refresh
from relance.campaigns.moments import Moment, read_moments
from relance.core.answers import dump
from relance.core.db import Pool
from relance.core.gathering import Gathering

LIVE = b"live\n"
"""Stands in front of a kept page on which something may change by itself."""


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """A page of campaigns: see `list_campaigns`."""

    status: str | None
    search: str | None
    before_id: int
    limit: int


CampaignPage = tuple[list[Item], int | None, int]


class CampaignReads:
    """Of one process. Whoever asks gets what is true at that moment or later."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self.moments: Gathering[int, Moment] = Gathering(self._read_moments, most=200)
        self.lists: Gathering[ListQuestion, CampaignPage] = Gathering(self._read_lists, most=4)
        self._pages: Gathering[bytes, bytes] = Gathering(self._refresh_pages, most=8)

    async def finish(self, kept: bytes) -> bytes:
        """A kept page with what is true now; itself when nothing on it can have changed."""
        if not kept.startswith(LIVE):
            return kept
        return await self._pages.get(kept)

    async def _read_moments(self, ids: tuple[int, ...]) -> dict[int, Moment]:
        async with self._pool.acquire() as conn:
            return await read_moments(conn, campaign_ids=ids)

    async def _read_lists(self, questions: tuple[ListQuestion, ...]) -> dict[ListQuestion, CampaignPage]:
        async with self._pool.acquire() as conn:
            return {
                asked: await list_campaigns(
                    conn,
                    status=asked.status,
                    search=asked.search,
                    before_id=asked.before_id,
                    limit=asked.limit,
                )
                for asked in questions
            }

    async def _refresh_pages(self, kept: tuple[bytes, ...]) -> dict[bytes, bytes]:
        pages: dict[bytes, dict[str, Any]] = {page: orjson.loads(page.removeprefix(LIVE)) for page in kept}
        items = [item for page in pages.values() for item in page["items"] if is_live(item)]
        moments = await self._read_moments(tuple({item["id"] for item in items}))
        for item in items:
            if item["id"] in moments:
                refresh(item, moments[item["id"]])
        return {page: dump(answer) for page, answer in pages.items()}


def reads_of(request: Request) -> CampaignReads:
    """Those of the request's process."""
    state = request.app.state
    if not hasattr(state, "campaign_reads"):
        state.campaign_reads = CampaignReads(state.pool)
    found: CampaignReads = state.campaign_reads
    return found
