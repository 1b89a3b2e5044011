"""What pages of running campaigns read again each time: together, by all who look at the same time."""

from functools import lru_cache
from typing import Any

import orjson

from relance.campaigns.reading.listing import (
    CampaignPage,
    Item,
    ListQuestion,
    is_live,
    list_campaigns,
    read_now,
    refresh,
)
from relance.campaigns.reading.snapshots import Snapshot, read_snapshots
from relance.core.db import Pool, Row
from relance.core.gathering import Gathering
from relance.http.responses import dump

_MOST_PAGES = 64
"""Kept pages whose parts a process remembers, at 100 kB each."""

_MOST_LISTS_AT_ONCE = 4


class KeptPage:
    """A page out of the cache, in parts: only those of campaigns under way are made again."""

    def __init__(self, kept: bytes) -> None:
        page: dict[str, Any] = orjson.loads(kept)
        items: list[Item] = page.pop("items")
        self._live = {place: item for place, item in enumerate(items) if is_live(item)}
        self._parts = [dump(item) for item in items]
        self._rest = dump(page)
        self._rows: list[Row | None] = []
        self._answer = b""
        self.ids = [item["id"] for item in self._live.values()]

    def render(self, found: dict[int, Row]) -> bytes:
        """The page with what is true now; the very bytes of the last time when that is the same.

        A campaign that is gone stays as it was kept: whoever deleted it also ended the page.
        """
        rows = [found.get(id_) for id_ in self.ids]
        if rows != self._rows or not self._answer:
            for (place, item), row in zip(self._live.items(), rows, strict=True):
                self._parts[place] = dump(item if row is None else refresh(item, row))
            self._answer = b'{"items":[%b],%b' % (b",".join(self._parts), self._rest[1:])
            self._rows = rows
        return self._answer


class CampaignReads:
    """Of one process. Whoever asks gets what is true at that moment or later."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self.snapshots: Gathering[int, Snapshot] = Gathering(self._read_snapshots, most=200)
        self.lists: Gathering[ListQuestion, CampaignPage] = Gathering(
            self._read_list, most=1, at_once=_MOST_LISTS_AT_ONCE
        )
        self._take_apart = lru_cache(maxsize=_MOST_PAGES)(KeptPage)
        self._pages: Gathering[KeptPage, bytes] = Gathering(self._refresh_pages, most=_MOST_PAGES)

    async def finish(self, kept: bytes) -> bytes:
        """A kept page with what is true now; itself when nothing on it can have changed."""
        page = self._take_apart(kept)
        return await self._pages.get(page) if page.ids else kept

    async def _read_snapshots(self, ids: tuple[int, ...]) -> dict[int, Snapshot]:
        async with self._pool.acquire() as conn:
            return await read_snapshots(conn, campaign_ids=ids)

    async def _read_list(self, asked: tuple[ListQuestion, ...]) -> dict[ListQuestion, CampaignPage]:
        async with self._pool.acquire() as conn:
            return {question: await list_campaigns(conn, question) for question in asked}

    async def _refresh_pages(self, pages: tuple[KeptPage, ...]) -> dict[KeptPage, bytes]:
        ids = {id_ for page in pages for id_ in page.ids}
        async with self._pool.acquire() as conn:
            found = await read_now(conn, campaign_ids=tuple(ids))
        return {page: page.render(found) for page in pages}
