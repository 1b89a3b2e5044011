"""A database of an older version, in the middle of a campaign, written in the columns of that time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from alembic import command
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from relance.core.db import Pool
from relance.core.settings import Settings
from relance.embedded import Addresses
from relance.migrations.apply import alembic_config
from tests.sending.world import COMPONENTS
from tests.support.servers import drop_database, run_sql, with_database

MESSAGE_2 = {"type": "text", "text": "Merci"}

# Groups of Messages 1, as (name, people, status).
GROUPS = (
    ("waiting", 3, "pending"),
    ("leased", 2, "pending"),
    ("doubtful", 2, "unknown"),
    ("sent", 1, "sent"),
    ("delivered", 1, "delivered"),
    ("answered", 2, "read"),
    ("failed", 1, "failed"),
    ("withheld", 1, "cancelled"),
)

_PEOPLE = """
WITH people AS (
    INSERT INTO contacts (phone, first_name)
    SELECT '+22991' || lpad(($1::int + n)::text, 6, '0'), 'Awa' FROM generate_series(1, $2) n RETURNING id
)
INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status, parameters, sent_at, wamid,
    expires_at, delivered_at, read_at, interacted_at, failed_at, error_code, unknown_at, cancel_reason)
SELECT $3, id, $4, 'message_1', $5::text, '{"1": "Awa"}', v.sent_at,
       CASE WHEN v.sent_at IS NOT NULL THEN 'wamid.old.' || id END, v.sent_at + interval '1 day',
       CASE WHEN $5 IN ('delivered', 'read') THEN v.sent_at END, CASE WHEN $5 = 'read' THEN v.sent_at END,
       CASE WHEN $5 = 'read' THEN now() - interval '5 minutes' END,
       CASE WHEN $5 = 'failed' THEN now() - interval '20 minutes' END,
       CASE WHEN $5 = 'failed' THEN 131026 END,
       CASE WHEN $5 = 'unknown' THEN now() - interval '20 minutes' END,
       CASE WHEN $5 = 'cancelled' THEN 'opted_out' END
FROM people, (
    SELECT CASE WHEN $5 IN ('sent', 'delivered', 'read') THEN now() - interval '20 minutes' END
) v (sent_at)
RETURNING id
"""

_BATCH = """
INSERT INTO send_batches (campaign_id, sender_id, lane, message_ids, leased_by, lease_until, unknown_since)
VALUES ($1, $2, $3, $4, $5, now() + $6::interval, now() + $7::interval)
"""

_MESSAGE_2 = """
INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status, parameters, expires_at,
    sent_at, wamid)
SELECT campaign_id, contact_id, sender_id, 'message_2', $2::text, '{"text": "Merci"}',
       now() + interval '23 hours', CASE WHEN $2 = 'sent' THEN now() END,
       CASE WHEN $2 = 'sent' THEN 'wamid.old.2' END
FROM messages WHERE id = $1 RETURNING id
"""


@asynccontextmanager
async def old_database(servers: Addresses, name: str, revision: str) -> AsyncIterator[str]:
    """A database of its own as that revision left it, empty."""
    await drop_database(servers, name)
    await run_sql(servers.database_url, f"CREATE DATABASE {name}")
    url = with_database(servers.database_url, name)
    engine = create_async_engine("postgresql+asyncpg://" + url.split("://", 1)[1])

    def upgrade(connection: Connection) -> None:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

    try:
        async with engine.connect() as connection:
            await connection.run_sync(upgrade)
            await connection.commit()
        await engine.dispose()
        yield url
    finally:
        await drop_database(servers, name)


async def run_a_campaign(pool: Pool, settings: Settings) -> dict[str, list[int]]:
    """A campaign with messages in every state, its senders killed; returns the message ids by group.

    `message_2` waits for the first who answered; the second had it.
    """
    waba = settings.whatsapp_business_account_id
    await pool.execute("INSERT INTO accounts (waba_id) VALUES ($1)", waba)
    sender_id = await pool.fetchval(
        "INSERT INTO senders (phone_number_id, waba_id) VALUES ($1, $2) RETURNING id",
        settings.whatsapp_phone_number_id, waba,
    )  # fmt: skip
    template_id = await pool.fetchval(
        "INSERT INTO templates (waba_id, name, language, status, components)"
        " VALUES ($1, 'welcome_offer', 'fr', 'APPROVED', $2) RETURNING id",
        waba, COMPONENTS,
    )  # fmt: skip
    campaign_id = await pool.fetchval(
        "INSERT INTO campaigns (name, status, sender_id, template_id, message_2, interaction_window_s,"
        " request_hash, launched_at, started_at)"
        " VALUES ('old', 'sending', $1, $2, $3, 86400, '', now(), now()) RETURNING id",
        sender_id, template_id, MESSAGE_2,
    )  # fmt: skip
    ids: dict[str, list[int]] = {}
    people = 0
    for name, count, status in GROUPS:
        rows = await pool.fetch(_PEOPLE, people, count, campaign_id, sender_id, status)
        ids[name] = [row["id"] for row in rows]
        people += count
    ids["message_2"] = [await pool.fetchval(_MESSAGE_2, ids["answered"][0], "pending")]
    ids["had_message_2"] = [await pool.fetchval(_MESSAGE_2, ids["answered"][1], "sent")]
    for lane, group, leased_by, lease, doubt in (
        ("bulk", "waiting", None, None, None),
        ("bulk", "leased", "old:1", "-5 seconds", None),
        ("settle", "doubtful", None, None, "-20 minutes"),
        ("reply", "message_2", None, None, None),
    ):
        await pool.execute(
            _BATCH.replace("$6::interval", _interval(lease)).replace("$7::interval", _interval(doubt)),
            campaign_id, sender_id, lane, ids[group], leased_by,
        )  # fmt: skip
    return ids


def _interval(words: str | None) -> str:
    return "NULL::interval" if words is None else f"interval '{words}'"
