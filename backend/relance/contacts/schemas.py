"""Bodies of the contacts endpoints."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from relance.contacts.field_types import (
    Attributes,
    Country,
    FieldConditions,
    Name,
    Phone,
    ProofWords,
    Reason,
    read_conditions,
)
from relance.contacts.filters import ContactFilter, Verified
from relance.contacts.own_columns import OWN_TEXTS
from relance.http.bodies import RequestBody
from relance.http.ids import Id
from relance.http.texts import SearchText
from relance.reasons.problems import problem

_NEW: JsonDict = {
    "phone": "+2290197000001", "first_name": "Awa", "last_name": "Mensah",
    "attributes": {"city": "Cotonou"}, "category_ids": [3],
}  # fmt: skip
_CONTACT: JsonDict = {
    "id": 17, **_NEW, "whatsapp_verified": True, "verified_at": "2026-11-02T09:30:00Z",
    "opted_out_at": None, "opted_out_reason": None, "consented_at": "2026-11-01T08:00:00Z",
    "interacted_at": "2026-11-02T09:31:12Z", "username": "awa.mensah", "created_at": "2026-11-01T08:00:00Z",
}  # fmt: skip
_MESSAGE: JsonDict = {
    "kind": "message", "id": 5, "at": "2026-11-02T09:30:00Z", "campaign_id": 2, "campaign_name": "November",
    "sender_id": 1, "type": "message_1", "status": "read", "content": {"1": "Awa"},
    "text": "Bonjour Awa !", "is_test": False,
    "sent_at": "2026-11-02T09:30:00Z", "delivered_at": "2026-11-02T09:30:02Z",
    "read_at": "2026-11-02T09:31:00Z", "interacted_at": None, "failed_at": None, "cancel_reason": None,
    "error_code": None, "error_title": None,
}  # fmt: skip
# As `messages` has them; contacts know nothing of messages but this word.
MessageState = Literal[
    "pending", "held", "sent", "delivered", "read", "failed", "unknown", "cancelled", "no_interaction"
]
_CATEGORY_IDS = Annotated[list[Id], Field(max_length=1000)]
_CONTACT_IDS = Annotated[list[Id], Field(min_length=1, max_length=10_000)]


class _OwnTexts(RequestBody):
    """A contact's own texts, as a client gives them."""

    first_name: Name | None = None
    last_name: Name | None = None

    def texts(self) -> dict[str, str | None]:
        """By name; the others of the body are none."""
        return {name: getattr(self, name) for name in OWN_TEXTS}


class NewContact(_OwnTexts):
    """A contact to create. `country` is the ISO code of a number written without country code."""

    model_config = ConfigDict(json_schema_extra={"examples": [_NEW]})

    phone: Phone
    attributes: Annotated[Attributes, Field(default_factory=dict)]
    category_ids: Annotated[_CATEGORY_IDS, Field(default_factory=list)]
    country: Country | None = None
    whatsapp_verified: bool | None = None


class ContactReplacement(_OwnTexts):
    """What a contact shall be: what is left out is cleared, but for `category_ids` and `whatsapp_verified`,
    which then stay as they are."""

    model_config = ConfigDict(json_schema_extra={"examples": [_NEW]})

    phone: Phone
    attributes: Annotated[Attributes, Field(default_factory=dict)]
    category_ids: _CATEGORY_IDS | None = None
    country: Country | None = None
    whatsapp_verified: bool | None = None


class ContactPatch(_OwnTexts):
    """What changes; the rest stays. Attributes are merged, null removes one."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"whatsapp_verified": False}]})

    phone: Phone | None = None
    attributes: Attributes | None = None
    category_ids: _CATEGORY_IDS | None = None
    country: Country | None = None
    whatsapp_verified: bool | None = None

    @model_validator(mode="after")
    def _not_null(self) -> Self:
        for name in ("phone", "attributes", "category_ids"):
            if name in self.model_fields_set and getattr(self, name) is None:
                raise problem("null", field=name)
        return self


class OptChoice(RequestBody):
    """Why; shown beside the contact."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "asked on the phone"}]})

    reason: Reason = "operator"
    words: ProofWords | None = Field(
        default=None, description="what the person said, or was shown: the proof"
    )
    source: ProofWords | None = Field(default=None, description="where: by phone, in the shop, a form")


