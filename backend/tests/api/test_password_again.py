"""Users and keys are managed soon after the password was given, one's own password with the current one."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
import time_machine

from relance.auth.edge.access import PROOF_COUNTS
from relance.core.db import Pool
from tests.auth.fixtures import office
from tests.auth.office import PASSWORD, Office, code_of

__all__ = ["office"]

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
NEW = {"username": "binta", "password": PASSWORD}
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def clock() -> "Any":
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


async def acts(boss: httpx2.AsyncClient, user_id: int) -> list[httpx2.Response]:
    """Everything that changes a user or a key."""
    path = f"/api/users/{user_id}"
    return [
        await boss.post("/api/users", json=NEW),
        await boss.patch(path, json={"role": "admin"}),
        await boss.put(path, json={"username": "chloe", "role": "admin"}),
        await boss.patch(path, json={"password": "another horse"}),
        await boss.delete(path),
        await boss.post("/api/api-keys", json={"name": "crm"}),
        await boss.delete("/api/api-keys/1"),
    ]


async def test_fifteen_minutes_after_the_login_the_password_is_wanted_again(
    office: Office, clock: Any, pool: Pool
) -> None:
    boss = await office.person("awa")
    chloe = await office.add_user("chloe")
    clock.shift(PROOF_COUNTS)
    for answer in await acts(boss, chloe):
        assert code_of(answer) == (403, "password_needed")
    assert await pool.fetchval("SELECT count(*) FROM users") == 2
    assert await pool.fetchval("SELECT count(*) FROM api_keys") == 0
    for path in ("/api/users", f"/api/users/{chloe}", "/api/api-keys", "/api/contacts", "/api/auth/sessions"):
        assert (await boss.get(path)).status_code in (200, 404), "looking on is free"


async def test_before_that_and_after_it_was_given_again_all_goes(office: Office, clock: Any) -> None:
    boss = await office.person("awa")
    for number, step in enumerate((PROOF_COUNTS - MOMENT, timedelta(hours=1))):
        other = await office.add_user(f"chloe{number}")
        clock.shift(step)
        if number:
            assert code_of(await boss.post("/api/users", json=NEW)) == (403, "password_needed")
            wrong = await boss.post("/api/auth/confirm", json={"password": "wrong horse"})
            assert code_of(wrong) == (403, "current_password_wrong")
            assert code_of(await boss.post("/api/users", json=NEW)) == (403, "password_needed")
            assert (await boss.post("/api/auth/confirm", json={"password": PASSWORD})).status_code == 204
            clock.shift(PROOF_COUNTS - MOMENT)
        path = f"/api/users/{other}"
        new = NEW | {"username": f"binta{number}"}
        assert (await boss.post("/api/users", json=new)).status_code == 201
        assert (await boss.patch(path, json={"password": "another horse"})).status_code == 200
        assert (await boss.delete(path)).status_code == 204
        key = await boss.post("/api/api-keys", json={"name": "crm"})
        assert (await boss.delete(f"/api/api-keys/{key.json()['id']}")).status_code == 204


async def test_password_of_one_session_counts_for_no_other(office: Office, clock: Any) -> None:
    boss = await office.person("awa")
    clock.shift(PROOF_COUNTS)
    other = await office.logged_in("awa")
    assert code_of(await boss.post("/api/users", json=NEW)) == (403, "password_needed")
    assert (await other.post("/api/users", json=NEW)).status_code == 201


async def test_who_may_not_at_all_is_told_that(office: Office, clock: Any) -> None:
    admin = await office.person("awa", "admin")
    clock.shift(PROOF_COUNTS)
    for client in (admin, await office.program()):
        assert code_of(await client.post("/api/users", json=NEW)) == (403, "super_admin_only")
    assert code_of(await (await office.program("x")).post("/api/auth/confirm", json={"password": "x"})) == (
        403,
        "session_needed",
    )


async def test_own_password_needs_the_current_one_everywhere(office: Office) -> None:
    boss = await office.person("awa")
    other = await office.logged_in("awa")
    path = f"/api/users/{(await boss.get('/api/auth/me')).json()['id']}"
    refused = [
        await boss.patch(path, json={"password": "another horse"}),
        await boss.put(path, json={"username": "awa", "role": "super_admin", "password": "another horse"}),
    ]
    assert [code_of(answer) for answer in refused] == [(403, "current_password_needed")] * 2
    assert (await other.get("/api/auth/me")).status_code == 200
    await office.logged_in("awa")
    assert (await boss.patch(path, json={"username": "Awa", "password": None})).status_code == 200
