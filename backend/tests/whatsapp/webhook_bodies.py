"""Webhook bodies as Meta writes them, one of each kind, built from parts. The people in them do not exist."""

from typing import Any

import orjson

NUMBER_ID = "201000000000001"
WABA_ID = "301000000000001"
WA_ID = "33755501001"
BSUID = "FR.70010020030040050060"
PARENT_BSUID = "FR.ENT.80010020030040050060"
OUR_WAMID = "wamid.T1VSX01FU1NBR0U="
THEIR_WAMID = "wamid.VEhFSVJfTUVTU0FHRQ=="
AT = 1_790_000_000


def wrap(*changes: dict[str, Any], waba_id: str = WABA_ID, time: int | None = None) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": waba_id, "changes": list(changes)}
    if time is not None:
        entry["time"] = time
    return {"object": "whatsapp_business_account", "entry": [entry]}


def change(field: str, value: Any) -> dict[str, Any]:
    return {"field": field, "value": value}


def messages_value(**parts: Any) -> dict[str, Any]:
    metadata = {"display_phone_number": "33755500000", "phone_number_id": NUMBER_ID}
    return {"messaging_product": "whatsapp", "metadata": metadata, **parts}


def contact(**more: Any) -> dict[str, Any]:
    return {"profile": {"name": "Awa D."}, "wa_id": WA_ID, "user_id": BSUID, **more}


def status(word: str, **more: Any) -> dict[str, Any]:
    return {"id": OUR_WAMID, "status": word, "timestamp": str(AT), "recipient_id": WA_ID, **more}


def statuses(*items: Any) -> dict[str, Any]:
    return wrap(change("messages", messages_value(statuses=list(items))))


def message(type_: str, content: Any, **more: Any) -> dict[str, Any]:
    return {"from": WA_ID, "id": THEIR_WAMID, "timestamp": str(AT), "type": type_, type_: content, **more}


def inbound(*items: Any, contacts: Any = None) -> dict[str, Any]:
    value = messages_value(contacts=[contact()] if contacts is None else contacts, messages=list(items))
    return wrap(change("messages", value))


def preference(value: str, **more: Any) -> dict[str, Any]:
    item = {
        "wa_id": WA_ID,
        "user_id": BSUID,
        "category": "marketing_messages",
        "value": value,
        "timestamp": AT,
    }
    return wrap(change("user_preferences", messages_value(user_preferences=[{**item, **more}])))


def template_event(field: str, **value: Any) -> dict[str, Any]:
    template = {
        "message_template_id": 701,
        "message_template_name": "welcome",
        "message_template_language": "en-US",
    }
    return wrap(change(field, {**template, **value}), time=AT)


def account_event(field: str, **value: Any) -> dict[str, Any]:
    return wrap(change(field, value), time=AT)


def encode(body: Any) -> bytes:
    return orjson.dumps(body)


# Every kind of thing a person can send, with what a reader of it sees and what its button carries.
INTERACTIONS: dict[str, tuple[dict[str, Any], str | None, str | None]] = {
    "text": (message("text", {"body": "Bonjour"}), "Bonjour", None),
    "button": (message("button", {"payload": "YES", "text": "Yes, please"}), "Yes, please", "YES"),
    "button_reply": (
        message("interactive", {"type": "button_reply", "button_reply": {"id": "b1", "title": "Later"}}),
        "Later",
        "b1",
    ),
    "list_reply": (
        message("interactive", {"type": "list_reply", "list_reply": {"id": "r7", "title": "Blue"}}),
        "Blue",
        "r7",
    ),
    "form": (
        message(
            "interactive",
            {"type": "nfm_reply", "nfm_reply": {"name": "flow", "body": "Sent", "response_json": "{}"}},
        ),
        "Sent",
        None,
    ),
    "call_permission_reply": (
        message("interactive", {"type": "call_permission_reply", "call_permission_reply": {}}),
        None,
        None,
    ),
    "interactive": (message("interactive", {"type": "something_of_2028", "x": 1}), None, None),
    "reaction": (message("reaction", {"message_id": OUR_WAMID, "emoji": "❤"}), "❤", None),
    "image": (message("image", {"id": "1", "mime_type": "image/jpeg", "caption": "My dog"}), "My dog", None),
    "voice": (message("audio", {"id": "2", "voice": True}), None, None),
    "audio": (message("audio", {"id": "3", "voice": False}), None, None),
    "video": (message("video", {"id": "4"}), None, None),
    "document": (message("document", {"id": "5", "filename": "cv.pdf"}), "cv.pdf", None),
    "sticker": (message("sticker", {"id": "6", "animated": False}), None, None),
    "location": (
        message("location", {"latitude": 6.37, "longitude": 2.42, "name": "Harbour"}),
        "Harbour",
        None,
    ),
    "contacts": (message("contacts", [{"name": {"formatted_name": "Koffi"}}]), "Koffi", None),
    "order": (message("order", {"catalog_id": "9", "text": "", "product_items": []}), None, None),
}

SAMPLES: list[dict[str, Any]] = [
    statuses(status("sent"), status("delivered"), status("read"), status("played")),
    statuses(status("failed", errors=[{"code": 131026, "title": "Undeliverable"}])),
    statuses(status("read", recipient_type="group"), status("deleted")),
    *[inbound(item) for item, _, _ in INTERACTIONS.values()],
    inbound(message("reaction", {"message_id": OUR_WAMID})),
    inbound(message("unsupported", {"type": "poll"}, errors=[{"code": 131051}])),
    inbound(message("system", {"type": "user_changed_number", "wa_id": "33755501002"})),
    preference("stop"),
    preference("signup"),
    template_event("message_template_status_update", event="paused", reason="NONE"),
    template_event("template_category_update", new_category="UTILITY", correct_category="MARKETING"),
    account_event("account_update", event="DISABLED_UPDATE", ban_info={"waba_ban_state": "DISABLE"}),
    account_event("history", phase=1),
    wrap(change("messages", messages_value(errors=[{"code": 130429, "title": "Rate limit hit"}]))),
]
