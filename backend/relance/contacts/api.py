"""Routes of contacts. Who may call them is decided where the routers are joined.

Ids are `:int` in the paths, so that `/import` and `/export` are never taken for one.
"""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response, status

from relance.activity import Act, Subject, record
from relance.auth.edge.access import Caller
from relance.auth.edge.quotas import limited
from relance.cache.edge.changing import changing
from relance.cache.versions import move_versions
from relance.contacts import service
from relance.contacts.consents.service import Consent, note_consents
from relance.contacts.field_types import FieldConditions, read_conditions
from relance.contacts.filters import ContactFilter, Order, Verified
from relance.contacts.lists.listing import Place, count_contacts, first_place, list_contacts
from relance.contacts.lists.matching import count_matching
from relance.contacts.schemas import (
    ContactAnswer,
    ContactCounts,
    ContactList,
    ContactMatches,
    ContactPatch,
    ContactReplacement,
    NewContact,
    OptChoice,
    Timeline,
)
from relance.contacts.service import UNCHANGED, ChangedContact, Contact, ContactChange
from relance.contacts.suppressions import opt_in, opt_out
from relance.contacts.timeline import list_timeline
from relance.core.clock import utc_now
from relance.core.db import Connection, transaction
from relance.counts.contacts import read_counts
from relance.http.ids import Id, IdInPath
from relance.http.pagination import scope_of
from relance.http.requests import Transaction
from relance.http.responses import (
    FIRST_PAGE,
    Cursor,
    Limit,
    answer_json,
    dump,
    dump_page,
    errors,
    read_cursor,
    write_cursor,
)
from relance.http.services import Services, ServicesDep
from relance.http.texts import SearchText

router = APIRouter(prefix="/api/contacts", tags=["contacts"])

CHANGED_BY_CONTACTS = ("contacts", "contact_counts", "categories")
"""The namespaces of the cache that a change of contacts ends: a category says how many it has."""

CHANGED_BY_CHOICES = ("contacts", "contact_counts")
"""Those that an opt-out or opt-in ends, or a contact in no category."""

Changing = Annotated[Connection, changing(*CHANGED_BY_CONTACTS)]
Choosing = Annotated[Connection, changing(*CHANGED_BY_CHOICES)]
ROW_FIELDS = tuple(ContactAnswer.model_fields)


def _asked(
    q: Annotated[
        SearchText | None, Query(description="part of the name, of the number, or of an own field")
    ] = None,
    category_id: Annotated[Id | None, Query()] = None,
    whatsapp_verified: Annotated[Verified | None, Query()] = None,
    opted_out: Annotated[bool | None, Query()] = None,
    interacted: Annotated[bool | None, Query(description="has ever answered")] = None,
    search: Annotated[SearchText | None, Query(description="another name of q")] = None,
    field: Annotated[
        FieldConditions | None, Query(description="an own field and its whole value, as in `city:Porto-Novo`")
    ] = None,
) -> ContactFilter:
    q, fields = search if q is None else q, read_conditions(field)
    return ContactFilter(q, category_id, whatsapp_verified, opted_out, interacted, fields)


Wanted = Annotated[ContactFilter, Depends(_asked)]


@router.get("", responses={200: {"model": ContactList}, **errors(400)}, dependencies=[limited("lists")])
async def list_page(
    services: ServicesDep,
    conn: Transaction,
    wanted: Wanted,
    sort: Annotated[Order, Query()] = Order.NEWEST,
    limit: Limit = FIRST_PAGE,
    cursor: Cursor = None,
) -> Response:
    """List contacts."""
    scope = scope_of("contacts", wanted=repr(wanted), sort=sort)
    key = read_cursor(services, cursor, scope=scope, parts=2)
    after = first_place(sort) if key is None else Place(*key)
    rows, following = await list_contacts(conn, wanted=wanted, order=sort, after=after, limit=limit)
    total = await count_contacts(conn, wanted=wanted)
    items = [{name: row[name] for name in ROW_FIELDS} for row in rows]
    next_cursor = None
    if following is not None:
        next_cursor = write_cursor(services, (following.id, following.name_key), scope=scope)
    return answer_json(dump_page(items, next_cursor, total))


