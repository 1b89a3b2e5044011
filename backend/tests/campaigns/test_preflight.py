"""The statements of the preflight against a plain reading of the rows, however they look at them."""

import random
from collections import Counter
from typing import Any

import pytest

from relance.campaigns.bindings import WHITESPACE
from relance.campaigns.drafting import preflight_sql as sql
from relance.campaigns.drafting.preflight import plan_campaign, read_preflight
from relance.core.clock import utc_now
from relance.core.db import Pool
from tests.campaigns.scene import Scene

NAMES = [None, "", " ", "\t", "Awa", " Awa", "Koffi ", "Maximilienne"]


async def make_crowd(pool: Pool) -> list[int]:
    """People with every mixture of properties, in three categories, some in several."""
    chance = random.Random(4)
    await pool.execute("INSERT INTO categories (name) VALUES ('a'), ('b'), ('c')")
    for number in range(150):
        contact_id = await pool.fetchval(
            "INSERT INTO contacts (phone, bsuid, wa_id, first_name, attributes, whatsapp_verified,"
            " opted_out_at) VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $7 THEN now() END) RETURNING id",
            chance.choice([None, f"+229019{number:07d}"]),
            chance.choice([None, f"BJ.{number}"]),
            f"229019{number:07d}",
            chance.choice(NAMES),
            chance.choice([{}, {"city": "Cotonou"}, {"city": " "}]),
            chance.choice([None, True, False]),
            chance.random() < 0.3,
        )
        for category in chance.sample([1, 2, 3], chance.randrange(4)):
            await pool.execute(
                "INSERT INTO category_contacts SELECT $1, id, flags FROM contacts WHERE id = $2",
                category, contact_id,
            )  # fmt: skip
    return [row["id"] for row in await pool.fetch("SELECT id FROM contacts")]


async def read_plainly(pool: Pool, categories: list[int], fields: list[str]) -> Counter[Any]:
    """How many of each group."""
    found: Counter[Any] = Counter()
    rows = await pool.fetch(
        "SELECT *, ARRAY(SELECT category_id FROM category_contacts k WHERE k.contact_id = c.id) AS filed"
        " FROM contacts c WHERE deleted_at IS NULL"
    )
    for row in rows:
        if set(row["filed"]) & set(categories):
            values = {"first_name": row["first_name"], **row["attributes"]}
            missing = sum(
                1 << bit for bit, field in enumerate(fields) if not (values.get(field) or "").strip()
            )
            found[
                row["opted_out_at"] is not None,
                row["phone"] is None and row["bsuid"] is None,
                row["whatsapp_verified"] is False,
                missing,
            ] += 1
    return found


@pytest.mark.parametrize("categories", [[1], [1, 2, 3], [9]])
@pytest.mark.parametrize("fields", [[], ["first_name"], ["city", "first_name"]])
async def test_the_audience_is_counted_as_the_rows_say(
    pool: Pool, categories: list[int], fields: list[str]
) -> None:
    await make_crowd(pool)
    expected = await read_plainly(pool, categories, fields)
    found = [
        await pool.fetch(
            sql.audience(fields=fields, needed=fields, needed_2=[], consent_only=False),
            categories,
            WHITESPACE,
            *fields,
        )
    ]
    if not fields and len(categories) == 1:
        found.append(await pool.fetch(sql.AUDIENCE_WITHOUT_FIELDS, categories[0]))
    for rows in found:
        words = ("opted_out", "no_address", "unreachable", "missing")
        assert {tuple(row[word] for word in words): row["n"] for row in rows} == expected
    if fields and categories != [9]:
        assert sum(n for group, n in expected.items() if group[3]) > 5
    members = {row["first_id"] for rows in found for row in rows}
    assert bool(members) == (categories != [9])


