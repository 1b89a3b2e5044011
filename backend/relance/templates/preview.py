"""A template with its values filled in, as the message will look."""

from collections.abc import Mapping
from typing import Any

from relance.templates.schemas import (
    Preview,
    PreviewBinding,
    PreviewedButton,
    PreviewedHeader,
    PreviewHeader,
    PreviewRequest,
)
from relance.templates.service import Template
from relance.whatsapp.placeholders import (
    bound_value,
    clean_parameter,
    encode_url_suffix,
    fill_template,
    is_blank,
    text_of,
)
from relance.whatsapp.template_shape import TemplateShape

_MEDIA_HEADERS = ("IMAGE", "VIDEO", "DOCUMENT")

Values = Mapping[str, str]


def render_preview(template: Template, request: PreviewRequest, fields: Mapping[str, Any]) -> Preview:
    """The message of `template` for a contact with `fields` (none: {}). Never raises for what Meta sent.

    Values are cleaned as at the sending: line breaks and long runs of spaces become one space.
    """
    shape = TemplateShape.from_components(
        template.name, template.language, template.parameter_format, template.components
    )
    values = {name: _value_of(name, request, fields) for name in shape.body_parameters}
    button_values = {index: _bound(binding, fields) for index, binding in request.buttons.items()}
    header = None if request.header is None else request.header.model_dump(exclude_none=True)
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
            preview.body = fill_template(text, lambda name: values.get(name, ""))
        elif kind == "FOOTER":
            preview.footer = text
        elif kind == "HEADER":
            preview.header = _render_header(component, text, request.header)
        elif kind == "BUTTONS":
            preview.buttons = _render_buttons(component.get("buttons"), button_values)
    return preview


def _value_of(name: str, request: PreviewRequest, fields: Mapping[str, Any]) -> str:
    if name in request.values:
        return request.values[name]
    if name in request.variables:
        return _bound(request.variables[name], fields)
    return text_of(fields.get(name))


def _bound(binding: PreviewBinding, fields: Mapping[str, Any]) -> str:
    return bound_value(binding.model_dump(exclude_none=True), fields)


def _render_header(component: Mapping[str, Any], text: str, given: PreviewHeader | None) -> PreviewedHeader:
    kind = str(component.get("format") or "TEXT").upper()
    if kind in _MEDIA_HEADERS:
        return PreviewedHeader(
            kind=kind, media_id=given.media_id if given else None, link=given.link if given else None
        )
    value = "" if given is None else given.text or ""
    # A header has one variable, whatever its name.
    return PreviewedHeader(kind=kind, text=fill_template(text, lambda _: value))


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
    return fill_template(url, lambda _: encode_url_suffix(value)) if isinstance(url, str) else None
