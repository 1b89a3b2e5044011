"""300,000 messages, for the tests of plans: filled in once by each process, copied for each test."""

from collections.abc import AsyncIterator

import pytest

from relance.core.db import Pool
from relance.core.settings import Settings
from relance.embedded import Addresses
from tests.sending.world import make_campaign
from tests.support.servers import filled_database
from tests.support.vacuum import vacuum_analyze

MESSAGES = 300_000
CAMPAIGNS = 10

NUMBER = Settings.model_construct(
    whatsapp_phone_number_id="106540352242922", whatsapp_business_account_id="102290129340398"
)
"""The one of every test's settings."""


@pytest.fixture
async def database_url(servers: Addresses) -> AsyncIterator[str]:
    """In the place of the empty database that other tests get."""
    async with filled_database(servers, "many_messages", fill_many_messages) as url:
        yield url


@pytest.fixture
async def many_messages(pool: Pool) -> Pool:
    """300,000 messages of ten campaigns to 30,000 contacts, in all states."""
    return pool


async def fill_many_messages(pool: Pool) -> None:
    for number in range(CAMPAIGNS):
        await make_campaign(pool, NUMBER, 1, first_phone=22970000001 + number)
    async with pool.acquire() as conn:
        await conn.execute("DELETE FROM send_batches")
        await conn.execute("DELETE FROM messages")
        await conn.execute(
            "INSERT INTO contacts (phone) SELECT '+' || (22990000000 + i) FROM generate_series(1, 30000) i"
        )
        await conn.execute(
            """
            WITH people AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM contacts LIMIT $2),
            rows AS (
                INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status, wamid,
                    sent_at, delivered_at, failed_at, no_interaction_at, interacted_at, expires_at)
                SELECT c.id, p.id, c.sender_id, 'message_1', s.status,
                    CASE WHEN s.status <> 'pending' THEN 'wamid.' || (c.id * 1000000 + p.n) END,
                    CASE WHEN s.status <> 'pending' THEN now() END,
                    CASE WHEN s.status = 'delivered' THEN now() END,
                    CASE WHEN s.status = 'failed' THEN now() END,
                    CASE WHEN s.status = 'no_interaction' THEN now() END,
                    CASE WHEN s.status = 'delivered' AND p.n % 7 = 0 THEN now() END,
                    CASE WHEN s.status <> 'pending' THEN now() + interval '1 day' END
                FROM campaigns c CROSS JOIN people p
                CROSS JOIN LATERAL (SELECT (ARRAY['pending', 'sent', 'sent', 'sent', 'delivered', 'delivered',
                    'delivered', 'delivered', 'failed', 'no_interaction'])[1 + p.n % 10] AS status) s
                ORDER BY c.id, p.id LIMIT $1 RETURNING id, campaign_id, sender_id, status
            )
            INSERT INTO send_batches (campaign_id, sender_id, lane, message_ids)
            SELECT campaign_id, sender_id, 'bulk', array_agg(id) FROM rows WHERE status = 'pending'
            GROUP BY campaign_id, sender_id, id / 250
            """,
            MESSAGES,
            MESSAGES // CAMPAIGNS,
        )
    await vacuum_analyze(pool, "messages", "send_batches", "contacts", "message_counts")
