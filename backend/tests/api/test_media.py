"""The routes of images."""

from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.media.api import router
from relance.media.images import MOST_BYTES
from relance.senders.sync import ensure_sender
from tests.auth.office import Office, code_of, make_hashes_cheap
from tests.support.services import change
from tests.support.statements import count_statements
from tests.templates.pictures import jpeg, png


@pytest.fixture
async def office(
    settings: Settings, pool: Pool, redis: RedisClient, simulator: Any, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Office]:
    make_hashes_cheap(monkeypatch)
    settings = settings.model_copy(update={"whatsapp_api_url": simulator.url})
    await ensure_sender(pool, settings)
    async with Office(settings, pool, redis, [router]) as office:
        yield office


@pytest.fixture
async def client(office: Office) -> httpx2.AsyncClient:
    return await office.program()


async def upload(client: httpx2.AsyncClient, data: bytes, **fields: str) -> httpx2.Response:
    # The name and type a browser claims are not believed.
    return await client.post("/api/media", files={"file": ("offer.gif", data, "image/gif")}, data=fields)


async def test_image_is_uploaded_listed_and_shown(
    client: httpx2.AsyncClient, simulator: Any, pool: Pool
) -> None:
    answer = await upload(client, jpeg(1200, 628))
    assert answer.status_code == 201, answer.text
    image = answer.json()
    assert image["reference"] == f"media:{image['id']}"
    assert (image["mime"], image["width"], image["height"]) == ("image/jpeg", 1200, 628)
    assert image["size"] == len(jpeg(1200, 628)) and image["filename"] == "offer.gif"
    assert await pool.fetchval("SELECT meta_id FROM media_uploads") is not None
    assert (await client.get("/api/media")).json() == {"items": [image], "next_cursor": None, "total": 1}
    assert (await client.get(f"/api/media/{image['id']}")).json() == image
    content = await client.get(f"/api/media/{image['id']}/content")
    assert content.content == jpeg(1200, 628)
    assert content.headers["content-type"] == "image/jpeg"
    assert content.headers["x-content-type-options"] == "nosniff"


async def test_same_image_again_is_the_same(client: httpx2.AsyncClient, pool: Pool) -> None:
    first = (await upload(client, png())).json()
    assert (await upload(client, png())).json() == first
    assert await pool.fetchval("SELECT count(*) FROM media_uploads") == 1


async def test_person_who_uploaded_is_noted(office: Office, pool: Pool) -> None:
    browser = await office.person("awa", "admin")
    assert (await upload(browser, png())).status_code == 201
    assert await pool.fetchval("SELECT created_by FROM media") is not None


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"%PDF-1.7", png(end=False), jpeg(channels=4)])
async def test_what_is_no_image_is_422(client: httpx2.AsyncClient, pool: Pool, data: bytes) -> None:
    assert code_of(await upload(client, data)) == (422, "image_refused")
    assert await pool.fetchval("SELECT count(*) FROM media") == 0


async def test_five_megabytes_are_the_most(client: httpx2.AsyncClient) -> None:
    padding = MOST_BYTES - len(png())
    assert code_of(await upload(client, png(padding=padding + 1))) == (413, "image_too_large")
    assert (await upload(client, png(padding=padding))).status_code == 201


async def test_other_sender_is_chosen_by_its_id(client: httpx2.AsyncClient, pool: Pool) -> None:
    sender_id = await pool.fetchval("SELECT id FROM senders")
    assert (await upload(client, png(), sender_id=str(sender_id))).status_code == 201
    assert code_of(await upload(client, jpeg(), sender_id="404")) == (404, "sender_not_found")
    assert code_of(await upload(client, jpeg(), sender_id="x")) == (422, "malformed")


async def test_without_meta_nothing_is_kept(
    office: Office, client: httpx2.AsyncClient, settings: Settings, pool: Pool
) -> None:
    change(office.app, settings=settings)
    assert code_of(await upload(client, png())) == (503, "graph_unreachable")
    assert await pool.fetchval("SELECT count(*) FROM media") == 0


async def test_form_that_is_none(client: httpx2.AsyncClient) -> None:
    kinds = {
        "application/json": b"{}",
        "multipart/form-data": b"x",
        "multipart/form-data; boundary=x": b"--x\r\nContent-Disposition: form-data\r\n\r\n",
        "application/x-www-form-urlencoded": b"file=abc",
    }
    for kind, body in kinds.items():
        answer = await client.post("/api/media", content=body, headers={"Content-Type": kind})
        assert answer.status_code in (400, 422), kind
        code_of(answer)


async def test_unknown_image_is_404(client: httpx2.AsyncClient) -> None:
    for path in ("/api/media/404", "/api/media/404/content"):
        assert code_of(await client.get(path)) == (404, "media_not_found")
    assert code_of(await client.get(f"/api/media/{2**63}")) == (422, "malformed")


async def test_list_is_paged_in_a_constant_number_of_statements(
    client: httpx2.AsyncClient, pool: Pool
) -> None:
    for width in (1, 2, 3):
        await upload(client, png(width))
    page = (await client.get("/api/media", params={"limit": 2})).json()
    assert [item["width"] for item in page["items"]] == [3, 2] and page["total"] == 3
    async with count_statements(pool) as statements:
        rest = (await client.get("/api/media", params={"limit": 2, "cursor": page["next_cursor"]})).json()
    assert [item["width"] for item in rest["items"]] == [1] and rest["next_cursor"] is None
    assert statements.count == 3, "the key, the page and the total"
    assert code_of(await client.get("/api/media", params={"cursor": "x"})) == (400, "bad_cursor")
