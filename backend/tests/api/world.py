"""An installation with something of everything, for tests that go over every route."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from relance.auth.api_keys import create_api_key
from relance.auth.edge.cookies import COOKIE
from relance.auth.users import SUPER_ADMIN, create_user
from relance.campaigns.running.launch import launch_campaign
from relance.core.clock import utc_now
from relance.core.db import Pool, transaction
from relance.core.settings import Settings
from relance.main import create_app
from relance.messages.evidence import Rejected
from relance.reasons.parked import PARKED
from relance.webhooks.group import Parked
from relance.webhooks.parked.store import park
from relance.whatsapp.errors import MetaError
from tests.api.conftest import api_of, app_behind, running
from tests.auth.office import PASSWORD, make_hashes_cheap
from tests.campaigns.scene import BODY_WITH_NAME, Queue, Scene
from tests.support.services import change
from tests.templates.pictures import png

RETRYABLE_CODE = 131000
DECISION = {"message_type": "message_1", "decision": "send_again"}

# Sixty more contacts of campaign $1, each with a failed message and an answer to it.
MANY_FAILED = """
WITH people AS (
    INSERT INTO contacts (phone)
    SELECT '+2296' || $1::bigint || lpad(n::text, 5, '0') FROM generate_series(1, 60) n RETURNING id
), made AS (
    INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status, failed_at, error_code)
    SELECT $1, id, $2, 'message_1', 'failed', now(), 131026 FROM people RETURNING id, contact_id
)
INSERT INTO interactions (wamid, contact_id, sender_id, kind, at, message_id, campaign_id)
SELECT 'wamid.many.' || id, contact_id, $2, 'text', now(), id, $1 FROM made
"""


@dataclass
class Ask:
    """A request to one route: what fills the places of its path, and the rest of it."""

    path: dict[str, int] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    json: Any = None
    files: dict[str, Any] | None = None
    data: dict[str, str] | None = None
    cookie: str | None = None


@dataclass
class World:
    """Makes what a request needs; each call makes something new, so that requests do not meet."""

    api: FastAPI
    pool: Pool
    scene: Scene
    client: httpx2.AsyncClient
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)
    category_id: int = 0
    contact_id: int = 0
    running_id: int = 0
    finished_id: int = 0

    async def furnish(self) -> None:
        """A category of contacts, a running and a finished campaign with interactions."""
        self.scene.sender_id = await self.pool.fetchval("SELECT id FROM senders")
        self.scene.template_id = await self.scene.add_template("welcome", BODY_WITH_NAME)
        self.category_id = await self.category()
        self.contact_id = await self.contact(self.category_id)
        self.running_id = await self.campaign("sending")
        self.finished_id = await self.campaign("completed")

    def word(self) -> str:
        """A name that nothing else has."""
        return f"n{next(self.numbers)}"

    def phone(self) -> str:
        """A number that nobody else has."""
        return f"+22997{next(self.numbers):06d}"

    async def category(self) -> int:
        return await self.scene.add_category(self.word())

    async def contact(self, *category_ids: int) -> int:
        return await self.scene.add_contact(*category_ids, phone=self.phone())

    async def campaign(self, status: str = "draft", people: int = 2) -> int:
        """With contacts of its own; launched unless it has not started, all delivered where it is over."""
        await self.approve()
        category = await self.category()
        for _ in range(people):
            await self.contact(category)
        if status in ("draft", "scheduled"):
            at = utc_now() if status == "scheduled" else None
            return await self.scene.add_campaign(
                category, status=status, launch_until=None, scheduled_at=at, name=self.word()
            )
        found = await self.scene.add_campaign(
            category, name=self.word(), started_at=utc_now(), message_2={"type": "text", "text": "Merci"}
        )
        await launch_campaign(self.pool, self.scene.redis, campaign_id=found, default_rate_per_s=75)
        if status == "completed":
            await self.finish(found)
        else:
            await self.pool.execute("UPDATE campaigns SET status = $2 WHERE id = $1", found, status)
        return found

    async def approve(self) -> None:
        """Meta's list, once read, does not have the template of tests."""
        await self.pool.execute("UPDATE templates SET status = 'APPROVED'")

    async def finish(self, campaign_id: int) -> None:
        """One answered, the others delivered; one of its messages failed for a reason that may pass."""
        ids = [row["id"] for row in await self.scene.messages(campaign_id)]
        error = MetaError(RETRYABLE_CODE, "Something went wrong", "", None)
        await self.scene.apply(Rejected(ids.pop(), 1, error, utc_now()))
        await self.scene.send_all(campaign_id)
        await self.scene.see("delivered", *ids)
        await self.scene.answer(ids[0], message_2="sent")
        await self.pool.execute(
            "INSERT INTO interactions (wamid, contact_id, sender_id, kind, at, text, message_id, campaign_id,"
            " in_window) SELECT 'wamid.in.' || id, contact_id, sender_id, 'text', now(), 'Oui', id,"
            " campaign_id, true FROM messages WHERE id = $1",
            ids[0],
        )
        await self.pool.execute(
            "UPDATE campaigns SET status = 'completed', completed_at = now() WHERE id = $1", campaign_id
        )

    async def doubtful(self) -> int:
        """A campaign under way of whose messages nobody knows whether Meta took them."""
        found = await self.campaign("sending")
        await self.scene.lose_all(found)
        return found

    async def message(self) -> int:
        found: int = await self.pool.fetchval(
            "SELECT max(id) FROM messages WHERE campaign_id = $1", self.finished_id
        )
        return found

    async def request(self) -> dict[str, Any]:
        """A request for a campaign of its own kind."""
        await self.approve()
        return {
            "name": self.word(),
            "category_ids": [self.category_id],
            "template": {"name": "welcome", "language": "fr"},
            "variables": {"1": {"field": "first_name", "default": "cliente"}},
            "message_2": {"type": "text", "text": "Merci {{first_name}} !"},
        }

    async def parked(self) -> int:
        async with transaction(self.pool) as conn:
            body = b'{"object":"whatsapp_business_account","entry":[],"n":%d}' % next(self.numbers)
            await park(conn, [Parked(PARKED.make("not_json"), body)])
        found: int = await self.pool.fetchval("SELECT max(id) FROM webhook_parked")
        return found

    async def media(self) -> int:
        data = png(padding=next(self.numbers))
        found: int = await self.pool.fetchval(
            "INSERT INTO media (sha256, mime, filename, width, height, bytes)"
            " VALUES (sha256($1), 'image/png', 'a.png', 2, 1, $1) RETURNING id",
            data,
        )
        return found

    async def imported(self) -> int:
        answer = await self.client.post(
            "/api/contacts/import", **self.upload(), data={"category_name": "vip"}
        )
        assert answer.status_code == 202, answer.text
        found: int = answer.json()["id"]
        return found

    async def checked(self) -> int:
        """A dry run that has ended."""
        return await self._over(dry_run=True)

    async def stored(self) -> int:
        """An import that has ended."""
        return await self._over(dry_run=False)

    async def _over(self, *, dry_run: bool) -> int:
        job_id = await self.imported()
        await self.pool.execute(
            "UPDATE import_jobs SET dry_run = $2, status = 'completed', finished_at = now() WHERE id = $1",
            job_id,
            dry_run,
        )
        return job_id

    def upload(self) -> dict[str, Any]:
        """A file of one good line and a bad one."""
        return {
            "files": {"file": ("people.csv", f"phone,first_name\n{self.phone()},Awa\nabc,Bad\n".encode())}
        }

    async def user(self) -> tuple[int, str]:
        """A super admin: id and name."""
        name = self.word()
        return await create_user(self.pool, username=name, password=PASSWORD, role=SUPER_ADMIN), name

    async def key(self) -> int:
        async with transaction(self.pool) as conn:
            await create_api_key(conn, name=self.word(), created_by=None)
        found: int = await self.pool.fetchval("SELECT max(id) FROM api_keys")
        return found

    async def session(self, name: str) -> str:
        """The cookie of a new session."""
        transport = httpx2.ASGITransport(app=app_behind(self.client))
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as browser:
            answer = await browser.post("/api/auth/login", json={"username": name, "password": PASSWORD})
            assert answer.status_code == 200, answer.text
            return f"{COOKIE}={browser.cookies[COOKIE]}"

    async def grow(self) -> None:
        """More of everything that lists show."""
        await self.scene.add_contacts(self.category_id, 60)
        for _ in range(12):
            await self.category()
            await self.user()
            await self.key()
            await self.media()
            await self.parked()
            await self.scene.add_template(self.word(), BODY_WITH_NAME)
            await self.imported()
        for status in ("draft", "sending", "sending", "completed", "completed"):
            await self.campaign(status, people=6)
        for campaign_id in (self.running_id, self.finished_id):
            await self.pool.execute(MANY_FAILED, campaign_id, self.scene.sender_id)

    async def send(self, route: str, ask: Ask) -> httpx2.Response:
        """Ask `VERB /path/{with}/places`."""
        verb, _, path = route.partition(" ")
        headers = {} if ask.cookie is None else {"Cookie": ask.cookie}
        return await self.client.request(
            verb,
            path.format(**ask.path),
            params=ask.query,
            json=ask.json,
            files=ask.files,
            data=ask.data,
            headers=headers,
        )


