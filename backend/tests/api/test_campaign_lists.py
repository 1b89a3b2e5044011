"""Lists and closer looks at campaigns."""

import csv
import io
from typing import Any

import httpx2
import pytest

from relance.core.clock import utc_now
from relance.http.services import services_of
from relance.messages.evidence import Rejected
from relance.whatsapp.errors import MetaError
from tests.api.conftest import Body, api_of
from tests.api.messages_scene import launch, walk
from tests.campaigns.scene import Scene
from tests.support.spreadsheets import begins_a_formula, list_cells
from tests.support.statements import count_statements


async def test_pages_give_every_campaign_once_the_newest_first(
    client: httpx2.AsyncClient, scene: Scene
) -> None:
    ids = [await scene.add_campaign(status="draft") for _ in range(5)]
    found = await walk(client, "/api/campaigns", limit=2)
    assert [item["id"] for item in found] == ids[::-1]
    assert (await client.get("/api/campaigns", params={"limit": 2})).json()["total"] == 5


async def test_search_knows_no_accents_and_no_wildcards(client: httpx2.AsyncClient, scene: Scene) -> None:
    summer = await scene.add_campaign(status="draft", name="Offre d'Été 100%")
    await scene.add_campaign(status="draft", name="Autre 1000")
    for query in ("ete", "OFFRE été", "100%", "fre"):
        found = (await client.get("/api/campaigns", params={"q": query})).json()
        assert [item["id"] for item in found["items"]] == [summer] and found["total"] == 1, query


async def test_search_is_another_name_of_q(client: httpx2.AsyncClient, scene: Scene) -> None:
    summer = await scene.add_campaign(status="draft", name="Offre d'Été")
    await scene.add_campaign(status="draft", name="Autre")
    found = (await client.get("/api/campaigns", params={"search": "ete"})).json()
    assert [item["id"] for item in found["items"]] == [summer]


async def test_status_and_numbers_of_running_campaigns_are_of_this_moment(
    client: httpx2.AsyncClient, scene: Scene
) -> None:
    campaign, ids = await launch(scene, 2)
    first = (await client.get("/api/campaigns")).json()["items"][0]
    assert first["status"] == "sending" and first["counts"]["pending"] == 2 and first["progress"] == 0
    await scene.send_all(campaign)
    await scene.see("read", ids[0])
    await scene.pool.execute("UPDATE campaigns SET status = 'completed', completed_at = now()")
    again = (await client.get("/api/campaigns")).json()["items"][0]
    assert again["counts"] | {"pending": 0, "sent": 2, "delivered": 1, "read": 1} == again["counts"]
    assert again["status"] == "completed" and again["progress"] == 100
    assert set(again) == set(first)


async def test_statements_of_the_list_are_constant(
    client: httpx2.AsyncClient, app: Any, scene: Scene
) -> None:
    await launch(scene, 2)
    counts = []
    await client.get("/api/campaigns", params={"status": "sending"})  # what a connection asks only once
    for limit in (1, 50):
        await launch(scene, 2)
        async with count_statements(services_of(api_of(app)).pool) as statements:
            await client.get("/api/campaigns", params={"limit": limit, "status": "sending"})
        counts.append(statements.count)
    assert counts[0] == counts[1] <= 3


@pytest.mark.parametrize("query", ["status=lost", "limit=0", "q=%00", "q=" + "x" * 101])
async def test_nonsense_is_422(client: httpx2.AsyncClient, query: str) -> None:
    assert (await client.get(f"/api/campaigns?{query}")).status_code == 422


async def test_export_is_whole_and_harmless(client: httpx2.AsyncClient, scene: Scene) -> None:
    campaign, _ = await launch(scene, 3)
    await scene.pool.execute(
        "UPDATE contacts SET first_name = '=1+1' WHERE id = (SELECT min(id) FROM contacts)"
    )
    answer = await client.get(f"/api/campaigns/{campaign}/export")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [row["first_name"] for row in rows] == ["Ann", "Ann", "'=1+1"]
    await scene.pool.execute("UPDATE contacts SET first_name = E'1*2;=1\\t\\uff1d2', last_name = '-\"=3'")
    file = (await client.get(f"/api/campaigns/{campaign}/export")).content
    assert [cell for cell in list_cells(file) if begins_a_formula(cell)] == []
    assert all(row["phone"].startswith("+229") and row["state"] == "pending" for row in rows)
    assert (await client.get("/api/campaigns/999/export")).status_code == 404


