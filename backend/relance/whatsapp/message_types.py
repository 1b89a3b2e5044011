"""Reading the object of each message type: what was said, in what form, with which content."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from relance.whatsapp.cards import tell_cards, tell_order, tell_place
from relance.whatsapp.flow_answers import read_flow_answers
from relance.whatsapp.interaction_kinds import InteractionKind
from relance.whatsapp.storable import bounded_content, storable_text

MOST_CONTENT_BYTES = 8192
_LONGEST_TEXT = 65_536  # WhatsApp's own limit for a text of a person
_LONGEST_PAYLOAD = 1024


@dataclass(slots=True)
class MessageContent:
    """What one message says, whoever sent it."""

    kind: InteractionKind
    text: str | None
    payload: str | None
    content: dict[str, Any]
    reaction_to: object = None
    reaction_removed: bool = False


def _read_text(value: Any) -> MessageContent | None:
    if not isinstance(value, dict):
        return None
    return MessageContent("text", _text(value.get("body")), None, _bounded(value))


def _read_button(value: Any) -> MessageContent | None:
    """A tap on a quick reply of a template; buttons of other messages come as `interactive`."""
    if not isinstance(value, dict):
        return None
    return MessageContent("button", _text(value.get("text")), _payload(value.get("payload")), _bounded(value))


_TAPS: dict[str, InteractionKind] = {"button_reply": "button_reply", "list_reply": "list_reply"}


def _read_interactive(value: Any) -> MessageContent | None:
    if not isinstance(value, dict):
        return None
    form = value.get("type")
    reply = value.get(form) if isinstance(form, str) else None
    tap = _TAPS.get(form) if isinstance(form, str) else None
    if tap is not None and isinstance(reply, dict):
        return MessageContent(tap, _text(reply.get("title")), _payload(reply.get("id")), _bounded(reply))
    if form == "nfm_reply" and isinstance(reply, dict):
        answers = read_flow_answers(reply.get("response_json"))
        return MessageContent("form", _text(answers) or _text(reply.get("body")), None, _bounded(reply))
    # A form of reply not known yet is still something the person did.
    is_call = form == "call_permission_reply"
    return MessageContent("call_permission_reply" if is_call else "interactive", None, None, _bounded(value))


def _read_reaction(value: Any) -> MessageContent | None:
    if not isinstance(value, dict):
        return None
    emoji = _text(value.get("emoji"))
    return MessageContent(
        "reaction",
        emoji or None,
        None,
        _bounded(value),
        reaction_to=value.get("message_id"),
        reaction_removed=not emoji,
    )


def _read_audio(value: Any) -> MessageContent | None:
    if not isinstance(value, dict):
        return None
    return MessageContent("voice" if value.get("voice") is True else "audio", None, None, _bounded(value))


def _read_media(kind: InteractionKind) -> Callable[[Any], MessageContent | None]:
    def read(value: Any) -> MessageContent | None:
        if not isinstance(value, dict):
            return None
        text = _text(value.get("caption")) or _text(value.get("filename"))
        return MessageContent(kind, text, None, _bounded(value))

    return read


def _read_location(value: Any) -> MessageContent | None:
    if not isinstance(value, dict):
        return None
    return MessageContent("location", _text(tell_place(value)) or None, None, _bounded(value))


def _read_contacts(value: Any) -> MessageContent | None:
    if not isinstance(value, list):
        return None
    return MessageContent(
        "contacts", _text(tell_cards(value)) or None, None, _bounded({"contacts": value, "count": len(value)})
    )


def _read_order(value: Any) -> MessageContent | None:
    if not isinstance(value, dict):
        return None
    return MessageContent("order", _text(tell_order(value)) or None, None, _bounded(value))


def _read_other(value: Any) -> MessageContent | None:
    """What Meta does not show is something the person did all the same."""
    return MessageContent("other", None, None, _bounded(value if isinstance(value, dict) else {}))


READERS: dict[str, Callable[[Any], MessageContent | None]] = {
    "text": _read_text,
    "button": _read_button,
    "interactive": _read_interactive,
    "reaction": _read_reaction,
    "audio": _read_audio,
    "image": _read_media("image"),
    "video": _read_media("video"),
    "document": _read_media("document"),
    "sticker": _read_media("sticker"),
    "location": _read_location,
    "contacts": _read_contacts,
    "order": _read_order,
    "unsupported": _read_other,
}


def _text(value: object) -> str | None:
    return storable_text(value, _LONGEST_TEXT)


def _payload(value: object) -> str | None:
    return storable_text(value, _LONGEST_PAYLOAD)


def _bounded(content: dict[str, Any]) -> dict[str, Any]:
    return bounded_content(content, MOST_CONTENT_BYTES)
