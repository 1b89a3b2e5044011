"""What an https address of its own changes, and what without one stays as it was."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import pytest

from relance.auth.users import SUPER_ADMIN, create_user
from relance.core.db import Pool
from relance.core.settings import Settings
from relance.main import create_app
from tests.api.conftest import running
from tests.auth.office import PASSWORD, code_of, make_hashes_cheap

URL = "https://relance.example.org"
LOGIN = {"username": "awa", "password": PASSWORD}


@pytest.fixture(autouse=True)
async def awa(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    make_hashes_cheap(monkeypatch)
    await create_user(pool, username="awa", password=PASSWORD, role=SUPER_ADMIN)


@asynccontextmanager
async def browser(
    settings: Settings, base_url: str = URL, peer: str = "127.0.0.1", **changes: str | None
) -> AsyncIterator[httpx2.AsyncClient]:
    async with running(create_app(settings.model_copy(update=changes))) as app:
        transport = httpx2.ASGITransport(app=app, client=(peer, 5000))
        async with httpx2.AsyncClient(transport=transport, base_url=base_url) as client:
            yield client


async def test_https_makes_the_cookie_one_of_this_host_alone(settings: Settings) -> None:
    async with browser(settings, public_url=URL) as client:
        # The proxy speaks http with us and says nothing of https.
        answer = await client.post("/api/auth/login", json=LOGIN, headers={"Origin": URL})
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-relance_session=")
        assert "; Secure" in cookie and "Path=/" in cookie and "HttpOnly" in cookie and "Domain" not in cookie
        assert (await client.get("/api/auth/me")).json()["name"] == "awa"
        token = client.cookies["__Host-relance_session"]
        client.cookies.clear()
        planted = {"Cookie": f"relance_session={token}"}
        answer = await client.get("/api/auth/me", headers=planted)
        assert code_of(answer) == (401, "not_authenticated"), "a neighbour may have put it there"
        for blank in (b"\xa0", b"\x85", b"\x0b", b"\x1f", b"\xc2\xa0", b"\xe2\x80\x80"):
            # A browser takes this name from a neighbour: it is not the one that begins with `__Host-`.
            mine, his = b"__Host-relance_session=" + token.encode(), b"__Host-relance_session=his"
            for name in (blank + his, his.replace(b"=", blank + b"=")):
                planted_too = [(b"cookie", mine + b"; " + name)]
                assert (await client.get("/api/auth/me", headers=planted_too)).status_code == 200
                planted_only = [(b"cookie", name.replace(b"his", token.encode()))]
                assert (await client.get("/api/auth/me", headers=planted_only)).status_code == 401
        own = {"Cookie": f"__Host-relance_session={token}"}
        assert (
            "__Host-relance_session="
            in (await client.post("/api/auth/logout", headers=own)).headers["set-cookie"]
        )
        assert (await client.get("/api/auth/me", headers=own)).status_code == 401


@pytest.mark.parametrize(
    ("public_url", "told"), [(URL, "max-age=31536000"), ("http://10.0.0.5", None), (None, None)]
)
async def test_https_alone_tells_browsers_to_stay_with_it(
    settings: Settings, public_url: str | None, told: str | None
) -> None:
    async with browser(settings, public_url=public_url, allowed_hosts="relance.example.org") as client:
        for path in ("/", "/healthz", "/api/contacts", "/nothing.js", "/api/webhooks/whatsapp"):
            answer = await client.get(path)
            assert answer.headers.get("strict-transport-security") == told, path
        other = await client.get("/", headers={"Host": "evil.example"})
        assert code_of(other) == (400, "host_not_allowed")
        assert other.headers.get("strict-transport-security") == told


async def test_without_it_all_is_as_it_was(settings: Settings) -> None:
    async with browser(settings, base_url="http://any.name") as client:
        answer = await client.post("/api/auth/login", json=LOGIN)
        assert answer.headers["set-cookie"].startswith("relance_session=")
        assert "Secure" not in answer.headers["set-cookie"]
        answer = await client.post("/api/auth/login", json=LOGIN, headers={"X-Forwarded-Proto": "https"})
        assert "; Secure" in answer.headers["set-cookie"]


async def test_public_name_is_our_own_whatever_the_proxy_asks_for(settings: Settings) -> None:
    async with browser(settings, base_url="http://10.0.0.5:8000", public_url=URL) as client:
        ours = await client.post("/api/auth/login", json=LOGIN, headers={"Origin": URL})
        assert ours.status_code == 200
        theirs = await client.post("/api/auth/login", json=LOGIN, headers={"Origin": "https://evil.example"})
        assert code_of(theirs) == (403, "foreign_origin")


async def test_slash_leads_on_by_the_path_alone(settings: Settings) -> None:
    leads = {
        "/api/contacts/?limit=2&q=a%20b": "/api/contacts?limit=2&q=a%20b",
        "/api/contacts//": "/api/contacts",
        "/api/categories/": "/api/categories",
        "/healthz/": "/healthz",
    }
    nowhere = ("/api/nothing/", "/api/", "//evil.example/api/contacts/", "/docs/%5Cevil.example/")
    async with browser(settings) as client:
        for path, target in leads.items():
            for method in ("GET", "POST"):
                answer = await client.request(method, path, headers={"Host": "evil.example"})
                assert (answer.status_code, answer.headers["location"]) == (307, target)
        for path in nowhere:
            answer = await client.post(f"http://relance.example.org{path}")
            assert answer.status_code == 404 and "location" not in answer.headers, path


async def test_sessions_tell_the_address_behind_the_proxy(settings: Settings) -> None:
    async with browser(settings, peer="10.1.0.9", trusted_proxies="10.1.0.0/16") as client:
        await client.post("/api/auth/login", json=LOGIN, headers={"X-Forwarded-For": "6.6.6.6, 192.0.2.1"})
        found = (await client.get("/api/auth/sessions")).json()["items"]
        assert [item["address"] for item in found] == ["192.0.2.1"]
