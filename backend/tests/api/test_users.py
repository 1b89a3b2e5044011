"""Users, managed by super admins only; there is always one left."""

import asyncio
from typing import Any

import httpx2
import pytest

from relance.core.db import Pool, transaction
from tests.auth.fixtures import boss, office
from tests.auth.office import PASSWORD, Office, code_of
from tests.support.statements import count_statements

__all__ = ["boss", "office"]

NEW = {"username": "binta", "password": PASSWORD, "role": "admin"}


async def id_of(client: httpx2.AsyncClient, username: str) -> int:
    items = (await client.get("/api/users")).json()["items"]
    found: int = next(item["id"] for item in items if item["username"] == username)
    return found


async def test_user_is_made_read_and_logs_in(office: Office, boss: httpx2.AsyncClient) -> None:
    answer = await boss.post("/api/users", json=NEW)
    assert answer.status_code == 201
    user = answer.json()
    assert (user["username"], user["role"], user["disabled_at"]) == ("binta", "admin", None)
    assert "password" not in answer.text and "argon2" not in answer.text
    assert (await boss.get(f"/api/users/{user['id']}")).json() == user
    found = (await boss.get("/api/users")).json()
    assert [item["username"] for item in found["items"]] == ["awa", "binta"]
    assert (found["total"], found["next_cursor"]) == (2, None)
    await office.logged_in("binta")


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"username": "AWA"}, (409, "user_exists")),
        ({"username": "a b"}, (422, "username_refused")),
        ({"username": "a\x00"}, (422, "username_refused")),
        ({"password": "short"}, (422, "password_refused")),
        ({"role": "root"}, (422, "malformed")),
        ({"id": 7}, (422, "malformed")),
        ({"username": 7}, (422, "malformed")),
    ],
)
async def test_user_that_cannot_be_made(
    boss: httpx2.AsyncClient, fields: dict[str, Any], refusal: tuple[int, str]
) -> None:
    assert code_of(await boss.post("/api/users", json=NEW | fields)) == refusal


async def test_admin_and_key_never_reach_users_and_keys(office: Office, boss: httpx2.AsyncClient) -> None:
    awa = await id_of(boss, "awa")
    callers = [
        (await office.person("chloe", "admin"), 403),
        (await office.program(), 403),
        (office.browser(), 401),
    ]
    for client, status in callers:
        for method, path in (
            ("GET", "/api/users"), ("POST", "/api/users"), ("GET", f"/api/users/{awa}"),
            ("PATCH", f"/api/users/{awa}"), ("DELETE", f"/api/users/{awa}"), ("GET", "/api/api-keys"),
            ("POST", "/api/api-keys"), ("GET", "/api/api-keys/1"), ("DELETE", "/api/api-keys/1"),
        ):  # fmt: skip
            answer = await client.request(method, path, json=NEW if method in ("POST", "PATCH") else None)
            assert answer.status_code == status, (method, path)


async def test_demoted_super_admin_loses_it_at_once(office: Office, boss: httpx2.AsyncClient) -> None:
    other = await office.person("binta")
    path = f"/api/users/{await id_of(boss, 'binta')}"
    assert (await other.get("/api/users")).status_code == 200
    assert (await boss.patch(path, json={"role": "admin"})).json()["role"] == "admin"
    assert code_of(await other.get("/api/users")) == (403, "super_admin_only")
    assert (await other.get("/api/auth/me")).json()["role"] == "admin"


async def test_disabled_user_is_out_at_once_and_may_come_back(
    office: Office, boss: httpx2.AsyncClient
) -> None:
    other = await office.person("binta", "admin")
    path = f"/api/users/{await id_of(boss, 'binta')}"
    disabled = (await boss.patch(path, json={"disabled": True})).json()["disabled_at"]
    assert disabled is not None
    assert (await boss.patch(path, json={"disabled": True})).json()["disabled_at"] == disabled
    assert (await other.get("/api/auth/me")).status_code == 401
    login = {"username": "binta", "password": PASSWORD}
    assert code_of(await other.post("/api/auth/login", json=login)) == (401, "login_refused")
    assert (await boss.patch(path, json={"disabled": False})).json()["disabled_at"] is None
    assert (await other.get("/api/auth/me")).status_code == 401, "an ended session stays ended"
    await office.logged_in("binta")


async def test_password_set_by_the_super_admin_ends_the_sessions(
    office: Office, boss: httpx2.AsyncClient
) -> None:
    other = await office.person("binta", "admin")
    path = f"/api/users/{await id_of(boss, 'binta')}"
    assert (await boss.patch(path, json={"password": "another horse"})).status_code == 200
    assert (await other.get("/api/auth/me")).status_code == 401
    await office.logged_in("binta", "another horse")


