"""Reading a webhook body: from Meta's bytes to typed events.

Nothing but the body as a whole can fail here. An item that cannot be read is set apart with its reason, and
the other items of the same body (Meta puts up to 1,000 into one) are returned as if it had not been there.
"""

import json
from typing import Any

import orjson

from relance.whatsapp.account_events import (
    ACCOUNT_FIELDS,
    TEMPLATE_FIELDS,
    read_account_event,
    read_preference,
    read_template_event,
    read_value_errors,
)
from relance.whatsapp.contact_book import ContactBook
from relance.whatsapp.events import (
    AccountEvent,
    IdentityChange,
    Ignored,
    InboundMessage,
    MarketingPreference,
    ParsedWebhook,
    StatusEvent,
    TemplateEvent,
    Unreadable,
    UnreadableBody,
)
from relance.whatsapp.inbound import read_inbound
from relance.whatsapp.phone_app import PHONE_APP_FIELD, read_phone_app_answers
from relance.whatsapp.statuses import read_status
from relance.whatsapp.storable import storable_json, storable_text
from relance.whatsapp.timestamps import read_time

__all__ = [
    "AccountEvent",
    "IdentityChange",
    "Ignored",
    "InboundMessage",
    "MarketingPreference",
    "ParsedWebhook",
    "StatusEvent",
    "TemplateEvent",
    "Unreadable",
    "UnreadableBody",
    "parse_webhook",
]

_OBJECT = "whatsapp_business_account"
_LONGEST_ID = 64
_LONGEST_WORD = 64
_MOST_ITEM_BYTES = 256 * 1024

# Fields a subscription may bring that no campaign needs. An unknown field is ignored too, by its own reason.
_IGNORED_FIELDS = {
    "smb_app_state_sync": "phone_app_sync",
    "history": "phone_app_sync",
    "group_lifecycle_update": "group_update",
    "group_participants_update": "group_update",
    "group_settings_update": "group_update",
    "group_status_update": "group_update",
    "calls": "call",
    "flows": "flow_update",
    "business_username_updates": "username_update",
    "message_echoes": "sent_by_another_app",
}


def parse_webhook(body: bytes) -> ParsedWebhook:
    """Read one webhook body. Raises `UnreadableBody` only when it is no webhook of WhatsApp as a whole."""
    envelope = _load(body)
    if not isinstance(envelope, dict):
        raise UnreadableBody("not_an_object")
    entries = envelope.get("entry")
    if not isinstance(entries, list) or envelope.get("object", _OBJECT) != _OBJECT:
        raise UnreadableBody("not_a_whatsapp_webhook")
    parsed = ParsedWebhook()
    for entry in entries:
        changes = entry.get("changes") if isinstance(entry, dict) else None
        if not isinstance(changes, list):
            _set_apart(parsed, "entry_without_changes", entry)
            continue
        for change in changes:
            _read_change(entry, change, parsed)
    return parsed


def _load(body: bytes) -> Any:
    """Decode the body; every text in the result can be stored.

    orjson refuses half of a surrogate pair and bytes that are not UTF-8, and then the whole body would be
    lost for one cut emoji in one name: the slower parser of the standard library takes them, they are
    replaced after.
    """
    try:
        envelope = orjson.loads(body)
        # The only way to a NUL in valid JSON is this escape. Looking for it costs a tenth of a microsecond.
        return storable_json(envelope) if b"\\u0000" in body else envelope
    except orjson.JSONDecodeError:
        pass
    except RecursionError:
        raise UnreadableBody("nested_too_deeply") from None
    try:
        text = body.decode("utf-8", "replace").removeprefix("\ufeff")
        return storable_json(json.loads(text, strict=False))
    except RecursionError:
        raise UnreadableBody("nested_too_deeply") from None
    except ValueError:
        raise UnreadableBody("not_json") from None


