"""What Meta accepts as the body of `POST /{phone_number_id}/messages`: required fields, types, limits."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import orjson

from .refusals import Refusal
from .template_rules import read_template
from .templates import Template, TemplateCatalogue

OPAQUE_LIMIT = 512
_ENVELOPE = frozenset(
    {
        "messaging_product",
        "recipient_type",
        "to",
        "recipient",
        "type",
        "context",
        "biz_opaque_callback_data",
        "recipient_identity_key_hash",
    }
)

Object = Mapping[str, Any]


class Content(NamedTuple):
    """A message that Meta would take. `text` is what a person reads of a free-form message."""

    kind: str
    text: str = ""
    template: Template | None = None
    parameters: tuple[tuple[str, str], ...] = ()
    """Of a template: name or number of each body parameter, `header`, `button_0`… with their values."""
    choices: tuple[tuple[str, str], ...] = ()
    """(id, title) of the reply buttons or list rows of an interactive message."""


class Envelope(NamedTuple):
    """The part of a request that is the same for every type."""

    to: str | None
    bsuid: str | None
    opaque: str | None
    quoted: str | None


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object of a request body."""
    try:
        payload = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Refusal(100, "The request body is not valid JSON") from None
    if not isinstance(payload, dict):
        raise Refusal(100, "The request body must be a JSON object")
    return payload


def read_envelope(payload: Object) -> Envelope:
    """Checks what surrounds the message. Raises Refusal."""
    if payload.get("messaging_product") != "whatsapp":
        raise Refusal(100, "The parameter messaging_product is required and must be 'whatsapp'.")
    if payload.get("recipient_type", "individual") != "individual":
        raise Refusal(100, "Param recipient_type must be one of {INDIVIDUAL} - got another value.")
    kind = payload.get("type", "text")
    for name in payload:
        if name not in _ENVELOPE and name != kind:
            raise Refusal(100, f'Unexpected key "{name}" on param "messages".')
    to, bsuid = _optional_text(payload, "to"), _optional_text(payload, "recipient")
    if not to and not bsuid:
        raise Refusal(100, "The parameter to is required.")
    opaque = _optional_text(payload, "biz_opaque_callback_data")
    if opaque is not None and not 1 <= len(opaque) <= OPAQUE_LIMIT:
        raise Refusal(100, f"Param biz_opaque_callback_data must be 1 to {OPAQUE_LIMIT} characters long.")
    quoted = None
    if "context" in payload:
        quoted = _text(_object(payload, "context"), "message_id", 1000)
    return Envelope(to, bsuid, opaque, quoted)


def read_content(payload: Object, catalogue: TemplateCatalogue) -> Content:
    """Checks the message itself. Raises Refusal."""
    kind = payload.get("type", "text")
    if kind == "template":
        template, parameters = read_template(_object(payload, "template"), catalogue)
        return Content("template", template=template, parameters=parameters)
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise Refusal(100, f"Param type must be one of the message types - got '{kind}'.")
    if kind == "contacts":
        return reader(payload)
    return reader(_object(payload, kind))


def _read_text(value: Object) -> Content:
    if not isinstance(value.get("preview_url", False), bool):
        raise Refusal(131009, "Param text['preview_url'] must be a boolean.")
    return Content("text", _text(value, "body", 4096))


def _read_media(kind: str, caption: bool) -> Callable[[Object], Content]:
    def read(value: Object) -> Content:
        check_media(value, kind)
        if "caption" in value and not caption:
            raise Refusal(100, f'Unexpected key "caption" on param "{kind}".')
        text = _text(value, "caption", 1024) if "caption" in value else ""
        return Content(kind, text or str(value.get("id") or value.get("link")))

    return read


def check_media(value: Object, kind: str) -> None:
    """Media is named by `id` or by `link`, exactly one. Raises Refusal."""
    media_id, link = _optional_text(value, "id"), _optional_text(value, "link")
    if bool(media_id) == bool(link):
        raise Refusal(131008, f"Param {kind} needs exactly one of id and link.")
    if link and not link.startswith(("https://", "http://")):
        raise Refusal(131009, f"Param {kind}['link'] is not a valid URL.")
    if media_id and not media_id.isalnum():
        raise Refusal(131009, f"Param {kind}['id'] is not a valid media ID.")


def _read_reaction(value: Object) -> Content:
    _text(value, "message_id", 1000)
    emoji = value.get("emoji")
    if not isinstance(emoji, str):
        raise Refusal(131008, "Param reaction['emoji'] is required.")
    return Content("reaction", emoji)


