"""The message templates of the business account: what a send must fill in, how Meta lists them."""

import base64
import binascii
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .refusals import Refusal

_PARAMETER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_FIELDS_BY_DEFAULT = ("name", "parameter_format", "components", "language", "status", "category", "id")


@dataclass(frozen=True, slots=True)
class Button:
    """`kind` is QUICK_REPLY, URL, PHONE_NUMBER or COPY_CODE; `parameter`: must a send fill it in?"""

    kind: str
    text: str
    parameter: bool


@dataclass(slots=True, eq=False)
class Template:
    """One language of a template. `components` is Meta's list; the rest is read from it once."""

    id: str
    name: str
    language: str
    category: str
    status: str
    components: Sequence[Mapping[str, Any]]
    named: bool = False
    body: str = ""
    body_parameters: tuple[str, ...] = ()
    header_format: str | None = None
    header_parameters: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    quick_replies: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        for component in self.components:
            text = str(component.get("text", ""))
            match component["type"]:
                case "BODY":
                    self.body = text
                    self.body_parameters = tuple(dict.fromkeys(_PARAMETER.findall(text)))
                case "HEADER":
                    self.header_format = str(component["format"])
                    self.header_parameters = tuple(_PARAMETER.findall(text))
                case "BUTTONS":
                    self.buttons = tuple(_read_button(button) for button in component["buttons"])
        self.quick_replies = tuple(button.text for button in self.buttons if button.kind == "QUICK_REPLY")

    def render_body(self, values: Mapping[str, str]) -> str:
        """The text a person reads."""
        return _PARAMETER.sub(lambda found: values.get(found[1], found[0]), self.body)

    def to_json(self) -> dict[str, Any]:
        """Every field Meta can give of a template."""
        return {
            "id": self.id,
            "name": self.name,
            "language": self.language,
            "status": self.status,
            "category": self.category,
            "parameter_format": "NAMED" if self.named else "POSITIONAL",
            "components": self.components,
            "quality_score": {
                "score": "GREEN" if self.status == "APPROVED" else "RED",
                "date": 1_750_000_000,
            },
            "rejected_reason": "PROMOTIONAL" if self.status == "REJECTED" else "NONE",
            "correct_category": None,
            "previous_category": None,
            "last_updated_time": "2026-09-01T08:00:00+0000",
            "message_send_ttl_seconds": None,
            "health_status": {"can_send_message": "AVAILABLE" if self.status == "APPROVED" else "BLOCKED"},
        }


def _read_button(button: Mapping[str, Any]) -> Button:
    kind = str(button["type"])
    dynamic = kind == "COPY_CODE" or (kind == "URL" and "{{" in str(button.get("url", "")))
    return Button(kind, str(button.get("text", "")), dynamic)


class TemplateCatalogue:
    """The templates by (name, language)."""

    def __init__(self, templates: Iterable[Template]) -> None:
        self._templates: dict[tuple[str, str], Template] = {}
        self.reset(templates)

    def reset(self, templates: Iterable[Template]) -> None:
        """Only these from now on."""
        self._templates.clear()
        for template in templates:
            self.add(template)

    def find(self, name: str, language: str) -> Template | None:
        return self._templates.get((name, language))

    def add(self, template: Template) -> None:
        self._templates[template.name, template.language] = template

    def set_status(self, name: str, status: str, language: str | None = None) -> list[Template]:
        """Changes all languages of a template, or one; returns those changed."""
        changed = [
            template
            for template in self._templates.values()
            if template.name == name and language in (None, template.language)
        ]
        for template in changed:
            template.status = status
        return changed

    def list_page(self, query: Mapping[str, str], url: str) -> dict[str, Any]:
        """One page as Meta gives it: `data`, `paging.cursors`, and `paging.next` unless it is the last."""
        chosen = [
            template
            for template in self._templates.values()
            if all(
                query.get(name, "").upper() in ("", str(getattr(template, name)).upper())
                for name in ("status", "category", "language")
            )
            and query.get("name", "") in template.name
        ]
        limit = _read_limit(query)
        start = _read_cursor(query["after"]) if query.get("after") else 0
        names = query["fields"].split(",") if query.get("fields") else _FIELDS_BY_DEFAULT
        page = chosen[start : start + limit]
        answer: dict[str, Any] = {"data": [_select(template.to_json(), names) for template in page]}
        if page:
            after = _make_cursor(start + len(page))
            answer["paging"] = {"cursors": {"before": _make_cursor(start), "after": after}}
            if start + len(page) < len(chosen):
                rest = "".join(f"{k}={v}&" for k, v in query.items() if k not in ("after", "limit"))
                answer["paging"]["next"] = f"{url}?{rest}limit={limit}&after={after}"
        return answer


def _select(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    selected = {name: values[name] for name in names if values.get(name) is not None}
    return {**selected, "id": values["id"]}


def _read_limit(query: Mapping[str, str]) -> int:
    limit = query.get("limit", "25")
    if not limit.isdigit() or not 1 <= int(limit) <= 1000:
        raise Refusal(100, "Param limit must be a number between 1 and 1000")
    return int(limit)


def _make_cursor(position: int) -> str:
    return base64.urlsafe_b64encode(f"T{position}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> int:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        if text.startswith("T"):
            return int(text[1:])
    except (binascii.Error, ValueError):
        pass
    raise Refusal(100, "Invalid cursors values", subcode=2018001)
