"""`relance doctor` on the app at Meta: token, secret, subscription, callback; the simulator plays Meta."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest

from relance.cli.checks_app import check_app
from relance.cli.findings import Finding
from relance.core.db import Pool
from relance.core.settings import Settings
from relance.door.hosts import AllowedHosts
from relance.installation.proof import prove
from relance.webhooks.endpoint import App, WebhookEndpoint
from relance.whatsapp.client import GraphClient
from tests.support.listener import listening
from whatsapp_simulator import app_node

PATH = "/api/webhooks/whatsapp"


@pytest.fixture
def rehearsal(settings: Settings, simulator: Any) -> Settings:
    """Settings whose Graph API is the simulator, and whose webhooks nobody gets yet."""
    simulator.set_webhook(None)
    return settings.model_copy(update={"whatsapp_api_url": simulator.url})


@asynccontextmanager
async def answering(app: App) -> AsyncIterator[str]:
    """The address of a server that asks this application (ASGI) and nothing else."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        method, target, _ = lines[0].split(" ")
        [host] = [line[6:] for line in lines if line.lower().startswith("host: ")]
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app)) as client:
            found = await client.request(method, f"http://{host}{target}")
        words = [f"HTTP/1.1 {found.status_code} -", "connection: close"]
        words += [f"{name}: {value}" for name, value in found.headers.items() if name != "connection"]
        writer.write("\r\n".join([*words, "", ""]).encode() + found.content)
        await writer.drain()

    async with listening(answer) as port:
        yield f"http://127.0.0.1:{port}"


def endpoint(settings: Settings, pool: Pool, **other: str) -> WebhookEndpoint:
    """That of the API, with some settings of its own."""
    own = settings.model_copy(update=other)
    return WebhookEndpoint(nothing_else, NoIntake(), own, pool=pool)


