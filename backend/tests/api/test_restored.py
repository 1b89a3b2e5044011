"""The question "copy or restored?" through the whole application, and deciding what it left in doubt."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from relance.auth.users import ADMIN, SUPER_ADMIN, create_user
from relance.core.db import Pool
from relance.core.settings import Settings
from relance.restored.jobs import do_work
from tests.api.conftest import app_behind
from tests.api.messages_scene import launch
from tests.auth.office import PASSWORD, make_hashes_cheap
from tests.campaigns.doubts_scene import bulk_ids
from tests.campaigns.scene import Queue, Scene
from tests.restored.scene import notice

PATH = "/api/installation/restored"


async def log_in(client: httpx2.AsyncClient, browser: httpx2.AsyncClient, pool: Pool, role: str) -> None:
    await create_user(pool, username=role, password=PASSWORD, role=role)
    answer = await browser.post("/api/auth/login", json={"username": role, "password": PASSWORD})
    assert answer.status_code == 200, answer.text


@pytest.fixture
async def browser(client: httpx2.AsyncClient) -> AsyncIterator[httpx2.AsyncClient]:
    """Somebody without a session yet."""
    transport = httpx2.ASGITransport(app=app_behind(client))
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as browser:
        yield browser


@pytest.fixture
async def boss(
    client: httpx2.AsyncClient,
    browser: httpx2.AsyncClient,
    pool: Pool,
    queue: Queue,
    monkeypatch: pytest.MonkeyPatch,
) -> httpx2.AsyncClient:
    """The super admin; jobs are remembered by `queue`."""
    make_hashes_cheap(monkeypatch)
    await log_in(client, browser, pool, SUPER_ADMIN)
    return browser


async def say(client: httpx2.AsyncClient, answer: str) -> tuple[int, Any]:
    """The status, and the state or the code of the refusal."""
    found = await client.post(PATH, json={"answer": answer})
    body = found.json()
    return found.status_code, body["error"]["code"] if "error" in body else body["state"]


async def ask(client: httpx2.AsyncClient) -> dict[str, Any]:
    found = await client.get(PATH)
    assert found.status_code == 200, found.text
    body: dict[str, Any] = found.json()
    return body


async def test_a_database_that_never_went_back_asks_nothing(boss: httpx2.AsyncClient) -> None:
    assert (await ask(boss))["state"] == "none"
    for said in ("copy", "restored"):
        assert await say(boss, said) == (409, "restored_not_asked")


async def test_only_a_super_admin_with_a_session_answers_and_everybody_reads(
    client: httpx2.AsyncClient, scene: Scene, browser: httpx2.AsyncClient, pool: Pool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    make_hashes_cheap(monkeypatch)
    await launch(scene, 1)
    await notice(pool)
    await log_in(client, browser, pool, ADMIN)
    for caller in (client, browser):  # the key of a program, and an admin
        assert (await ask(caller))["state"] == "reading"
        assert (await say(caller, "restored"))[0] == 403
    browser.cookies.clear()
    assert (await say(browser, "restored"))[0] == 401
    assert (await ask(client))["answer"] is None


async def test_restored_is_asked_answered_carried_out_and_repeated(
    boss: httpx2.AsyncClient, scene: Scene, pool: Pool, queue: Queue, tmp_path: Path
) -> None:
    campaign, ids = await launch(scene, 3)
    await notice(pool)
    asked = await ask(boss)
    assert (asked["state"], asked["reason"], asked["campaigns_paused"]) == ("reading", "moved", 1)
    assert (asked["messages_waiting"], asked["left_unknown"], asked["covered"]) == (3, None, None)
    await do_work(pool, [tmp_path], unknown_grace_s=300)
    asked = await ask(boss)
    assert (asked["state"], asked["left_unknown"], asked["covered"]) == ("asked", 0, False)
    resumed = await boss.post(f"/api/campaigns/{campaign}/resume")
    assert (resumed.status_code, resumed.json()["error"]["code"]) == (409, "restored_unanswered")

    assert await say(boss, "restored") == (200, "settling")
    assert queue.jobs == [("restored.work", {})]
    assert await say(boss, "restored") == (200, "settling")
    assert await say(boss, "copy") == (409, "restored_answered")
    resumed = await boss.post(f"/api/campaigns/{campaign}/resume")
    assert (resumed.status_code, resumed.json()["error"]["code"]) == (409, "restored_settling")

    assert await do_work(pool, [tmp_path], unknown_grace_s=300)
    settled = await ask(boss)
    assert (settled["state"], settled["answer"], settled["answered_by"]) == (
        "settled", "restored", SUPER_ADMIN,
    )  # fmt: skip
    assert settled["in_doubt"] == len(ids)
    assert await say(boss, "restored") == (200, "settled")
    assert await say(boss, "copy") == (409, "restored_not_asked")
    assert (await boss.post(f"/api/campaigns/{campaign}/resume")).status_code == 200


async def test_copy_is_done_with_at_once(
    boss: httpx2.AsyncClient, scene: Scene, pool: Pool, queue: Queue
) -> None:
    campaign, ids = await launch(scene, 2)
    await notice(pool)
    assert await say(boss, "copy") == (200, "settled")
    assert queue.jobs == []  # nothing is left to do
    assert await say(boss, "copy") == (200, "settled")
    assert await say(boss, "restored") == (409, "restored_not_asked")
    assert (await boss.post(f"/api/campaigns/{campaign}/resume")).status_code == 200
    assert [row["status"] for row in await scene.messages(campaign)] == ["pending"] * len(ids)


async def test_it_takes_one_of_two_words(boss: httpx2.AsyncClient) -> None:
    for body in ({"answer": "maybe"}, {}, {"answer": "copy", "why": "x"}):
        assert (await boss.post(PATH, json=body)).status_code == 422


async def test_what_no_log_covers_is_in_doubt_and_a_person_decides(
    boss: httpx2.AsyncClient, scene: Scene, pool: Pool, settings: Settings
) -> None:
    campaign, ids = await launch(scene, 4, message_2={"type": "text", "text": "Merci"})
    sent, *waiting = ids
    await scene.pool.execute("UPDATE send_batches SET message_ids = $1", waiting)
    await scene.see("delivered", sent)
    await scene.answer(sent, message_2="pending")
    await notice(pool)
    assert await say(boss, "restored") == (200, "settling")
    assert await do_work(pool, [settings.data_dir], unknown_grace_s=settings.unknown_grace_s)
    picture = (await boss.get(f"/api/campaigns/{campaign}/doubts")).json()
    assert {item["message_type"]: item["messages"] for item in picture["items"]} == {
        "message_1": 3, "message_2": 1,
    }  # fmt: skip
    assert (await ask(boss))["in_doubt"] == 4
    assert await scene.pool.fetchval("SELECT count(*) FROM send_batches WHERE lane <> 'settle'") == 0
    assert (await boss.post(f"/api/campaigns/{campaign}/resume")).status_code == 200
    for message_type, decision, count in (("message_1", "send_again", 3), ("message_2", "count_as_sent", 1)):
        done = await boss.post(
            f"/api/campaigns/{campaign}/doubts", json={"message_type": message_type, "decision": decision}
        )
        assert (done.status_code, done.json()["decided"]) == (200, count), done.text
    rows = {row["id"]: row for row in await scene.messages(campaign)}
    assert [(rows[id_]["status"], rows[id_]["attempt"]) for id_ in waiting] == [("pending", 2)] * 3
    assert [row["status"] for row in rows.values() if row["message_type"] == "message_2"] == ["sent"]
    assert await bulk_ids(scene, campaign) == waiting
