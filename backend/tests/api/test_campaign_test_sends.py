"""A test of a campaign, from the request to the Message 2 that the reply brings."""

import httpx2
import pytest

from relance.core.clock import utc_now
from relance.counts.recount import check_counts
from relance.webhooks.endpoint import PATH
from tests.campaigns.scene import Scene
from tests.webhooks.bodies import inbound_body, signature_of, text

PHONE = "+2290197000000"
GREETING = {"1": {"field": "first_name", "default": "cliente"}}


async def reply(client: httpx2.AsyncClient) -> None:
    """The number of the team answers, as Meta tells it."""
    body = inbound_body(text("Oui", "wamid.reply", utc_now().replace(microsecond=0), PHONE[1:]))
    headers = {"X-Hub-Signature-256": signature_of(body)}
    assert (await client.post(PATH, content=body, headers=headers)).status_code == 200


@pytest.mark.parametrize(
    ("message_2", "sent"),
    [
        ({"type": "text", "text": "Merci {{first_name}} !"}, {"text": "Merci [first_name] !"}),
        ({"type": "text", "text": "Merci {{first_name|à vous}} !"}, {"text": "Merci à vous !"}),
        (
            {"type": "image", "link": "https://a.bj/a.png", "caption": "{{city}}"},
            {"caption": "[city]"},
        ),
    ],
)
async def test_message_2_follows_the_reply_to_a_test_whatever_the_number_lacks(
    client: httpx2.AsyncClient,
    scene: Scene,
    message_2: dict[str, str],
    sent: dict[str, str],
) -> None:
    campaign = await scene.add_campaign(status="draft", message_2=message_2, variables=GREETING)
    test = (await client.post(f"/api/campaigns/{campaign}/test", json={"phone": PHONE})).json()
    hidden = await scene.pool.fetchval("SELECT id FROM campaigns WHERE test_of = $1", campaign)
    await scene.send_all(hidden)
    await reply(client)
    second = (await scene.messages(hidden))[1]
    assert (second["status"], second["contact_id"]) == ("pending", test["contact_id"])
    assert second["parameters"] == sent
    assert await scene.queued_ids(hidden) == [second["id"]]
    stats = (await client.get(f"/api/campaigns/{campaign}/stats")).json()
    assert {*stats["message_1"].values(), *stats["message_2"].values(), *stats["funnel"].values()} == {0}
    assert await check_counts(scene.pool) == []


async def test_the_timeline_shows_a_test_under_its_campaign(client: httpx2.AsyncClient, scene: Scene) -> None:
    message_2 = {"type": "text", "text": "Merci !"}
    campaign = await scene.add_campaign(status="draft", message_2=message_2, variables=GREETING)
    contact = (await client.post(f"/api/campaigns/{campaign}/test", json={"phone": PHONE})).json()
    await scene.send_all(await scene.pool.fetchval("SELECT id FROM campaigns WHERE test_of = $1", campaign))
    await reply(client)
    items = (await client.get(f"/api/contacts/{contact['contact_id']}/timeline")).json()["items"]
    assert sorted((item["type"], item["text"]) for item in items) == [
        ("message_1", "Bonjour cliente !"), ("message_2", "Merci !"), ("text", "Oui"),
    ]  # fmt: skip
    assert {(item["campaign_id"], item["is_test"]) for item in items} == {(campaign, True)}
