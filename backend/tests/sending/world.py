"""A small world to send in, written straight to SQL: a number, a template, contacts, a campaign."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from relance.core.current_settings import CurrentSettings
from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.sending.loop import SenderLoop
from relance.whatsapp.client import GraphClient

COMPONENTS = [{"type": "BODY", "text": "Bonjour {{1}}, une offre vous attend."}]


async def make_sender(pool: Pool, settings: Settings) -> int:
    """The number of the settings and its account; returns the sender's id."""
    await pool.execute(
        "INSERT INTO accounts (waba_id) VALUES ($1) ON CONFLICT DO NOTHING",
        settings.whatsapp_business_account_id,
    )
    return int(
        await pool.fetchval(
            "INSERT INTO senders (phone_number_id, waba_id) VALUES ($1, $2) "
            "ON CONFLICT (phone_number_id) DO UPDATE SET waba_id = excluded.waba_id RETURNING id",
            settings.whatsapp_phone_number_id,
            settings.whatsapp_business_account_id,
        )
    )


async def make_campaign(
    pool: Pool,
    settings: Settings,
    contacts: int,
    *,
    first_phone: int = 22990000001,
    batch_size: int = 50,
    status: str = "sending",
    message_2: dict[str, Any] | None = None,
    rate_per_s: float | None = None,
    window_s: int = 86_400,
) -> int:
    """A launched campaign with pending Message 1 for `contacts` new contacts; returns its id."""
    sender_id = await make_sender(pool, settings)
    template_id = await pool.fetchval(
        "INSERT INTO templates (waba_id, name, language, status, components) "
        "VALUES ($1, 'welcome_offer', 'fr', 'APPROVED', $2) "
        "ON CONFLICT (waba_id, name, language) DO UPDATE SET status = 'APPROVED' RETURNING id",
        settings.whatsapp_business_account_id,
        COMPONENTS,
    )
    campaign_id = await pool.fetchval(
        "INSERT INTO campaigns (name, status, sender_id, template_id, message_2, interaction_window_s, "
        "request_hash, launched_at, started_at, rate_per_s) "
        "VALUES ('test', $1, $2, $3, $4, $5, '', now(), now(), $6) RETURNING id",
        status,
        sender_id,
        template_id,
        message_2,
        window_s,
        rate_per_s,
    )
    await pool.execute(
        """
        WITH people AS (
            INSERT INTO contacts (phone, first_name)
            SELECT '+' || ($3::bigint + i), 'Contact ' || i FROM generate_series(0, $4 - 1) i RETURNING id
        ), rows AS (
            INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status, parameters)
            SELECT $1, id, $2, 'message_1', 'pending', '{"1": "Awa"}' FROM people RETURNING id
        )
        INSERT INTO send_batches (campaign_id, sender_id, lane, message_ids)
        SELECT $1, $2, 'bulk', array_agg(id ORDER BY id)
        FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / $5 AS part FROM rows) parts GROUP BY part
        """,
        campaign_id,
        sender_id,
        first_phone,
        contacts,
        batch_size,
    )
    return int(campaign_id)


async def states(pool: Pool, campaign_id: int) -> dict[str, int]:
    """Rows of the campaign by state, counted for real."""
    rows = await pool.fetch(
        "SELECT status, count(*) AS n FROM messages WHERE campaign_id = $1 GROUP BY 1", campaign_id
    )
    return {row["status"]: row["n"] for row in rows}


async def queued(pool: Pool, campaign_id: int) -> int:
    """How many message ids stand in batches of the campaign."""
    return int(
        await pool.fetchval(
            "SELECT coalesce(sum(cardinality(message_ids)), 0) FROM send_batches WHERE campaign_id = $1",
            campaign_id,
        )
    )


def make_loop(
    pool: Pool,
    redis: RedisClient,
    graph: GraphClient,
    settings: Settings,
    process: str = "test",
) -> SenderLoop:
    """A sender that is not running yet."""
    return SenderLoop(pool=pool, redis=redis, graph=graph, current=CurrentSettings(settings), process=process)


@asynccontextmanager
async def running_sender(
    pool: Pool,
    redis: RedisClient,
    settings: Settings,
    url: str,
    process: str = "test",
) -> AsyncIterator[SenderLoop]:
    """A sender at work; stopped, with everything recorded, at the end."""
    async with GraphClient(url, "v26.0", settings.whatsapp_token, max_connections=128) as graph:
        loop = make_loop(pool, redis, graph, settings, process)
        task = asyncio.create_task(loop.run())
        try:
            yield loop
        finally:
            loop.stop()
            await task
