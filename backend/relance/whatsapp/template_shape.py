"""What a template needs from us, read from its components as Meta lists them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from relance.reasons import Reason
from relance.reasons.contents import CONTENT_PROBLEMS
from relance.whatsapp.placeholders import is_blank, list_placeholders

_MEDIA_HEADERS = ("IMAGE", "VIDEO", "DOCUMENT")
_BUTTON_KINDS = {"QUICK_REPLY": "quick_reply", "COPY_CODE": "copy_code", "FLOW": "flow"}
_PLAIN_BUTTONS = ("PHONE_NUMBER", "REQUEST_CONTACT_INFO", "VOICE_CALL")
_UNSUPPORTED_COMPONENTS = ("CAROUSEL", "LIMITED_TIME_OFFER")


@dataclass(frozen=True, slots=True)
class TemplateButton:
    """A button of a template that can take a value. `kind`: url, quick_reply, copy_code, flow.

    `index` counts all buttons of the template from 0. `required`: Meta refuses the message without a value.
    """

    index: int
    kind: str
    text: str
    required: bool


@dataclass(frozen=True, slots=True)
class TemplateShape:
    """The variable parts of a template.

    `body_parameters` in order of the text: "1", "2" for POSITIONAL, words for NAMED. `header_kind` is TEXT,
    IMAGE, VIDEO, DOCUMENT or None; `header_parameter` the variable of a TEXT header. `unsupported` says
    why Relance cannot send this template, None when it can.
    """

    name: str
    language: str
    parameter_format: str  # POSITIONAL | NAMED
    body_parameters: tuple[str, ...] = ()
    header_kind: str | None = None
    header_parameter: str | None = None
    buttons: tuple[TemplateButton, ...] = ()
    unsupported: Reason | None = None

    @classmethod
    def from_components(
        cls, name: str, language: str, parameter_format: str | None, components: Sequence[Mapping[str, Any]]
    ) -> Self:
        """Read the `components` of `GET /{waba}/message_templates`. Never raises: see `unsupported`."""
        named = (parameter_format or "").upper() == "NAMED"
        body: tuple[str, ...] = ()
        header_kind = header_parameter = None
        unsupported: Reason | None = None
        buttons: list[TemplateButton] = []
        for component in components:
            kind = str(component.get("type", "")).upper()
            text = str(component.get("text") or "")
            if kind == "BODY":
                body = _order_parameters(list_placeholders(text), named=named)
            elif kind == "HEADER":
                header_kind = str(component.get("format", "TEXT")).upper()
                names = list_placeholders(text)
                header_parameter = names[0] if names and header_kind == "TEXT" else None
                if header_kind != "TEXT" and header_kind not in _MEDIA_HEADERS:
                    unsupported = CONTENT_PROBLEMS.make("header_unsupported", kind=header_kind.lower())
            elif kind == "BUTTONS":
                refused = _read_buttons(component.get("buttons"), buttons)
                unsupported = unsupported or refused
            elif kind in _UNSUPPORTED_COMPONENTS:
                unsupported = CONTENT_PROBLEMS.make("component_unsupported", kind=_spell(kind))
        return cls(
            name=name,
            language=language,
            parameter_format="NAMED" if named else "POSITIONAL",
            body_parameters=body,
            header_kind=header_kind,
            header_parameter=header_parameter,
            buttons=tuple(buttons),
            unsupported=unsupported,
        )

    def missing_values(
        self, *, values: Mapping[str, str], header: Mapping[str, str] | None, buttons: Mapping[str, str]
    ) -> list[str]:
        """Return what is missing or blank, as "body.1", "header", "button.0"; empty when it can be sent."""
        missing = [f"body.{name}" for name in self.body_parameters if is_blank(values.get(name))]
        if self.header_kind in _MEDIA_HEADERS:
            if header is None or (is_blank(header.get("media_id")) and is_blank(header.get("link"))):
                missing.append("header")
        elif self.header_parameter is not None and (header is None or is_blank(header.get("text"))):
            missing.append("header")
        missing += [
            f"button.{button.index}"
            for button in self.buttons
            if button.required and is_blank(buttons.get(str(button.index)))
        ]
        return missing


def _order_parameters(names: list[str], *, named: bool) -> tuple[str, ...]:
    """Positional parameters go by their number, whatever their order in the text; Meta reads the n-th as
    {{n}}."""
    if named or not all(name.isdigit() for name in names):
        return tuple(names)
    return tuple(str(number) for number in sorted({int(name) for name in names}))


def _read_buttons(items: object, buttons: list[TemplateButton]) -> Reason | None:
    """Append the buttons that can take a value; return why the template cannot be sent, if so."""
    unsupported = None
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if not isinstance(item, Mapping):
            continue
        kind = str(item.get("type", "")).upper()
        text = str(item.get("text") or "")
        if kind == "URL":
            if list_placeholders(str(item.get("url") or "")):
                buttons.append(TemplateButton(index, "url", text, required=True))
        elif kind in _BUTTON_KINDS:
            buttons.append(TemplateButton(index, _BUTTON_KINDS[kind], text, required=kind == "COPY_CODE"))
        elif kind not in _PLAIN_BUTTONS:
            unsupported = CONTENT_PROBLEMS.make("button_unsupported", kind=_spell(kind))
    return unsupported


def _spell(kind: str) -> str:
    return kind.lower().replace("_", " ")
