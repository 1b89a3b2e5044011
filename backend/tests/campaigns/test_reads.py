"""Kept pages of campaigns: only what is under way is read and made again, and the rest stays as it was."""

import asyncio
from typing import Any

import orjson
import pytest

from relance.campaigns.reading.listing import LAST_ID, ListQuestion
from relance.campaigns.reading.live import read_live
from relance.campaigns.reading.shared_reads import CampaignReads
from relance.core.db import Pool
from relance.http.responses import dump_page
from tests.campaigns.scene import Scene
from tests.support.statements import count_statements

EVERYTHING = ListQuestion(None, None, LAST_ID, 50)
_COUNT = "INSERT INTO message_counts VALUES ($1, 'message_1', 'state', $2, false, $3)"


@pytest.fixture
async def campaigns(scene: Scene) -> list[int]:
    """The ids of a completed, a running and a scheduled one."""
    category = await scene.add_category()
    return [
        await scene.add_campaign(category, status=status) for status in ("completed", "sending", "scheduled")
    ]


async def _keep(reads: CampaignReads) -> bytes:
    page = await reads.lists.get(EVERYTHING)
    return dump_page(page.items, "next", page.total)


async def _finish(reads: CampaignReads, kept: bytes) -> dict[int, Any]:
    answer = orjson.loads(await reads.finish(kept))
    assert list(answer) == ["items", "next_cursor", "total"] and answer["next_cursor"] == "next"
    return {item["id"]: item for item in answer["items"]}


async def test_a_kept_page_is_finished_as_a_fresh_one_is_made(pool: Pool, campaigns: list[int]) -> None:
    reads = CampaignReads(pool)
    kept = await _keep(reads)
    assert await reads.finish(kept) == kept
    await pool.execute(_COUNT, campaigns[1], "pending", 3)
    await pool.execute(
        "UPDATE campaigns SET status = 'paused', started_at = now() WHERE id = $1", campaigns[1]
    )
    assert await reads.finish(kept) == await _keep(CampaignReads(pool))


async def test_the_same_moment_gives_the_very_same_bytes(pool: Pool, campaigns: list[int]) -> None:
    reads = CampaignReads(pool)
    kept = await _keep(reads)
    before = await reads.finish(kept)
    # As each round trip to Redis brings it: other bytes of the same value.
    assert await reads.finish(bytes(bytearray(kept))) is before
    await pool.execute(_COUNT, campaigns[1], "pending", 1)
    after = await reads.finish(kept)
    assert after != before and await reads.finish(kept) is after


async def test_what_is_over_is_not_read_again_and_what_is_gone_stays(
    pool: Pool, campaigns: list[int]
) -> None:
    reads = CampaignReads(pool)
    over, running, scheduled = campaigns
    kept = await _keep(reads)
    await pool.execute(_COUNT, over, "pending", 5)
    await pool.execute(_COUNT, running, "pending", 2)
    await pool.execute("UPDATE campaigns SET deleted_at = now() WHERE id = $1", scheduled)
    items = await _finish(reads, kept)
    assert {id_: item["counts"]["recipients"] for id_, item in items.items()} == {
        over: 0, running: 2, scheduled: 0,
    }  # fmt: skip


async def test_pages_asked_for_together_are_read_by_one_statement(pool: Pool, campaigns: list[int]) -> None:
    reads = CampaignReads(pool)
    kept = await _keep(reads)
    await reads.finish(kept)
    other = kept.replace(b'"next"', b'"other"')
    async with count_statements(pool) as statements:
        answers = await asyncio.gather(*(reads.finish(page) for page in (kept, other, kept, other)))
    assert statements.count == 1
    assert answers[0] is answers[2] and answers[1] is answers[3] and answers[0] != answers[1]


async def test_what_a_stream_says_is_of_one_statement(pool: Pool, campaigns: list[int]) -> None:
    await read_live(pool, campaigns)  # what a connection asks only once
    async with count_statements(pool) as statements:
        found = (await read_live(pool, [*campaigns, 999])).stats
    assert statements.count == 1 and set(found) == set(campaigns)
    assert found[campaigns[1]]["status_text"] == "sending"
