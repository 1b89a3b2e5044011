from typing import Any

import orjson
import pytest

from relance.whatsapp.message_types import MOST_CONTENT_BYTES
from relance.whatsapp.webhook import IdentityChange, Ignored, InboundMessage, parse_webhook

from .webhook_bodies import (
    AT,
    BSUID,
    INTERACTIONS,
    NUMBER_ID,
    OUR_WAMID,
    PARENT_BSUID,
    THEIR_WAMID,
    WA_ID,
    contact,
    encode,
    inbound,
    message,
)


def read_one(item: dict[str, Any], **more: Any) -> InboundMessage:
    parsed = parse_webhook(encode(inbound(item, **more)))
    assert not parsed.unreadable
    assert not parsed.ignored
    (event,) = parsed.inbound
    return event


@pytest.mark.parametrize("kind", INTERACTIONS)
def test_interaction_of_every_kind(kind: str) -> None:
    item, text, payload = INTERACTIONS[kind]
    event = read_one(item)
    assert (event.kind, event.text, event.payload, event.is_interaction) == (kind, text, payload, True)
    assert (event.wamid, event.at, event.phone_number_id) == (THEIR_WAMID, AT, NUMBER_ID)
    assert (event.wa_id, event.bsuid, event.profile_name) == (WA_ID, BSUID, "Awa D.")
    assert event.content


def test_quoted_message_and_reaction_target() -> None:
    assert read_one(message("text", {"body": "x"}, context={"id": OUR_WAMID})).context_wamid == OUR_WAMID
    assert read_one(message("text", {"body": "x"}, context={"forwarded": True})).context_wamid is None
    reaction = read_one(message("reaction", {"message_id": OUR_WAMID, "emoji": "👍"}))
    assert (reaction.reaction_to, reaction.reaction_removed) == (OUR_WAMID, False)


@pytest.mark.parametrize("content", [{"message_id": OUR_WAMID}, {"message_id": OUR_WAMID, "emoji": ""}])
def test_removed_reaction_is_no_interaction(content: dict[str, str]) -> None:
    event = read_one(message("reaction", content))
    assert (event.reaction_removed, event.is_interaction, event.text) == (True, False, None)


def test_person_without_phone() -> None:
    item = message("text", {"body": "x"}, from_user_id=BSUID, from_parent_user_id=PARENT_BSUID)
    del item["from"]
    event = read_one(item, contacts=[{"user_id": BSUID}])
    assert (event.wa_id, event.bsuid, event.parent_bsuid) == (None, BSUID, PARENT_BSUID)
    assert event.profile_name is None


@pytest.mark.parametrize("place", ["from", "wa_id"])
def test_bsuid_in_the_place_of_the_phone_is_recognised(place: str) -> None:
    item = message("text", {"body": "x"})
    del item["from"]
    if place == "from":
        event = read_one({**item, "from": BSUID}, contacts=[])
    else:
        event = read_one(item, contacts=[{"wa_id": BSUID}])
    assert (event.wa_id, event.bsuid) == (None, BSUID)


def test_each_message_gets_its_own_contact() -> None:
    other = contact(wa_id="33700000009", user_id="FR.9", profile={"name": "Other"})
    items = [
        message("text", {"body": "a"}, **{"from": "33700000009"}),
        message("text", {"body": "b"}),
        message("text", {"body": "c"}, **{"from": "33700000010"}),
    ]
    events = parse_webhook(encode(inbound(*items, contacts=[contact(), other]))).inbound
    assert [(event.wa_id, event.bsuid, event.profile_name) for event in events] == [
        ("33700000009", "FR.9", "Other"),
        (WA_ID, BSUID, "Awa D."),
        ("33700000010", None, None),
    ]


def test_phone_other_than_the_wa_id_is_kept_beside_it() -> None:
    event = read_one(message("text", {"body": "x"}, **{"from": "5511987654321"}), contacts=[contact()])
    assert (event.wa_id, event.from_phone) == (WA_ID, "5511987654321")
    assert read_one(message("text", {"body": "x"})).from_phone is None


def test_message_without_sender_is_kept_if_it_quotes_ours() -> None:
    item = message("text", {"body": "x"})
    del item["from"]
    parsed = parse_webhook(encode(inbound(item, contacts=[])))
    assert [bad.reason for bad in parsed.unreadable] == ["message_without_sender"]
    event = read_one({**item, "context": {"id": OUR_WAMID}}, contacts=[])
    assert (event.wa_id, event.bsuid, event.context_wamid) == (None, None, OUR_WAMID)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (message("unsupported", {"type": "edit"}, errors=[{"code": 131051}]), "message_edited"),
        (message("unsupported", {"type": "revoke"}), "message_deleted"),
        (message("edit", {"original_message_id": OUR_WAMID}), "message_edited"),
        (message("revoke", {"original_message_id": OUR_WAMID}), "message_deleted"),
        (message("request_welcome", {}), "chat_opened"),
        (message("text", {"body": "x"}, group_id="g1"), "group_message"),
        (message("unsupported", {"type": "poll"}, group_id="g1"), "group_message"),
    ],
)
def test_what_is_no_answer_is_ignored_by_name(item: dict[str, Any], reason: str) -> None:
    parsed = parse_webhook(encode(inbound(item)))
    assert parsed.ignored == [Ignored(reason, item["type"])]
    assert not parsed.inbound
    assert not parsed.unreadable


