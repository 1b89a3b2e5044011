"""Launch: everybody of the audience has one message, whatever happens in between."""

import asyncio
from typing import Any

import pytest

from relance.campaigns.running.launch import launch_campaign, launch_chunk
from relance.contacts.own_columns import OWN_FIELDS
from relance.core.db import connect
from tests.campaigns.scene import Scene
from tests.whatsapp.test_placeholders import CASES


async def launch(scene: Scene, campaign_id: int, **options: Any) -> bool:
    return await launch_campaign(
        scene.pool, scene.redis, campaign_id=campaign_id, default_rate_per_s=75, **options
    )


async def check_everybody_once(scene: Scene, campaign_id: int, contact_ids: list[int]) -> None:
    messages = await scene.messages(campaign_id)
    assert [message["contact_id"] for message in messages] == sorted(contact_ids)
    assert await scene.queued_ids(campaign_id) == [m["id"] for m in messages if m["status"] == "pending"]


async def test_launch_makes_one_message_and_one_place_in_the_queue_for_everybody(scene: Scene) -> None:
    category = await scene.add_category()
    contacts = await scene.add_contacts(category, 25)
    campaign = await scene.add_campaign(category)
    assert await launch(scene, campaign, chunk_size=10)
    await check_everybody_once(scene, campaign, contacts)
    row = await scene.campaign(campaign)
    assert row["status"] == "sending" and row["launched_at"] is not None


async def test_sending_may_begin_after_the_first_chunk(scene: Scene) -> None:
    category = await scene.add_category()
    await scene.add_contacts(category, 25)
    campaign = await scene.add_campaign(category)
    assert not await launch(scene, campaign, chunk_size=10, budget_s=0)
    assert (await scene.campaign(campaign))["status"] == "preparing"
    assert len(await scene.queued_ids(campaign)) == 10


async def test_launch_twice_makes_no_second_message(scene: Scene) -> None:
    category = await scene.add_category()
    contacts = await scene.add_contacts(category, 25)
    campaign = await scene.add_campaign(category)
    await launch(scene, campaign)
    await scene.pool.execute("UPDATE campaigns SET status = 'preparing', launch_cursor = 0")
    await launch(scene, campaign)
    await check_everybody_once(scene, campaign, contacts)


async def test_two_launches_at_once_share_the_work(scene: Scene) -> None:
    category = await scene.add_category()
    contacts = await scene.add_contacts(category, 200)
    campaign = await scene.add_campaign(category)
    await asyncio.gather(*(launch(scene, campaign, chunk_size=7) for _ in range(4)))
    await check_everybody_once(scene, campaign, contacts)
    assert (await scene.campaign(campaign))["status"] == "sending"


async def test_launch_killed_between_chunks_goes_on_where_it_was(scene: Scene) -> None:
    category = await scene.add_category()
    contacts = await scene.add_contacts(category, 25)
    campaign = await scene.add_campaign(category)
    await launch(scene, campaign, chunk_size=10, budget_s=0)
    await launch(scene, campaign, chunk_size=10)
    await check_everybody_once(scene, campaign, contacts)


async def test_launch_killed_within_a_chunk_leaves_nothing_of_it(scene: Scene, database_url: str) -> None:
    category = await scene.add_category()
    contacts = await scene.add_contacts(category, 25)
    campaign = await scene.add_campaign(category)
    conn = await connect(database_url, name="test")
    await conn.execute("BEGIN")
    await launch_chunk(conn, campaign_id=campaign, default_rate_per_s=75, chunk_size=10)
    conn.terminate()  # the socket is cut, as when the process dies
    assert await scene.messages(campaign) == []
    await launch(scene, campaign, chunk_size=10)
    await check_everybody_once(scene, campaign, contacts)


async def test_contact_in_two_categories_gets_one_message(scene: Scene) -> None:
    first, second = await scene.add_category("A"), await scene.add_category("B")
    both = [await scene.add_contact(first, second) for _ in range(5)]
    alone = [await scene.add_contact(second) for _ in range(4)]
    campaign = await scene.add_campaign(first, second)
    await launch(scene, campaign, chunk_size=3)
    await check_everybody_once(scene, campaign, both + alone)


async def test_everybody_gets_their_own_values(scene: Scene) -> None:
    category = await scene.add_category()
    for name in ("Ann", "Bob", "Eve"):
        await scene.add_contact(category, first_name=name, attributes={"ville": f"Ville de {name}", "n": 7})
    bindings = {
        "1": {"field": "first_name"},
        "2": {"field": "ville", "default": "ici"},
        "3": {"value": "-10 %"},
        "4": {"field": "n"},
    }
    campaign = await scene.add_campaign(
        category, variables=bindings, buttons={"0": {"field": "last_name", "default": "x"}}
    )
    await launch(scene, campaign)
    assert [message["parameters"] for message in await scene.messages(campaign)] == [
        {"1": name, "2": f"Ville de {name}", "3": "-10 %", "4": "7", "button.0": "x"}
        for name in ("Ann", "Bob", "Eve")
    ]