def _read_change(entry: dict[str, Any], change: Any, parsed: ParsedWebhook) -> None:
    value = change.get("value") if isinstance(change, dict) else None
    field = change.get("field") if isinstance(change, dict) else None
    if not isinstance(value, dict) or not isinstance(field, str):
        _set_apart(parsed, "change_unreadable", _entry_of(entry, [change]))
        return
    if field == "messages" or field == "user_preferences":
        _read_messages_value(entry, field, value, parsed)
        return
    if field == "standby":
        _read_standby(entry, value, parsed)
    elif field == PHONE_APP_FIELD:
        read_phone_app_answers(value, _phone_number_id(value), parsed)
    elif field in TEMPLATE_FIELDS:
        reason = read_template_event(field, value, _waba_id(entry), read_time(entry.get("time")), parsed)
        if reason is not None:
            _set_apart(parsed, reason, _entry_of(entry, [change]))
    elif field in ACCOUNT_FIELDS:
        read_account_event(field, value, _waba_id(entry), read_time(entry.get("time")), parsed)
    else:
        reason = _IGNORED_FIELDS.get(field, "unknown_field")
        parsed.ignored.append(Ignored(reason, storable_text(field, _LONGEST_WORD) or ""))


def _read_standby(entry: dict[str, Any], value: dict[str, Any], parsed: ParsedWebhook) -> None:
    """Another app answers these chats; what people say in them, they say to the business all the same."""
    if not isinstance(value.get("messages"), list):
        parsed.ignored.append(Ignored("handled_by_another_app", "standby"))
        return
    before = len(parsed.inbound)
    _read_messages_value(entry, "standby", value, parsed)
    for message in parsed.inbound[before:]:
        message.in_standby = True


def _phone_number_id(value: dict[str, Any]) -> str | None:
    metadata = value.get("metadata")
    phone_number_id = metadata.get("phone_number_id") if isinstance(metadata, dict) else None
    if isinstance(phone_number_id, str) and 0 < len(phone_number_id) <= _LONGEST_ID:
        return phone_number_id
    return str(phone_number_id) if type(phone_number_id) is int else None


def _read_messages_value(
    entry: dict[str, Any], field: str, value: dict[str, Any], parsed: ParsedWebhook
) -> None:
    phone_number_id = _phone_number_id(value)
    book = ContactBook(value.get("contacts"))
    empty = True
    for key, read in _ITEM_READERS:
        items = value.get(key)
        if items is None:
            continue
        empty = False
        if not isinstance(items, list):
            _set_apart(parsed, f"{key}_is_not_a_list", _envelope_of(entry, field, value, key, items))
            continue
        for item in items:
            reason = read(item, phone_number_id, book, parsed)
            if reason is not None:
                _set_apart(parsed, reason, _envelope_of(entry, field, value, key, [item]))
    errors = value.get("errors")
    if errors is not None:
        empty = False
        reason = read_value_errors(errors, _waba_id(entry), phone_number_id, parsed)
        if reason is not None:
            _set_apart(parsed, reason, _envelope_of(entry, field, value, "errors", errors))
    if empty:
        parsed.ignored.append(Ignored("empty_value", field))


def _read_preference(
    item: object, phone_number_id: str | None, book: ContactBook, parsed: ParsedWebhook
) -> str | None:
    return read_preference(item, book, parsed)


_ITEM_READERS = (
    ("statuses", read_status),
    ("messages", read_inbound),
    ("user_preferences", _read_preference),
)


def _waba_id(entry: dict[str, Any]) -> str | None:
    waba_id = entry.get("id")
    if type(waba_id) is int:
        return str(waba_id)
    return storable_text(waba_id, _LONGEST_ID) or None


def _entry_of(entry: dict[str, Any], changes: list[Any]) -> dict[str, Any]:
    return {"id": entry.get("id"), "time": entry.get("time"), "changes": changes}


def _envelope_of(
    entry: dict[str, Any], field: str, value: dict[str, Any], key: str, items: object
) -> dict[str, Any]:
    """Wrap items up with what is needed to read them again later, and with nothing else of their body."""
    kept: dict[str, Any] = {"metadata": value.get("metadata"), key: items}
    contacts = value.get("contacts")
    if isinstance(contacts, list) and len(contacts) <= 2:
        kept["contacts"] = contacts
    return _entry_of(entry, [{"field": field, "value": kept}])


def _set_apart(parsed: ParsedWebhook, reason: str, entry: object) -> None:
    item: dict[str, Any] = {"object": _OBJECT, "entry": [entry]}
    try:
        encoded = orjson.dumps(item)
    except (TypeError, RecursionError):  # nested deeper than a JSON column takes
        item = {"truncated": True}
    else:
        if len(encoded) > _MOST_ITEM_BYTES:
            item = {"truncated": True, "excerpt": encoded[:2000].decode("utf-8", "replace")}
    parsed.unreadable.append(Unreadable(reason, item))