async def test_the_overlap_leaves_out_the_cancelled_and_keeps_who_got_it_after_all(scene: Scene) -> None:
    category = await scene.add_category()
    await scene.add_contacts(category, 5)
    campaigns = [await scene.add_campaign(category) for _ in range(2)]
    ids = [row["id"] for row in await scene.pool.fetch("SELECT id FROM contacts ORDER BY id")]
    rows = [
        (campaigns[0], ids[0], "message_1", "sent", None),
        (campaigns[0], ids[1], "message_1", "cancelled", "stopped"),
        (campaigns[0], ids[2], "message_1", "read", "stopped"),  # late evidence: it went out
        (campaigns[1], ids[0], "message_1", "pending", None),
        (campaigns[1], ids[1], "message_1", "failed", None),
        (campaigns[1], ids[0], "message_2", "cancelled", "window_closed"),
    ]
    for row in rows:
        await scene.pool.execute(
            "INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status, cancel_reason)"
            f" SELECT $1, $2, {scene.sender_id}, $3, $4, $5",
            *row,
        )
    found = await scene.pool.fetch(sql.overlap(2), [category], campaigns)
    assert {row["campaigns"][0]: row["n"] for row in found} == {0b11: 1, 0b10: 1, 0b01: 1}
    assert await scene.pool.fetch(sql.overlap(2), [category + 1], campaigns) == []


async def test_the_overlap_of_a_busy_week_is_whole(scene: Scene) -> None:
    """More campaigns than one number has bits; the oldest and the newest reached somebody."""
    category = await scene.add_category()
    await scene.add_contacts(category, 3)
    draft = await scene.add_campaign(category)
    await scene.pool.execute(
        "INSERT INTO campaigns (name, status, sender_id, template_id, interaction_window_s, request_hash,"
        " started_at) SELECT 'week', 'completed', sender_id, template_id, 86400, '', now()"
        " FROM campaigns, generate_series(1, 150) WHERE id = $1",
        draft,
    )
    week = [row["id"] for row in await scene.pool.fetch("SELECT id FROM campaigns WHERE name = 'week'")]
    ids = [row["id"] for row in await scene.pool.fetch("SELECT id FROM contacts ORDER BY id")]
    reached = [(week[0], ids[0]), (week[-1], ids[0]), (week[-1], ids[1])]
    await scene.pool.executemany(
        "INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status)"
        f" VALUES ($1, $2, {scene.sender_id}, 'message_1', 'sent')",
        reached,
    )
    async with scene.pool.acquire() as conn:
        plan = await plan_campaign(conn, campaign_id=draft)
        found = await read_preflight(conn, plan, now=utc_now(), default_rate_per_s=80)
    told = {campaign["id"]: campaign["contacts"] for campaign in found["overlap"]["campaigns"]}
    assert found["overlap"]["contacts"] == 2
    assert told == {week[0]: 1, week[-1]: 2}


async def test_whatever_keeps_messages_from_leaving_is_a_problem(scene: Scene) -> None:
    category = await scene.add_category()
    await scene.add_contacts(category, 1)
    draft = await scene.add_campaign(category)

    async def codes() -> list[str]:
        async with scene.pool.acquire() as conn:
            plan = await plan_campaign(conn, campaign_id=draft)
            found = await read_preflight(conn, plan, now=utc_now(), default_rate_per_s=80)
        return [problem["code"] for problem in found["problems"]]

    free = await codes()
    for table, code in (
        ("senders", "sender_blocked"), ("accounts", "account_blocked"), ("templates", "template_blocked"),
    ):  # fmt: skip
        await scene.pool.execute(f"UPDATE {table} SET blocked_at = now(), blocked_reason = 'so'")
        assert await codes() == [*free, code]
        await scene.pool.execute(f"UPDATE {table} SET blocked_until = now() - interval '1 s'")
        assert await codes() == free


