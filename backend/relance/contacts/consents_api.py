"""Routes of a contact's consents. Who may call them is decided where the routers are joined."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, status
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from relance.activity import Act, Subject, record
from relance.cache.edge.changing import changing
from relance.contacts.api import CHANGED_BY_CHOICES
from relance.contacts.consents.service import Consent, How, list_consents, record_consents
from relance.contacts.field_types import ProofWords
from relance.contacts.service import get_contact, lock_contact
from relance.core.clock import utc_now
from relance.core.db import Connection
from relance.http.bodies import RequestBody, UtcTime
from relance.http.ids import IdInPath
from relance.http.requests import Transaction
from relance.http.responses import errors

router = APIRouter(prefix="/api/contacts", tags=["contacts"])

Choosing = Annotated[Connection, changing(*CHANGED_BY_CHOICES)]

_NEW: JsonDict = {
    "given": True, "how": "paper", "at": "2026-11-02T09:30:00Z",
    "words": "I agree to get offers by WhatsApp.", "source": "Shop of Cotonou",
}  # fmt: skip
_CONSENT: JsonDict = {"id": 4, **_NEW, "recorded_at": "2026-11-02T10:00:00Z", "recorded_by": "awa"}


class NewConsent(RequestBody):
    """A consent, or its withdrawal. `at`: when the person said so, now by default."""

    model_config = ConfigDict(json_schema_extra={"examples": [_NEW]})

    given: bool
    how: Literal["form", "paper", "import", "keyword", "button", "operator", "other"] = "operator"
    at: UtcTime | None = None
    words: ProofWords | None = Field(
        default=None, description="what was shown to the person, or said by them"
    )
    source: ProofWords | None = Field(default=None, description="where: a form, a shop, a file")


class ConsentAnswer(BaseModel):
    """One word of a contact, as it was written down."""

    model_config = ConfigDict(json_schema_extra={"examples": [_CONSENT]})

    id: int
    given: bool
    how: How
    at: datetime
    words: str | None
    source: str | None
    recorded_at: datetime
    recorded_by: str | None = Field(description="user or key; null: by itself, or by an import")


class ConsentList(BaseModel):
    """Newest first, the newest 200."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_CONSENT]}]})

    items: list[ConsentAnswer]


@router.get("/{contact_id:int}/consents", responses=errors(404))
async def list_of_contact(conn: Transaction, contact_id: IdInPath) -> ConsentList:
    """List when the contact gave and withdrew consent."""
    await get_contact(conn, contact_id=contact_id)
    rows = await list_consents(conn, contact_id=contact_id)
    return ConsentList(items=[ConsentAnswer.model_validate(dict(row)) for row in rows])


@router.post("/{contact_id:int}/consents", status_code=status.HTTP_201_CREATED, responses=errors(404))
async def add(conn: Choosing, contact_id: IdInPath, new: NewConsent) -> ConsentList:
    """Write down that the contact gave, or withdrew, consent. Nothing is ever taken out of the list.

    Who withdraws is opted out. A consent takes back no opt-out: `opt-in` does.
    """
    await lock_contact(conn, contact_id=contact_id)
    now = utc_now()
    consent = Consent(contact_id, new.given, min(new.at or now, now), new.how, new.words, new.source)
    await record_consents(conn, [consent])
    await record(conn, Act.CONSENT_RECORDED, Subject("contact", contact_id), details={"given": new.given})
    rows = await list_consents(conn, contact_id=contact_id)
    return ConsentList(items=[ConsentAnswer.model_validate(dict(row)) for row in rows])
