"""Lists of messages, their totals and their stories."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest

from relance.cache.service import CacheService
from relance.core.clock import utc_now
from relance.core.db import Pool
from relance.http.services import services_of
from relance.messages import list_sql, listing
from relance.messages.evidence import Rejected
from relance.whatsapp.errors import MetaError
from tests.api.conftest import api_of
from tests.api.messages_scene import launch, walk
from tests.campaigns.scene import Scene
from tests.support.statements import count_statements


@pytest.fixture
async def mixed(scene: Scene) -> tuple[int, list[int]]:
    """Ten messages: 0 pending, 1 sending, 2 sent, 3 delivered, 4 read, 5 failed, 6 unknown, 7 cancelled, 8
    no interaction, 9 held."""
    campaign, ids = await launch(scene, 10)
    now = utc_now()
    await scene.pool.execute("DELETE FROM send_batches")
    for id_, leased in ((ids[0], False), (ids[1], True)):
        await scene.pool.execute(
            "INSERT INTO send_batches (campaign_id, sender_id, lane, message_ids, leased_by, lease_until)"
            " VALUES ($1, $2, 'bulk', ARRAY[$3::bigint], CASE WHEN $4 THEN 'test' END,"
            " CASE WHEN $4 THEN now() + interval '1 minute' END)",
            campaign, scene.sender_id, id_, leased,
        )  # fmt: skip
    await scene.see("sent", ids[2], ids[8], at=now)
    await scene.see("delivered", ids[3], at=now)
    await scene.see("read", ids[4], at=now)
    await scene.apply(Rejected(ids[5], 1, MetaError(131000, "Something went wrong", "later", "trace"), now))
    for id_, change in (
        (ids[6], "status = 'unknown', unknown_at = now()"),
        (ids[7], "status = 'cancelled', cancel_reason = 'opted_out'"),
        (ids[8], "status = 'no_interaction', no_interaction_at = now()"),
        (ids[9], "status = 'held'"),
    ):
        await scene.pool.execute(f"UPDATE messages SET {change} WHERE id = $1", id_)
    return campaign, ids


STATES = (
    "pending",
    "sending",
    "sent",
    "delivered",
    "read",
    "failed",
    "unknown",
    "cancelled",
    "no_interaction",
    "held",
)


@pytest.mark.parametrize("place", range(10))
@pytest.mark.parametrize("of_campaign", [True, False])
async def test_each_state_is_found(
    client: httpx2.AsyncClient, mixed: tuple[int, list[int]], place: int, of_campaign: bool
) -> None:
    campaign, ids = mixed
    path = f"/api/campaigns/{campaign}/messages" if of_campaign else "/api/messages"
    answer = (await client.get(path, params={"state": STATES[place]})).json()
    assert [item["id"] for item in answer["items"]] == [ids[place]]
    assert answer["items"][0]["state"] == STATES[place]
    assert answer["total"] == 1 and answer["next_cursor"] is None


@pytest.mark.parametrize(
    ("reached", "places"),
    [("sent", [8, 4, 3, 2]), ("delivered", [4, 3]), ("read", [4]), ("failed", [5]), ("no_interaction", [8]),
     ("interacted", [])],
)  # fmt: skip
async def test_who_is_in_each_number_of_the_funnel(
    client: httpx2.AsyncClient, mixed: tuple[int, list[int]], reached: str, places: list[int]
) -> None:
    campaign, ids = mixed
    answer = (await client.get(f"/api/campaigns/{campaign}/messages", params={"reached": reached})).json()
    assert [item["id"] for item in answer["items"]] == [ids[place] for place in places]
    assert answer["total"] == len(places)


async def test_error_code_and_type_narrow(client: httpx2.AsyncClient, mixed: tuple[int, list[int]]) -> None:
    campaign, ids = mixed
    found = await walk(client, "/api/messages", error_code=131000)
    assert [item["id"] for item in found] == [ids[5]]
    assert await walk(client, f"/api/campaigns/{campaign}/messages", error_code=100) == []
    assert await walk(client, "/api/messages", type="message_2") == []


async def test_pages_give_every_message_once_the_newest_first(
    client: httpx2.AsyncClient, mixed: tuple[int, list[int]]
) -> None:
    campaign, ids = mixed
    for path in ("/api/messages", f"/api/campaigns/{campaign}/messages"):
        assert [item["id"] for item in await walk(client, path, limit=3)] == ids[::-1]
    contact = (await client.get("/api/messages")).json()["items"][3]["contact_id"]
    assert [item["id"] for item in await walk(client, "/api/messages", contact_id=contact)] == [ids[6]]


async def test_a_period_goes_by_the_time_of_sending(
    client: httpx2.AsyncClient, mixed: tuple[int, list[int]], pool: Pool
) -> None:
    _, ids = mixed
    noon = utc_now().replace(microsecond=0)
    for place, hours in ((2, 1), (3, 3), (4, 2), (8, 3)):
        await pool.execute(
            "UPDATE messages SET sent_at = $2 WHERE id = $1", ids[place], noon - timedelta(hours=hours)
        )
    since = (noon - timedelta(hours=3)).isoformat()
    found = await walk(client, "/api/messages", sent_from=since, sent_until=noon.isoformat(), limit=1)
    assert [item["id"] for item in found] == [ids[2], ids[4], ids[8], ids[3]]
    until = (noon - timedelta(hours=2)).isoformat()
    found = await walk(client, "/api/messages", sent_from=since, sent_until=until, limit=1)
    assert [item["id"] for item in found] == [ids[8], ids[3]]


async def test_a_rare_state_is_found_though_pages_are_short(
    client: httpx2.AsyncClient, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_sql, "WALK", 4)
    monkeypatch.setattr(listing, "WALK_S", 0)
    campaign, ids = await launch(scene, 11)
    await scene.pool.execute("UPDATE messages SET status = 'held' WHERE id = ANY($1)", [ids[0], ids[7]])
    first = (await client.get(f"/api/campaigns/{campaign}/messages", params={"state": "held"})).json()
    assert [item["id"] for item in first["items"]] == [ids[7]] and first["next_cursor"]
    for path in (f"/api/campaigns/{campaign}/messages", "/api/messages"):
        assert [item["id"] for item in await walk(client, path, state="held")] == [ids[7], ids[0]]


async def test_messages_of_hidden_campaigns_and_tests_are_not_listed(
    client: httpx2.AsyncClient, scene: Scene
) -> None:
    hidden, _ = await launch(scene, 2)
    shown, ids = await launch(scene, 1)
    await scene.pool.execute("UPDATE campaigns SET deleted_at = now() WHERE id = $1", hidden)
    assert (
        await client.post(f"/api/campaigns/{shown}/test", json={"phone": "+22997000000"})
    ).status_code == 202
    answer = (await client.get("/api/messages")).json()
    assert [item["id"] for item in answer["items"]] == ids and answer["total"] == 1
    assert (await client.get(f"/api/campaigns/{hidden}/messages")).status_code == 404


async def test_a_message_tells_its_story(client: httpx2.AsyncClient, mixed: tuple[int, list[int]]) -> None:
    _, ids = mixed
    failed = (await client.get(f"/api/messages/{ids[5]}")).json()
    assert failed["error"]["code"] == 131000 and failed["error"]["title"] == "Something went wrong"
    assert failed["error"]["advice"] and failed["error"]["retryable"] is True
    assert [event["event"] for event in failed["story"]] == ["created", "failed"]
    read = (await client.get(f"/api/messages/{ids[4]}")).json()
    assert [event["event"] for event in read["story"]] == ["created", "sent", "delivered", "read"]
    assert read["parameters"] == {"1": "Ann"} and read["error"] is None
    assert (await client.get(f"/api/messages/{ids[1]}")).json()["state"] == "sending"
    assert (await client.get("/api/messages/999999")).json()["error"]["code"] == "message_not_found"


async def test_totals_are_those_of_all_campaigns(
    client: httpx2.AsyncClient, mixed: tuple[int, list[int]]
) -> None:
    stats = (await client.get("/api/messages/stats")).json()
    assert stats["total"] == 10 and set(stats["message_1"].values()) == {1}
    assert stats["funnel"]["sent"] == 4 and stats["rates"]["delivery_rate"] == 50.0


@pytest.mark.parametrize(
    "query",
    ["state=lost", "campaign_id=0", "limit=0", "limit=201", "sent_from=2026-01-01", "error_code=x",
     "sent_from=9999-12-31T23:59:59Z", "sent_from=9999-12-31T23:59:59-14:00",
     "sent_until=0001-01-01T00:00:00%2B14:00", "sent_from=2000-01-01T00:00:00%2B14:00",
     "campaign_id=9223372036854775808"],
)  # fmt: skip
async def test_nonsense_is_422(client: httpx2.AsyncClient, query: str) -> None:
    assert (await client.get(f"/api/messages?{query}")).status_code == 422


async def test_a_cursor_of_another_filter_is_400(
    client: httpx2.AsyncClient, mixed: tuple[int, list[int]]
) -> None:
    cursor = (await client.get("/api/messages", params={"limit": 1})).json()["next_cursor"]
    for query in ({"cursor": cursor, "state": "sent"}, {"cursor": cursor[:-2] + "AA"}, {"cursor": "x"}):
        answer = await client.get("/api/messages", params=query)
        assert answer.status_code == 400 and answer.json()["error"]["code"] == "bad_cursor"


async def _count(client: httpx2.AsyncClient, app: Any, path: str) -> int:
    async with count_statements(services_of(api_of(app)).pool) as statements:
        answer = await client.get(path, params={"limit": 200})
    assert answer.status_code == 200 and answer.json()["items"]
    return statements.count


async def _is_constant(client: httpx2.AsyncClient, app: Any, scene: Scene, path: str, more: Any) -> None:
    few = await _count(client, app, path)
    await more()
    await services_of(api_of(app)).of(CacheService).invalidate("messages")
    assert await _count(client, app, path) == few <= 4


async def test_no_n_plus_one_list_of_messages(client: httpx2.AsyncClient, app: Any, scene: Scene) -> None:
    await launch(scene, 2)

    async def more() -> None:
        await launch(scene, 30)

    await _is_constant(client, app, scene, "/api/messages", more)


async def test_no_n_plus_one_messages_of_a_campaign_with_contacts(
    client: httpx2.AsyncClient, app: Any, scene: Scene
) -> None:
    campaign, _ = await launch(scene, 2)

    async def more() -> None:
        await scene.pool.execute(
            "WITH people AS (INSERT INTO contacts (phone)"
            " SELECT '+22964' || n FROM generate_series(100000, 100040) n RETURNING id)"
            " INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status)"
            " SELECT $1, id, $2, 'message_1', 'sent' FROM people",
            campaign, scene.sender_id,
        )  # fmt: skip

    await _is_constant(client, app, scene, f"/api/campaigns/{campaign}/messages", more)


async def test_no_n_plus_one_interactions_of_a_campaign(
    client: httpx2.AsyncClient, app: Any, scene: Scene
) -> None:
    campaign, ids = await launch(scene, 40)

    async def interact(message_ids: list[int]) -> None:
        await scene.pool.execute(
            "INSERT INTO interactions (wamid, contact_id, sender_id, campaign_id, message_id, kind, at, text)"
            " SELECT 'in.' || id, contact_id, sender_id, campaign_id, id, 'text', now(), 'Oui'"
            " FROM messages WHERE id = ANY($1)",
            message_ids,
        )

    await interact(ids[:2])
    path = f"/api/campaigns/{campaign}/interactions"
    await _is_constant(client, app, scene, path, lambda: interact(ids[2:]))
    found = await walk(client, path, limit=7)
    assert [item["message_id"] for item in found] == ids[::-1][:38] + ids[1::-1]
    assert found[0]["first_name"] == "Ann" and found[0]["text"] == "Oui"
