"""The scene of the webhooks behind a real server: bodies are signed and posted, the rest is asked for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

import httpx2

from relance.auth.api_keys import create_api_key
from relance.core.db import Pool, transaction
from relance.core.settings import Settings
from relance.main import create_app
from relance.webhooks.endpoint import PATH
from relance.webhooks.group_commit import Intake
from tests.door.scene import door_of
from tests.webhooks.bodies import WABA, signature_of
from tests.webhooks.scene import Scene


@dataclass
class _Posting:
    """Takes a body as Meta gives it."""

    client: httpx2.AsyncClient

    async def receive(self, body: bytes) -> bool:
        headers = {"X-Hub-Signature-256": signature_of(body), "Content-Type": "application/json"}
        answer = await self.client.post(PATH, content=body, headers=headers)
        return answer.status_code == 200


@dataclass
class Http:
    """Meta on one side (`scene.take`), the web app on the other (`get`, `post`)."""

    scene: Scene
    client: httpx2.AsyncClient

    async def get(self, path: str, **query: Any) -> Any:
        """What the API answers to this question."""
        answer = await self.client.get(path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def post(self, path: str, body: Any = None) -> Any:
        """What the API answers to this wish."""
        answer = await self.client.post(path, json=body)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None


@asynccontextmanager
async def open_http(pool: Pool, settings: Settings) -> AsyncIterator[Http]:
    """The whole API on a port of this machine, with an approved template and an API key."""
    async with door_of(create_app(settings), lifespan="on") as door:
        async with transaction(pool) as conn:
            key = await create_api_key(conn, name="test", created_by=None)
        template_id = await pool.fetchval(
            "INSERT INTO templates (waba_id, name, language, status, components)"
            " VALUES ($1, 't', 'fr', 'APPROVED', $2) RETURNING id",
            WABA, [{"type": "BODY", "text": "Bonjour"}],
        )  # fmt: skip
        sender_id = await pool.fetchval("SELECT id FROM senders")
        installation = await pool.fetchval("SELECT id FROM installation")
        headers = {"Authorization": f"Bearer {key}"}
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{door.port}", headers=headers) as client:
            intake = cast("Intake", _Posting(client))
            yield Http(Scene(pool, intake, installation, sender_id, template_id), client)