async def test_who_gets_a_text_that_is_too_long_is_named(scene: Scene) -> None:
    category = await scene.add_category()
    named = {
        name: await scene.add_contact(category, first_name=first_name, attributes={"note": note})
        for name, first_name, note in (
            ("short", "Awa", "x"),
            ("blanks", "Awa", "x" * 500 + "\n" * 500),  # one blank, as it is sent
            ("long", "Awa", "é" * 600),
            ("longest", "Zoé", "x" * 700),
        )
    }
    await scene.add_contact(category, attributes={"note": "x" * 1000}, opted_out_at=utc_now())
    body = [{"type": "BODY", "text": "y" * 500 + " {{1}} {{2}}"}]
    template = await scene.add_template("long", body)
    variables = {"1": {"field": "note"}, "2": {"field": "first_name", "default": "vous"}}
    campaign = await scene.add_campaign(
        category,
        status="draft",
        template_id=template,
        variables=variables,
        message_2={"type": "image", "link": "https://a.bj/a.png", "caption": "z" * 400 + "{{note|}}"},
    )
    async with scene.pool.acquire() as conn:
        plan = await plan_campaign(conn, campaign_id=campaign)
        found = (await read_preflight(conn, plan, now=utc_now(), default_rate_per_s=75))["too_long"]
    words = ("where", "most", "length", "contacts", "contact_id", "first_name")
    assert [tuple(one[word] for word in words) for one in found] == [
        ("message_1.body", 1024, 500 + 1 + 700 + 1 + 3, 2, named["longest"], "Zoé"),
        ("message_2.caption", 1024, 1100, 1, named["longest"], "Zoé"),
    ]


@pytest.mark.parametrize(
    ("binding", "found"),
    [
        ({"field": "code"}, [("message_1.button", 20, 21, 1)]),
        ({"field": "autre", "default": "x" * 21}, [("message_1.button", 20, 21, 3)]),
        ({"value": " " + "x" * 20}, []),
        ({"value": "x" * 21}, [("message_1.button", 20, 21, 3)]),
    ],
)
async def test_a_code_to_copy_has_a_length_of_its_own(
    scene: Scene, binding: dict[str, str], found: list[Any]
) -> None:
    category = await scene.add_category()
    for code in ("x" * 20, "é" * 21, "x" * 18 + "\n\n "):
        await scene.add_contact(category, attributes={"code": code})
    buttons = {"type": "BUTTONS", "buttons": [{"type": "COPY_CODE", "example": ["A"]}]}
    template = await scene.add_template("code", [{"type": "BODY", "text": "Voici"}, buttons])
    campaign = await scene.add_campaign(
        category, status="draft", template_id=template, variables={}, buttons={"0": binding}
    )
    async with scene.pool.acquire() as conn:
        plan = await plan_campaign(conn, campaign_id=campaign)
        said = (await read_preflight(conn, plan, now=utc_now(), default_rate_per_s=75))["too_long"]
    assert [(one["where"], one["most"], one["length"], one["contacts"]) for one in said] == found


@pytest.mark.parametrize(
    ("written", "found"), [("é" * 49, []), ("é" * 50, [("message_1.header", 60, 61, 2)])]
)
async def test_a_header_has_a_length_of_its_own(scene: Scene, written: str, found: list[Any]) -> None:
    category = await scene.add_category()
    await scene.add_contacts(category, 2)
    header = {"type": "HEADER", "format": "TEXT", "text": "Bonjour {{1}}, !"}
    template = await scene.add_template("headed", [header, {"type": "BODY", "text": "Voici"}])
    campaign = await scene.add_campaign(
        category, status="draft", template_id=template, variables={}, header={"text": written}
    )
    async with scene.pool.acquire() as conn:
        plan = await plan_campaign(conn, campaign_id=campaign)
        said = (await read_preflight(conn, plan, now=utc_now(), default_rate_per_s=75))["too_long"]
    assert [(one["where"], one["most"], one["length"], one["contacts"]) for one in said] == found


async def test_nobody_is_asked_for_lengths_that_cannot_be_too_long(scene: Scene) -> None:
    category = await scene.add_category()
    await scene.add_contact(category)
    campaign = await scene.add_campaign(
        category, status="draft", message_2={"type": "text", "text": "Merci {{first_name}} !"}
    )
    async with scene.pool.acquire() as conn:
        plan = await plan_campaign(conn, campaign_id=campaign)
        conn.add_query_logger(lambda query: asked.append(query.query))
        asked: list[str] = []
        preflight = await read_preflight(conn, plan, now=utc_now(), default_rate_per_s=75)
    assert preflight["too_long"] == [] and not [query for query in asked if "longest_0" in query]
