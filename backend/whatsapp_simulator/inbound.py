"""What people write back: the content of every type of message, and whether it is an interaction."""

import hashlib
from typing import Any, NamedTuple, TypeVar

from .ledger import Accepted

_Choice = TypeVar("_Choice")

_TEXTS = (
    "Oui, merci !",
    "Yes please",
    "C'est combien ?",
    "Tell me more",
    "D'accord 👍",
    "Bonjour",
    "Je suis là",
)
_EMOJIS = ("👍", "❤️", "😂", "🙏", "😮")
_MEDIA_MIME = {
    "image": "image/jpeg",
    "video": "video/mp4",
    "audio": "audio/ogg; codecs=opus",
    "document": "application/pdf",
    "sticker": "image/webp",
}


class Inbound(NamedTuple):
    """One message of a person. `kind` is the word of the ledger, `type` and `content` are Meta's."""

    kind: str
    type: str
    content: object
    interaction: bool = True


def make_text(text: str, kind: str = "text") -> Inbound:
    return Inbound(kind, "text", {"body": text})


def make_reaction(message_id: str, emoji: str | None) -> Inbound:
    """`emoji` empty or None takes a reaction back, which is no interaction; Meta writes it in both ways."""
    content = {"message_id": message_id} if emoji is None else {"message_id": message_id, "emoji": emoji}
    return Inbound("reaction" if emoji else "reaction_removed", "reaction", content, bool(emoji))


def make_media(kind: str, wamid: str, caption: str | None = None) -> Inbound:
    """`kind` image, video, audio, voice, document or sticker."""
    meta_type = "audio" if kind == "voice" else kind
    digest = hashlib.sha256(wamid.encode())
    content: dict[str, Any] = {
        "mime_type": _MEDIA_MIME[meta_type],
        "sha256": digest.hexdigest(),
        "id": str(int.from_bytes(digest.digest()[:6])),
    }
    if meta_type == "audio":
        content["voice"] = kind == "voice"
    if kind == "document":
        content["filename"] = "document.pdf"
    if kind == "sticker":
        content["animated"] = False
    if caption is not None:
        content["caption"] = caption
    return Inbound(kind, meta_type, content)


def make_button(text: str, payload: str) -> Inbound:
    """A tap on a quick reply of a template."""
    return Inbound("button", "button", {"payload": payload, "text": text})


def make_button_reply(reply_id: str, title: str) -> Inbound:
    """A tap on a reply button of an interactive message."""
    content = {"type": "button_reply", "button_reply": {"id": reply_id, "title": title}}
    return Inbound("button_reply", "interactive", content)


def make_list_reply(reply_id: str, title: str) -> Inbound:
    content = {"type": "list_reply", "list_reply": {"id": reply_id, "title": title}}
    return Inbound("list_reply", "interactive", content)


def make_reply(kind: str, message: Accepted, choice: float, wamid: str) -> Inbound:
    """What a person of this behaviour answers to this message; `choice` in [0, 1) picks the words."""
    match kind:
        case "tap_button":
            return _tap(message, choice)
        case "second_reply" if message.choices:
            return make_button_reply(*_pick(message.choices, choice))
        case "react":
            return make_reaction(message.wamid, _pick(_EMOJIS, choice))
        case "remove_reaction":
            return make_reaction(message.wamid, "" if choice < 0.5 else None)
        case "voice" | "image":
            return make_media(kind, wamid)
        case "stop":
            return make_text("STOP", "stop")
    return make_text(_pick(_TEXTS, choice))


def make_by_type(kind: str, wamid: str, text: str | None, payload: str | None, target: str | None) -> Inbound:
    """A message asked for by its type. Raises ValueError for one that is not known."""
    match kind:
        case "text":
            return make_text(text or _TEXTS[0])
        case "stop":
            return make_text(text or "STOP", "stop")
        case "button":
            return make_button(text or "Oui", payload or text or "Oui")
        case "button_reply":
            return make_button_reply(payload or "1", text or "Oui")
        case "list_reply":
            return make_list_reply(payload or "1", text or "Oui")
        case "reaction" | "remove_reaction":
            emoji = "" if kind == "remove_reaction" else _EMOJIS[0] if text is None else text
            return make_reaction(target or "wamid.unknown", emoji)
        case "image" | "video" | "audio" | "voice" | "document" | "sticker":
            return make_media(kind, wamid, text)
        case "location":
            return Inbound(kind, kind, {"latitude": 6.3703, "longitude": 2.3912, "name": text or "Cotonou"})
        case "contacts":
            name = text or "Afi Dossou"
            phones = [{"phone": "+2290197000000", "wa_id": "2290197000000", "type": "CELL"}]
            person = {"name": {"formatted_name": name, "first_name": name}, "phones": phones}
            return Inbound(kind, kind, [person])
        case "order":
            item = {"product_retailer_id": "sku-1", "quantity": 1, "item_price": 30, "currency": "XOF"}
            return Inbound(kind, kind, {"catalog_id": "1", "text": text or "", "product_items": [item]})
        case "form":
            reply = {"name": "flow", "body": "Sent", "response_json": payload or '{"flow_token":"1"}'}
            return Inbound(kind, "interactive", {"type": "nfm_reply", "nfm_reply": reply})
        case "unsupported":
            return Inbound(kind, kind, {"type": text or "poll"})
    raise ValueError(f"no such type of message: {kind}")


def _tap(message: Accepted, choice: float) -> Inbound:
    """A tap on a quick reply, or words where the template has none."""
    replies = message.template.quick_replies if message.template else ()
    if not replies:
        return make_text(_pick(_TEXTS, choice))
    position = min(int(choice * len(replies)), len(replies) - 1)
    text = replies[position]
    return make_button(text, _sent_payload(message, text) or text)


def _sent_payload(message: Accepted, text: str) -> str | None:
    """The payload the sender gave this quick reply; Meta puts the button's text where there was none."""
    buttons = message.template.buttons if message.template else ()
    sent = dict(message.parameters)
    for index, button in enumerate(buttons):
        if button.text == text:
            return sent.get(f"button_{index}")
    return None


def _pick(choices: tuple[_Choice, ...], choice: float) -> _Choice:
    return choices[min(int(choice * len(choices)), len(choices) - 1)]
