"""Bodies of the template routes."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from relance.http.bodies import ReasonBody, RequestBody
from relance.http.ids import Id
from relance.reasons.problems import problem

_NOON = "2026-11-01T12:00:00Z"
_BODY: JsonDict = {"type": "BODY", "text": "Bonjour {{1}} !"}
_TEMPLATE: JsonDict = {
    "id": 1,
    "waba_id": "102290129340398",
    "name": "welcome",
    "language": "fr",
    "category": "MARKETING",
    "status": "APPROVED",
    "parameter_format": "POSITIONAL",
    "components": [_BODY],
    "quality": "GREEN",
    "rejected_reason": None,
    "shape": {
        "body_parameters": ["1"],
        "header_kind": None,
        "header_parameter": None,
        "buttons": [],
        "unsupported": None,
        "unsupported_reason": None,
    },
    "blocked_at": None,
    "blocked_until": None,
    "blocked_code": None,
    "blocked_reason": None,
    "synced_at": _NOON,
}

Word = Annotated[str, Field(min_length=1, max_length=512)]
Value = Annotated[str, Field(max_length=4096)]


class ShapeButton(BaseModel):
    """A button that can take a value; `index` counts all buttons from 0."""

    model_config = ConfigDict(from_attributes=True)

    index: int
    kind: Literal["url", "quick_reply", "copy_code", "flow"]
    text: str
    required: bool


class Shape(BaseModel):
    """What the template needs. `unsupported` says why it cannot be sent, null when it can."""

    model_config = ConfigDict(from_attributes=True)

    body_parameters: list[str]
    header_kind: str | None
    header_parameter: str | None
    buttons: list[ShapeButton]
    unsupported: str | None
    unsupported_reason: ReasonBody | None


class TemplateBody(BaseModel):
    """A template as Meta last described it; `components` is Meta's list."""

    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [_TEMPLATE]})

    id: int
    waba_id: str
    name: str
    language: str
    category: str | None
    status: str
    parameter_format: str = Field(description="POSITIONAL or NAMED")
    components: list[dict[str, Any]]
    quality: str | None
    rejected_reason: str | None
    shape: Shape
    blocked_at: datetime | None
    blocked_until: datetime | None
    blocked_code: int | None
    blocked_reason: str | None
    synced_at: datetime | None


class TemplateList(BaseModel):
    """A page of templates by name and language."""

    items: list[TemplateBody]
    next_cursor: str | None
    total: int


class SyncAnswer(BaseModel):
    """How many templates Meta listed, and how many of ours have vanished there."""

    model_config = ConfigDict(
        from_attributes=True, json_schema_extra={"examples": [{"listed": 12, "vanished": 0}]}
    )

    listed: int
    vanished: int


class PreviewBinding(RequestBody):
    """Where a value comes from, as in a campaign: a field of the contact (with a default), or a text."""

    field: Word | None = None
    default: Value | None = None
    value: Value | None = None

    @model_validator(mode="after")
    def _one_source(self) -> "PreviewBinding":
        if (self.field is None) == (self.value is None):
            raise problem("field_or_value")
        return self


class PreviewHeader(RequestBody):
    """The header: a media by id or link, or the text of its variable."""

    media_id: Word | None = None
    link: Annotated[str | None, Field(max_length=2048)] = None
    text: Value | None = None
    filename: Word | None = None


class PreviewRequest(RequestBody):
    """What to fill in: a contact's fields through `variables`, as in a campaign, or `values` as they are.

    A variable that is not named takes the contact's field of its own name.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"contact_id": 5, "variables": {"1": {"field": "first_name", "default": "cliente"}}}]
        }
    )

    contact_id: Id | None = None
    variables: dict[Word, PreviewBinding] = Field(default_factory=dict, max_length=100)
    values: dict[Word, Value] = Field(default_factory=dict, max_length=100)
    header: PreviewHeader | None = None
    buttons: dict[Annotated[str, Field(pattern=r"^[0-9]$")], PreviewBinding] = Field(
        default_factory=dict, max_length=10
    )


class PreviewedHeader(BaseModel):
    """The header: a text, or the media that was given."""

    kind: str
    text: str | None = None
    media_id: str | None = None
    link: str | None = None


class PreviewedButton(BaseModel):
    """A button as it is shown; `url` with its variable filled in."""

    index: int
    kind: str
    text: str
    url: str | None = None
    phone_number: str | None = None
    code: str | None = None


class Preview(BaseModel):
    """The message as it would arrive; WhatsApp's formatting (*bold*, _italic_) is left as it is.

    A variable without a value stays `{{…}}`, and stands in `missing`.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"header": None, "body": "Bonjour Awa !", "footer": None, "buttons": [], "missing": []}
            ]
        }
    )

    header: PreviewedHeader | None
    body: str
    footer: str | None
    buttons: list[PreviewedButton]
    missing: list[str]
