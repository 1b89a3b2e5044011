"""What WhatsApp would refuse, found once per campaign instead of once per message.

Sources: Meta's OpenAPI file (lengths and counts of interactive messages and captions) and the messages pages
(the length of a text). Lengths are counted in characters. Every RefusedError is for the operator.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from relance.core.errors import ReasonError
from relance.reasons.contents import CONTENT_PROBLEMS
from relance.whatsapp.links import find_link_problem
from relance.whatsapp.placeholders import is_blank, list_placeholders
from relance.whatsapp.template_shape import TemplateShape

TEXT_MOST = 4096
INTERACTIVE_BODY_MOST = 1024
CAPTION_MOST = 1024
BUTTONS_MOST = 3
BUTTON_TITLE_MOST = 20
BUTTON_ID_MOST = 256
HEADER_TEXT_MOST = 60
TEMPLATE_BODY_MOST = 1024
COPY_CODE_MOST = 20


class RefusedError(ReasonError):
    """Why, for the operator; `where` is the part of the campaign it speaks of: `message_2.text`."""

    def __init__(self, where: str, code: str, /, **values: Any) -> None:
        super().__init__(CONTENT_PROBLEMS.make(code, **values))
        self.where = where


def validate_message_2(message_2: Mapping[str, Any]) -> None:
    """Raise RefusedError when WhatsApp would refuse this Message 2.

    Placeholders count as they are written: what a contact's fields make of them is only known when it is
    sent.
    """
    kind = message_2.get("type")
    if kind == "text":
        _require_text("message_2.text", message_2.get("text"), "text", TEXT_MOST)
    elif kind == "buttons":
        what = "text_with_buttons"
        _require_text("message_2.text", message_2.get("text"), what, INTERACTIVE_BODY_MOST)
        _validate_buttons(message_2.get("buttons"))
    elif kind == "image":
        _validate_media("message_2", message_2, "image")
        if message_2.get("caption") is not None:
            _require_text("message_2.caption", message_2["caption"], "caption", CAPTION_MOST)
    else:
        raise RefusedError("message_2.type", "message_2_type")


def _require_text(where: str, text: object, what: str, most: int) -> None:
    if not isinstance(text, str) or is_blank(text):
        raise RefusedError(where, "missing", what=what)
    if len(text) > most:
        raise RefusedError(where, "too_long", what=what, length=len(text), most=most)


def _validate_buttons(buttons: object) -> None:
    every = "message_2.buttons"
    if not isinstance(buttons, Sequence) or isinstance(buttons, str) or not buttons:
        raise RefusedError(every, "no_buttons")
    if len(buttons) > BUTTONS_MOST:
        raise RefusedError(every, "too_many_buttons", buttons=len(buttons), most=BUTTONS_MOST)
    for place, button in enumerate(buttons):
        _validate_button(f"{every}.{place}", button)
    for word in ("id", "title"):
        if len({button[word] for button in buttons}) != len(buttons):
            raise RefusedError(every, "buttons_alike", part=word)


def _validate_button(where: str, button: object) -> None:
    if not isinstance(button, Mapping):
        raise RefusedError(where, "button_incomplete")
    _require_text(f"{where}.title", button.get("title"), "button_title", BUTTON_TITLE_MOST)
    _require_text(f"{where}.id", button.get("id"), "button_id", BUTTON_ID_MOST)
    if list_placeholders(button["title"]) or list_placeholders(button["id"]):
        raise RefusedError(where, "button_with_placeholder", placeholders="{{placeholders}}")
    if button["id"] != button["id"].strip():
        raise RefusedError(f"{where}.id", "button_id_blanks")


def _validate_media(where: str, media: Mapping[str, Any], what: str) -> None:
    media_id, link = media.get("media_id"), media.get("link")
    if (media_id is None) == (link is None):
        raise RefusedError(where, "media_or_link", what=what)
    if media_id is not None and (not isinstance(media_id, str) or is_blank(media_id)):
        raise RefusedError(f"{where}.media_id", "media_id_empty", what=what)
    if link is not None and (problem := find_link_problem(link)) is not None:
        raise RefusedError(f"{where}.link", "link", what=what, problem=problem)


def validate_bindings(
    template: TemplateShape,
    *,
    variables: Mapping[str, Any],
    header: Mapping[str, Any] | None,
    buttons: Mapping[str, Any],
) -> None:
    """Raise RefusedError when a campaign's bindings do not fit the template.

    `variables` and `buttons` map a name or an index to `{"field": …, "default"?: …}` or `{"value": …}`;
    `header` is `{"media_id"|"link"|"text": …}`.
    """
    if template.unsupported is not None:
        raise RefusedError("template", template.unsupported.code, **template.unsupported.values)
    _validate_variables(template, variables)
    _validate_header(template, header)
    _validate_button_bindings(template, buttons)


def _validate_variables(template: TemplateShape, variables: Mapping[str, Any]) -> None:
    for name in template.body_parameters:
        if name not in variables:
            raise RefusedError(f"variables.{name}", "variable_without_value", variable=_braced(name))
        _require_binding(f"variables.{name}", variables[name], "variable", variable=_braced(name))
    unknown = [name for name in variables if name not in template.body_parameters]
    if unknown:
        raise RefusedError(f"variables.{unknown[0]}", "variable_unknown", variable=_braced(unknown[0]))


def _braced(name: str) -> str:
    return f"{{{{{name}}}}}"


def _require_binding(where: str, binding: object, what: Literal["variable", "button"], **named: Any) -> None:
    """`named`: which one it is."""
    if not isinstance(binding, Mapping) or ("field" in binding) == ("value" in binding):
        raise RefusedError(where, f"{what}_field_or_value", **named)
    given = binding.get("field", binding.get("value"))
    if not isinstance(given, str) or is_blank(given):
        raise RefusedError(where, f"{what}_empty", **named)
    default = binding.get("default")
    if default is not None and (not isinstance(default, str) or is_blank(default)):
        raise RefusedError(f"{where}.default", f"{what}_default_empty", **named)


def _validate_header(template: TemplateShape, header: Mapping[str, Any] | None) -> None:
    where = "template.header"
    if template.header_parameter is not None:
        text = header.get("text") if header else None
        _require_text(f"{where}.text", text, "header_text", HEADER_TEXT_MOST)
    elif template.header_kind not in (None, "TEXT"):
        _validate_media(where, header or {}, f"header_{str(template.header_kind).lower()}")
    elif header:
        raise RefusedError(where, "header_takes_nothing")


def _validate_button_bindings(template: TemplateShape, buttons: Mapping[str, Any]) -> None:
    known = {str(button.index): button for button in template.buttons}
    for index, binding in buttons.items():
        if index not in known:
            raise RefusedError(f"template.buttons.{index}", "button_takes_nothing", index=index)
        _require_binding(f"template.buttons.{index}", binding, "button", index=index)
    for index, button in known.items():
        if button.required and index not in buttons:
            raise RefusedError(f"template.buttons.{index}", "button_without_value", index=index)
