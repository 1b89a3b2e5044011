"""What one caller may have under way at once, on a real server: over it 429, free after a hang-up."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from fastapi.routing import APIRoute, iter_route_contexts

from relance.auth.edge import quotas
from relance.auth.edge.quotas import _kind_of
from relance.auth.edge.route_table import find_said
from relance.core.db import Pool
from relance.core.settings import Settings
from relance.main import create_app
from tests.api.conftest import api_of
from tests.api.quotas_scene import Answer, Key, Office, hang_up, hear, open_office
from tests.door.scene import Caller

CSV = b"phone\r\n+2290197000001\r\n"


@pytest.fixture
async def office(settings: Settings, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    hasty = replace(quotas._RULES["lists"], patience_s=0.05)
    monkeypatch.setitem(quotas._RULES, "lists", hasty)
    few = {f"{kind}_at_once": 2 for kind in ("streams", "exports", "uploads", "lists")}
    async with open_office(settings.model_copy(update=few), pool) as office:
        yield office


def expect_refusal(answer: Answer, kind: str) -> None:
    assert answer.status == 429
    error, wait_s = answer.error, answer.headers["retry-after"]
    assert error["code"] == "too_many_at_once" and error["request_id"]
    assert error["details"] == {"counted": kind, "limit": 2, "retry_after_s": int(wait_s)}
    assert error["message"].startswith("2 ") and error["message"].endswith(f" try again in {wait_s} s.")


Begin = Callable[[Key], Awaitable[Caller]]


async def expect_two_at_once(office: Office, kind: str, begin: Begin, end: Callable[[], Any] = list) -> None:
    """Two go on, the third is refused, another caller is not; who hangs up makes room."""
    one, other = await office.key(), await office.key()
    first, second = await begin(one), await begin(one)
    await office.has_under_way(one, kind, 2)
    expect_refusal(await hear(await begin(one)), kind)
    await begin(other)
    await office.has_under_way(other, kind, 1)
    hang_up(first)
    await office.has_under_way(one, kind, 1)
    await begin(one)
    await office.has_under_way(one, kind, 2)
    hang_up(second)
    await office.has_under_way(one, kind, 1)


async def test_streams(office: Office) -> None:
    await expect_two_at_once(office, "streams", lambda key: office.begin(key, "GET /api/events"))


async def test_exports(office: Office) -> None:
    async with office.contacts_locked():
        await expect_two_at_once(office, "exports", lambda key: office.begin(key, "GET /api/contacts/export"))


async def test_an_export_that_ended_makes_room(office: Office) -> None:
    key = await office.key()
    for _ in range(5):
        assert (await office.ask(key, "GET /api/contacts/export")).status == 200
        await office.has_under_way(key, "exports", 0)


@pytest.mark.parametrize("path", ["/api/contacts/import", "/api/contacts/import/preview", "/api/media"])
async def test_uploads(office: Office, path: str) -> None:
    await expect_two_at_once(office, "uploads", lambda key: office.upload(key, path, CSV, whole=False))


async def test_a_third_upload_is_refused_before_its_body(office: Office) -> None:
    key = await office.key()
    for _ in range(2):
        await office.upload(key, "/api/contacts/import", CSV, whole=False)
    await office.has_under_way(key, "uploads", 2)
    third = await office.begin(
        key, "POST /api/media", content_type="multipart/form-data; boundary=x", content_length="5000000"
    )
    answer = await hear(third)
    expect_refusal(answer, "uploads")
    assert answer.headers["connection"] == "close"


async def test_lists_and_preflights_count_together_and_cached_answers_do_not(office: Office) -> None:
    key, other = await office.key(), await office.key()
    assert (await office.ask(key, "GET /api/contacts")).status == 200
    async with office.contacts_locked():
        first = await office.begin(key, "GET /api/contacts?opted_out=true")
        await office.begin(key, "GET /api/contacts?opted_out=false")
        await office.has_under_way(key, "lists", 2)
        expect_refusal(await office.ask(key, "GET /api/messages?state=failed"), "lists")
        expect_refusal(await office.ask(key, "GET /api/campaigns/1/preflight"), "lists")
        assert (await office.ask(key, "GET /api/contacts")).status == 200
        await office.begin(other, "GET /api/contacts?interacted=true")
        await office.has_under_way(other, "lists", 1)
    assert (await hear(first)).status == 200
    await office.has_under_way(key, "lists", 0)
    assert (await office.ask(key, "GET /api/messages?state=failed")).status == 200


async def test_a_key_over_its_rate_waits_and_a_person_does_not(settings: Settings, pool: Pool) -> None:
    slow = settings.model_copy(update={"key_rate_per_s": 0.01})
    async with open_office(slow, pool) as office:
        key, other = await office.key(), await office.key()
        assert (await office.ask(key, "GET /api/dashboard/stats")).status == 200
        for request in ("GET /api/dashboard/stats", "GET /api/contacts", "POST /api/contacts"):
            answer = await office.ask(key, request)
            assert (answer.status, answer.error["code"]) == (429, "too_many_requests")
            assert 0 < int(answer.headers["retry-after"]) <= 100
        assert (await office.ask(other, "GET /api/dashboard/stats")).status == 200


def test_every_route_that_lasts_or_costs_is_counted(settings: Settings) -> None:
    marked = {
        f"{method} {route.path}": kind
        for route in iter_route_contexts(api_of(create_app(settings)).routes)
        if isinstance(route.original_route, APIRoute) and (kind := find_said(route.dependant, _kind_of))
        for method in route.methods or ()
    }
    assert marked == {
        "GET /api/events": "streams",
        "GET /api/campaigns/{campaign_id}/events": "streams",
        "GET /api/contacts/export": "exports",
        "GET /api/contacts/{contact_id:int}/copy": "exports",
        "GET /api/campaigns/{campaign_id}/export": "exports",
        "GET /api/messages/export": "exports",
        "GET /api/contacts/import/{job_id:int}/rejected.csv": "exports",
        "GET /api/contacts/import/{job_id:int}/warnings.csv": "exports",
        "POST /api/contacts/import": "uploads",
        "POST /api/contacts/import/preview": "uploads",
        "POST /api/media": "uploads",
        "POST /api/campaigns/preflight": "lists",
        "GET /api/campaigns/{campaign_id}/preflight": "lists",
        "GET /api/campaigns/{campaign_id}/doubts": "lists",
        "GET /api/campaigns/{campaign_id}/errors": "lists",
        "GET /api/campaigns/{campaign_id}/messages": "lists",
        "GET /api/campaigns/{campaign_id}/timeline": "lists",
        "GET /api/contacts": "lists",
        "GET /api/contacts/matching": "lists",
        "GET /api/messages": "lists",
    }