async def test_what_is_frozen_is_what_previews_show(scene: Scene) -> None:
    category = await scene.add_category()
    cases = CASES["bindings"]
    campaigns = []
    for case in cases:
        await scene.pool.execute("UPDATE category_contacts SET category_id = 0")
        own = {name: case["fields"][name] for name in OWN_FIELDS if name in case["fields"]}
        others = {name: value for name, value in case["fields"].items() if name not in own}
        await scene.add_contact(category, attributes=others, **({"first_name": None} | own))
        campaigns.append(await scene.add_campaign(category, variables={"1": case["binding"]}))
        await launch(scene, campaigns[-1])
    frozen = [(await scene.messages(campaign))[0]["parameters"].get("1", "") for campaign in campaigns]
    assert frozen == [case["value"] for case in cases]


@pytest.mark.parametrize("blank", [None, "", "  ", "\t\n", "\u00a0", "\u3000"])
async def test_empty_field_counts_as_missing(scene: Scene, blank: str | None) -> None:
    category = await scene.add_category()
    await scene.add_contact(category, first_name=blank)
    without = await scene.add_campaign(category)
    with_default = await scene.add_campaign(
        category, variables={"1": {"field": "first_name", "default": "cliente"}}
    )
    await launch(scene, without)
    await launch(scene, with_default)
    (skipped,) = await scene.messages(without)
    assert (skipped["status"], skipped["cancel_reason"]) == ("cancelled", "missing_variable:first_name")
    (filled,) = await scene.messages(with_default)
    assert (filled["status"], filled["parameters"]) == ("pending", {"1": "cliente"})
    assert await scene.queued_ids(without) == []


async def test_who_must_not_be_written_to_has_a_row_with_the_reason(scene: Scene) -> None:
    category = await scene.add_category()
    await scene.add_contact(category, opted_out_at=(await scene.pool.fetchval("SELECT now()")))
    await scene.add_contact(category, phone=None)
    await scene.add_contact(category, phone=None, bsuid="BJ.123")
    campaign = await scene.add_campaign(category)
    await launch(scene, campaign)
    rows = [(message["status"], message["cancel_reason"]) for message in await scene.messages(campaign)]
    assert rows == [("cancelled", "opted_out"), ("cancelled", "no_address"), ("pending", None)]


async def test_deleted_contact_is_left_out(scene: Scene) -> None:
    category = await scene.add_category()
    await scene.add_contact(category, deleted_at=(await scene.pool.fetchval("SELECT now()")))
    kept = await scene.add_contact(category)
    campaign = await scene.add_campaign(category)
    await launch(scene, campaign)
    await check_everybody_once(scene, campaign, [kept])


async def test_contact_added_after_the_start_is_not_in_the_audience(scene: Scene) -> None:
    category = await scene.add_category()
    contacts = await scene.add_contacts(category, 12)
    campaign = await scene.add_campaign(category, launch_until=contacts[-1])
    await launch(scene, campaign, chunk_size=5, budget_s=0)
    await scene.add_contact(category)
    await launch(scene, campaign, chunk_size=5)
    await check_everybody_once(scene, campaign, contacts)


@pytest.mark.parametrize("status", ["paused", "stopped", "draft", "sending"])
async def test_launch_of_a_campaign_that_does_not_prepare_makes_nothing(scene: Scene, status: str) -> None:
    category = await scene.add_category()
    await scene.add_contact(category)
    campaign = await scene.add_campaign(category, status=status)
    assert await launch(scene, campaign)
    assert await scene.messages(campaign) == []


@pytest.mark.parametrize(
    ("sender_rate", "campaign_rate", "sizes"),
    [(None, None, [18, 18, 18, 6]), (1000.0, None, [60]), (75.0, 1.0, [10] * 6)],
)
async def test_batch_is_a_quarter_second_of_the_effective_rate(
    scene: Scene, sender_rate: float | None, campaign_rate: float | None, sizes: list[int]
) -> None:
    category = await scene.add_category()
    await scene.add_contacts(category, 60)
    await scene.pool.execute("UPDATE senders SET rate_per_s = $1", sender_rate)
    campaign = await scene.add_campaign(category, rate_per_s=campaign_rate)
    await launch(scene, campaign)
    rows = await scene.pool.fetch("SELECT cardinality(message_ids) AS size FROM send_batches ORDER BY id")
    assert [row["size"] for row in rows] == sizes
