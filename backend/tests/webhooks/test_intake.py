"""Group commit: what is bad is set apart, what cannot be stored is refused, nothing is half done."""

import asyncio
from typing import Any

import asyncpg
import orjson
import pytest

from relance.core.db import Pool
from relance.core.settings import Settings
from relance.interactions.keywords.hearing import Hearing
from relance.reasons.parked import PARKED
from relance.webhooks import committer, group_commit
from relance.webhooks.apply import apply_group
from relance.webhooks.group import Parked
from relance.webhooks.group_commit import Intake
from relance.webhooks.parked.listing import list_parked
from relance.webhooks.parked.store import park, trim_parked
from relance.webhooks.replay import replay
from tests.webhooks.bodies import inbound_body, status, status_body, text
from tests.webhooks.scene import Scene

WA_ID = "22901970001"


@pytest.fixture
async def message(scene: Scene) -> int:
    """A sent Message 1."""
    return await scene.message(await scene.campaign(), await scene.contact())


async def read_body(scene: Scene, message: int) -> bytes:
    wamid = (await scene.row(message))["wamid"]
    return status_body(status("read", wamid, scene.now, echo=scene.echo(message)))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"{broken", "not_json"),
        (b"[]", "not_an_object"),
        (b"", "not_json"),
        (b'{"object":"page","entry":[]}', "not_a_whatsapp_webhook"),
        (b"\xff\xfe\x00", "not_json"),
        (b"[" * 100_000, "nested_too_deeply"),
    ],
)
async def test_broken_body_is_parked_and_the_rest_of_its_group_applied(
    scene: Scene, message: int, body: bytes, reason: str
) -> None:
    good = await read_body(scene, message)
    assert await asyncio.gather(*map(scene.intake.receive, (body, good, body))) == [True] * 3
    assert (await scene.row(message))["status"] == "read"
    [parked] = await scene.parked()
    assert (bytes(parked["body"]), parked["reason"], parked["n"]) == (body, reason, 2)


async def test_unreadable_item_is_parked_and_the_others_of_its_body_applied(
    scene: Scene, message: int
) -> None:
    wamid = (await scene.row(message))["wamid"]
    bad = {"id": wamid, "status": "read"}
    await scene.take(status_body(bad, status("delivered", wamid, scene.now)))
    assert (await scene.row(message))["status"] == "delivered"
    [parked] = await scene.parked()
    assert parked["reason"] == "status_without_time"


async def poison(pool: Pool, word: str) -> None:
    """From now on the database refuses interactions with this text, with an error of the data."""
    await pool.execute(f"ALTER TABLE interactions ADD CONSTRAINT poison CHECK (text <> '{word}') NOT VALID")


async def test_poisoned_item_is_parked_and_all_others_of_group_and_body_applied(
    scene: Scene, message: int
) -> None:
    await poison(scene.pool, "poison")
    mixed = inbound_body(*(text(word, f"wamid.{word}", scene.now, WA_ID) for word in ("a", "poison", "b")))
    others = [inbound_body(text("c", f"wamid.c{n}", scene.now, WA_ID)) for n in range(5)]
    good = await read_body(scene, message)
    assert all(await asyncio.gather(*map(scene.intake.receive, (*others, mixed, good))))
    assert (await scene.row(message))["status"] == "read"
    assert sorted(row["text"] for row in await scene.interactions()) == ["a", "b", *"ccccc"]
    [parked] = await scene.parked()
    assert parked["reason"].startswith("23514")
    [change] = orjson.loads(parked["body"])["entry"][0]["changes"]
    assert [item["id"] for item in change["value"]["messages"]] == ["wamid.poison"]


async def test_bug_of_ours_on_one_item_does_not_stop_the_others(scene: Scene, message: int) -> None:
    class Stumbling:
        def read(self, kind: str, words: str | None, payload: str | None) -> None:
            if words == "stumble":
                raise KeyError(words)

    scene.heard = Hearing(Stumbling())  # type: ignore[arg-type]
    good = await read_body(scene, message)
    bad = inbound_body(text("stumble", "wamid.I", scene.now, WA_ID))
    assert await asyncio.gather(*map(scene.intake.receive, (good, bad))) == [True, True]
    assert (await scene.row(message))["status"] == "read"
    assert [row["reason"] for row in await scene.parked()] == ["KeyError: 'stumble'"]


async def test_nul_and_half_a_surrogate_are_storable(scene: Scene, message: int) -> None:
    body = inbound_body(text("x", "wamid.I", scene.now, WA_ID)).replace(b'"x"', b'"a\\u0000b\\ud83d"')
    await scene.take(body)
    assert [row["text"] for row in await scene.interactions()] == ["a\ufffdb\ufffd"]


async def test_deadlock_is_repeated(scene: Scene, message: int, monkeypatch: pytest.MonkeyPatch) -> None:
    failures = [asyncpg.DeadlockDetectedError("x"), asyncpg.SerializationError("y")]

    async def stumble_twice(*arguments: Any) -> Any:
        if failures:
            raise failures.pop()
        return await apply_group(*arguments)

    monkeypatch.setattr(committer, "apply_group", stumble_twice)
    await scene.take(await read_body(scene, message))
    assert (await scene.row(message))["status"] == "read"


