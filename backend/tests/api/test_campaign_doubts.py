"""What is in doubt in a campaign, and deciding on it, through the whole application."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import httpx2
import pytest

from relance.auth.users import create_user
from relance.core.clock import utc_now
from relance.core.db import Pool
from relance.messages.evidence import Accepted, StatusSeen
from tests.api.conftest import app_behind
from tests.api.messages_scene import launch
from tests.auth.office import PASSWORD, make_hashes_cheap
from tests.campaigns.scene import Scene

NOTHING_LEFT_OUT = {"settled": 0, "decided_before": 0, "window_closed": 0, "campaign_stopped": 0}
TEN_MINUTES = timedelta(minutes=10)


async def read(client: httpx2.AsyncClient, campaign: int) -> dict[str, Any]:
    answer = await client.get(f"/api/campaigns/{campaign}/doubts")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def decide(client: httpx2.AsyncClient, campaign: int, decision: str, **rest: Any) -> dict[str, Any]:
    request = {"message_type": "message_1", "decision": decision, **rest}
    answer = await client.post(f"/api/campaigns/{campaign}/doubts", json=request)
    assert answer.status_code == 200, answer.text
    done: dict[str, Any] = answer.json()
    return done


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


async def test_a_campaign_without_doubts_says_so(client: httpx2.AsyncClient, scene: Scene) -> None:
    campaign, _ = await launch(scene, 2)
    assert await read(client, campaign) == {
        "campaign_id": campaign, "status": "sending", "completed_at": None, "read_at": None,
        "ripe_before": None, "items": [],
        "known_ends": {"taken": 0, "not_taken": 0}, "verdicts": [],
    }  # fmt: skip
    done = await decide(client, campaign, "send_again")
    assert (done["decided"], done["left_out"], done["more"]) == (0, NOTHING_LEFT_OUT, False)


async def test_the_picture_tells_how_many_since_when_why_and_at_what_risk(
    client: httpx2.AsyncClient, scene: Scene
) -> None:
    campaign, ids = await launch(scene, 6, message_2={"type": "text", "text": "Merci"})
    now = utc_now()
    await scene.lose_all(campaign, left_at=now - TEN_MINUTES)
    await scene.pool.execute(
        "UPDATE messages SET unknown_at = $2::timestamptz - make_interval(secs => id % 2) WHERE id < $1",
        ids[4], now - TEN_MINUTES,
    )  # fmt: skip
    await scene.pool.execute(
        "UPDATE messages SET unknown_at = $2 WHERE id >= $1", ids[4], now - timedelta(seconds=30)
    )
    picture = await read(client, campaign)
    assert moment(picture["ripe_before"]) - (now - timedelta(minutes=5)) < timedelta(minutes=1)
    (item,) = picture["items"]
    assert {name: item[name] for name in ("message_type", "messages", "ripe", "window_closed")} == {
        "message_type": "message_1", "messages": 6, "ripe": 4, "window_closed": 0,
    }  # fmt: skip
    assert (item["twice_if_sent_again"], item["nothing_if_counted"]) == (6, 6)
    assert moment(item["since"]) == now - TEN_MINUTES - timedelta(seconds=1)
    assert moment(item["held_open_until"]) == moment(item["newest_at"]) + timedelta(days=1)
    assert [found["messages"] for found in item["moments"]] == [2, 4]
    assert [(found["code"], found["messages"]) for found in item["reasons"]] == [("not_looked_at", 6)]
    await scene.pool.execute("UPDATE campaigns SET status = 'completed', completed_at = now()")
    assert (await read(client, campaign))["items"][0]["held_open_until"] is None


async def test_doubts_of_message_2_are_told_apart_and_know_their_window(
    client: httpx2.AsyncClient, scene: Scene
) -> None:
    campaign, ids = await launch(scene, 3)
    await scene.send_all(campaign)
    for id_ in ids:
        await scene.answer(id_, message_2="pending")
    await scene.lose_all(campaign)
    await scene.pool.execute(
        "UPDATE messages SET expires_at = now() + CASE WHEN contact_id % 3 = 0 THEN interval '-1 s'"
        " ELSE interval '1 hour' END WHERE message_type = 'message_2'"
    )
    (item,) = (await read(client, campaign))["items"]
    assert item["message_type"] == "message_2"
    assert (item["messages"], item["window_closed"], item["twice_if_sent_again"]) == (3, 1, 2)
    done = await decide(client, campaign, "send_again", message_type="message_2")
    assert (done["decided"], done["left_out"]) == (2, {**NOTHING_LEFT_OUT, "window_closed": 1})


async def test_decisions_are_kept_with_who_took_them_and_what_was_heard_since(
    client: httpx2.AsyncClient, scene: Scene, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_hashes_cheap(monkeypatch)
    campaign, ids = await launch(scene, 3)
    await scene.lose_all(campaign, left_at=utc_now() - TEN_MINUTES)
    await decide(client, campaign, "wait")
    await create_user(pool, username="awa", password=PASSWORD)
    transport = httpx2.ASGITransport(app=app_behind(client))
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as browser:
        await browser.post("/api/auth/login", json={"username": "awa", "password": PASSWORD})
        before = (await read(client, campaign))["ripe_before"]
        assert (await decide(browser, campaign, "send_again", left_before=before))["decided"] == 3
    await scene.apply(Accepted(ids[0], 2, "wamid.second", utc_now()))
    await scene.apply(StatusSeen(ids[0], 1, "wamid.first", "delivered", utc_now()))
    verdicts = (await read(client, campaign))["verdicts"]
    shown = [
        (found["decision"], found["decided_by"]["kind"], found["decided_by"]["name"], found["messages"])
        for found in verdicts
    ]
    assert shown == [("send_again", "user", "awa", 3), ("wait", "api_key", "test", 3)]
    assert moment(verdicts[0]["left_before"]) == moment(before)
    assert (verdicts[0]["heard_since"], verdicts[1]["left_before"]) == (1, None)
    alerts = (await client.get("/api/monitoring/alerts")).json()["items"]
    assert "double_after_send_again" in {alert["code"] for alert in alerts}


async def test_the_picture_says_how_earlier_doubts_of_the_number_ended(
    client: httpx2.AsyncClient, scene: Scene
) -> None:
    former, ids = await launch(scene, 4)
    await scene.lose_all(former)
    await scene.pool.execute("UPDATE messages SET left_at = unknown_at")
    # One echoed, one was proved unsent and went out later, one is decided by a person, one is still open.
    await scene.apply(StatusSeen(ids[0], 1, "wamid.a", "sent", utc_now()))
    await scene.pool.execute(
        "UPDATE messages SET attempt = 2, status = 'sent', wamid = 'wamid.b', sent_at = now(),"
        " left_at = now() + interval '10 minutes' WHERE id = $1",
        ids[1],
    )
    await scene.pool.execute(
        "UPDATE messages SET unknown_at = now() - interval '1 hour' WHERE id = $1", ids[2]
    )
    before = (utc_now() - timedelta(minutes=30)).isoformat()
    assert (await decide(client, former, "send_again", left_before=before))["decided"] == 1
    campaign, _ = await launch(scene, 1)
    assert (await read(client, campaign))["known_ends"] == {"taken": 1, "not_taken": 1}
    # What a person sent again counts once its first attempt is heard of.
    await scene.apply(Accepted(ids[2], 2, "wamid.c", utc_now()))
    await scene.apply(StatusSeen(ids[2], 1, "wamid.d", "sent", utc_now()))
    assert (await read(client, campaign))["known_ends"] == {"taken": 2, "not_taken": 1}


async def test_two_clicks_at_once_send_nothing_twice(client: httpx2.AsyncClient, scene: Scene) -> None:
    campaign, ids = await launch(scene, 3)
    await scene.lose_all(campaign)
    answers = await asyncio.gather(*(decide(client, campaign, "send_again") for _ in range(3)))
    assert sum(answer["decided"] for answer in answers) == 3
    assert {row["attempt"] for row in await scene.messages(campaign)} == {2}
    queued = await scene.pool.fetch(
        "SELECT unnest(message_ids) AS id FROM send_batches WHERE lane = 'bulk' ORDER BY 1"
    )
    assert [row["id"] for row in queued] == ids


async def test_counted_as_sent_is_marked_until_meta_tells_of_it(
    client: httpx2.AsyncClient, scene: Scene
) -> None:
    campaign, (message,) = await launch(scene, 1)
    await scene.lose_all(campaign)
    await decide(client, campaign, "count_as_sent")
    detail = (await client.get(f"/api/messages/{message}")).json()
    assert (detail["state"], detail["counted_as_sent"], detail["wamid"]) == ("sent", True, None)
    assert [event["event"] for event in detail["story"]] == ["created", "unknown", "decided_count_as_sent"]
    listed = (await client.get(f"/api/campaigns/{campaign}/messages")).json()["items"]
    assert listed[0]["counted_as_sent"] is True
    await scene.apply(StatusSeen(message, 1, "wamid.late", "sent", utc_now()))
    detail = (await client.get(f"/api/messages/{message}")).json()
    assert (detail["counted_as_sent"], detail["wamid"]) == (False, "wamid.late")
    assert "sent" in [event["event"] for event in detail["story"]]


async def test_the_numbers_of_a_campaign_that_is_over_are_fresh_after_a_decision(
    client: httpx2.AsyncClient, scene: Scene
) -> None:
    campaign, _ = await launch(scene, 2)
    await scene.lose_all(campaign)
    await scene.pool.execute("UPDATE campaigns SET status = 'completed', completed_at = now()")
    path = f"/api/campaigns/{campaign}/stats"
    assert (await client.get(path)).json()["message_1"]["unknown"] == 2
    await decide(client, campaign, "count_as_sent")
    stats = (await client.get(path)).json()
    assert (stats["message_1"]["unknown"], stats["message_1"]["sent"]) == (0, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"decision": "resend"},
        {"message_type": "message_3"},
        {"decision": None},
        {"left_before": "yesterday"},
        {"left_before": "2026-11-22T14:10:00"},
        {"left_before": 1_700_000_000},
        {"force": True},
    ],
)
async def test_what_means_nothing_is_refused(
    client: httpx2.AsyncClient, scene: Scene, wrong: dict[str, Any]
) -> None:
    campaign, _ = await launch(scene, 1)
    await scene.lose_all(campaign)
    request = {"message_type": "message_1", "decision": "wait", **wrong}
    answer = await client.post(f"/api/campaigns/{campaign}/doubts", json=request)
    assert answer.status_code == 422 and answer.json()["error"]["code"] == "malformed"
    assert await scene.pool.fetchval("SELECT count(*) FROM doubt_verdicts") == 0


async def test_a_campaign_that_is_not_there_is_404(client: httpx2.AsyncClient, scene: Scene) -> None:
    campaign, _ = await launch(scene, 1)
    await scene.pool.execute("UPDATE campaigns SET status = 'completed', deleted_at = now()")
    request = {"message_type": "message_1", "decision": "wait"}
    for id_ in (campaign, 999):
        assert (await client.get(f"/api/campaigns/{id_}/doubts")).status_code == 404
        assert (await client.post(f"/api/campaigns/{id_}/doubts", json=request)).status_code == 404


@pytest.mark.parametrize(
    ("left_before", "status"),
    [
        ("0001-01-01T00:00:00+14:00", 422),  # the calendar of UTC begins later
        ("9999-12-31T23:59:59-14:00", 422),
        ("2200-12-31T23:59:59-14:00", 422),
        ("0001-01-01T00:00:00Z", 200),
        ("0001-01-01T00:00:00-14:00", 200),
        ("2200-12-31T23:59:59+14:00", 200),
    ],
)
async def test_a_time_that_utc_does_not_have_is_refused_in_words(
    client: httpx2.AsyncClient, scene: Scene, left_before: str, status: int
) -> None:
    campaign, _ = await launch(scene, 1)
    request = {"message_type": "message_1", "decision": "wait", "left_before": left_before}
    answer = await client.post(f"/api/campaigns/{campaign}/doubts", json=request)
    assert answer.status_code == status, answer.text
    if status == 422:
        [problem] = answer.json()["error"]["details"]["problems"]
        assert (problem["where"], "must" in problem["problem"]) == ("left_before", True)
