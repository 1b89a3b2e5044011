"""Senders: kept in step with Meta, blocked and freed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from relance.core.clock import utc_now
from relance.core.db import Pool, transaction
from relance.core.errors import AppError
from relance.core.settings import Settings
from relance.senders.blocks import (
    block_account,
    block_sender,
    throttle_sender,
    unblock_account,
    unblock_sender,
)
from relance.senders.service import Sender, find_sender, get_sender
from relance.senders.sync import ensure_sender, sync_senders
from relance.whatsapp.client import GraphUnreachable

SOON = utc_now() + timedelta(minutes=5)
LATER = SOON + timedelta(hours=1)


class Graph:
    """Answers as Meta would for one number."""

    def __init__(self, answer: dict[str, Any] | None) -> None:
        self.answer = answer
        self.asked: list[str] = []

    async def get_phone_number(self, phone_number_id: str) -> dict[str, Any]:
        self.asked.append(phone_number_id)
        if self.answer is None:
            raise GraphUnreachable("no answer")
        return self.answer


async def the_sender(pool: Pool, settings: Settings) -> Sender:
    async with transaction(pool) as conn:
        sender = await find_sender(conn, phone_number_id=settings.whatsapp_phone_number_id)
    assert sender is not None
    return sender


async def test_sender_of_the_settings_exists_without_the_graph_api(pool: Pool, settings: Settings) -> None:
    with pytest.raises(GraphUnreachable):
        await sync_senders(pool, Graph(None), settings)
    await ensure_sender(pool, settings)

    sender = await the_sender(pool, settings)
    assert sender.waba_id == settings.whatsapp_business_account_id
    assert sender.synced_at is None
    async with transaction(pool) as conn:
        assert await conn.fetchval("SELECT array_agg(id) FROM senders") == [sender.id]
        assert await get_sender(conn, sender_id=sender.id) == sender
        with pytest.raises(AppError):
            await get_sender(conn, sender_id=404)
        assert await find_sender(conn, phone_number_id="404") is None


async def test_sync_stores_what_meta_says(pool: Pool, settings: Settings) -> None:
    graph = Graph(
        {
            "id": settings.whatsapp_phone_number_id,
            "display_phone_number": "+1 555-0100",
            "verified_name": "Relance",
            "quality_rating": "GREEN",
            "whatsapp_business_manager_messaging_limit": "TIER_10K",
            "status": "CONNECTED",
        }
    )
    assert await sync_senders(pool, graph, settings) == 1
    sender = await the_sender(pool, settings)
    assert graph.asked == [settings.whatsapp_phone_number_id]
    assert (sender.display_phone_number, sender.verified_name) == ("+1 555-0100", "Relance")
    assert (sender.quality_rating, sender.messaging_limit, sender.status) == (
        "GREEN",
        "TIER_10K",
        "CONNECTED",
    )
    assert sender.synced_at is not None

    graph.answer = {"quality_rating": "RED", "verified_name": None, "status": 7}
    await sync_senders(pool, graph, settings)
    sender = await the_sender(pool, settings)
    assert (sender.quality_rating, sender.verified_name, sender.status) == ("RED", "Relance", "CONNECTED")


async def test_account_of_the_settings_may_change(pool: Pool, settings: Settings) -> None:
    await ensure_sender(pool, settings)
    await ensure_sender(pool, settings.model_copy(update={"whatsapp_business_account_id": "42"}))
    assert (await the_sender(pool, settings)).waba_id == "42"


async def test_block_is_told_once_and_never_shortened(pool: Pool, settings: Settings) -> None:
    await ensure_sender(pool, settings)
    sender = await the_sender(pool, settings)

    async def block(until: datetime | None, code: int) -> bool:
        async with transaction(pool) as conn:
            return await block_sender(conn, sender_id=sender.id, until=until, code=code, reason="why")

    assert await block(LATER, 130429)
    assert not await block(SOON, 131057)
    now = await the_sender(pool, settings)
    assert (now.blocked_until, now.blocked_reason) == (LATER, "why")
    assert not await block(None, 131045)
    assert not await block(LATER, 130429)
    now = await the_sender(pool, settings)
    assert (now.blocked_until, now.blocked_code) == (None, 131045)
    assert now.blocked_at is not None
    async with transaction(pool) as conn:
        assert await unblock_sender(conn, sender_id=sender.id)
        assert not await unblock_sender(conn, sender_id=sender.id)
    now = await the_sender(pool, settings)
    assert (now.blocked_at, now.blocked_code, now.blocked_reason) == (None, None, None)


async def test_lapsed_block_is_replaced(pool: Pool, settings: Settings) -> None:
    await ensure_sender(pool, settings)
    sender = await the_sender(pool, settings)
    past = datetime(2020, 1, 1, tzinfo=UTC)
    await pool.execute("UPDATE senders SET blocked_at = $1, blocked_until = $1, blocked_code = 1", past)
    async with transaction(pool) as conn:
        assert await block_sender(conn, sender_id=sender.id, until=SOON, code=130429, reason="rate")
    now = await the_sender(pool, settings)
    assert (now.blocked_until, now.blocked_code) == (SOON, 130429)
    assert now.blocked_at is not None
    assert now.blocked_at > past


async def test_account_is_blocked_and_freed(pool: Pool, settings: Settings) -> None:
    await ensure_sender(pool, settings)
    waba_id = settings.whatsapp_business_account_id
    async with transaction(pool) as conn:
        assert await block_account(conn, waba_id=waba_id, until=None, code=190, reason="token expired")
        assert not await block_account(conn, waba_id=waba_id, until=SOON, code=4, reason="rate")
        assert await conn.fetchval("SELECT blocked_code FROM accounts") == 190
        assert await unblock_account(conn, waba_id=waba_id)
        assert await conn.fetchval("SELECT blocked_at FROM accounts") is None
        assert not await block_account(conn, waba_id="404", until=None, code=190, reason="x")


async def test_throttle_is_set_and_lifted(pool: Pool, settings: Settings) -> None:
    await ensure_sender(pool, settings)
    sender = await the_sender(pool, settings)
    async with transaction(pool) as conn:
        await throttle_sender(conn, sender_id=sender.id, rate_per_s=20)
    now = await the_sender(pool, settings)
    assert now.throttled_rate_per_s == 20
    assert now.throttled_at is not None
    async with transaction(pool) as conn:
        await throttle_sender(conn, sender_id=sender.id, rate_per_s=None)
    assert (await the_sender(pool, settings)).throttled_at is None


async def test_only_a_person_lifts_blocks_by_sync(pool: Pool, settings: Settings) -> None:
    await ensure_sender(pool, settings)
    sender = await the_sender(pool, settings)
    waba_id = settings.whatsapp_business_account_id
    async with transaction(pool) as conn:
        await block_sender(conn, sender_id=sender.id, until=None, code=131045, reason="x")
        await block_account(conn, waba_id=waba_id, until=None, code=190, reason="x")
    await sync_senders(pool, Graph({}), settings)
    assert (await the_sender(pool, settings)).blocked_at is not None
    await sync_senders(pool, Graph({}), settings, lift_blocks=True)
    assert (await the_sender(pool, settings)).blocked_at is None
    assert await pool.fetchval("SELECT blocked_at FROM accounts") is None


async def test_failed_sync_lifts_nothing(pool: Pool, settings: Settings) -> None:
    await ensure_sender(pool, settings)
    async with transaction(pool) as conn:
        waba_id = settings.whatsapp_business_account_id
        await block_account(conn, waba_id=waba_id, until=None, code=190, reason="x")
    with pytest.raises(GraphUnreachable):
        await sync_senders(pool, Graph(None), settings, lift_blocks=True)
    assert await pool.fetchval("SELECT blocked_code FROM accounts") == 190