@router.post("", status_code=status.HTTP_201_CREATED, responses=errors(404, 409))
async def create(services: ServicesDep, request: NewContact, caller: Caller) -> ContactAnswer:
    """Create a contact. A second one with the same number is refused (409)."""
    async with transaction(services.pool) as conn:
        contact = await service.create_contact(
            conn,
            phone=request.phone,
            **request.texts(),
            attributes={name: value for name, value in request.attributes.items() if value is not None},
            category_ids=request.category_ids,
            country=request.country,
            created_by=caller.id if caller.kind == "user" else None,
        )
        if request.whatsapp_verified is not None:
            await service.set_whatsapp_verified(
                conn, contact_id=contact.id, verified=request.whatsapp_verified
            )
            contact = await service.get_contact(conn, contact_id=contact.id)
        await move_versions(conn, *(CHANGED_BY_CONTACTS if contact.category_ids else CHANGED_BY_CHOICES))
    return _answer(contact)


@router.get("/counts", responses={200: {"model": ContactCounts}})
async def show_counts(conn: Transaction) -> Response:
    """Count contacts, in all and by what is known about them."""
    return answer_json(dump(await read_counts(conn)))


@router.get("/matching", responses={200: {"model": ContactMatches}}, dependencies=[limited("lists")])
async def show_matching(conn: Transaction, wanted: Wanted) -> Response:
    """Count the contacts of a filter, exactly, also where the list's `total` is null.

    A search that many match is compared text by text: some seconds for a million contacts.
    """
    return answer_json(dump({"count": await count_matching(conn, wanted=wanted)}))


@router.get("/{contact_id:int}", responses=errors(404))
async def show(conn: Transaction, contact_id: IdInPath) -> ContactAnswer:
    """Show a contact."""
    return _answer(await service.get_contact(conn, contact_id=contact_id))


@router.put("/{contact_id:int}", responses=errors(404, 409))
async def replace(services: ServicesDep, contact_id: IdInPath, request: ContactReplacement) -> ContactAnswer:
    """Replace a contact."""
    change = ContactChange(
        phone=request.phone,
        country=request.country,
        texts=request.texts(),
        attributes=request.attributes,
        category_ids=UNCHANGED if request.category_ids is None else request.category_ids,
        whatsapp_verified=_given(request, "whatsapp_verified"),
    )
    return await _update(services, contact_id, change)


@router.patch("/{contact_id:int}", responses=errors(404, 409))
async def patch(services: ServicesDep, contact_id: IdInPath, request: ContactPatch) -> ContactAnswer:
    """Update a contact. `whatsapp_verified` null: not known."""
    names = ("phone", "attributes", "category_ids", "whatsapp_verified")
    change = ContactChange(
        country=request.country,
        merge_attributes=True,
        texts={name: text for name, text in request.texts().items() if name in request.model_fields_set},
        **{name: _given(request, name) for name in names},
    )
    return await _update(services, contact_id, change)


async def _update(services: Services, contact_id: int, change: ContactChange) -> ContactAnswer:
    async with transaction(services.pool) as conn:
        changed = await service.update_contact(conn, contact_id=contact_id, change=change)
        await move_versions(conn, *_touched_by(changed))
    return _answer(changed.after)


def _touched_by(changed: ChangedContact) -> tuple[str, ...]:
    """The namespaces of the cache whose values are not the same any more: a name counts nowhere."""
    before, after = changed.before, changed.after
    counted = (before.whatsapp_verified, before.opted_out_at) != (after.whatsapp_verified, after.opted_out_at)
    touched = {
        "contacts": before != after,
        "contact_counts": counted,
        "categories": before.category_ids != after.category_ids,
    }
    return tuple(namespace for namespace, is_touched in touched.items() if is_touched)


