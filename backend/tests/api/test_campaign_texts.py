"""Texts that would reach people with braces in them are refused, with their place; what runs goes on."""

import httpx2
import pytest

from relance.campaigns.running.tick import start_due
from relance.campaigns.service import start_campaign
from relance.core.clock import utc_now
from relance.core.db import transaction
from relance.core.errors import AppError
from tests.api.conftest import Body
from tests.campaigns.scene import Scene

UNKNOWN, SINGLE, CONSTANT = "placeholder_unknown", "placeholder_single", "placeholder_in_constant"
BROKEN = "placeholder_broken"


@pytest.fixture
async def described(body: Body, scene: Scene) -> Body:
    """A request for people of whom one has fields of his own."""
    await scene.add_contact(*body["category_ids"], attributes={"Prénom usuel": "Zoé", "ville": "Abomey"})
    return body


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ({"message_2": "Merci {{Prénom usuel}} de {{ ville | là }}, {{first_name}}"}, []),
        ({"message_2": "Prix {10 %} {} { ville de } {{ville}}"}, []),
        ({"message_2": "{{prenom}}"}, [("message_2.text", UNKNOWN, "prenom")]),
        ({"message_2": "{{Ville|ici}}"}, [("message_2.text", UNKNOWN, "Ville")]),
        ({"message_2": "{{1}} {{}}"}, [("message_2.text", UNKNOWN, "1"), ("message_2.text", UNKNOWN, "")]),
        ({"message_2": "{first_name}"}, [("message_2.text", SINGLE, "first_name")]),
        ({"message_2": "{{Ville } {PRENOM USUEL}}"}, [
            ("message_2.text", SINGLE, "Ville"), ("message_2.text", SINGLE, "PRENOM USUEL")]),
        *(
            ({"message_2": text}, [("message_2.text", BROKEN, name)])
            for text, name in (
                ("Merci {{first_name", "first_name"),
                ("Merci first_name}} !", "first_name"),
                ("Merci {{first_name|{x}}}", "first_name"),
                ("Merci {{\nfirst_name}}", "\nfirst_name"),
                ("Merci {{{first_name}}}", "first_name"),
                ("Merci {{{{ville}}}}", "ville"),
                ("Merci {{ville}} {{", ""),
                ("Merci {{ ville", "ville"),
            )
        ),
        ({"message_2": "Merci {{first_name}"}, [("message_2.text", SINGLE, "first_name")]),
        ({"message_2": "Merci { {first_name} }"}, [("message_2.text", SINGLE, "first_name")]),
        ({"message_2": "{{first-name}}"}, [("message_2.text", UNKNOWN, "first-name")]),
        ({"message_2": "{{first_\u200bname}}"}, [("message_2.text", UNKNOWN, "first_\u200bname")]),
        ({"message_2": "{{Pre\u0301nom\u00a0usuel}} {{ville||x}} {{ville|}}{{ville}}"}, []),
        ({"message_2": "｛｛ville｝｝ [ville] <<ville>> $ville :} {-: }"}, []),
        ({"variables": {"1": {"value": "cher {{"}}}, [("variables.1.value", BROKEN, "")]),
        ({"variables": {"1": {"value": "cher {{first_name}}"}}}, [
            ("variables.1.value", CONSTANT, "first_name")]),
        ({"variables": {"1": {"field": "ville", "default": "{ville}"}}}, [
            ("variables.1.default", SINGLE, "ville")]),
    ],
)  # fmt: skip
async def test_saving_refuses_each_with_its_place(
    client: httpx2.AsyncClient, described: Body, part: Body, found: list[tuple[str, ...]]
) -> None:
    if "message_2" in part:
        part = {"message_2": {"type": "text", "text": part["message_2"]}}
    answer = await client.post("/api/campaigns", json=described | part)
    assert answer.status_code == (422 if found else 201), answer.text
    if found:
        error = answer.json()["error"]
        problems = error["details"]["problems"]
        assert error["code"] == "campaign_refused" and error["message"] == problems[0]["problem"]
        assert [(one["where"], one["code"], one["name"]) for one in problems] == found


FIRST, LINK = {"id": "1", "title": "Oui"}, "https://a.bj/"


@pytest.mark.parametrize(
    ("message_2", "found"),
    [
        ({"type": "buttons", "text": "?", "buttons": [FIRST, {"id": "2", "title": "{Ville}"}]},
         ("message_2.buttons.1.title", SINGLE, "Ville")),
        ({"type": "buttons", "text": "?", "buttons": [FIRST, {"id": "2", "title": "À {{ville"}]},
         ("message_2.buttons.1.title", BROKEN, "ville")),
        ({"type": "buttons", "text": "?", "buttons": [{"id": "{ville}", "title": "Oui"}]},
         ("message_2.buttons.0.id", SINGLE, "ville")),
        ({"type": "buttons", "text": "?", "buttons": [FIRST, {"id": "{}", "title": "{-;"}]}, None),
        ({"type": "image", "link": LINK + "{{ville}}.png"}, ("message_2.link", CONSTANT, "ville")),
        ({"type": "image", "link": LINK + "{first_name}.png"}, ("message_2.link", SINGLE, "first_name")),
        ({"type": "image", "link": LINK + '?q={"a":{"b":1}}'}, None),
    ],
)  # fmt: skip
async def test_what_is_the_same_for_everybody_in_message_2_holds_no_field(
    client: httpx2.AsyncClient, described: Body, message_2: Body, found: tuple[str, ...] | None
) -> None:
    answer = await client.post("/api/campaigns", json=described | {"message_2": message_2})
    assert answer.status_code == (422 if found else 201), answer.text
    if found:
        [one] = answer.json()["error"]["details"]["problems"]
        assert (one["where"], one["code"], one["name"]) == found
        assert "choose" not in one["problem"]


async def test_the_field_that_is_meant_is_named(client: httpx2.AsyncClient, described: Body) -> None:
    second = {"type": "image", "link": "https://a.bj/a.png", "caption": "{{PRÉNOM_USUEL}}"}
    error = (await client.post("/api/campaigns", json=described | {"message_2": second})).json()["error"]
    assert error["details"]["problems"][0]["where"] == "message_2.caption"
    assert "{{Prénom usuel}}" in error["message"]


async def test_a_field_is_known_from_its_first_contact_on(
    client: httpx2.AsyncClient, body: Body, scene: Scene
) -> None:
    body["message_2"] = {"type": "text", "text": "{{région}}"}
    assert (await client.post("/api/campaigns", json=body)).status_code == 422
    await scene.pool.execute('UPDATE contacts SET attributes = attributes || \'{"région": "Zou"}\'')
    assert (await client.post("/api/campaigns", json=body | {"force": True})).status_code == 201


async def test_what_was_saved_before_is_refused_at_the_start_and_what_runs_goes_on(scene: Scene) -> None:
    category = await scene.add_category()
    await scene.add_contact(category)
    second = {"type": "text", "text": "Merci {{nobody_has_it}}"}
    draft = await scene.add_campaign(category, status="draft", message_2=second)
    running = await scene.add_campaign(category, status="paused", message_2=second)
    with pytest.raises(AppError) as refused:
        async with transaction(scene.pool) as conn:
            await start_campaign(conn, campaign_id=draft)
    assert (refused.value.code, refused.value.status) == ("campaign_refused", 409)
    now = utc_now()
    due = await scene.add_campaign(category, status="scheduled", scheduled_at=now, message_2=second)
    assert await start_due(scene.pool, scene.queue, now=now) == []
    assert "nobody_has_it" in (await scene.campaign(due))["status_reason"]
    assert (await scene.campaign(running))["status"] == "paused"
