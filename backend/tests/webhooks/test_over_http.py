"""What people do, as Meta posts it to the running application, and what the web app is told of it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from tests.sending.world import running_sender
from tests.support.waiting import eventually
from tests.webhooks.bodies import envelope, inbound, inbound_body, status, status_body, text, value
from tests.webhooks.http_scene import Http, open_http
from tests.webhooks.scene import assert_no_drift
from tests.webhooks.test_taken_chats import in_standby, typed_on_the_phone
from whatsapp_simulator import Simulator

WA_ID = "22901970001"


@pytest.fixture
async def http(pool: Pool, settings: Settings) -> AsyncIterator[Http]:
    async with open_http(pool, settings) as http:
        yield http
    await assert_no_drift(pool)


async def _alerts(http: Http) -> list[str]:
    return [alert["code"] for alert in (await http.get("/api/monitoring/alerts"))["items"]]


async def _consents(http: Http, contact: int) -> list[tuple[Any, ...]]:
    items = (await http.get(f"/api/contacts/{contact}/consents"))["items"]
    return [(item["given"], item["how"], item["words"], item["source"]) for item in items]


async def test_stop_in_standby_opts_out_and_an_alert_says_who_holds_the_chat(http: Http) -> None:
    contact = await http.scene.contact()
    campaign = await http.scene.campaign()
    await http.scene.message(campaign, contact)
    await http.scene.take(in_standby(text("STOP svp", "wamid.I", http.scene.now, WA_ID)))
    shown = await http.get(f"/api/contacts/{contact}")
    assert (shown["opted_out_reason"], shown["opted_out_at"] is None) == ("replied_stop", False)
    assert await _consents(http, contact) == [(False, "keyword", "STOP svp", None)]
    assert "another_app_answers" in await _alerts(http)
    found = await http.get("/api/messages", campaign_id=campaign, type="message_2")
    assert [(item["state"], item["cancel_reason"]) for item in found["items"]] == [("cancelled", "opted_out")]


async def test_131050_is_an_opt_out_that_is_shown(http: Http) -> None:
    contact = await http.scene.contact()
    message = await http.scene.message(await http.scene.campaign(), contact)
    wamid = (await http.scene.row(message))["wamid"]
    await http.scene.take(status_body(status("failed", wamid, http.scene.now, code=131050)))
    shown = await http.get(f"/api/contacts/{contact}")
    assert (shown["opted_out_reason"], shown["opted_out_at"] is None) == ("whatsapp_preference", False)
    assert [row[:2] for row in await _consents(http, contact)] == [(False, "whatsapp")]
    back = await http.post(f"/api/contacts/{contact}/opt-in", {"words": "Écrivez-moi", "source": "Boutique"})
    assert back["opted_out_at"] is None
    assert (await _consents(http, contact))[0] == (True, "operator", "Écrivez-moi", "Boutique")


async def test_stop_start_and_the_operator_stand_in_the_record_with_their_proof(http: Http) -> None:
    contact = await http.scene.contact()
    for said, ago_s in (("STOP", 30), ("reprendre", 20)):
        await http.scene.take(inbound_body(text(said, f"wamid.{said}", http.scene.ago(seconds=ago_s), WA_ID)))
    shown = await http.get(f"/api/contacts/{contact}")
    assert (shown["opted_out_at"], shown["consented_at"] is None) == (None, False)
    await http.post(f"/api/contacts/{contact}/opt-out", {"words": "Ne m’écrivez plus", "source": "Appel"})
    assert (await http.get(f"/api/contacts/{contact}"))["consented_at"] is None
    await http.post(f"/api/contacts/{contact}/opt-in", {"words": "Formulaire signé", "source": "Cotonou"})
    assert await _consents(http, contact) == [
        (True, "operator", "Formulaire signé", "Cotonou"),
        (False, "operator", "Ne m’écrivez plus", "Appel"),
        (True, "keyword", "reprendre", None),
        (False, "keyword", "STOP", None),
    ]
    assert (await http.get(f"/api/contacts/{contact}"))["consented_at"] is not None


async def test_answer_typed_on_the_phone_ends_the_automatic_message_2(
    http: Http, pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    """Reply, then the answer of the phone, then a sender that claims: withheld, and everybody is told why."""
    contact = await http.scene.contact()
    campaign = await http.scene.campaign()
    await http.scene.message(campaign, contact)
    await http.scene.take(inbound_body(text("C’est combien ?", "wamid.I", http.scene.now, WA_ID)))
    [row] = await http.scene.message_2s()
    assert row["status"] == "pending"
    await http.scene.take(typed_on_the_phone(http.scene.now))

    async def withheld() -> bool:
        return [row["status"] for row in await http.scene.message_2s()] == ["cancelled"]

    async with running_sender(pool, redis, settings, simulator.url):
        await eventually(withheld)
    assert simulator.summary()["accepted"] == 0
    [shown] = (await http.get("/api/messages", campaign_id=campaign, type="message_2"))["items"]
    assert (shown["state"], shown["cancel_reason"]) == ("cancelled", "answered_by_phone")
    timeline = (await http.get(f"/api/contacts/{contact}/timeline"))["items"]
    told = [(item["kind"], item["text"], item.get("cancel_reason")) for item in timeline]
    assert ("message", "Hello Awa, here is more.", "answered_by_phone") in told
    assert ("interaction", "C’est combien ?", None) in told


@pytest.mark.parametrize(
    ("kind", "content", "code"),
    [
        ("unsupported", {"type": "poll"}, 131051),
        # The first message from an advertisement, where the number is in the phone app too.
        ("unsupported", None, 131060),
        ("unknown", {}, 131051),
        ("hologram", {"depth": 3}, 131051),
        ("interactive", None, 131051),
    ],
)
async def test_reply_that_cannot_be_shown_is_of_kind_other_and_message_2_waits(
    http: Http, kind: str, content: Any, code: int
) -> None:
    contact = await http.scene.contact()
    await http.scene.message(await http.scene.campaign(), contact)
    errors = [{"code": code, "title": "Message type unknown"}]
    await http.scene.take(
        inbound_body(inbound(kind, "wamid.I", http.scene.now, WA_ID, content, errors=errors))
    )
    timeline = (await http.get(f"/api/contacts/{contact}/timeline"))["items"]
    assert sorted((item["kind"], item["type"], item.get("status")) for item in timeline) == [
        ("interaction", "other", None),
        ("message", "message_1", "sent"),
        ("message", "message_2", "pending"),
    ]


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("system", {}),
        ("revoke", {}),
        ("edit", {}),
        ("unsupported", {"group_id": "g1"}),
        ("text", {"group_id": "g"}),
    ],
)
async def test_what_no_person_did_is_none(http: Http, kind: str, more: dict[str, Any]) -> None:
    contact = await http.scene.contact()
    await http.scene.message(await http.scene.campaign(), contact)
    await http.scene.take(
        inbound_body(inbound(kind, "wamid.I", http.scene.now, WA_ID, {"body": "x"}, **more))
    )
    timeline = (await http.get(f"/api/contacts/{contact}/timeline"))["items"]
    assert [(item["kind"], item["type"]) for item in timeline] == [("message", "message_1")]


async def test_forms_captions_and_buttons_are_read_as_texts(http: Http) -> None:
    contact = await http.scene.contact()
    await http.scene.message(await http.scene.campaign(message_2=None), contact)
    answers = '{"screen_0_Votre_nom_1":"Awa","screen_1_Jours_0":["0_Samedi","1_Dimanche"],"flow_token":"t"}'
    said: list[tuple[str, Any, str]] = [
        ("interactive", {"type": "nfm_reply", "nfm_reply": {"name": "flow", "body": "Sent",
         "response_json": answers}}, "Votre nom: Awa\nJours: Samedi, Dimanche"),
        ("image", {"id": "1", "mime_type": "image/jpeg", "caption": "Mon toit"}, "Mon toit"),
        ("document", {"id": "2", "filename": "devis.pdf", "caption": "Le devis"}, "Le devis"),
        ("interactive", {"type": "list_reply", "list_reply": {"id": "a", "title": "Samedi"}}, "Samedi"),
        ("button", {"text": "Oui", "payload": "YES"}, "Oui"),
    ]  # fmt: skip
    items = [
        inbound(kind, f"wamid.{place}", http.scene.ago(seconds=60 - place), WA_ID, content)
        for place, (kind, content, _) in enumerate(said)
    ]
    await http.scene.take(inbound_body(*items))
    timeline = (await http.get(f"/api/contacts/{contact}/timeline"))["items"]
    texts = [item["text"] for item in timeline if item["kind"] == "interaction"]
    assert texts == [words for _, _, words in reversed(said)]


async def test_username_of_the_contact_beside_a_status_is_shown(http: Http) -> None:
    contact = await http.scene.contact()
    message = await http.scene.message(await http.scene.campaign(), contact)
    wamid = (await http.scene.row(message))["wamid"]

    def beside(username: str) -> list[dict[str, Any]]:
        return [{"wa_id": WA_ID, "user_id": "BJ.1", "profile": {"name": "Awa", "username": username}}]

    item = status("delivered", wamid, http.scene.now, recipient_id=WA_ID, recipient_user_id="BJ.1")
    await http.scene.take(envelope(value(statuses=[item], contacts=beside("awa.k"))))
    assert (await http.get(f"/api/contacts/{contact}"))["username"] == "awa.k"
    await http.scene.take(
        inbound_body(text("hi", "wamid.I", http.scene.ago(minutes=1), WA_ID), contacts=beside("older"))
    )
    assert (await http.get(f"/api/contacts/{contact}"))["username"] == "awa.k"
