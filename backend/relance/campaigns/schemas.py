"""Bodies of the campaign routes. Strict: no "1" for 1, no unknown fields, nothing PostgreSQL cannot store."""

from datetime import datetime
from typing import Annotated, Any, Literal, Required

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from typing_extensions import TypedDict

from relance.campaigns.service import Campaign
from relance.campaigns.state import Status
from relance.campaigns.words import describe_status
from relance.http.bodies import RequestBody, UtcTime
from relance.http.ids import Id
from relance.http.texts import not_blank, storable
from relance.messages.schemas import (
    FUNNEL_EXAMPLE,
    RATES_EXAMPLE,
    STATES_EXAMPLE,
    Funnel,
    MessageCounts,
    Rates,
)
from relance.reasons.problems import problem

Text = Annotated[
    str, Field(min_length=1, max_length=4096), AfterValidator(storable), AfterValidator(not_blank)
]
Word = Annotated[
    str, Field(min_length=1, max_length=512), AfterValidator(storable), AfterValidator(not_blank)
]
Link = Annotated[str, Field(min_length=8, max_length=2048), AfterValidator(storable)]


_NEW: JsonDict = {
    "name": "Offre de novembre",
    "category_ids": [1],
    "template": {"name": "welcome", "language": "fr"},
    "variables": {"1": {"field": "first_name", "default": "cliente"}},
    "message_2": {"type": "text", "text": "Merci {{first_name}} !"},
}
_CAMPAIGN: JsonDict = {
    "id": 3, "name": "Offre de novembre", "status": "sending", "status_reason": None,
    "status_reason_code": None, "status_reason_values": None,
    "status_text": "waiting for replies until 2026-11-23 10:00 UTC", "waiting_until": "2026-11-23T10:00:04Z",
    "category_ids": [1],
    "template": {"id": 1, "name": "welcome", "language": "fr", "header": None, "buttons": {}},
    "variables": {"1": {"field": "first_name", "default": "cliente"}},
    "message_2": {"type": "text", "text": "Merci {{first_name}} !"}, "sender_id": 1, "scheduled_at": None,
    "rate_per_s": None, "interaction_window_s": 86400, "skip_unreachable": False, "consent_only": False,
    "created_at": "2026-11-22T09:58:00Z", "started_at": "2026-11-22T10:00:00Z",
    "launched_at": "2026-11-22T10:00:01Z", "completed_at": None,
}  # fmt: skip


_STATS: JsonDict = {
    "campaign_id": 3, "status": "sending", "total_recipients": 1000, "message_1": STATES_EXAMPLE,
    "message_2": {**STATES_EXAMPLE, "no_interaction": 0}, "funnel": FUNNEL_EXAMPLE, "interaction_count": 120,
    "sent_count": 1098, "success_count": 900, "failed_count": 152, "no_interaction_count": 140,
    "rates": RATES_EXAMPLE,
}  # fmt: skip


class Body(RequestBody):
    """A request body or a part of one."""

    model_config = ConfigDict(frozen=True)


class Binding(Body):
    """Where a value comes from: a field of the contact (with a default), or the same text for everybody.

    Fields are `first_name`, `last_name`, `phone` and the contact's own; an empty field counts as missing.
    """

    field: Word | None = None
    default: Text | None = None
    value: Text | None = None

    @model_validator(mode="after")
    def _one_source(self) -> "Binding":
        if (self.field is None) == (self.value is None):
            raise problem("field_or_value")
        if self.value is not None and self.default is not None:
            raise problem("value_with_default")
        return self


class Header(Body):
    """The header of the template: a media by id or link, or the text of its variable."""

    media_id: Word | None = None
    link: Link | None = None
    text: Text | None = None
    filename: Word | None = None

    @model_validator(mode="after")
    def _one_of(self) -> "Header":
        if sum(given is not None for given in (self.media_id, self.link, self.text)) != 1:
            raise problem("header_of_one_kind")
        return self


class TemplateChoice(Body):
    """An approved template, and what its header and buttons need. Buttons by their index, from "0"."""

    name: Word
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}([_-][A-Za-z]{2,4})?$")]
    header: Header | None = None
    buttons: Annotated[dict[Annotated[str, Field(pattern=r"^\d$")], Binding], Field(max_length=10)] = {}  # noqa: RUF012


class TextMessage2(Body):
    """A text; `{{first_name}}` and other fields are filled in."""

    type: Literal["text"]
    text: Text


class ReplyButton(Body):
    """A button under Message 2; a tap on it comes back as an interaction with this id."""

    id: Word
    title: Word


