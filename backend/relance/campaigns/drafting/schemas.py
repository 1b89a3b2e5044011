"""What a preflight answers: what a campaign would do if it started now."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from relance.campaigns.schemas import Message2Answer
from relance.campaigns.state import ProblemCode
from relance.http.bodies import ReasonBody
from relance.templates.schemas import Preview


class LeftOut(BaseModel):
    """Contacts who would get nothing, each under the first reason that holds."""

    opted_out: int
    no_address: int
    no_consent: int = Field(description="with consent_only only")
    not_on_whatsapp: int = Field(description="with skip_unreachable only")
    missing_variable: int


class Sample(BaseModel):
    """What one contact would get. `why`: longest, first or last of the recipients."""

    why: Literal["longest", "first", "last"]
    contact_id: int
    phone: str | None
    first_name: str | None
    last_name: str | None
    message_1: Preview
    message_2: Message2Answer | None
    message_2_missing: str | None = Field(description="the field without which there is no Message 2")


class OverlapCampaign(BaseModel):
    """A campaign of the last 7 days with contacts of this audience."""

    id: int
    name: str
    started_at: datetime
    contacts: int


class Overlap(BaseModel):
    """How many of the audience were written to in the last 7 days, once each, and by which campaigns."""

    contacts: int
    campaigns: list[OverlapCampaign]


class TooLong(BaseModel):
    """A text that is too long for some recipients once their fields are in it, and whose is the longest.

    Meta refuses such a Message 1; a Message 2 is cut.
    """

    where: Literal[
        "message_1.header", "message_1.body", "message_1.button", "message_2.text", "message_2.caption"
    ]
    most: int = Field(description="characters that WhatsApp takes")
    length: int = Field(description="characters for this contact")
    contacts: int = Field(description="recipients whose text is too long")
    contact_id: int
    phone: str | None
    first_name: str | None
    last_name: str | None


class Problem(BaseModel):
    """What would keep the campaign from starting or its messages from leaving."""

    code: ProblemCode
    message: str
    reason: ReasonBody | None = Field(description="why Meta stopped it, where it did")


class Preflight(BaseModel):
    """What a campaign would do if it started now."""

    model_config = ConfigDict(json_schema_extra={"examples": [{
        "contacts_in_categories": 1050, "duplicates": 30, "audience": 1020, "recipients": 1000,
        "left_out": {
            "opted_out": 8, "no_address": 0, "no_consent": 0, "not_on_whatsapp": 0, "missing_variable": 12,
        },
        "missing_by_field": {"first_name": 12}, "message_2_missing_by_field": {}, "not_on_whatsapp": 5,
        "rate_per_s": 75.0, "seconds": 13.3, "samples": [],
        "overlap": {"contacts": 40, "campaigns": [
            {"id": 2, "name": "Offre d'octobre", "started_at": "2026-11-22T10:00:00Z", "contacts": 40}]},
        "too_long": [], "problems": [],
    }]})  # fmt: skip

    contacts_in_categories: int
    duplicates: int = Field(description="contacts who are in several of the categories")
    audience: int
    recipients: int
    left_out: LeftOut
    missing_by_field: dict[str, int]
    message_2_missing_by_field: dict[str, int]
    not_on_whatsapp: int = Field(
        description="of the audience; written to all the same without skip_unreachable"
    )
    rate_per_s: float
    seconds: float = Field(description="how long sending Message 1 takes")
    samples: list[Sample]
    overlap: Overlap
    too_long: list[TooLong]
    problems: list[Problem]
