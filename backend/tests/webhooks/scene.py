"""A sender, campaigns and contacts in the database, and an intake that listens."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from relance.core.db import Pool, Row
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.interactions.keywords.hearing import Hearing
from relance.webhooks.group_commit import Intake
from relance.whatsapp.echo import format_echo
from tests.webhooks import bodies

MESSAGE_2 = {"type": "text", "text": "Hello {{first_name|friend}}, here is more."}


@dataclass
class Scene:
    """Everything of one test. Times are whole seconds, as Meta's are."""

    pool: Pool
    intake: Intake
    installation: str
    sender_id: int
    template_id: int
    now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))
    # What counts as STOP and START, and what is answered; as the settings of an installation would say it.
    heard: Hearing = field(default_factory=Hearing)
    _wamids: int = 0

    def ago(self, **units: float) -> datetime:
        """A moment before now."""
        return self.now - timedelta(**units)

    def wamid(self) -> str:
        """A wamid nobody had yet."""
        self._wamids += 1
        return f"wamid.{self._wamids:06}"

    async def campaign(
        self, *, status: str = "sending", message_2: Any = MESSAGE_2, window_s: int = 86_400
    ) -> int:
        """A campaign of this sender."""
        return await self.pool.fetchval(  # type: ignore[no-any-return]
            "INSERT INTO campaigns (name, status, sender_id, template_id, message_2, interaction_window_s,"
            " request_hash, launched_at) VALUES ('c', $1, $2, $3, $4, $5, '', now()) RETURNING id",
            status, self.sender_id, self.template_id, message_2, window_s,
        )  # fmt: skip

    async def contact(self, phone: str | None = "+22901970001", **columns: Any) -> int:
        """A contact with these columns."""
        columns = {"phone": phone, "first_name": "Awa", **columns}
        names = list(columns)
        places = ", ".join(f"${place}" for place in range(1, len(names) + 1))
        return await self.pool.fetchval(  # type: ignore[no-any-return]
            f"INSERT INTO contacts ({', '.join(names)}) VALUES ({places}) RETURNING id", *columns.values()
        )

    async def message(self, campaign_id: int, contact_id: int, status: str = "sent", **columns: Any) -> int:
        """A Message 1 (or, by `message_type`, a Message 2); `sent` ones went out an hour ago."""
        columns = {
            "campaign_id": campaign_id,
            "contact_id": contact_id,
            "sender_id": self.sender_id,
            "message_type": "message_1",
            "status": status,
            **columns,
        }
        if status not in ("pending", "unknown", "cancelled", "held"):
            columns.setdefault("sent_at", self.ago(hours=1))
            columns.setdefault("wamid", self.wamid())
        if columns["message_type"] == "message_1" and columns.get("sent_at") is not None:
            columns.setdefault("expires_at", columns["sent_at"] + timedelta(days=1))
        names = list(columns)
        places = ", ".join(f"${place}" for place in range(1, len(names) + 1))
        return await self.pool.fetchval(  # type: ignore[no-any-return]
            f"INSERT INTO messages ({', '.join(names)}) VALUES ({places}) RETURNING id", *columns.values()
        )

    def echo(self, message_id: int, attempt: int = 1) -> str:
        """Our echo of one attempt."""
        return format_echo(self.installation, message_id, attempt)

    async def take(self, body: bytes) -> None:
        """Take one body in; it must be stored."""
        assert await self.intake.receive(body) is True

    async def row(self, message_id: int) -> Row:
        """One message."""
        row = await self.pool.fetchrow("SELECT * FROM messages WHERE id = $1", message_id)
        assert row is not None
        return row

    async def message_2s(self) -> list[Row]:
        """All Message 2 rows."""
        return await self.pool.fetch("SELECT * FROM messages WHERE message_type = 'message_2' ORDER BY id")

    async def queued(self) -> dict[str, list[int]]:
        """Message ids in the queue, by lane."""
        lanes: dict[str, list[int]] = {}
        for batch in await self.pool.fetch("SELECT lane, message_ids FROM send_batches ORDER BY id"):
            lanes.setdefault(batch["lane"], []).extend(batch["message_ids"])
        return lanes

    async def interactions(self) -> list[Row]:
        """All interactions."""
        return await self.pool.fetch("SELECT * FROM interactions ORDER BY id")

    async def contact_row(self, contact_id: int) -> Row:
        """One contact."""
        row = await self.pool.fetchrow("SELECT * FROM contacts WHERE id = $1", contact_id)
        assert row is not None
        return row

    async def drops(self) -> dict[str, int]:
        """What was counted and dropped."""
        return {row["reason"]: row["n"] for row in await self.pool.fetch("SELECT * FROM webhook_drops")}

    async def parked(self) -> list[Row]:
        """What was parked."""
        return await self.pool.fetch("SELECT * FROM webhook_parked ORDER BY id")

    async def incidents(self) -> list[str]:
        """Kinds of the incidents."""
        return [row["kind"] for row in await self.pool.fetch("SELECT kind FROM incidents ORDER BY first_at")]


@asynccontextmanager
async def open_scene(
    pool: Pool, settings: Settings, redis: RedisClient | None = None
) -> AsyncIterator[Scene]:
    """A scene with a running intake."""
    await pool.execute("INSERT INTO accounts (waba_id) VALUES ($1)", bodies.WABA)
    sender_id = await pool.fetchval(
        "INSERT INTO senders (phone_number_id, waba_id, display_phone_number) VALUES ($1, $2, $3)"
        " RETURNING id",
        bodies.NUMBER, bodies.WABA, "+1 555-078-3881",
    )  # fmt: skip
    template_id = await pool.fetchval(
        "INSERT INTO templates (waba_id, name, language, status, components)"
        " VALUES ($1, 't', 'fr', 'APPROVED', '[]') RETURNING id",
        bodies.WABA,
    )
    installation = await pool.fetchval("SELECT id FROM installation")
    intake = Intake(pool, settings, redis, hearing=lambda: scene.heard)
    scene = Scene(pool, intake, installation, sender_id, template_id)
    await intake.start()
    try:
        yield scene
    finally:
        await intake.stop()


DRIFT = """
WITH states AS (
    SELECT campaign_id, message_type, 'state' AS kind, status AS word,
           interacted_at IS NOT NULL AS interacted, count(*) AS n
    FROM messages GROUP BY 1, 2, 4, 5
    UNION ALL
    SELECT m.campaign_id, m.message_type, 'milestone', v.word, false, count(*)
    FROM messages m CROSS JOIN LATERAL (VALUES ('sent', m.sent_at), ('delivered', m.delivered_at),
        ('read', m.read_at), ('interacted', m.interacted_at), ('no_interaction', m.no_interaction_at),
        ('failed', m.failed_at)) v (word, at)
    WHERE v.at IS NOT NULL GROUP BY 1, 2, 4
), counted AS (
    SELECT campaign_id, message_type, kind, word, interacted, sum(n) AS n
    FROM message_counts GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0
)
SELECT * FROM states s FULL JOIN counted c USING (campaign_id, message_type, kind, word, interacted)
WHERE s.n IS DISTINCT FROM c.n
"""


async def assert_no_drift(pool: Pool) -> None:
    """The counts agree with a recount of the rows."""
    drift = await pool.fetch(DRIFT)
    assert not drift, [dict(row) for row in drift]
