"""Login, sessions and what a browser may do with them, through the routes."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
import time_machine

from relance.auth.api_keys import create_api_key
from relance.auth.sessions import IDLE, LONGEST
from relance.core.db import Pool, transaction
from relance.core.redis import create_redis
from relance.core.settings import Settings
from tests.auth.fixtures import office
from tests.auth.office import PASSWORD, Office, code_of, make_hashes_cheap

__all__ = ["office"]

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
NEW_PASSWORD = "another horse"


def credentials(username: str = "awa", password: str = PASSWORD) -> dict[str, str]:
    return {"username": username, "password": password}


async def status_of_me(client: httpx2.AsyncClient) -> int:
    return (await client.get("/api/auth/me")).status_code


async def test_login_gives_a_session(office: Office, pool: Pool) -> None:
    user_id = await office.add_user("Awa")
    browser = office.browser()
    assert await status_of_me(browser) == 401
    answer = await browser.post("/api/auth/login", json=credentials("awa"))
    me = {"kind": "user", "id": user_id, "name": "Awa", "username": "Awa", "role": "super_admin"}
    assert (answer.status_code, answer.json()) == (200, me)
    assert (await browser.get("/api/auth/me")).json() == me
    assert await pool.fetchval("SELECT last_login_at FROM users") is not None


async def test_cookie_is_http_only_lax_and_not_stored_in_clear(office: Office, pool: Pool) -> None:
    await office.add_user("awa")
    answer = await office.browser().post("/api/auth/login", json=credentials())
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/" in cookie
    assert "Secure" not in cookie
    token = answer.cookies["relance_session"]
    assert token.encode() not in await pool.fetchval("SELECT token_hash FROM sessions")


@pytest.mark.parametrize(
    ("base_url", "headers"),
    [("https://relance.test", {}), ("http://relance.test", {"X-Forwarded-Proto": "https"})],
)
async def test_cookie_is_secure_behind_tls(office: Office, base_url: str, headers: dict[str, str]) -> None:
    await office.add_user("awa")
    browser = office.browser(base_url=base_url)
    answer = await browser.post("/api/auth/login", json=credentials(), headers=headers)
    assert "; Secure" in answer.headers["set-cookie"]


@pytest.mark.parametrize(
    "wrong",
    [credentials("nobody"), credentials(password="wrong horse"), credentials("a\x00b"), credentials("")],
)
async def test_wrong_login_is_refused_alike(office: Office, wrong: dict[str, str]) -> None:
    await office.add_user("awa")
    answer = await office.browser().post("/api/auth/login", json=wrong)
    assert code_of(answer) == (401, "login_refused")
    assert answer.json()["error"]["message"] == "User name or password is wrong."
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"username": "awa"},
        {"username": 1, "password": PASSWORD},
        {**credentials(), "extra": 1},
        credentials(password="x" * 2001),
        credentials("\ud800"),
        [],
    ],
)
async def test_malformed_login_is_422(office: Office, body: Any) -> None:
    answer = await office.browser().post("/api/auth/login", content=_encode(body), headers=_JSON)
    assert code_of(answer) == (422, "malformed")


_JSON = {"Content-Type": "application/json"}


def _encode(body: Any) -> bytes:
    return json.dumps(body).encode()


async def test_logout_ends_the_session_at_once(office: Office) -> None:
    browser = await office.person("awa")
    thief = office.browser()
    thief.cookies.update(browser.cookies)
    assert await status_of_me(thief) == 200
    assert (await browser.post("/api/auth/logout")).status_code == 204
    assert not browser.cookies
    assert await status_of_me(browser) == await status_of_me(thief) == 401
    assert (await browser.post("/api/auth/logout")).status_code == 204


async def test_session_slides_and_ends_when_idle(office: Office, pool: Pool) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        browser = await office.person("awa")
        clock.shift(IDLE - timedelta(seconds=1))
        assert await status_of_me(browser) == 200
        clock.shift(IDLE - timedelta(seconds=1))
        assert await status_of_me(browser) == 200
        clock.shift(IDLE)
        assert await status_of_me(browser) == 401
        await office.logged_in("awa")
    assert await pool.fetchval("SELECT count(*) FROM sessions") == 1, "expired ones are cleared away"


async def test_session_ends_a_month_after_the_login_however_busy(office: Office) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        browser = await office.person("awa")
        for _ in range(LONGEST.days // 6):
            assert await status_of_me(browser) == 200
            clock.shift(timedelta(days=6))
        assert await status_of_me(browser) == 401


async def test_use_of_a_session_is_noted_once_a_minute(office: Office, pool: Pool) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        browser = await office.person("awa")
        noted = []
        for step in (0, 59, 1):
            clock.shift(timedelta(seconds=step))
            await browser.get("/api/auth/me")
            noted.append(await pool.fetchval("SELECT last_used_at FROM sessions"))
    assert noted == [NOW, NOW, NOW + timedelta(minutes=1)]


async def test_password_change_ends_other_sessions(office: Office) -> None:
    browser = await office.person("awa")
    other, thief = await office.logged_in("awa"), office.browser()
    thief.cookies = browser.cookies
    change = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert (await browser.post("/api/auth/password", json=change)).status_code == 204
    assert await status_of_me(browser) == 200
    assert await status_of_me(other) == 401
    assert await status_of_me(thief) == 401, "the very cookie, copied before"
    assert code_of(await other.post("/api/auth/login", json=credentials())) == (401, "login_refused")
    await office.logged_in("awa", NEW_PASSWORD)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (
            {"current_password": "wrong horse", "new_password": NEW_PASSWORD},
            (403, "current_password_wrong"),
        ),
        ({"current_password": PASSWORD, "new_password": "short"}, (422, "password_refused")),
        ({"current_password": PASSWORD}, (422, "malformed")),
    ],
)
async def test_refused_password_change_changes_nothing(
    office: Office, change: dict[str, str], refusal: tuple[int, str]
) -> None:
    browser = await office.person("awa")
    other = await office.logged_in("awa")
    assert code_of(await browser.post("/api/auth/password", json=change)) == refusal
    assert await status_of_me(other) == 200


async def test_session_of_an_old_password_is_never_opened(office: Office, pool: Pool) -> None:
    """A login that has proved the old password waits for its change, and then opens nothing."""
    await office.add_user("awa")
    browser = office.browser()
    async with transaction(pool) as conn:
        await conn.execute("UPDATE users SET password_hash = 'changed'")
        login = asyncio.create_task(browser.post("/api/auth/login", json=credentials()))
        while not await pool.fetchval("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"):
            await asyncio.sleep(0.01)
    assert code_of(await login) == (401, "login_refused")
    assert await pool.fetchval("SELECT count(*) FROM sessions") == 0


async def test_own_sessions_are_listed_and_ended(office: Office) -> None:
    browser = await office.person("awa")
    other = await office.logged_in("awa")
    stranger = await office.person("binta", "admin")
    found = (await browser.get("/api/auth/sessions")).json()
    assert found["total"] == 2 and found["next_cursor"] is None
    assert [item["current"] for item in found["items"]].count(True) == 1
    theirs = next(item for item in found["items"] if not item["current"])
    assert theirs["address"] == "192.0.2.7"
    path = f"/api/auth/sessions/{theirs['id']}"
    assert code_of(await stranger.delete(path)) == (404, "session_not_found")
    assert (await browser.delete(path)).status_code == 204
    assert await status_of_me(other) == 401 and await status_of_me(browser) == 200
    assert code_of(await browser.delete(path)) == (404, "session_not_found")
    assert code_of(await browser.delete("/api/auth/sessions/0")) == (422, "malformed")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://relance.test:8080"},
        {"Origin": "http://relance.test:port"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://relance.test"},
    ],
)
async def test_other_site_cannot_write_with_the_cookie(office: Office, headers: dict[str, str]) -> None:
    browser = await office.person("awa")
    change = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    for path, body in (
        ("/api/auth/password", change),
        ("/api/auth/logout", None),
        ("/api/auth/login", credentials()),
        ("/api/users", {"username": "eve", "password": PASSWORD}),
    ):
        assert code_of(await browser.post(path, json=body, headers=headers)) == (403, "foreign_origin")
    assert (await browser.get("/api/auth/me", headers=headers)).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://relance.test"},
        {"Origin": "http://relance.test:80"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://public.example", "X-Forwarded-Host": "public.example"},
    ],
)
async def test_own_pages_write_with_the_cookie(office: Office, headers: dict[str, str]) -> None:
    browser = await office.person("awa")
    change = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert (await browser.post("/api/auth/password", json=change, headers=headers)).status_code == 204


async def test_key_has_an_identity_and_no_session(office: Office, pool: Pool) -> None:
    program = await office.program("crm")
    me = (await program.get("/api/auth/me", headers={"Origin": "https://evil.example"})).json()
    assert me == {"kind": "api_key", "id": me["id"], "name": "crm", "username": None, "role": "admin"}
    change = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert code_of(await program.post("/api/auth/password", json=change)) == (403, "session_needed")
    assert code_of(await program.get("/api/auth/sessions")) == (403, "session_needed")


async def test_bad_key_is_refused_although_the_cookie_is_good(office: Office, pool: Pool) -> None:
    browser = await office.person("awa")
    async with transaction(pool) as conn:
        key = await create_api_key(conn, name="crm")
    for bad in ("Bearer rl_" + "a" * 43, f"Bearer {key}x"):
        answer = await browser.get("/api/auth/me", headers={"Authorization": bad})
        assert code_of(answer) == (401, "not_authenticated")
    assert (await browser.get("/api/auth/me", headers={"Authorization": "Basic YTpi"})).status_code == 200


async def test_cookie_that_is_no_token_is_401(office: Office) -> None:
    browser = office.browser()
    for cookie in ("x", "", "a" * 43, "%00", "é", "a" * 5000):
        headers = {"Cookie": f"relance_session={cookie}".encode()}
        assert code_of(await browser.get("/api/auth/me", headers=headers)) == (401, "not_authenticated")  # type: ignore[arg-type]
        assert (await browser.post("/api/auth/logout", headers=headers)).status_code == 204  # type: ignore[arg-type]


async def test_login_works_without_redis(
    settings: Settings, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_hashes_cheap(monkeypatch)
    away = create_redis("redis://127.0.0.1:9/0")
    async with Office(settings, pool, away) as office:
        assert await status_of_me(await office.person("awa")) == 200
    await away.aclose()