class ContactAnswer(BaseModel):
    """A person. `phone` is E.164 with `+`; `whatsapp_verified` null: not known."""

    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [_CONTACT]})

    id: int
    phone: str | None
    first_name: str | None
    last_name: str | None
    attributes: dict[str, Any]
    category_ids: list[int]
    whatsapp_verified: bool | None
    verified_at: datetime | None
    opted_out_at: datetime | None
    opted_out_reason: str | None
    consented_at: datetime | None = Field(
        description="the newest word was a consent; null: none, or withdrawn"
    )
    interacted_at: datetime | None
    username: str | None = Field(description="the name they chose in WhatsApp, as Meta told it last")
    created_at: datetime


class ContactList(BaseModel):
    """A page. `total` is exact where the counts know it, else null."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": [_CONTACT], "next_cursor": None, "total": 1}]}
    )

    items: list[ContactAnswer]
    next_cursor: str | None
    total: int | None


class ContactMatches(BaseModel):
    """How many contacts a filter means."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"count": 412}]})

    count: int


class ContactCounts(BaseModel):
    """All contacts, by what is known about them."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"total": 9, "on_whatsapp": 5, "not_on_whatsapp": 1, "not_known": 3, "opted_out": 1}]
        }
    )

    total: int
    on_whatsapp: int
    not_on_whatsapp: int
    not_known: int
    opted_out: int


class TimelineMessage(BaseModel):
    """A message to the contact, by the time it was sent (not sent yet: made)."""

    kind: Literal["message"]
    id: int
    at: datetime
    campaign_id: int
    campaign_name: str
    sender_id: int
    type: Literal["message_1", "message_2"]
    status: MessageState
    is_test: bool = Field(description="sent to a number of the team to try the campaign")
    content: dict[str, Any] = Field(description="what was filled in, as it was then")
    text: str | None = Field(
        description="what it says: Message 1 by the template as it reads now; an image without caption: null"
    )
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None
    interacted_at: datetime | None
    failed_at: datetime | None
    cancel_reason: str | None
    error_code: int | None
    error_title: str | None


class OptOutAnswer(BaseModel):
    """What was answered to a STOP. Meta's later statuses of it are not kept."""

    at: datetime = Field(description="when it was sent, or ended otherwise; noted, while it waits")
    text: str
    status: Literal["pending", "sent", "failed", "unknown", "withheld"]
    error_code: int | None


class TimelineInteraction(BaseModel):
    """Something the contact did, by Meta's time of it; `type` is what."""

    kind: Literal["interaction"]
    id: int
    at: datetime
    campaign_id: int | None
    campaign_name: str | None
    sender_id: int
    type: str
    is_test: bool = Field(description="in answer to a test of the campaign")
    content: dict[str, Any] | None
    text: str | None
    message_id: int | None
    opt_out_answer: OptOutAnswer | None = Field(description="what was answered, when this was a STOP")


class Timeline(BaseModel):
    """The newest first."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": [_MESSAGE], "next_cursor": None, "total": None}]}
    )

    items: list[Annotated[TimelineMessage | TimelineInteraction, Field(discriminator="kind")]]
    next_cursor: str | None
    total: None


class FilterBody(RequestBody):
    """The filter of a list, as its query has it. Empty: every contact."""

    q: SearchText | None = None
    search: Annotated[SearchText | None, Field(description="another name of q")] = None
    category_id: Id | None = None
    # JSON has words, the model wants an enum.
    whatsapp_verified: Annotated[Verified | None, Field(strict=False)] = None
    opted_out: bool | None = None
    interacted: bool | None = None
    field: FieldConditions | None = None

    def to_filter(self) -> ContactFilter:
        """As the service knows it."""
        q = self.search if self.q is None else self.q
        plain = self.model_dump(exclude={"q", "search", "field"})
        return ContactFilter(q, **plain, fields=read_conditions(self.field))


class Chosen(RequestBody):
    """Contacts by ids, or by a filter. By filter a request ends after ten seconds: send it again with the
    `next_cursor` of its answer until that is null."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"ids": [17, 18]}, {"filter": {"q": "awa"}}]})

    ids: _CONTACT_IDS | None = None
    contact_ids: Annotated[_CONTACT_IDS | None, Field(description="another name of ids")] = None
    filter: FilterBody | None = None
    cursor: Annotated[str, Field(max_length=1000)] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.contact_ids is not None:
            if self.ids is not None:
                raise problem("ids_twice")
            self.ids = self.contact_ids
        if (self.ids is None) == (self.filter is None):
            raise problem("ids_or_filter")
        if self.ids is not None and self.cursor is not None:
            raise problem("cursor_without_filter")
        return self


class BulkAnswer(BaseModel):
    """What happened: `changed` of the `matched` contacts; `next_cursor` while there are more."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"matched": 2, "changed": 2, "next_cursor": None}]}
    )

    matched: int
    changed: int
    next_cursor: str | None
