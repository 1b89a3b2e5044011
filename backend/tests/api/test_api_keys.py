"""API keys through the routes: shown once, gone at once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
import time_machine

from relance.core.db import Pool
from tests.auth.fixtures import boss, office
from tests.auth.office import Office, code_of
from tests.support.statements import count_statements

__all__ = ["boss", "office"]

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


async def status_with(office: Office, key: str) -> int:
    headers = {"Authorization": f"Bearer {key}"}
    return (await office.browser().get("/api/auth/me", headers=headers)).status_code


async def test_key_is_shown_once(office: Office, boss: httpx2.AsyncClient) -> None:
    answer = await boss.post("/api/api-keys", json={"name": " crm "})
    assert answer.status_code == 201
    made = answer.json()
    key = made.pop("key")
    assert (made["name"], made["created_by"], made["revoked_at"]) == ("crm", "awa", None)
    assert (await boss.get(f"/api/api-keys/{made['id']}")).json() == made
    found = await boss.get("/api/api-keys")
    assert found.json() == {"items": [made], "next_cursor": None, "total": 1}
    assert key not in found.text
    assert await status_with(office, key) == 200
    assert (await boss.get(f"/api/api-keys/{made['id']}")).json()["last_used_at"] is not None


async def test_revoked_key_stops_at_once(office: Office, boss: httpx2.AsyncClient) -> None:
    made = (await boss.post("/api/api-keys", json={"name": "crm"})).json()
    path = f"/api/api-keys/{made['id']}"
    assert await status_with(office, made["key"]) == 200
    assert (await boss.delete(path)).status_code == 204
    assert await status_with(office, made["key"]) == 401
    revoked = (await boss.get(path)).json()["revoked_at"]
    assert revoked is not None
    assert (await boss.delete(path)).status_code == 204
    assert (await boss.get(path)).json()["revoked_at"] == revoked


async def test_key_expires(office: Office, boss: httpx2.AsyncClient) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        boss = await office.logged_in("awa")
        body = {"name": "crm", "expires_at": (NOW + timedelta(hours=1)).isoformat()}
        made = (await boss.post("/api/api-keys", json=body)).json()
        assert made["expires_at"] == "2026-11-01T13:00:00Z"
        assert await status_with(office, made["key"]) == 200
        clock.shift(timedelta(hours=1))
        assert await status_with(office, made["key"]) == 401


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ({"name": "  "}, "key_name_refused"),
        ({"name": "a\x00b"}, "key_name_refused"),
        ({"name": "crm", "expires_at": "2020-01-01T00:00:00Z"}, "key_expiry_refused"),
        ({"name": "crm", "expires_at": "0001-01-01T00:00:00+14:00"}, "key_expiry_refused"),
        ({"name": "crm", "expires_at": "2190-01-01T00:00:00Z"}, "key_expiry_refused"),
        ({"name": "crm", "expires_at": "9999-12-31T23:59:59-12:00"}, "malformed"),
        ({"name": "crm", "expires_at": 1895500000}, "malformed"),
        ({"name": "crm", "expires_at": "1895500000"}, "malformed"),
        ({"name": "crm", "expires_at": "2030-01-01"}, "malformed"),
        ({"name": "crm", "expires_at": "2030-01-01T00:00:00"}, "malformed"),
        ({"name": "crm", "expires_at": "soon"}, "malformed"),
        ({"name": ""}, "malformed"),
        ({"name": "x" * 101}, "malformed"),
        ({"name": 1}, "malformed"),
        ({"name": "crm", "role": "super_admin"}, "malformed"),
        ({}, "malformed"),
    ],
)
async def test_key_that_cannot_be_made(
    boss: httpx2.AsyncClient, pool: Pool, body: dict[str, Any], refusal: str
) -> None:
    assert code_of(await boss.post("/api/api-keys", json=body)) == (422, refusal)
    assert await pool.fetchval("SELECT count(*) FROM api_keys") == 0


async def test_unknown_key_is_404(boss: httpx2.AsyncClient) -> None:
    assert code_of(await boss.get("/api/api-keys/7")) == (404, "api_key_not_found")
    assert code_of(await boss.delete("/api/api-keys/7")) == (404, "api_key_not_found")
    assert code_of(await boss.delete(f"/api/api-keys/{2**63}")) == (422, "malformed")


async def test_list_is_one_statement_however_many(boss: httpx2.AsyncClient, pool: Pool) -> None:
    counts = []
    for name in ("a", "b"):
        async with count_statements(pool) as statements:
            await boss.get("/api/api-keys")
        counts.append(statements.count)
        await boss.post("/api/api-keys", json={"name": name})
    assert counts == [2, 2], "the session and the list"