async def nothing_else(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body"})


class NoIntake:
    """Nobody brings webhooks here."""

    async def receive(self, body: bytes) -> bool:
        return False


@pytest.fixture
async def callback(settings: Settings, pool: Pool) -> AsyncIterator[str]:
    """The address of this Relance's endpoint."""
    async with answering(endpoint(settings, pool)) as address:
        yield address


async def examine(settings: Settings) -> dict[str, Finding]:
    async with GraphClient(settings.whatsapp_api_url, "v26.0", settings.whatsapp_token) as graph:
        return {finding.subject: finding for finding in await check_app(settings, graph)}


async def test_all_is_well(rehearsal: Settings, simulator: Any, callback: str) -> None:
    simulator.set_webhook(callback + PATH)
    findings = await examine(rehearsal)
    assert {finding.level for finding in findings.values()} == {"ok"}, findings
    assert set(findings) == {"token", "app secret", "subscribed app", "webhook"}


async def test_account_without_an_app_will_never_see_a_status(rehearsal: Settings) -> None:
    findings = await examine(rehearsal)
    assert findings["subscribed app"].level == "bad"
    assert findings["webhook"].level == "bad"
    assert "docs/whatsapp-setup.md" in findings["webhook"].mend


async def test_secret_of_another_app_is_found_and_not_shown(rehearsal: Settings) -> None:
    findings = await examine(rehearsal.model_copy(update={"whatsapp_app_secret": "of-another-app"}))
    assert findings["app secret"].level == "bad"
    assert "of-another-app" not in repr(findings)
    assert "webhook" not in findings  # cannot be asked without the right secret


@pytest.mark.parametrize(("path", "fact"), [("/elsewhere", "answers 404"), (PATH, "another verify token")])
async def test_callback_that_refuses_is_named(
    rehearsal: Settings, simulator: Any, callback: str, path: str, fact: str
) -> None:
    """Once the address is wrong, once the verify token."""
    simulator.set_webhook(callback + path)
    settings = (
        rehearsal.model_copy(update={"whatsapp_verify_token": "another"}) if path == PATH else rehearsal
    )
    webhook = (await examine(settings))["webhook"]
    assert (webhook.level, fact in webhook.fact) == ("bad", True), webhook


async def test_callback_where_nobody_listens_is_named(rehearsal: Settings, simulator: Any) -> None:
    simulator.set_webhook("http://127.0.0.1:9" + PATH)
    webhook = (await examine(rehearsal))["webhook"]
    assert webhook.level == "bad"
    assert "cannot be reached" in webhook.fact


@pytest.mark.parametrize(
    ("facts", "level", "words"),
    [
        ({"scopes": ["whatsapp_business_management"]}, "bad", "lacks the right whatsapp_business_messaging"),
        ({"expires_at": 1}, "bad", "ends today"),
        ({"expires_at": 4_000_000_000}, "warn", "will end"),
    ],
)
async def test_token_that_will_not_do(
    rehearsal: Settings,
    monkeypatch: pytest.MonkeyPatch,
    facts: dict[str, Any],
    level: str,
    words: str,
) -> None:
    describe = app_node.describe_token
    monkeypatch.setattr(
        app_node, "describe_token", lambda *given: {"data": {**describe(*given)["data"], **facts}}
    )
    token = (await examine(rehearsal))["token"]
    assert (token.level, words in token.fact) == (level, True), token


async def test_callback_without_the_field_messages_is_bad(
    rehearsal: Settings, simulator: Any, callback: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator.set_webhook(callback + PATH)
    monkeypatch.setattr(app_node, "_FIELDS", ("account_update",))
    assert (await examine(rehearsal))["webhook"].level == "bad"
    monkeypatch.setattr(app_node, "_FIELDS", ("messages",))
    findings = await examine(rehearsal)
    assert (findings["webhook"].level, findings["webhook fields"].level) == ("ok", "warn")


async def test_name_that_is_not_allowed_is_told_from_a_wrong_token(
    rehearsal: Settings, simulator: Any, pool: Pool
) -> None:
    guarded = AllowedHosts(endpoint(rehearsal, pool), allowed="relance.example.org")
    async with answering(guarded) as address:
        simulator.set_webhook(address + PATH)
        webhook = (await examine(rehearsal))["webhook"]
    assert webhook.level == "bad" and "answers 400" in webhook.fact
    assert "add 127.0.0.1 to RELANCE_ALLOWED_HOSTS" in webhook.mend


async def test_another_relance_with_the_same_verify_token_is_not_taken_for_this_one(
    rehearsal: Settings, simulator: Any, pool: Pool
) -> None:
    async with answering(endpoint(rehearsal, pool, secret_key="the-key-of-another-one")) as address:
        simulator.set_webhook(address + PATH)
        webhook = (await examine(rehearsal))["webhook"]
    assert (webhook.level, "reaches another Relance" in webhook.fact) == ("bad", True), webhook


async def test_a_copy_of_the_database_with_the_same_settings_is_not_taken_for_this_one(
    rehearsal: Settings, simulator: Any, pool: Pool, callback: str
) -> None:
    simulator.set_webhook(callback + PATH)
    async with pool.acquire() as conn:
        before = await prove(conn, secret_key=rehearsal.secret_key, challenge="1")
        await conn.execute("UPDATE installation SET id = 'of-the-copy'")
        assert await prove(conn, secret_key=rehearsal.secret_key, challenge="1") != before
    assert (await examine(rehearsal))["webhook"].level == "ok"


async def test_a_relance_that_cannot_say_which_one_it_is_is_no_proof(
    rehearsal: Settings, simulator: Any, callback: str
) -> None:
    """One before this release; or ours, whose database does not answer."""
    async with answering(WebhookEndpoint(nothing_else, NoIntake(), rehearsal)) as address:
        simulator.set_webhook(address + PATH)
        assert (await examine(rehearsal))["webhook"].level == "warn"
    simulator.set_webhook(callback + PATH)
    away = rehearsal.model_copy(update={"database_url": "postgresql://nobody@127.0.0.1:9/none"})
    webhook = (await examine(away))["webhook"]
    assert (webhook.level, "cannot be told" in webhook.fact) == ("warn", True)


async def test_during_a_change_of_the_app_secret_the_previous_one_is_tried_too(
    rehearsal: Settings, simulator: Any, callback: str
) -> None:
    simulator.set_webhook(callback + PATH)
    changing = {
        "whatsapp_app_secret": "not-yet-that-of-the-app",
        "whatsapp_app_secret_previous": rehearsal.whatsapp_app_secret,
    }
    findings = await examine(rehearsal.model_copy(update=changing))
    assert (findings["app secret"].level, findings["webhook"].level) == ("warn", "ok")
    assert "every webhook is refused" not in findings["app secret"].mend
