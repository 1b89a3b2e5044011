"""A small world for the tests of campaigns: a sender, an approved template, contacts, categories."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from relance.core.clock import utc_now
from relance.core.current_settings import CurrentSettings
from relance.core.db import Pool, Row, transaction
from relance.core.jobs import JobQueue, JobTools
from relance.core.news import NO_NEWS
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.messages.evidence import Accepted, Evidence, Lost, StatusSeen
from relance.messages.store import apply_all

WABA = "102290129340398"
NUMBER = "106540352242922"
BODY_WITH_NAME = [{"type": "BODY", "text": "Bonjour {{1}} !"}]


class DeadRedis:
    """A Redis that is not there."""

    async def publish(self, *_: object) -> None:
        raise OSError("no Redis in this test")


@dataclass
class Queue(JobQueue):
    """Remembers what was enqueued instead of sending it anywhere."""

    jobs: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    async def enqueue(self, name: str, **arguments: object) -> bool:
        self.jobs.append((name, arguments))
        return True

    def close(self) -> None:
        """Nothing to close."""


@dataclass(slots=True)
class Scene:
    """Makes rows and looks at them; every step is one short transaction."""

    pool: Pool
    redis: RedisClient = field(default_factory=DeadRedis)  # type: ignore[assignment]
    queue: Queue = field(default_factory=Queue)
    sender_id: int = 0
    template_id: int = 0

    def tools(self, settings: Settings) -> JobTools:
        """What a job of the worker would get."""
        return JobTools(
            current=CurrentSettings(settings),
            pool=self.pool,
            redis=self.redis,
            queue=self.queue,
            news=NO_NEWS,
        )

    async def furnish(self) -> "Scene":
        """The account, its sender, its template `welcome` (fr) with one variable."""
        await self.pool.execute("INSERT INTO accounts (waba_id) VALUES ($1)", WABA)
        self.sender_id = await self.pool.fetchval(
            "INSERT INTO senders (phone_number_id, waba_id) VALUES ($1, $2) RETURNING id", NUMBER, WABA
        )
        self.template_id = await self.add_template("welcome", BODY_WITH_NAME)
        return self

    async def add_template(
        self, name: str, components: list[dict[str, Any]], *, status: str = "APPROVED"
    ) -> int:
        found: int = await self.pool.fetchval(
            "INSERT INTO templates (waba_id, name, language, status, components)"
            " VALUES ($1, $2, 'fr', $3, $4) RETURNING id",
            WABA, name, status, components,
        )  # fmt: skip
        return found

    async def add_category(self, name: str = "Clients") -> int:
        found: int = await self.pool.fetchval("INSERT INTO categories (name) VALUES ($1) RETURNING id", name)
        return found

    async def add_contact(self, *category_ids: int, **columns: Any) -> int:
        """A contact with a phone of its own and the first name Ann, unless `columns` say otherwise."""
        number = await self.pool.fetchval("SELECT count(*) FROM contacts")
        columns = {"phone": f"+2290197{number:06d}", "first_name": "Ann"} | columns
        places = ", ".join(f"${place}" for place in range(1, len(columns) + 1))
        found: int = await self.pool.fetchval(
            f"INSERT INTO contacts ({', '.join(columns)}) VALUES ({places}) RETURNING id", *columns.values()
        )
        for category_id in category_ids:
            await self.pool.execute("INSERT INTO category_contacts VALUES ($1, $2)", category_id, found)
        return found

    async def add_contacts(self, category_id: int, count: int) -> list[int]:
        rows = await self.pool.fetch(
            "WITH made AS (INSERT INTO contacts (phone, first_name)"
            " SELECT '+22961' || lpad(n::text, 6, '0'), 'Ann' FROM generate_series(1, $1) n RETURNING id),"
            " filed AS (INSERT INTO category_contacts SELECT $2, id FROM made)"
            " SELECT id FROM made ORDER BY id",
            count, category_id,
        )  # fmt: skip
        return [row["id"] for row in rows]

    async def add_campaign(self, *category_ids: int, status: str = "preparing", **columns: Any) -> int:
        """A campaign ready to be launched, unless `status` or `columns` say otherwise."""
        columns = {
            "name": "Offre", "status": status, "sender_id": self.sender_id, "template_id": self.template_id,
            "variables": {"1": {"field": "first_name"}}, "interaction_window_s": 86_400,
            "request_hash": b"", "launch_until": 2**62,
        } | columns  # fmt: skip
        places = ", ".join(f"${place}" for place in range(1, len(columns) + 1))
        found: int = await self.pool.fetchval(
            f"INSERT INTO campaigns ({', '.join(columns)}) VALUES ({places}) RETURNING id", *columns.values()
        )
        for category_id in category_ids:
            await self.pool.execute("INSERT INTO campaign_categories VALUES ($1, $2)", found, category_id)
        return found

    async def messages(self, campaign_id: int) -> list[Row]:
        return await self.pool.fetch("SELECT * FROM messages WHERE campaign_id = $1 ORDER BY id", campaign_id)

    async def campaign(self, campaign_id: int) -> Row:
        row = await self.pool.fetchrow("SELECT * FROM campaigns WHERE id = $1", campaign_id)
        assert row is not None
        return row

    async def queued_ids(self, campaign_id: int) -> list[int]:
        """Message ids of all batches of the campaign, with repetitions."""
        rows = await self.pool.fetch(
            "SELECT unnest(message_ids) AS id FROM send_batches WHERE campaign_id = $1 ORDER BY 1",
            campaign_id,
        )
        return [row["id"] for row in rows]

    async def apply(self, *evidence: Evidence) -> None:
        async with transaction(self.pool) as conn:
            await apply_all(conn, evidence, unknown_grace_s=300)

    async def send_all(self, campaign_id: int, *, at: datetime | None = None) -> list[int]:
        """As the sender does: every queued message is accepted by Meta, its batch is gone."""
        ids = await self.queued_ids(campaign_id)
        await self.apply(*(Accepted(id_, 1, f"wamid.{id_}", at or utc_now()) for id_ in ids))
        await self.pool.execute("DELETE FROM send_batches WHERE campaign_id = $1", campaign_id)
        return ids

    async def lose_all(self, campaign_id: int, *, left_at: datetime | None = None) -> list[int]:
        """As a sender that is killed: every queued message left, and no answer came."""
        ids = await self.queued_ids(campaign_id)
        rows = {row["id"]: row for row in await self.messages(campaign_id)}
        await self.pool.execute("DELETE FROM send_batches WHERE campaign_id = $1", campaign_id)
        await self.apply(*(Lost(id_, rows[id_]["attempt"], left_at or utc_now()) for id_ in ids))
        return ids

    async def see(self, status: str, *message_ids: int, at: datetime | None = None) -> None:
        """As a webhook does: a status of each message."""
        await self.apply(
            *(StatusSeen(id_, 1, f"wamid.{id_}", status, at or utc_now()) for id_ in message_ids)
        )

    async def lease(self, campaign_id: int) -> None:
        """As a claim does, for all batches."""
        await self.pool.execute(
            "UPDATE send_batches SET leased_by = 'test', lease_until = now() + interval '20 s'"
            " WHERE campaign_id = $1",
            campaign_id,
        )

    async def answer(self, message_id: int, *, message_2: str | None = None) -> None:
        """As a webhook does: the contact interacts, and Message 2 (in that status) is made beside it."""
        async with transaction(self.pool) as conn:
            await conn.execute("UPDATE messages SET interacted_at = now() WHERE id = $1", message_id)
            if message_2 is not None:
                row = await conn.fetchrow(
                    "INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status)"
                    " SELECT campaign_id, contact_id, sender_id, 'message_2', $2 FROM messages WHERE id = $1"
                    " RETURNING id, campaign_id, sender_id",
                    message_id, message_2,
                )  # fmt: skip
                assert row is not None
                if message_2 == "pending":
                    await conn.execute(
                        "INSERT INTO send_batches (campaign_id, sender_id, lane, message_ids)"
                        " VALUES ($1, $2, 'reply', ARRAY[$3::bigint])",
                        row["campaign_id"], row["sender_id"], row["id"],
                    )  # fmt: skip
