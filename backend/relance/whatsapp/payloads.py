"""Request bodies of `POST /{phone_number_id}/messages`, as bytes ready to send.

Pure functions. Limits are not checked here: that is done once per campaign (`limits`), not once per message.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from relance.whatsapp.limits import validate_bindings, validate_message_2
from relance.whatsapp.placeholders import clean_parameter, encode_url_suffix
from relance.whatsapp.template_shape import TemplateButton, TemplateShape

__all__ = [
    "TemplateButton",
    "TemplateRenderer",
    "TemplateShape",
    "address",
    "build_buttons_message",
    "build_image_message",
    "build_template_message",
    "build_text_message",
    "validate_bindings",
    "validate_message_2",
]

_ENVELOPE = {"messaging_product": "whatsapp", "recipient_type": "individual"}
_PREFIX = orjson.dumps(_ENVELOPE)[:-1] + b","


def address(phone: str | None, bsuid: str | None) -> dict[str, str]:
    """Return `{"to": "+…"}` when a phone is known, else `{"recipient": bsuid}`. ValueError without either.

    The `+` is not decoration: without it Meta puts the country code of the *sending* number in front. The
    phone comes first because a send by phone keeps the phone in the webhooks that follow.
    """
    if phone:
        return {"to": phone if phone[0] == "+" else "+" + phone}
    if bsuid:
        return {"recipient": bsuid}
    raise ValueError("A message needs a phone or a business-scoped user id.")


class TemplateRenderer:
    """Writes the template messages of one campaign; what is the same for everybody is encoded once.

    `header` is `{"media_id"|"link"|"text": …}` (and `"filename"` for a document).
    """

    __slots__ = ("_body", "_buttons", "_first", "_last", "_start", "template")

    def __init__(self, template: TemplateShape, header: Mapping[str, str] | None = None) -> None:
        self.template = template
        opening = {
            "name": template.name,
            "language": {"policy": "deterministic", "code": template.language},
        }
        self._start = b',"type":"template","template":' + orjson.dumps(opening)[:-1] + b',"components":['
        self._first = _write_header(template, header)
        self._body = tuple((name, _start_parameter(template, name)) for name in template.body_parameters)
        self._buttons = tuple(
            (str(button.index), _start_button(button), button.kind == "url", button.required)
            for button in template.buttons
            if button.kind in _BUTTON_PARAMETERS
        )
        self._last = [_write_flow(button) for button in template.buttons if button.kind == "flow"]

    def render(
        self, *, address: Mapping[str, str], values: Mapping[str, str], buttons: Mapping[str, str], echo: str
    ) -> bytes:
        """Return the body of one message. KeyError when a value is missing: ask `missing_values` first."""
        dumps = orjson.dumps
        components = self._first.copy()
        if self._body:
            parameters = [start + dumps(clean_parameter(values[name])) for name, start in self._body]
            components.append(b'{"type":"body","parameters":[' + b"},".join(parameters) + b"}]}")
        for index, start, is_url, required in self._buttons:
            value = buttons[index] if required else buttons.get(index)
            if value:
                text = encode_url_suffix(value) if is_url else clean_parameter(value)
                components.append(start + dumps(text) + b"}]}")
        components += self._last
        return b"".join(
            (
                _PREFIX,
                dumps(address)[1:-1],
                self._start,
                b",".join(components),
                b']},"biz_opaque_callback_data":',
                dumps(echo),
                b"}",
            )
        )


# Which parameter each kind of button takes: its type, and the key of its value.
_BUTTON_PARAMETERS = {
    "url": ("text", "text"),
    "quick_reply": ("payload", "payload"),
    "copy_code": ("coupon_code", "coupon_code"),
}


def _start_parameter(template: TemplateShape, name: str) -> bytes:
    named = b'"parameter_name":' + orjson.dumps(name) + b"," if template.parameter_format == "NAMED" else b""
    return b'{"type":"text",' + named + b'"text":'


def _start_button(button: TemplateButton) -> bytes:
    type_, key = _BUTTON_PARAMETERS[button.kind]
    opening = {"type": "button", "sub_type": button.kind, "index": str(button.index)}
    return orjson.dumps(opening)[:-1] + f',"parameters":[{{"type":"{type_}","{key}":'.encode()


def _write_flow(button: TemplateButton) -> bytes:
    # "unused" is Meta's own default for a form that needs no token.
    action = {"type": "action", "action": {"flow_token": "unused"}}
    return orjson.dumps(
        {"type": "button", "sub_type": "flow", "index": str(button.index), "parameters": [action]}
    )


def _write_header(template: TemplateShape, header: Mapping[str, str] | None) -> list[bytes]:
    kind = template.header_kind
    parameter: dict[str, Any]
    if kind in ("IMAGE", "VIDEO", "DOCUMENT"):
        given = header or {}
        media = {"id": given["media_id"]} if given.get("media_id") else {"link": given["link"]}
        if kind == "DOCUMENT" and given.get("filename"):
            media["filename"] = given["filename"]
        parameter = {"type": kind.lower(), kind.lower(): media}
    elif template.header_parameter is not None:
        parameter = {"type": "text", "text": clean_parameter((header or {})["text"])}
        if template.parameter_format == "NAMED":
            parameter["parameter_name"] = template.header_parameter
    else:
        return []
    return [orjson.dumps({"type": "header", "parameters": [parameter]})]


def build_template_message(
    *,
    address: Mapping[str, str],
    template: TemplateShape,
    values: Mapping[str, str],
    header: Mapping[str, str] | None,
    buttons: Mapping[str, str],
    echo: str,
) -> bytes:
    """Return one template message. For the many of one campaign use `TemplateRenderer`.

    `values` by parameter name ("1" or a word), `header` is `{"media_id"|"link"|"text": …}`, `buttons` by
    index.
    """
    renderer = TemplateRenderer(template, header)
    return renderer.render(address=address, values=values, buttons=buttons, echo=echo)


def build_text_message(*, address: Mapping[str, str], text: str, echo: str) -> bytes:
    """Return a free-form text."""
    return _build(address, "text", {"body": text, "preview_url": False}, echo)


def build_buttons_message(
    *, address: Mapping[str, str], text: str, buttons: Sequence[Mapping[str, str]], echo: str
) -> bytes:
    """Return a free-form text with up to three reply buttons `{"id", "title"}`."""
    replies = [
        {"type": "reply", "reply": {"id": button["id"], "title": button["title"]}} for button in buttons
    ]
    interactive = {"type": "button", "body": {"text": text}, "action": {"buttons": replies}}
    return _build(address, "interactive", interactive, echo)


def build_image_message(
    *,
    address: Mapping[str, str],
    echo: str,
    media_id: str | None = None,
    link: str | None = None,
    caption: str | None = None,
) -> bytes:
    """Return a free-form image by media id (preferred: Meta fetches a link from your server) or link."""
    if not media_id and not link:
        raise ValueError("An image needs a media id or a link.")
    image = {"id": media_id} if media_id else {"link": link}
    if caption:
        image["caption"] = caption
    return _build(address, "image", image, echo)


def _build(address: Mapping[str, str], kind: str, content: Mapping[str, Any], echo: str) -> bytes:
    return orjson.dumps(
        {**_ENVELOPE, **address, "type": kind, kind: content, "biz_opaque_callback_data": echo}
    )
