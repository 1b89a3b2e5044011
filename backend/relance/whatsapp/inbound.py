"""Reading `messages[]`: what people wrote, tapped, sent; and what the system says about them."""

import re
from dataclasses import dataclass
from typing import Any

from relance.whatsapp.contact_book import ContactBook, read_username
from relance.whatsapp.events import IdentityChange, Ignored, InboundMessage, ParsedWebhook
from relance.whatsapp.identities import read_bsuid, read_wa_id
from relance.whatsapp.message_types import READERS, MessageContent
from relance.whatsapp.statuses import LONGEST_WAMID
from relance.whatsapp.storable import storable_text
from relance.whatsapp.timestamps import read_time

_LONGEST_NAME = 256
_LONGEST_WORD = 64

# No answers of the person. What Meta does not show (`unsupported`, types not known yet) is one.
_IGNORED_TYPES = {
    "edit": "message_edited",
    "revoke": "message_deleted",
    "request_welcome": "chat_opened",
}
_NOT_SHOWN = "unsupported"
_OF_NO_USE_UNSHOWN = {"edit": "message_edited", "revoke": "message_deleted", "group": "group_message"}


def read_inbound(
    item: object, phone_number_id: str | None, book: ContactBook, parsed: ParsedWebhook
) -> str | None:
    """Add one inbound message to `parsed`; return the reason when it cannot be read."""
    if not isinstance(item, dict):
        return "message_is_not_an_object"
    type_ = item.get("type")
    if not isinstance(type_, str):
        return "message_without_type"
    ignored = "group_message" if "group_id" in item else _IGNORED_TYPES.get(type_) or _ignored_unshown(item)
    if ignored is not None:
        parsed.ignored.append(Ignored(ignored, storable_text(type_, _LONGEST_WORD) or ""))
        return None
    at = read_time(item.get("timestamp"))
    if at is None:
        return "message_without_time"
    if type_ == "system":
        return _read_system(item, phone_number_id, at, parsed)
    wamid = item.get("id")
    if not isinstance(wamid, str) or not 0 < len(wamid) <= LONGEST_WAMID:
        return "message_without_wamid"
    is_shown = type_ in READERS and type_ != _NOT_SHOWN
    said = READERS[type_](item.get(type_)) if is_shown else None
    if said is None and (not is_shown or "errors" in item):
        said = READERS[_NOT_SHOWN](_what_is_left(item, type_))
    if said is None:
        return f"{type_}_unreadable"
    return _add_message(item, phone_number_id, wamid, at, said, book, parsed)


def _ignored_unshown(item: dict[str, Any]) -> str | None:
    """Why what Meta does not show is no answer: it says what it would have been."""
    unshown = item.get(_NOT_SHOWN)
    word = unshown.get("type") if isinstance(unshown, dict) else None
    return _OF_NO_USE_UNSHOWN.get(word) if isinstance(word, str) else None


def _what_is_left(item: dict[str, Any], type_: str) -> dict[str, Any]:
    """Of a message that cannot be shown: what it was called, what Meta says of it, what came of it."""
    return {"type": type_, **{name: item[name] for name in ("errors", type_) if item.get(name) is not None}}


def _add_message(
    item: dict[str, Any],
    phone_number_id: str | None,
    wamid: str,
    at: int,
    said: MessageContent,
    book: ContactBook,
    parsed: ParsedWebhook,
) -> str | None:
    who = _find_sender(item, book)
    context = item.get("context")
    quoted = _read_wamid(context.get("id")) if isinstance(context, dict) else None
    if who.wa_id is None and who.bsuid is None and quoted is None and said.reaction_to is None:
        return "message_without_sender"
    parsed.inbound.append(
        InboundMessage(
            phone_number_id,
            wamid,
            at,
            said.kind,
            who.wa_id,
            who.bsuid,
            who.parent_bsuid,
            who.name,
            quoted,
            _read_wamid(said.reaction_to),
            said.reaction_removed,
            said.text,
            said.payload,
            said.content,
            not said.reaction_removed,
            who.other_phone,
            shared_phone=_read_shared_phone(item) if said.kind == "contacts" else None,
            username=who.username,
        )
    )
    return None


@dataclass(slots=True)
class _Sender:
    wa_id: str | None
    bsuid: str | None
    parent_bsuid: str | None
    name: str | None
    username: str | None
    other_phone: str | None


def _find_sender(item: dict[str, Any], book: ContactBook) -> _Sender:
    given = item.get("from")
    phone = read_wa_id(given)
    # A BSUID has been met in the place of the phone.
    bsuid = read_bsuid(item.get("from_user_id")) or read_bsuid(given)
    contact = book.find(phone, bsuid) or book.find_only()
    wa_id = read_wa_id(contact.get("wa_id"))
    profile = contact.get("profile")
    return _Sender(
        wa_id or phone,
        bsuid or read_bsuid(contact.get("user_id")) or read_bsuid(contact.get("wa_id")),
        read_bsuid(item.get("from_parent_user_id")) or read_bsuid(contact.get("parent_user_id")),
        storable_text(profile.get("name"), _LONGEST_NAME) if isinstance(profile, dict) else None,
        read_username(profile),
        phone if wa_id is not None and phone != wa_id else None,
    )


def _read_shared_phone(item: dict[str, Any]) -> str | None:
    """The number that a person gave because we asked for it; other cards are of other people."""
    cards = item.get("contacts")
    card = cards[0] if isinstance(cards, list) and len(cards) == 1 else None
    if not isinstance(card, dict) or "contact_request" not in (item.get("origin"), card.get("origin")):
        return None
    phones = card.get("phones")
    phone = phones[0] if isinstance(phones, list) and phones else None
    if not isinstance(phone, dict):
        return None
    shown = phone.get("phone")
    digits = re.sub(r"[^0-9+]", "", shown) if isinstance(shown, str) else None
    return read_wa_id(phone.get("wa_id")) or (read_wa_id(digits) if digits and digits[0] == "+" else None)


def _read_wamid(value: object) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= LONGEST_WAMID else None


def _read_system(
    item: dict[str, Any], phone_number_id: str | None, at: int, parsed: ParsedWebhook
) -> str | None:
    system = item.get("system")
    if not isinstance(system, dict):
        return "system_unreadable"
    kind = system.get("type")
    if kind in ("customer_identity_changed", "user_identity_changed"):
        # Only the encryption key changed (a new phone, a reinstalled app); the ids are the same.
        parsed.ignored.append(Ignored("identity_key_changed", "system"))
        return None
    change = IdentityChange(
        phone_number_id,
        at,
        read_wa_id(item.get("from")) or read_wa_id(system.get("customer")),
        read_wa_id(system.get("wa_id")) or read_wa_id(system.get("new_wa_id")),
        read_bsuid(system.get("previous_user_id")) or read_bsuid(item.get("from")),
        read_bsuid(system.get("user_id")) or read_bsuid(system.get("wa_id")),
        read_bsuid(system.get("previous_parent_user_id")) or read_bsuid(item.get("from_parent_user_id")),
    )
    known_before = change.old_wa_id or change.old_bsuid
    if known_before and (change.new_wa_id or change.new_bsuid):
        parsed.identity_changes.append(change)
        return None
    if isinstance(kind, str) and kind.startswith("user_changed"):
        return "identity_change_without_ids"
    parsed.ignored.append(Ignored("system_message", storable_text(kind, _LONGEST_WORD) or ""))
    return None
