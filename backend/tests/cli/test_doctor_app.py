"""`relance doctor` on the app at Meta: token, secret, subscription, callback; the simulator plays Meta."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from relance.cli.checks_app import check_app
from relance.cli.findings import Finding
from relance.core.settings import Settings
from relance.whatsapp.client import GraphClient
from tests.support.listener import listening
from whatsapp_simulator import app_node

PATH = "/api/webhooks/whatsapp"


@pytest.fixture
def rehearsal(settings: Settings, simulator: Any) -> Settings:
    """Settings whose Graph API is the simulator, and whose webhooks nobody gets yet."""
    simulator.set_webhook(None)
    return settings.model_copy(update={"whatsapp_api_url": simulator.url})


@pytest.fixture
async def callback(settings: Settings) -> AsyncIterator[str]:
    """The address of something that answers Meta's question as Relance does, and nothing else."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        target = (await reader.readuntil(b"\r\n\r\n")).split(b" ")[1].decode()
        asked = parse_qs(urlsplit(target).query)
        right = asked.get("hub.verify_token") == [settings.whatsapp_verify_token]
        known = urlsplit(target).path == PATH and right
        body = asked["hub.challenge"][0].encode() if known else b"no"
        status = b"200 OK" if known else b"403 Forbidden"
        head = b"HTTP/1.1 %s\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"
        writer.write(head % (status, len(body)) + body)
        await writer.drain()

    async with listening(answer) as port:
        yield f"http://127.0.0.1:{port}"


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


@pytest.mark.parametrize(("path", "fact"), [("/elsewhere", "answers 403"), (PATH, "answers 403")])
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
