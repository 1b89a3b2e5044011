"""What WhatsApp would refuse, found once per campaign instead of once per message.

Sources: Meta's OpenAPI file (lengths and counts of interactive messages and captions) and the messages pages
(the length of a text). Lengths are counted in characters. Every RefusedError is a sentence for the operator.
"""

from collections.abc import Mapping, Sequence
from typing import Any

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


class RefusedError(ValueError):
    """A sentence for the operator; `where` is the part of the campaign it speaks of: `message_2.text`."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(problem)
        self.where = where


def validate_message_2(message_2: Mapping[str, Any]) -> None:
    """Raise RefusedError when WhatsApp would refuse this Message 2.

    Placeholders count as they are written: what a contact's fields make of them is only known when it is
    sent.
    """
    kind = message_2.get("type")
    if kind == "text":
        _require_text("message_2.text", message_2.get("text"), "The text of Message 2", TEXT_MOST)
    elif kind == "buttons":
        what = "The text of Message 2 with buttons"
        _require_text("message_2.text", message_2.get("text"), what, INTERACTIVE_BODY_MOST)
        _validate_buttons(message_2.get("buttons"))
    elif kind == "image":
        _validate_media("message_2", message_2, "The image of Message 2")
        if message_2.get("caption") is not None:
            _require_text("message_2.caption", message_2["caption"], "The caption of Message 2", CAPTION_MOST)
    else:
        raise RefusedError("message_2.type", "Message 2 must be of type text, buttons or image.")


def _require_text(where: str, text: object, what: str, most: int) -> None:
    if not isinstance(text, str) or is_blank(text):
        raise RefusedError(where, f"{what} is missing.")
    if len(text) > most:
        raise RefusedError(where, f"{what} has {len(text)} characters; WhatsApp allows {most}.")


def _validate_buttons(buttons: object) -> None:
    every = "message_2.buttons"
    if not isinstance(buttons, Sequence) or isinstance(buttons, str) or not buttons:
        raise RefusedError(every, "Message 2 with buttons needs at least one button.")
    if len(buttons) > BUTTONS_MOST:
        raise RefusedError(every, f"Message 2 has {len(buttons)} buttons; WhatsApp allows {BUTTONS_MOST}.")
    for place, button in enumerate(buttons):
        _validate_button(f"{every}.{place}", button)
    for word in ("id", "title"):
        if len({button[word] for button in buttons}) != len(buttons):
            raise RefusedError(every, f"Two buttons of Message 2 have the same {word}.")


def _validate_button(where: str, button: object) -> None:
    if not isinstance(button, Mapping):
        raise RefusedError(where, "Every button of Message 2 needs an id and a title.")
    _require_text(f"{where}.title", button.get("title"), "The title of a button", BUTTON_TITLE_MOST)
    _require_text(f"{where}.id", button.get("id"), "The id of a button", BUTTON_ID_MOST)
    if list_placeholders(button["title"]) or list_placeholders(button["id"]):
        problem = "The id and title of a button are the same for everybody: no {{placeholders}}."
        raise RefusedError(where, problem)
    if button["id"] != button["id"].strip():
        raise RefusedError(f"{where}.id", "The id of a button must not begin or end with a space.")


def _validate_media(where: str, media: Mapping[str, Any], what: str) -> None:
    media_id, link = media.get("media_id"), media.get("link")
    if (media_id is None) == (link is None):
        raise RefusedError(where, f"{what} needs either a media id or a link.")
    if media_id is not None and (not isinstance(media_id, str) or is_blank(media_id)):
        raise RefusedError(f"{where}.media_id", f"{what} has an empty media id.")
    if link is not None and (problem := find_link_problem(link)) is not None:
        raise RefusedError(f"{where}.link", f"{what} has a link {problem}.")


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
        raise RefusedError("template", template.unsupported)
    _validate_variables(template, variables)
    _validate_header(template, header)
    _validate_button_bindings(template, buttons)


def _validate_variables(template: TemplateShape, variables: Mapping[str, Any]) -> None:
    for name in template.body_parameters:
        if name not in variables:
            problem = f"The variable {{{{{name}}}}} of the template has no value."
            raise RefusedError(f"variables.{name}", problem)
        _require_binding(f"variables.{name}", variables[name], f"The variable {{{{{name}}}}}")
    unknown = [name for name in variables if name not in template.body_parameters]
    if unknown:
        raise RefusedError(f"variables.{unknown[0]}", f"The template has no variable {{{{{unknown[0]}}}}}.")


def _require_binding(where: str, binding: object, what: str) -> None:
    if not isinstance(binding, Mapping) or ("field" in binding) == ("value" in binding):
        raise RefusedError(where, f"{what} needs either a field or a value.")
    given = binding.get("field", binding.get("value"))
    if not isinstance(given, str) or is_blank(given):
        raise RefusedError(where, f"{what} has an empty field or value.")
    default = binding.get("default")
    if default is not None and (not isinstance(default, str) or is_blank(default)):
        raise RefusedError(f"{where}.default", f"{what} has an empty default.")


def _validate_header(template: TemplateShape, header: Mapping[str, Any] | None) -> None:
    where = "template.header"
    if template.header_parameter is not None:
        text = header.get("text") if header else None
        _require_text(f"{where}.text", text, "The variable of the template's header", HEADER_TEXT_MOST)
    elif template.header_kind not in (None, "TEXT"):
        what = f"The {str(template.header_kind).lower()} of the template's header"
        _validate_media(where, header or {}, what)
    elif header:
        raise RefusedError(where, "The header of this template takes no value.")


def _validate_button_bindings(template: TemplateShape, buttons: Mapping[str, Any]) -> None:
    known = {str(button.index): button for button in template.buttons}
    for index, binding in buttons.items():
        if index not in known:
            raise RefusedError(f"template.buttons.{index}", f"Button {index} of the template takes no value.")
        _require_binding(f"template.buttons.{index}", binding, f"Button {index}")
    for index, button in known.items():
        if button.required and index not in buttons:
            raise RefusedError(f"template.buttons.{index}", f"Button {index} of the template needs a value.")
