"""Routes that erase people, and that hand out a copy of one person.

Who may call them is decided where the routers are joined.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response, status
from pydantic import BaseModel, ConfigDict

from relance.auth.edge.quotas import limited
from relance.cache.edge.changing import changing
from relance.cache.versions import move_versions
from relance.contacts.api import CHANGED_BY_CONTACTS
from relance.contacts.bulk_api import change_chosen
from relance.contacts.copy import copy_contact
from relance.contacts.copy_page import write_copy_page
from relance.contacts.erasure.service import erase_contact, erase_contacts
from relance.contacts.schemas import BulkAnswer, Chosen
from relance.core.db import Connection
from relance.downloads.edge import TimeZone
from relance.downloads.look import Look
from relance.downloads.words import Language
from relance.http.ids import IdInPath
from relance.http.requests import Transaction
from relance.http.responses import answer_json, dump, errors
from relance.http.services import ServicesDep

router = APIRouter(prefix="/api/contacts", tags=["contacts"])

Erasing = Annotated[Connection, changing(*CHANGED_BY_CONTACTS)]


class ContactCopy(BaseModel):
    """All that is kept of one person. What stands in each part are the rows as they are stored."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "made_at": "2026-11-02T09:30:00+00:00", "contact": {"id": 17, "phone": "+2290197000001"},
                    "consents": [], "opt_outs": [], "messages": [{"id": 5, "status": "read"}],
                    "interactions": [], "opt_out_answers": [], "chats_answered_elsewhere": [],
                    "replies_not_attributed": [],
                }
            ]
        }
    )  # fmt: skip

    made_at: str
    contact: dict[str, Any]
    consents: list[dict[str, Any]]
    opt_outs: list[dict[str, Any]]
    messages: list[dict[str, Any]]
    interactions: list[dict[str, Any]]
    opt_out_answers: list[dict[str, Any]]
    chats_answered_elsewhere: list[dict[str, Any]]
    replies_not_attributed: list[dict[str, Any]]


class CopyKind(StrEnum):
    """For a program, or for the person to read."""

    JSON = "json"
    HTML = "html"


@router.get(
    "/{contact_id:int}/copy",
    responses={
        200: {
            "model": ContactCopy,
            "content": {"text/html": {"example": '<!doctype html><html lang="fr">…'}},
        },
        **errors(404),
    },
    dependencies=[limited("exports")],
)
async def copy(
    conn: Transaction,
    contact_id: IdInPath,
    kind: Annotated[CopyKind, Query(alias="format", description="a page is for people")] = CopyKind.JSON,
    language: Annotated[Language, Query(description="of the headings of a page")] = Language.EN,
    timezone: Annotated[TimeZone | None, Query(description="of the times of a page; else UTC")] = None,
) -> Response:
    """Hand out a copy of one person as a file: everything that is kept of them.

    As a page it leaves out what is for programs alone, such as ids of messages.
    """
    found = await copy_contact(conn, contact_id=contact_id)
    if kind is CopyKind.JSON:
        answer = answer_json(dump(found))
    else:
        page = write_copy_page(found, Look(language=language, timezone=timezone))
        answer = Response(page, media_type="text/html")
        answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    answer.headers["Content-Disposition"] = f'attachment; filename="contact-{contact_id}.{kind.value}"'
    return answer


@router.post("/{contact_id:int}/erase", status_code=status.HTTP_204_NO_CONTENT, responses=errors(404))
async def erase(conn: Erasing, contact_id: IdInPath) -> None:
    """Erase a person for good: names, numbers, ids, own fields, texts, replies and words of consents go.

    Rows, states, times and every count stay, and a keyed hash of the numbers, so that no import and no
    request makes this person a contact again. Also for somebody who was deleted before.
    """
    await erase_contact(conn, contact_id=contact_id)


@router.post("/bulk/erase", responses=errors(400))
async def erase_many(services: ServicesDep, chosen: Chosen) -> BulkAnswer:
    """Erase many people for good, as `erase` does."""

    async def change(conn: Connection, ids: Sequence[int]) -> int:
        erased = await erase_contacts(conn, contact_ids=ids)
        await move_versions(conn, *CHANGED_BY_CONTACTS)
        return len(erased)

    return await change_chosen(services, chosen, change, name="erase")
