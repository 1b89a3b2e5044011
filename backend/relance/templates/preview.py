"""A template with its values filled in, as the message will look."""

import re
from collections.abc import Mapping
from typing import Any

from relance.templates.schemas import (
    Preview,
    PreviewBinding,
    PreviewedButton,
    PreviewedHeader,
    PreviewHeader,
    PreviewWish,
)
from relance.templates.service import Template
from relance.whatsapp.parameter_text import clean_parameter, encode_url_suffix, is_blank
from relance.whatsapp.template_shape import TemplateShape

_PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z0-9_]{1,64})\s*\}\}")
_MEDIA_HEADERS = ("IMAGE", "VIDEO", "DOCUMENT")

Values = Mapping[str, str]


def render_preview(template: Template, wish: PreviewWish, fields: Mapping[str, Any]) -> Preview:
    """The message of `template` for a contact with `fields` (none: {}). Never raises for what Meta sent.

    Values are cleaned as at the sending: line breaks and long runs of spaces become one space.
    """
    shape = TemplateShape.from_components(
        template.name, template.language, template.parameter_format, template.components
    )
    values = {name: _value_of(name, wish, fields) for name in shape.body_parameters}
    button_values = {index: _bound(binding, fields) for index, binding in wish.buttons.items()}
    header = None if wish.header is None else wish.header.model_dump(exclude_none=True)
    preview = Preview(
        header=None,
        body="",
        footer=None,
        buttons=[],
        missing=shape.missing_values(values=values, header=header, buttons=button_values),
    )
    for component in template.components:
        kind, text = str(component.get("type", "")).upper(), str(component.get("text") or "")
        if kind == "BODY":
            preview.body = _fill(text, values)
        elif kind == "FOOTER":
            preview.footer = text
        elif kind == "HEADER":
            preview.header = _render_header(component, text, wish.header)
        elif kind == "BUTTONS":
            preview.buttons = _render_buttons(component.get("buttons"), button_values)
    return preview


def _value_of(name: str, wish: PreviewWish, fields: Mapping[str, Any]) -> str:
    if name in wish.values:
        return wish.values[name]
    if name in wish.variables:
        return _bound(wish.variables[name], fields)
    return _as_text(fields.get(name))


def _bound(binding: PreviewBinding, fields: Mapping[str, Any]) -> str:
    """The value of a binding; empty when it has none. An empty field counts as missing."""
    if binding.field is None:
        return binding.value or ""
    found = _as_text(fields.get(binding.field))
    return (binding.default or "") if is_blank(found) else found


def _as_text(value: object) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value)


def _fill(text: str, values: Values) -> str:
    def replace(match: re.Match[str]) -> str:
        value = values.get(match[1])
        return match[0] if value is None or is_blank(value) else clean_parameter(value)

    return _PLACEHOLDER.sub(replace, text)


def _render_header(component: Mapping[str, Any], text: str, given: PreviewHeader | None) -> PreviewedHeader:
    kind = str(component.get("format") or "TEXT").upper()
    if kind in _MEDIA_HEADERS:
        return PreviewedHeader(
            kind=kind, media_id=given.media_id if given else None, link=given.link if given else None
        )
    value = "" if given is None else given.text or ""
    # A header has one variable, whatever its name.
    return PreviewedHeader(kind=kind, text=_PLACEHOLDER.sub(lambda match: _fill_one(match, value), text))


def _fill_one(match: re.Match[str], value: str) -> str:
    return match[0] if is_blank(value) else clean_parameter(value)


def _render_buttons(items: object, values: Values) -> list[PreviewedButton]:
    buttons = []
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if not isinstance(item, Mapping):
            continue
        value = values.get(str(index), "")
        kind = str(item.get("type", "")).upper()
        buttons.append(
            PreviewedButton(
                index=index,
                kind=kind.lower(),
                text=str(item.get("text") or ""),
                url=_fill_url(item.get("url"), value),
                phone_number=str(item["phone_number"]) if item.get("phone_number") else None,
                code=clean_parameter(value) if kind == "COPY_CODE" and not is_blank(value) else None,
            )
        )
    return buttons


def _fill_url(url: object, value: str) -> str | None:
    """Meta allows one variable, at the end of the address."""
    if not isinstance(url, str) or is_blank(value):
        return url if isinstance(url, str) else None
    return _PLACEHOLDER.sub(lambda _: encode_url_suffix(value), url)
