"""Routes for many contacts at once. Who may call them is decided where the routers are joined."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from relance.activity import Act, Subject, asked_of, record
from relance.auth.edge.quotas import limited
from relance.cache.versions import move_versions
from relance.contacts import service
from relance.contacts.api import CHANGED_BY_CONTACTS, Wanted
from relance.contacts.bulk import Change, change_by_filter, change_by_ids
from relance.contacts.filters import Order
from relance.contacts.lists.export import export_contacts
from relance.contacts.schemas import BulkAnswer, Chosen
from relance.core.db import Connection
from relance.downloads.edge import AskedLook, answer_file
from relance.http.pagination import scope_of
from relance.http.requests import Transaction
from relance.http.responses import CSV_FILE, errors, read_cursor, write_cursor
from relance.http.services import Services, ServicesDep

router = APIRouter(prefix="/api/contacts", tags=["contacts"])


@router.post("/bulk/delete", responses=errors(400))
async def delete_many(services: ServicesDep, chosen: Chosen) -> BulkAnswer:
    """Delete many contacts: the persons are cleared, their history stays."""

    async def delete(conn: Connection, ids: Sequence[int]) -> int:
        deleted = await service.delete_contacts(conn, contact_ids=ids)
        await move_versions(conn, *CHANGED_BY_CONTACTS)
        return len(deleted)

    return await change_chosen(services, chosen, delete, name="delete")


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={200: CSV_FILE},
    dependencies=[limited("exports")],
)
async def export(
    services: ServicesDep,
    conn: Transaction,
    wanted: Wanted,
    look: AskedLook,
    sort: Annotated[Order, Query()] = Order.OLDEST,
) -> StreamingResponse:
    """Export the contacts of a filter: for programs, or with a language for an office.

    The import takes both as they are.
    """
    await record(
        conn, Act.CONTACTS_EXPORTED, Subject("contact"), details=asked_of(wanted, hidden=("q", "fields"))
    )
    pieces = export_contacts(services.pool, wanted=wanted, order=sort, look=look)
    return answer_file(pieces, look, name="contacts")


async def change_chosen(services: Services, chosen: Chosen, change: Change, *, name: str) -> BulkAnswer:
    """Make a change to the chosen contacts; it moves the versions of what is kept of them."""
    pool = services.pool
    scope = scope_of(f"bulk {name}", chosen=repr(chosen.filter))
    key = read_cursor(services, chosen.cursor, scope=scope, parts=1)
    if chosen.ids is not None:
        result = await change_by_ids(pool, ids=chosen.ids, change=change)
    else:
        assert chosen.filter is not None
        after_id = 0 if key is None else key[0]
        result = await change_by_filter(
            pool, wanted=chosen.filter.to_filter(), after_id=after_id, change=change
        )
    next_cursor = None
    if result.after_id is not None:
        next_cursor = write_cursor(services, (result.after_id,), scope=scope)
    return BulkAnswer(matched=result.matched, changed=result.changed, next_cursor=next_cursor)