async def test_missing_column_is_refused_not_parked(scene: Scene, message: int) -> None:
    """A database that does not fit the code is our trouble: Meta keeps what would fill the parking."""
    await scene.pool.execute("ALTER TABLE messages RENAME COLUMN pricing_type TO gone")
    assert await scene.intake.receive(await read_body(scene, message)) is False
    await scene.pool.execute("ALTER TABLE messages RENAME COLUMN gone TO pricing_type")
    assert await scene.parked() == []
    assert await scene.intake.receive(await read_body(scene, message)) is True


async def test_lost_connection_is_refused_and_the_next_one_stored(scene: Scene, message: int) -> None:
    body = await read_body(scene, message)
    await scene.take(status_body())
    await scene.pool.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'idle'"
    )
    answers = [await scene.intake.receive(body) for _ in range(2)]
    assert answers[-1] is True
    assert (await scene.row(message))["status"] == "read"


async def test_commit_that_takes_too_long_is_refused_and_a_fresh_connection_taken(
    scene: Scene, message: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = await read_body(scene, message)
    with monkeypatch.context() as hurried:
        hurried.setattr("relance.webhooks.committer.COMMIT_WITHIN_S", 0.2)
        async with scene.pool.acquire() as blocker, blocker.transaction():
            await blocker.execute("SELECT FROM messages WHERE id = $1 FOR UPDATE", message)
            assert await scene.intake.receive(body) is False
            assert scene.intake.memory.refusals.noted.is_set()
    assert await scene.intake.receive(body) is True
    assert (await scene.row(message))["status"] == "read"


async def test_too_much_waiting_is_refused_at_once(
    scene: Scene, message: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_commit, "MOST_WAITING", 3)
    body = await read_body(scene, message)
    answers = await asyncio.gather(*(scene.intake.receive(body) for _ in range(5)))
    assert answers == [True, True, True, False, False]
    [(_, _, reason)] = scene.intake.memory.refusals.take()
    assert reason == "overloaded"
    assert await scene.intake.receive(body) is True


async def test_too_many_bytes_waiting_are_refused(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "MOST_WAITING_BYTES", 100)
    assert await scene.intake.receive(b"x" * 101) is False
    assert await scene.intake.receive(b"x" * 100) is True


async def test_stop_finishes_what_waits_and_refuses_what_comes(scene: Scene, message: int) -> None:
    waiting = asyncio.create_task(scene.intake.receive(await read_body(scene, message)))
    await asyncio.sleep(0)
    await scene.intake.stop()
    assert await waiting is True
    assert await scene.intake.receive(b"{}") is False


async def test_no_database_means_503_and_recovery_by_itself(settings: Settings, pool: Pool) -> None:
    closed = await asyncpg.create_pool(settings.database_url, min_size=0, max_size=1)
    await closed.close()
    intake = Intake(closed, settings)
    await intake.start()
    assert await intake.receive(status_body()) is False
    intake._committer._pool = pool
    assert await intake.receive(status_body()) is True
    await intake.stop()


async def test_cancelled_request_does_not_stop_the_intake(scene: Scene, message: int) -> None:
    body = await read_body(scene, message)
    request = asyncio.create_task(scene.intake.receive(body))
    await asyncio.sleep(0)
    request.cancel()
    await asyncio.gather(request, return_exceptions=True)
    assert await scene.intake.receive(body) is True


async def test_parked_is_replayed_once_its_cause_is_mended(scene: Scene, message: int) -> None:
    await poison(scene.pool, "poison")
    await scene.take(inbound_body(text("poison", "wamid.I", scene.now, WA_ID)))
    await scene.take(b"{broken")
    async with scene.pool.acquire() as conn:
        [poisoned, broken] = await list_parked(conn)
    still = await replay(scene.pool, unknown_grace_s=300)
    assert (still.replayed, [id_ for id_, _ in still.failures]) == (0, [poisoned.id, broken.id])
    await scene.pool.execute("ALTER TABLE interactions DROP CONSTRAINT poison")
    mended = await replay(scene.pool, unknown_grace_s=300, parked_id=poisoned.id)
    assert (mended.replayed, mended.failures) == (1, ())
    assert [row["text"] for row in await scene.interactions()] == ["poison"]
    async with scene.pool.acquire() as conn:
        assert [item.id for item in await list_parked(conn)] == [broken.id]
    assert len(await scene.message_2s()) == 1


async def test_parking_is_bounded_and_keeps_what_was_not_replayed(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("relance.webhooks.parked.store.MOST_PARKED", 3)
    async with pool.acquire() as conn:
        await park(conn, [Parked(PARKED.make("not_json"), f"{n}".encode()) for n in range(5)])
        await conn.execute(
            "UPDATE webhook_parked SET replayed_at = now() WHERE id = (SELECT max(id) FROM webhook_parked)"
        )
        newest = await conn.fetchval("SELECT max(id) FROM webhook_parked")
        await trim_parked(conn)
        kept = [row["id"] for row in await conn.fetch("SELECT id FROM webhook_parked ORDER BY id")]
    assert kept == [newest - 3, newest - 2, newest - 1]
