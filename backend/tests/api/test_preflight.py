"""The preflight, part by part; and the launch then does what it said."""

from collections import Counter
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from relance.campaigns.running.launch import launch_campaign
from relance.core.clock import utc_now
from tests.api.conftest import Body
from tests.campaigns.scene import Scene


async def preflight(client: httpx2.AsyncClient, body: Body) -> dict[str, Any]:
    answer = await client.post("/api/campaigns/preflight", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture
async def crowd(scene: Scene, body: Body) -> Body:
    """Two categories with everybody who may be left out, and who are in both of them."""
    first = body["category_ids"][0]
    second = await scene.add_category("Autres")
    await scene.add_contact(first, second, first_name="Maximilienne-Alexandrine")
    await scene.add_contact(first, second, opted_out_at=utc_now())
    await scene.add_contact(second, whatsapp_verified=False)
    await scene.add_contact(second, whatsapp_verified=False, opted_out_at=utc_now())
    await scene.add_contact(second, whatsapp_verified=False, first_name=None)
    await scene.add_contact(second, whatsapp_verified=True)
    for blank in (None, "", " \t"):
        await scene.add_contact(second, first_name=blank)
    gone = await scene.add_contact(second)
    await forget(scene, gone)
    return body | {"category_ids": [first, second], "variables": {"1": {"field": "first_name"}}}


async def forget(scene: Scene, contact_id: int) -> None:
    """As deleting does: the person is cleared and in no category any more."""
    await scene.pool.execute("DELETE FROM category_contacts WHERE contact_id = $1", contact_id)
    await scene.pool.execute(
        "UPDATE contacts SET deleted_at = now(), phone = NULL, first_name = NULL WHERE id = $1", contact_id
    )


@pytest.mark.parametrize("consent_only", [False, True])
@pytest.mark.parametrize("skip_unreachable", [False, True])
async def test_the_launch_does_what_the_preflight_said(
    client: httpx2.AsyncClient, scene: Scene, crowd: Body, skip_unreachable: bool, consent_only: bool
) -> None:
    await scene.pool.execute(
        "INSERT INTO consents (contact_id, given, at, how) SELECT id, true, now(), 'paper' FROM contacts "
        "WHERE id % 2 = 0 OR opted_out_at IS NOT NULL"
    )
    request = crowd | {"skip_unreachable": skip_unreachable, "consent_only": consent_only}
    said = await preflight(client, request)
    campaign = (await client.post("/api/campaigns/start", json=request)).json()["id"]
    await launch_campaign(scene.pool, scene.redis, campaign_id=campaign, default_rate_per_s=75)
    rows = await scene.messages(campaign)
    done = Counter((row["cancel_reason"] or "recipients").partition(":")[0] for row in rows)
    assert said["audience"] == len(rows) == 12
    assert {"recipients": said["recipients"], **said["left_out"]} == {
        "opted_out": 0, "no_address": 0, "no_consent": 0, "not_on_whatsapp": 0, "missing_variable": 0, **done,
    }  # fmt: skip
    assert said["not_on_whatsapp"] == 3
    assert (said["left_out"]["not_on_whatsapp"] > 0) == skip_unreachable
    assert (said["left_out"]["no_consent"] > 0) == consent_only


@pytest.mark.parametrize("said", [False, True])
async def test_leaving_out_the_unreachable_can_be_tried(
    client: httpx2.AsyncClient, crowd: Body, said: bool
) -> None:
    request = crowd | {"skip_unreachable": said}
    campaign = (await client.post("/api/campaigns", json=request)).json()["id"]

    async def count_left_out(**query: bool) -> int:
        answer = await client.get(f"/api/campaigns/{campaign}/preflight", params=query)
        left_out: int = answer.json()["left_out"]["not_on_whatsapp"]
        return left_out

    assert await count_left_out(skip_unreachable=True) == 2
    assert await count_left_out(skip_unreachable=False) == 0
    assert await count_left_out() == (2 if said else 0)


async def test_the_time_is_that_of_the_slower_rate(
    client: httpx2.AsyncClient, scene: Scene, body: Body
) -> None:
    rates = ((None, None, 75.0), (20.0, None, 20.0), (20.0, 4.0, 4.0), (2.0, 9.0, 2.0))
    for of_sender, of_campaign, rate in rates:
        await scene.pool.execute("UPDATE senders SET rate_per_s = $1", of_sender)
        found = await preflight(client, body | {"rate_per_s": of_campaign})
        assert (found["rate_per_s"], found["seconds"]) == (rate, round(3 / rate, 1))


async def test_overlap_is_of_the_last_seven_days_and_counts_everybody_once(
    client: httpx2.AsyncClient, scene: Scene, body: Body
) -> None:
    ids = [row["id"] for row in await scene.pool.fetch("SELECT id FROM contacts ORDER BY id")]
    week = timedelta(days=7)

    async def sent(to: list[int], ago: timedelta, status: str = "sent") -> int:
        campaign = await scene.add_campaign(started_at=utc_now() - ago)
        await scene.pool.execute(
            "INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status, cancel_reason)"
            " SELECT $1, unnest($2::bigint[]), $3, 'message_1', $4,"
            " CASE WHEN $4 = 'cancelled' THEN 'stopped' END",
            campaign, to, scene.sender_id, status,
        )  # fmt: skip
        return campaign

    recent = await sent(ids[:2], week - timedelta(minutes=1))
    other = await sent([*ids[1:], await scene.add_contact()], timedelta(days=1))
    await sent(ids, week + timedelta(minutes=1))
    await sent(ids, timedelta(days=1), status="cancelled")
    overlap = (await preflight(client, body))["overlap"]
    assert overlap["contacts"] == 3
    assert [(item["id"], item["contacts"]) for item in overlap["campaigns"]] == [(other, 2), (recent, 2)]


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE templates SET status = 'PAUSED'", "template_not_approved"),
        ("DELETE FROM category_contacts", "campaign_without_recipients"),
        ("UPDATE senders SET blocked_at = now(), blocked_reason = 'unpaid'", "sender_blocked"),
    ],
)
async def test_what_would_stop_it_is_told(
    client: httpx2.AsyncClient, scene: Scene, body: Body, statement: str, code: str
) -> None:
    assert (await preflight(client, body))["problems"] == []
    await scene.pool.execute(statement)
    [problem] = (await preflight(client, body))["problems"]
    assert problem["code"] == code and problem["message"]


async def test_samples_are_three_recipients_as_they_would_get_it(
    client: httpx2.AsyncClient, crowd: Body
) -> None:
    samples = (await preflight(client, crowd))["samples"]
    assert sorted(sample["why"] for sample in samples) == ["first", "last", "longest"]
    assert len({sample["contact_id"] for sample in samples}) == 3
    for sample in samples:
        assert sample["message_1"]["body"] == f"Bonjour {sample['first_name']} !"
        assert sample["message_2"] == {"type": "text", "text": f"Merci {sample['first_name']} !"}
