"""Webhooks and readiness have connections of their own, whatever the requests hold."""

from datetime import UTC, datetime

import httpx2
import pytest

from relance.core.db import Pool
from relance.core.settings import Settings
from relance.http.services import services_of
from relance.webhooks.endpoint import PATH, WebhookEndpoint
from tests.api.quotas_scene import open_office
from tests.webhooks import bodies


async def test_exports_hold_all_others_and_webhooks_are_stored(
    settings: Settings, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("relance.start.MOST_CONNECTIONS", 2)
    async with open_office(settings, pool) as office:
        key = await office.key()
        async with office.contacts_locked():
            for _ in range(2):
                await office.begin(key, "GET /api/contacts/export")
            await office.are_waiting_for_contacts(2)
            requests: Pool = services_of(office.api).pool
            assert (requests.get_idle_size(), requests.get_size()) == (0, requests.get_max_size())
            transport = httpx2.ASGITransport(app=services_of(office.api).of(WebhookEndpoint))
            async with httpx2.AsyncClient(transport=transport, base_url="http://test", timeout=10) as meta:
                body = bodies.status_body(bodies.status("read", "wamid.unknown", datetime.now(UTC)))
                stored = await meta.post(
                    PATH, content=body, headers={"X-Hub-Signature-256": bodies.signature_of(body)}
                )
                ready = await meta.get("/readyz")
        assert stored.status_code == 200
        assert (ready.status_code, ready.json()["database"]) == (200, "ok")