async def test_user_is_renamed(office: Office, boss: httpx2.AsyncClient) -> None:
    other = await office.person("binta", "admin")
    path = f"/api/users/{await id_of(boss, 'binta')}"
    assert code_of(await boss.patch(path, json={"username": "Awa"})) == (409, "user_exists")
    assert code_of(await boss.patch(path, json={"username": "b c"})) == (422, "username_refused")
    assert (await boss.patch(path, json={"username": "Bintou"})).json()["username"] == "Bintou"
    assert (await other.get("/api/auth/me")).json()["name"] == "Bintou"


async def test_removed_user_is_gone_and_the_name_is_free(
    office: Office, boss: httpx2.AsyncClient, pool: Pool
) -> None:
    other = await office.person("binta", "admin")
    user_id = await id_of(boss, "binta")
    await pool.execute("INSERT INTO categories (name, created_by) VALUES ('Clients', $1)", user_id)
    assert (await boss.delete(f"/api/users/{user_id}")).status_code == 204
    assert (await other.get("/api/auth/me")).status_code == 401
    for answer in (
        await boss.get(f"/api/users/{user_id}"),
        await boss.patch(f"/api/users/{user_id}", json={"disabled": False}),
        await boss.delete(f"/api/users/{user_id}"),
    ):
        assert code_of(answer) == (404, "user_not_found")
    assert (await boss.get("/api/users")).json()["total"] == 1
    assert (await boss.post("/api/users", json=NEW)).status_code == 201
    assert await pool.fetchval("SELECT password_hash FROM users WHERE id = $1", user_id) == ""


async def test_user_is_replaced(office: Office, boss: httpx2.AsyncClient) -> None:
    other = await office.person("binta", "super_admin")
    path = f"/api/users/{await id_of(boss, 'binta')}"
    assert code_of(await boss.put(path, json={"role": "admin"})) == (422, "malformed"), "the whole of it"
    user = (await boss.put(path, json={"username": "Bintou", "role": "admin"})).json()
    assert (user["username"], user["role"], user["disabled_at"]) == ("Bintou", "admin", None)
    assert (await other.get("/api/auth/me")).json()["role"] == "admin", "the session and password stay"
    disabled = await boss.put(path, json={"username": "Bintou", "role": "admin", "disabled": True})
    assert disabled.json()["disabled_at"] is not None
    assert (await other.get("/api/auth/me")).status_code == 401
    last = {"username": "awa", "role": "admin"}
    answer = await boss.put(f"/api/users/{await id_of(boss, 'awa')}", json=last)
    assert code_of(answer) == (409, "last_super_admin")


@pytest.mark.parametrize("change", [{"role": "admin"}, {"disabled": True}, None])
async def test_last_super_admin_stays(
    office: Office, boss: httpx2.AsyncClient, change: dict[str, Any] | None
) -> None:
    await office.person("binta", "admin")
    path = f"/api/users/{await id_of(boss, 'awa')}"
    answer = await (boss.delete(path) if change is None else boss.patch(path, json=change))
    assert code_of(answer) == (409, "last_super_admin")
    assert (await boss.get("/api/users")).status_code == 200
    assert (await boss.patch(path, json={"role": "super_admin", "username": "Awa"})).status_code == 200


@pytest.mark.parametrize("change", [{"role": "admin"}, {"disabled": True}, None])
async def test_super_admins_who_remove_each_other_leave_one(
    office: Office, boss: httpx2.AsyncClient, pool: Pool, change: dict[str, Any] | None
) -> None:
    other = await office.person("binta")
    attempts = ((boss, await id_of(boss, "binta")), (other, await id_of(boss, "awa")))
    async with transaction(pool) as conn:  # holds both until both have asked
        await conn.execute("SELECT FROM users FOR UPDATE")
        requests = [
            asyncio.create_task(
                who.delete(f"/api/users/{whom}")
                if change is None
                else who.patch(f"/api/users/{whom}", json=change)
            )
            for who, whom in attempts
        ]
        waiting = "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted"
        while await pool.fetchval(waiting) < len(requests):
            await asyncio.sleep(0.01)
    answers = await asyncio.gather(*requests)
    assert sorted(answer.status_code for answer in answers) in ([200, 409], [204, 409])
    left = await pool.fetchval(
        "SELECT count(*) FROM users WHERE role = 'super_admin' AND disabled_at IS NULL AND deleted_at IS NULL"
    )
    assert left == 1


@pytest.mark.parametrize("user_id", ["0", "x", str(2**63), "-1"])
async def test_impossible_id_is_422(boss: httpx2.AsyncClient, user_id: str) -> None:
    assert code_of(await boss.get(f"/api/users/{user_id}")) == (422, "malformed")


async def test_list_is_one_statement_however_many(
    office: Office, boss: httpx2.AsyncClient, pool: Pool
) -> None:
    counts = []
    for name in ("binta", "chloe"):
        async with count_statements(pool) as statements:
            await boss.get("/api/users")
        counts.append(statements.count)
        await office.add_user(name)
    assert counts == [2, 2], "the session and the list"