async def test_errors_are_grouped_with_advice_and_cancelled_by_reason(
    client: httpx2.AsyncClient, scene: Scene
) -> None:
    campaign, ids = await launch(scene, 4)
    for id_, code in ((ids[0], 131000), (ids[1], 131000), (ids[2], 100)):
        await scene.apply(Rejected(id_, 1, MetaError(code, f"Error {code}", ""), utc_now()))
    await scene.pool.execute(
        "UPDATE messages SET status = 'cancelled', cancel_reason = 'opted_out' WHERE id = $1", ids[3]
    )
    answer = (await client.get(f"/api/campaigns/{campaign}/errors")).json()
    assert [(item["code"], item["count"], item["retryable"]) for item in answer["items"]] == [
        (131000, 2, 2), (100, 1, 0),
    ]  # fmt: skip
    assert all(item["advice"] for item in answer["items"]) and answer["total"] == 3
    assert answer["cancelled"] == [{"reason": "opted_out", "message_type": "message_1", "n": 1}]


async def test_timeline_counts_by_the_minute(client: httpx2.AsyncClient, scene: Scene) -> None:
    campaign, ids = await launch(scene, 3, started_at=utc_now())
    await scene.send_all(campaign)
    await scene.see("read", ids[0])
    answer = (await client.get(f"/api/campaigns/{campaign}/timeline")).json()
    assert answer["step"] == "minute"
    totals = {word: sum(item[word] for item in answer["items"]) for word in ("sent", "delivered", "read")}
    assert totals == {"sent": 3, "delivered": 1, "read": 1}
    assert (await client.get(f"/api/campaigns/{campaign}/timeline?step=hour")).json()["step"] == "hour"


async def test_stats_come_from_the_cache_once_over(client: httpx2.AsyncClient, scene: Scene) -> None:
    campaign, _ = await launch(scene, 1)
    path = f"/api/campaigns/{campaign}/stats"
    for column, total in (("NULL", 2), ("now()", 2)):
        await scene.pool.execute(f"UPDATE campaigns SET completed_at = {column}")
        await client.get(path)
        await scene.pool.execute(
            "INSERT INTO message_counts VALUES ($1, 'message_1', 'state', 'pending', false, 1)", campaign
        )
        assert (await client.get(path)).json()["total_recipients"] == total


async def test_preflight_tells_who_is_left_out_and_why(
    client: httpx2.AsyncClient, scene: Scene, body: Body
) -> None:
    first = body["category_ids"][0]
    second = await scene.add_category("Autres")
    await scene.add_contact(first, second, first_name="Maximilienne-Alexandrine")
    await scene.add_contact(second, opted_out_at=utc_now())
    await scene.add_contact(second, whatsapp_verified=False)
    await scene.add_contact(second, first_name=" ")
    body |= {
        "category_ids": [first, second],
        "variables": {"1": {"field": "first_name"}},
        "skip_unreachable": True,
        "rate_per_s": 2.0,
    }
    found = (await client.post("/api/campaigns/preflight", json=body)).json()
    assert found["contacts_in_categories"] == 8 and found["duplicates"] == 1 and found["audience"] == 7
    assert found["recipients"] == 4 and found["seconds"] == 2.0 and found["problems"] == []
    assert found["left_out"] == {
        "opted_out": 1, "no_address": 0, "not_on_whatsapp": 1, "missing_variable": 1,
        "no_consent": 0,
    }  # fmt: skip
    assert found["missing_by_field"] == {"first_name": 1} and found["not_on_whatsapp"] == 1
    longest = next(sample for sample in found["samples"] if sample["why"] == "longest")
    assert longest["message_1"]["body"] == "Bonjour Maximilienne-Alexandrine !"
    assert longest["message_2"]["text"] == "Merci Maximilienne-Alexandrine !"
    assert await scene.pool.fetchval("SELECT count(*) FROM campaigns") == 0
    made = (await client.post("/api/campaigns", json=body)).json()
    assert (await client.get(f"/api/campaigns/{made['id']}/preflight")).json() == found


async def test_preflight_finds_campaigns_of_the_last_days(
    client: httpx2.AsyncClient, scene: Scene, body: Body
) -> None:
    earlier = await scene.add_campaign(*body["category_ids"], started_at=utc_now())
    await scene.pool.execute(
        "INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status)"
        " SELECT $1, id, $2, 'message_1', 'sent' FROM contacts LIMIT 2",
        earlier, scene.sender_id,
    )  # fmt: skip
    overlap = (await client.post("/api/campaigns/preflight", json=body)).json()["overlap"]
    assert overlap["contacts"] == 2
    assert [(item["id"], item["contacts"]) for item in overlap["campaigns"]] == [(earlier, 2)]