def make_quiet(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, simulator: Any, *, beats: bool = True
) -> Settings:
    """Settings of an API whose process does nothing by itself (with `beats` it gives its signs of life)."""
    make_hashes_cheap(monkeypatch)
    for work in ("keep_in_step",) if beats else ("keep_in_step", "beat", "keep_current"):
        monkeypatch.setattr(f"relance.start.{work}", _rest)
    return settings.model_copy(update={"whatsapp_api_url": simulator.url})


async def _rest(*_: Any, **__: Any) -> None:
    await asyncio.Event().wait()


@asynccontextmanager
async def open_world(app: Any, pool: Pool) -> AsyncIterator[World]:
    """A furnished world of a started application, asked by a super admin."""
    api = api_of(app)
    change(api, jobs=Queue())
    await create_user(pool, username="root", password=PASSWORD, role=SUPER_ADMIN)
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        world = World(api, pool, Scene(pool), client)
        cookie = await world.session("root")
        client.headers["Cookie"] = cookie
        await world.furnish()
        yield world


@pytest.fixture
async def world(
    settings: Settings, pool: Pool, simulator: Any, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[World]:
    """An installation with something of everything, and one API process with a cache."""
    settings = make_quiet(monkeypatch, settings, simulator)
    async with running(create_app(settings)) as app, open_world(app, pool) as world:
        yield world