class ButtonsMessage2(Body):
    """A text with one to three buttons."""

    type: Literal["buttons"]
    text: Text
    buttons: Annotated[list[ReplyButton], Field(min_length=1, max_length=3)]


class ImageMessage2(Body):
    """An image by media id or link, with a caption that may use fields."""

    type: Literal["image"]
    media_id: Word | None = None
    link: Link | None = None
    caption: Text | None = None


Message2 = Annotated[TextMessage2 | ButtonsMessage2 | ImageMessage2, Field(discriminator="type")]


class NewCampaign(Body):
    """A campaign to create. Rates are messages per second, the window is in seconds."""

    model_config = ConfigDict(json_schema_extra={"examples": [_NEW]})

    name: Annotated[
        str, Field(min_length=1, max_length=200), AfterValidator(storable), AfterValidator(not_blank)
    ]
    category_ids: Annotated[list[Id], Field(min_length=1, max_length=1000)]
    template: TemplateChoice
    variables: Annotated[dict[Word, Binding], Field(max_length=100)] = {}  # noqa: RUF012
    message_2: Message2 | None = None
    sender_id: Id | None = None
    scheduled_at: UtcTime | None = None
    rate_per_s: Annotated[float | None, Field(gt=0, le=10_000)] = None
    interaction_window_s: Annotated[int | None, Field(ge=1, le=86_400)] = None
    skip_unreachable: bool = Field(default=False, description="leave out numbers known not to be on WhatsApp")
    consent_only: bool = Field(default=False, description="write only to contacts whose consent is on record")
    force: bool = Field(default=False, description="also when one just like it was made a moment ago")


class BindingAnswer(TypedDict, total=False):
    """A binding as it was given."""

    field: str
    default: str
    value: str


class HeaderAnswer(TypedDict, total=False):
    """The header of the template as it was given."""

    media_id: str
    link: str
    text: str
    filename: str


class ReplyButtonAnswer(TypedDict):
    """A button under Message 2."""

    id: str
    title: str


class Message2Answer(TypedDict, total=False):
    """Message 2 as it was given: `text`, with `buttons`; or the image with its `caption`."""

    type: Required[Literal["text", "buttons", "image"]]
    text: str
    buttons: list[ReplyButtonAnswer]
    media_id: str
    link: str
    caption: str


class TemplateAnswer(BaseModel):
    """The template of a campaign with the values of its header and buttons."""

    id: int
    name: str
    language: str
    header: HeaderAnswer | None
    buttons: dict[str, BindingAnswer]


_MADE = ("template", "status_text")


class CampaignAnswer(BaseModel):
    """A campaign. `status_reason` says why it waits, where the status alone does not tell;
    `status_reason_values` fill the sentence of `status_reason_code` (null in older ones)."""

    model_config = ConfigDict(json_schema_extra={"examples": [_CAMPAIGN]})

    id: int
    name: str
    status: Status
    status_reason: str | None
    status_reason_code: str | None
    status_reason_values: dict[str, Any] | None
    status_text: str = Field(description="the state in words, English")
    waiting_until: datetime | None = Field(
        description="everything is sent; replies count until then, and no longer than that it stays open"
    )
    category_ids: list[int]
    template: TemplateAnswer
    variables: dict[str, BindingAnswer]
    message_2: Message2Answer | None
    sender_id: int
    scheduled_at: datetime | None
    rate_per_s: float | None
    interaction_window_s: int
    skip_unreachable: bool
    consent_only: bool
    created_at: datetime
    started_at: datetime | None
    launched_at: datetime | None
    completed_at: datetime | None

    @classmethod
    def of(cls, campaign: Campaign) -> "CampaignAnswer":
        """The answer for a campaign as the service knows it."""
        return cls(
            template=TemplateAnswer(
                id=campaign.template_id,
                name=campaign.template_name,
                language=campaign.template_language,
                header=campaign.header,
                buttons=campaign.buttons,
            ),
            status_text=describe_status(campaign.status, campaign.scheduled_at, campaign.waiting_until),
            **{name: getattr(campaign, name) for name in cls.model_fields if name not in _MADE},
        )


class CampaignStats(MessageCounts):
    """The numbers of a campaign, of one moment: the states of each type sum to its rows."""

    model_config = ConfigDict(json_schema_extra={"examples": [_STATS]})

    campaign_id: int
    status: Status
    total_recipients: int
    funnel: Funnel
    interaction_count: int = Field(description="contacts who interacted")
    sent_count: int = Field(description="messages Meta accepted, both types")
    success_count: int = Field(description="Messages 1 delivered or read")
    failed_count: int = Field(description="Messages 1 failed, and those without interaction")
    no_interaction_count: int
    rates: Rates
