"""Images kept here, lent to Meta and lent again."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from relance.core.db import Pool, transaction
from relance.core.errors import AppError
from relance.media.service import RENEW_AFTER, check_media, renew_media, resolve_media, store_media
from relance.senders.service import Sender, get_sender
from relance.whatsapp.client import GraphError, GraphUnreachable
from tests.campaigns.scene import WABA, Scene
from tests.templates.pictures import jpeg, png

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
DUE = NOW + RENEW_AFTER


class Graph:
    """Gives every upload an id of its own; fails when told so."""

    def __init__(self, *, error: Exception | None = None) -> None:
        self.uploads: list[tuple[str, str, str, bytes]] = []
        self.error = error

    async def upload_media(self, phone_number_id: str, filename: str, mime: str, data: bytes) -> str:
        self.uploads.append((phone_number_id, filename, mime, data))
        await asyncio.sleep(0)
        if self.error is not None:
            raise self.error
        return f"meta-{len(self.uploads)}"


@pytest.fixture
async def sender(pool: Pool) -> Sender:
    scene = await Scene(pool).furnish()
    async with transaction(pool) as conn:
        return await get_sender(conn, sender_id=scene.sender_id)


async def store(pool: Pool, graph: Graph, sender: Sender, data: bytes, filename: str = "offer.png") -> str:
    with time_machine.travel(NOW, tick=False):
        return (await store_media(pool, graph, sender=sender, filename=filename, data=data)).reference


async def resolve(pool: Pool, reference: str, sender_id: int) -> str:
    part = await resolve_media(pool, {"media_id": reference, "caption": "x"}, sender_id=sender_id)
    assert part is not None and part["caption"] == "x"
    found: str = part["media_id"]
    return found


async def test_image_is_uploaded_once_and_resolved(pool: Pool, sender: Sender) -> None:
    graph = Graph()
    reference = await store(pool, graph, sender, png())
    assert await store(pool, graph, sender, png(), "again.png") == reference
    assert [upload[:3] for upload in graph.uploads] == [(sender.phone_number_id, "offer.png", "image/png")]
    assert await resolve(pool, reference, sender.id) == "meta-1"
    assert await store(pool, graph, sender, jpeg()) != reference


async def test_ids_of_meta_and_links_stay_as_they_are(pool: Pool, sender: Sender) -> None:
    assert await resolve(pool, "1234567890", sender.id) == "1234567890"
    for part in ({"link": "https://example.com/a.png"}, {"text": "media:1"}, {}):
        assert await resolve_media(pool, part, sender_id=sender.id) == part
    assert await resolve_media(pool, None, sender_id=sender.id) is None


async def test_unknown_image_is_refused_when_chosen_and_when_sent(pool: Pool, sender: Sender) -> None:
    reference = await store(pool, Graph(), sender, png())
    async with transaction(pool) as conn:
        await check_media(conn, media_id=reference)
        await check_media(conn, media_id="1234567890")
        for unknown in (
            reference.removeprefix("media:"),
            "media:404",
            "media:0",
            "media:",
            "media:x",
            "media:" + "9" * 30,
        ):
            with pytest.raises(AppError) as refused:
                await check_media(conn, media_id=unknown)
            assert refused.value.code == "media_unknown"
    with pytest.raises(LookupError):
        await resolve(pool, "media:404", sender.id)


async def test_other_number_of_the_account_uses_the_upload(pool: Pool, sender: Sender) -> None:
    reference = await store(pool, Graph(), sender, png())
    await pool.execute("INSERT INTO accounts (waba_id) VALUES ('9')")
    other = "INSERT INTO senders (phone_number_id, waba_id) VALUES ($1, $2) RETURNING id"
    assert await resolve(pool, reference, await pool.fetchval(other, "2", WABA)) == "meta-1"
    with pytest.raises(LookupError):
        await resolve(pool, reference, await pool.fetchval(other, "3", "9"))


async def test_nothing_is_kept_when_meta_does_not_take_it(pool: Pool, sender: Sender) -> None:
    for error in (GraphUnreachable("no answer"), GraphError(131053, "refused", 400)):
        with pytest.raises(type(error)):
            await store(pool, Graph(error=error), sender, png())
    with pytest.raises(AppError) as refused:
        await store(pool, Graph(), sender, b"GIF89a")
    assert refused.value.code == "image_refused"
    assert await pool.fetchval("SELECT count(*) FROM media") == 0


async def test_image_gets_a_new_id_before_meta_forgets_it(pool: Pool, sender: Sender) -> None:
    graph = Graph()
    reference = await store(pool, graph, sender, png())
    assert await renew_media(pool, graph, DUE - timedelta(seconds=1)) == 0
    assert await renew_media(pool, graph, DUE) == 1
    assert graph.uploads[1][3] == png()
    assert await resolve(pool, reference, sender.id) == "meta-2"
    assert await renew_media(pool, graph, DUE) == 0
    assert await renew_media(pool, graph, DUE + RENEW_AFTER) == 1


async def test_two_renewals_at_once_upload_once(pool: Pool, sender: Sender) -> None:
    graph = Graph()
    await store(pool, graph, sender, png())
    assert sorted(await asyncio.gather(*(renew_media(pool, graph, DUE) for _ in range(3)))) == [0, 0, 1]
    assert len(graph.uploads) == 2


@pytest.mark.parametrize(
    ("error", "tried"), [(GraphUnreachable("no answer"), 1), (GraphError(131053, "refused", 400), 2)]
)
async def test_failed_renewal_keeps_the_id_and_is_tried_again(
    pool: Pool, sender: Sender, error: Exception, tried: int
) -> None:
    reference = await store(pool, Graph(), sender, png())
    await store(pool, Graph(), sender, jpeg())
    failing = Graph(error=error)
    assert await renew_media(pool, failing, DUE) == 0
    assert len(failing.uploads) == tried, "out of reach ends the run, a refusal does not"
    assert await resolve(pool, reference, sender.id) == "meta-1"
    assert await renew_media(pool, Graph(), DUE + timedelta(minutes=11)) == 2


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\Users\\awa\\été.png", "été.png"),
        ('a"\r\n\x00b.png', "ab.png"),
        ("", "image.png"),
        ("x" * 500 + ".png", "x" * 96 + ".png"),
    ],
)
async def test_filename_is_made_harmless(pool: Pool, sender: Sender, given: str, kept: str) -> None:
    graph = Graph()
    await store(pool, graph, sender, png(), given)
    assert graph.uploads[0][1] == kept
