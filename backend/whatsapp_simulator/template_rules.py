"""What Meta accepts as the `template` of a message: the components must fit the approved template exactly."""

import re
from collections.abc import Mapping
from typing import Any

from .refusals import Refusal
from .templates import Template, TemplateCatalogue

BODY_LIMIT = 1024
_UNSENDABLE_SPACE = re.compile(r"[\n\r\t]| {4}")
_MEDIA_HEADERS = ("IMAGE", "VIDEO", "DOCUMENT")
_SUB_TYPES = {
    "QUICK_REPLY": "quick_reply",
    "URL": "url",
    "COPY_CODE": "copy_code",
    "PHONE_NUMBER": "voice_call",
}

Object = Mapping[str, Any]
Parameters = tuple[tuple[str, str], ...]


def read_template(value: Object, catalogue: TemplateCatalogue) -> tuple[Template, Parameters]:
    """The template named and the values sent with it. Raises Refusal with 132000, 132001, 132005, 132012…"""
    template = _find_template(value, catalogue)
    header: Object | None = None
    body: Object | None = None
    buttons: dict[int, Object] = {}
    for component in _list(value, "components"):
        match str(component.get("type", "")).lower():
            case "header":
                header = component
            case "body":
                body = component
            case "button":
                buttons[_read_index(component)] = component
            case other:
                raise Refusal(132012, f"Component type {other!r} is not one of header, body, button.")
    values = _read_body(template, body)
    return template, (*values, *_read_header(template, header), *_read_buttons(template, buttons))


def _find_template(value: Object, catalogue: TemplateCatalogue) -> Template:
    name = value.get("name")
    if not isinstance(name, str) or not name:
        raise Refusal(131008, "Param template['name'] is required.")
    language = value.get("language")
    code = language.get("code") if isinstance(language, dict) else None
    if not isinstance(code, str) or not code:
        raise Refusal(131008, "Param template['language']['code'] is required.")
    template = catalogue.find(name, code)
    if template is None or template.status in ("REJECTED", "PENDING", "DELETED"):
        raise Refusal(132001, f"template name ({name}) does not exist in {code}")
    if template.status == "PAUSED":
        raise Refusal(132015, f"template ({name}) is paused due to low quality")
    if template.status == "DISABLED":
        raise Refusal(132016, f"template ({name}) is disabled")
    return template


def _read_body(template: Template, component: Object | None) -> Parameters:
    parameters = _list(component, "parameters")
    expected = template.body_parameters
    if len(parameters) != len(expected):
        raise Refusal(
            132000,
            f"body: number of localizable_params ({len(parameters)}) does not match "
            f"the expected number of params ({len(expected)})",
        )
    values = _name_parameters(template, expected, parameters)
    if expected and len(template.render_body(dict(values))) > BODY_LIMIT:
        raise Refusal(132005, f"body: translated text is longer than {BODY_LIMIT} characters")
    return values


def _name_parameters(template: Template, expected: tuple[str, ...], parameters: list[Object]) -> Parameters:
    if not template.named:
        return tuple((name, _read_text(item)) for name, item in zip(expected, parameters, strict=True))
    by_name = {str(item.get("parameter_name")): item for item in parameters}
    missing = [name for name in expected if name not in by_name]
    if missing:
        raise Refusal(132000, f"Parameter name is missing or unknown: expected {', '.join(missing)}")
    return tuple((name, _read_text(by_name[name])) for name in expected)


def _read_text(item: Object) -> str:
    kind = item.get("type")
    if kind in ("currency", "date_time"):
        value = item.get(kind)
        text = value.get("fallback_value") if isinstance(value, dict) else None
    elif kind == "text":
        text = item.get("text")
    else:
        raise Refusal(132012, f"Format mismatch, expected TEXT, received {str(kind).upper()}")
    if not isinstance(text, str) or not text.strip():
        raise Refusal(131008, "Parameter of type text is missing text value")
    if _UNSENDABLE_SPACE.search(text):
        raise Refusal(132018, "Param text cannot have new lines, tabs or 4 consecutive spaces")
    return text


def _read_header(template: Template, component: Object | None) -> Parameters:
    parameters = _list(component, "parameters")
    if template.header_format not in _MEDIA_HEADERS:
        expected = template.header_parameters
        if len(parameters) != len(expected):
            raise Refusal(
                132000,
                f"header: number of localizable_params ({len(parameters)}) does not match "
                f"the expected number of params ({len(expected)})",
            )
        return tuple(("header", value) for _, value in _name_parameters(template, expected, parameters))
    received = str(parameters[0].get("type", "unknown")) if len(parameters) == 1 else "unknown"
    if received.upper() != template.header_format:
        raise Refusal(
            132012, f"header: Format mismatch, expected {template.header_format}, received {received.upper()}"
        )
    media = parameters[0].get(received)
    media_id, link = (media.get("id"), media.get("link")) if isinstance(media, dict) else (None, None)
    if bool(media_id) == bool(link) or not isinstance(media_id or link, str):
        raise Refusal(131008, f"header: {received} needs exactly one of id and link")
    if link and not str(link).startswith(("https://", "http://")):
        raise Refusal(131009, f"header: {received}['link'] is not a valid URL")
    return (("header", str(media_id or link)),)


def _read_buttons(template: Template, components: Mapping[int, Object]) -> Parameters:
    for index in components:
        if index >= len(template.buttons):
            raise Refusal(132018, f"buttons: no button at index {index} of the template")
    values: list[tuple[str, str]] = []
    for index, button in enumerate(template.buttons):
        component = components.get(index)
        if component is None:
            if button.parameter:
                raise Refusal(
                    131008, f"buttons: Button at index {index} of type {button.kind} requires a parameter"
                )
            continue
        if component.get("sub_type") != _SUB_TYPES.get(button.kind):
            raise Refusal(132018, f"buttons: sub_type at index {index} does not fit a {button.kind} button")
        values.append((f"button_{index}", _read_button_parameter(component, button.kind, index)))
    return tuple(values)


def _read_button_parameter(component: Object, kind: str, index: int) -> str:
    parameters = _list(component, "parameters")
    name = {"QUICK_REPLY": "payload", "COPY_CODE": "coupon_code"}.get(kind, "text")
    if len(parameters) != 1 or parameters[0].get("type") != name:
        raise Refusal(132018, f"buttons: Button at index {index} takes one parameter of type {name}")
    value = parameters[0].get(name)
    if not isinstance(value, str) or not value:
        raise Refusal(131008, f"buttons: Button at index {index} has no {name}")
    if kind == "URL" and any(character.isspace() for character in value):
        raise Refusal(132018, f"buttons: the address of the button at index {index} must be percent-encoded")
    return value


def _read_index(component: Object) -> int:
    index = component.get("index")
    text = str(index)
    if isinstance(index, bool) or not (text.isascii() and text.isdigit()) or int(text) > 9:
        raise Refusal(132018, f"buttons: index must be 0 to 9 - got {index!r}")
    return int(text)


def _list(value: Object | None, name: str) -> list[Object]:
    found = value.get(name, []) if value is not None else []
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise Refusal(131009, f"Param {name} must be a list of objects.")
    return found