@pytest.mark.parametrize(
    "item",
    [
        message("unsupported", {"type": "poll"}, errors=[{"code": 131051}]),
        message("unsupported", None, errors=[{"code": 131060}]),
        message("unknown", {}),
        message("ephemeral", {}),
        message("hologram", {"depth": 3}),
        message("interactive", None, errors=[{"code": 131051, "title": "Unsupported"}]),
        message("text", None, errors=[{"code": 131051}]),
    ],
)
def test_what_meta_does_not_show_is_an_answer_of_kind_other(item: dict[str, Any]) -> None:
    event = read_one(item)
    assert (event.kind, event.text, event.is_interaction) == ("other", None, True)
    assert event.content["type"] == item["type"]
    assert event.content.get("errors") == item.get("errors")


def test_interactive_with_an_error_beside_it_is_read_where_it_can_be() -> None:
    tap = {"type": "button_reply", "button_reply": {"id": "a", "title": "Oui"}}
    event = read_one(message("interactive", tap, errors=[{"code": 131051}]))
    assert (event.kind, event.text) == ("button_reply", "Oui")


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        (
            '{"flow_token":"t","delivery_rating":"4","comment_text":"Bien"}',
            "delivery rating: 4\ncomment text: Bien",
        ),
        (
            '{"screen_0_Your_name_1":"Awa","screen_1_Days_0":["0_Samedi","1_Dimanche"],"agree":true}',
            "Your name: Awa\nDays: Samedi, Dimanche\nagree: ✓",
        ),
        ('{"photo":[{"file_name":"toit.jpg","id":7}],"rooms":3,"skipped":""}', "photo: toit.jpg\nrooms: 3"),
        ('{"flow_token":"t"}', "Sent"),
        ("not json", "Sent"),
        (None, "Sent"),
    ],
)
def test_answers_of_a_form_are_readable(answers: str | None, text: str) -> None:
    reply = {"name": "flow", "body": "Sent", "response_json": answers}
    assert read_one(message("interactive", {"type": "nfm_reply", "nfm_reply": reply})).text == text


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (7, "message_is_not_an_object"),
        ({"from": WA_ID, "id": "w"}, "message_without_type"),
        (message("text", {"body": "x"}, timestamp="later"), "message_without_time"),
        (message("text", {"body": "x"}, id=None), "message_without_wamid"),
        (message("text", "x"), "text_unreadable"),
        (message("reaction", None), "reaction_unreadable"),
        (message("contacts", {}), "contacts_unreadable"),
        (message("system", {"type": "user_changed_number"}), "identity_change_without_ids"),
    ],
)
def test_bad_message_is_set_apart_and_its_neighbours_are_kept(item: Any, reason: str) -> None:
    good = message("text", {"body": "good"})
    parsed = parse_webhook(encode(inbound(good, item, good)))
    assert [bad.reason for bad in parsed.unreadable] == [reason]
    assert [event.text for event in parsed.inbound] == ["good", "good"]


def test_changed_number_and_changed_bsuid() -> None:
    system = {
        "type": "user_changed_number",
        "wa_id": "33755501002",
        "previous_user_id": BSUID,
        "user_id": "FR.8",
    }
    body = inbound(message("system", system), contacts=[])
    del body["entry"][0]["changes"][0]["value"]["contacts"]
    (change,) = parse_webhook(encode(body)).identity_changes
    assert change == IdentityChange(NUMBER_ID, AT, WA_ID, "33755501002", BSUID, "FR.8")

    item = message("system", {"type": "user_changed_user_id", "previous_user_id": BSUID, "user_id": "FR.8"})
    del item["from"]
    (change,) = parse_webhook(encode(inbound(item, contacts=[]))).identity_changes
    assert change == IdentityChange(NUMBER_ID, AT, None, None, BSUID, "FR.8")


def test_changed_encryption_key_is_no_new_identity() -> None:
    parsed = parse_webhook(encode(inbound(message("system", {"type": "customer_identity_changed"}))))
    assert parsed.ignored == [Ignored("identity_key_changed", "system")]
    assert not parsed.identity_changes


@pytest.mark.parametrize(
    "content",
    [
        {"body": "x" * 65_536},
        {"body": "\x01" * 20_000},
        {"body": "é" * 20_000, "more": "y" * 9000},
        {f"k{n}": "v" * 100 for n in range(1000)},
        {"k" * 9000: 1},
    ],
)
def test_content_is_bounded_and_the_text_is_not_cut_with_it(content: dict[str, Any]) -> None:
    event = read_one(message("text", content))
    assert len(orjson.dumps(event.content)) <= MOST_CONTENT_BYTES
    assert event.content["truncated"] is True
    assert event.text == content.get("body")


def test_content_that_fits_is_kept_whole() -> None:
    content = {"body": "x" * 7000, "nested": [{"a": None}]}
    assert read_one(message("text", content)).content == content