@router.delete("/{contact_id:int}", status_code=status.HTTP_204_NO_CONTENT, responses=errors(404))
async def delete(conn: Changing, contact_id: IdInPath) -> None:
    """Delete a contact: name, numbers, own fields and categories go.

    Kept are the texts that were sent, the person's replies and consents, every count, and an opt-out with the
    number it stands under: the number may be imported again. `erase` clears those too, for good.
    """
    await service.delete_contact(conn, contact_id=contact_id)


@router.post("/{contact_id:int}/opt-out", responses=errors(404))
async def record_opt_out(
    conn: Choosing, contact_id: IdInPath, choice: OptChoice | None = None
) -> ContactAnswer:
    """Opt a contact out, as of now. Also remembered when the contact is deleted."""
    await service.get_contact(conn, contact_id=contact_id)
    choice = choice or OptChoice()
    now = utc_now()
    if await opt_out(conn, contact_ids=[contact_id], reason=choice.reason, at=now):
        consent = Consent(contact_id, False, now, "operator", choice.words or choice.reason, choice.source)
        await note_consents(conn, [consent])
        await record(conn, Act.CONTACT_OPTED_OUT, Subject("contact", contact_id))
    return _answer(await service.get_contact(conn, contact_id=contact_id))


@router.post("/{contact_id:int}/opt-in", responses=errors(404))
async def record_opt_in(
    conn: Choosing, contact_id: IdInPath, choice: OptChoice | None = None
) -> ContactAnswer:
    """Opt a contact in again, as of now."""
    await service.get_contact(conn, contact_id=contact_id)
    choice = choice or OptChoice()
    now = utc_now()
    if await opt_in(conn, contact_ids=[contact_id], reason=choice.reason, at=now):
        consent = Consent(contact_id, True, now, "operator", choice.words or choice.reason, choice.source)
        await note_consents(conn, [consent])
        await record(conn, Act.CONTACT_OPTED_IN, Subject("contact", contact_id))
    return _answer(await service.get_contact(conn, contact_id=contact_id))


@router.get(
    "/{contact_id:int}/timeline",
    responses={200: {"model": Timeline}, **errors(400, 404)},
)
async def show_timeline(
    services: ServicesDep,
    conn: Transaction,
    contact_id: IdInPath,
    limit: Limit = FIRST_PAGE,
    cursor: Cursor = None,
) -> Response:
    """List messages to the contact and what the contact did, newest first."""
    scope = scope_of("timeline", contact_id=contact_id)
    key = read_cursor(services, cursor, scope=scope, parts=3)
    before = None if key is None else (datetime.fromisoformat(key[0]), key[1], key[2])
    rows, more = await list_timeline(conn, contact_id=contact_id, before=before, limit=limit)
    next_cursor = None
    if more:
        last = rows[-1]
        key = [last["at"].isoformat(), last["kind"], last["id"]]
        next_cursor = write_cursor(services, key, scope=scope)
    return answer_json(dump_page([_timeline_item(dict(row)) for row in rows], next_cursor, None))


_ONLY_MESSAGES = ("status", "sent_at", "delivered_at", "read_at", "interacted_at", "failed_at",
                  "cancel_reason", "error_code", "error_title")  # fmt: skip
_ONLY_INTERACTIONS = ("message_id", "opt_out_answer")


def _timeline_item(item: dict[str, Any]) -> dict[str, Any]:
    others = _ONLY_INTERACTIONS if item["kind"] == "message" else _ONLY_MESSAGES
    return {name: value for name, value in item.items() if name not in others}


def _answer(contact: Contact) -> ContactAnswer:
    return ContactAnswer.model_validate(contact)


def _given(request: ContactPatch | ContactReplacement, name: str) -> Any:
    return getattr(request, name) if name in request.model_fields_set else UNCHANGED