def _read_location(value: Object) -> Content:
    for name, limit in (("latitude", 90.0), ("longitude", 180.0)):
        try:
            degrees = float(value[name])
        except (KeyError, TypeError, ValueError):
            raise Refusal(131008, f"Param location['{name}'] is required and must be a number.") from None
        if not -limit <= degrees <= limit:
            raise Refusal(131009, f"Param location['{name}'] is out of range.")
    return Content("location", str(value.get("name", "")))


def _read_contacts(payload: Object) -> Content:
    people = payload.get("contacts")
    if not isinstance(people, list) or not people:
        raise Refusal(131008, "Param contacts must be a list of at least one contact.")
    names = [_text(_object(person, "name"), "formatted_name", 1024) for person in people]
    return Content("contacts", ", ".join(names))


def _read_interactive(value: Object) -> Content:
    kind = value.get("type")
    text = _text(_object(value, "body"), "text", 4096 if kind == "list" else 1024)
    if "footer" in value:
        _text(_object(value, "footer"), "text", 60)
    if "header" in value:
        _check_interactive_header(_object(value, "header"))
    action = _object(value, "action")
    match kind:
        case "button":
            return Content("interactive", text, choices=_read_reply_buttons(action))
        case "list":
            return Content("interactive", text, choices=_read_rows(action))
        case "cta_url":
            parameters = _object(action, "parameters")
            _text(parameters, "display_text", 20)
            _text(parameters, "url", 2000)
            return Content("interactive", text)
        case "request_contact_info" | "location_request_message":
            return Content("interactive", text)
    raise Refusal(131009, f"Param interactive['type'] is not known: {kind!r}.")


def _check_interactive_header(header: Object) -> None:
    kind = header.get("type")
    if kind == "text":
        _text(header, "text", 60)
    elif kind in ("image", "video", "document"):
        check_media(_object(header, kind), kind)
    else:
        raise Refusal(131009, "Param interactive['header']['type'] must be text, image, video or document.")


def _read_reply_buttons(action: Object) -> tuple[tuple[str, str], ...]:
    buttons = action.get("buttons")
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= 3:
        raise Refusal(131009, "Param interactive['action']['buttons'] must hold 1 to 3 buttons.")
    for button in buttons:
        if not isinstance(button, dict) or button.get("type") != "reply":
            raise Refusal(131009, "Each of the buttons must be of type reply.")
    replies = [_object(button, "reply") for button in buttons]
    choices = tuple((_text(reply, "id", 256), _text(reply, "title", 20)) for reply in replies)
    _check_distinct(choices)
    return choices


def _read_rows(action: Object) -> tuple[tuple[str, str], ...]:
    _text(action, "button", 20)
    sections = action.get("sections")
    if not isinstance(sections, list) or not sections:
        raise Refusal(131008, "Param interactive['action']['sections'] is required.")
    rows = [row for section in sections for row in _rows_of(section)]
    if not 1 <= len(rows) <= 10:
        raise Refusal(131009, "A list must have 1 to 10 rows in total.")
    for row in rows:
        if "description" in row:
            _text(row, "description", 72)
    choices = tuple((_text(row, "id", 200), _text(row, "title", 24)) for row in rows)
    _check_distinct(choices)
    return choices


def _rows_of(section: object) -> list[Object]:
    rows = section.get("rows") if isinstance(section, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refusal(131008, "Each section of a list needs rows.")
    return rows


def _check_distinct(choices: tuple[tuple[str, str], ...]) -> None:
    for index, word in ((0, "ids"), (1, "titles")):
        if len({choice[index] for choice in choices}) != len(choices):
            raise Refusal(131009, f"Buttons and rows must have distinct {word}.")


def _object(value: object, name: str) -> Object:
    found = value.get(name) if isinstance(value, dict) else None
    if not isinstance(found, dict):
        raise Refusal(131008, f"Param {name} is required and must be an object.")
    return found


def _text(value: Object, name: str, limit: int) -> str:
    found = value.get(name)
    if not isinstance(found, str) or not found.strip():
        raise Refusal(131008, f"Param {name} is required and must be a text that is not empty.")
    if len(found) > limit:
        raise Refusal(131009, f"Param {name} must be at most {limit} characters long.")
    return found


def _optional_text(value: Object, name: str) -> str | None:
    found = value.get(name)
    if found is not None and not isinstance(found, str):
        raise Refusal(100, f"Param {name} must be a string.")
    return found


_READERS: dict[str, Callable[[Object], Content]] = {
    "text": _read_text,
    "image": _read_media("image", caption=True),
    "video": _read_media("video", caption=True),
    "document": _read_media("document", caption=True),
    "audio": _read_media("audio", caption=False),
    "sticker": _read_media("sticker", caption=False),
    "reaction": _read_reaction,
    "location": _read_location,
    "contacts": _read_contacts,
    "interactive": _read_interactive,
}
