"""Routes of categories. Who may call them is decided where the routers are joined."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Response, status

from relance.auth.edge.access import Caller
from relance.cache.edge.changing import changing
from relance.cache.versions import move_versions
from relance.categories import service
from relance.categories.schemas import (
    CategoryBody,
    CategoryList,
    CategoryReplacement,
    Membership,
    NewCategory,
)
from relance.contacts.bulk_api import change_chosen
from relance.contacts.schemas import BulkAnswer, Chosen
from relance.core.db import Connection
from relance.core.errors import AppError
from relance.http.ids import IdInPath
from relance.http.requests import Transaction
from relance.http.responses import answer_json, dump, dump_page, errors
from relance.http.services import Services, ServicesDep

router = APIRouter(prefix="/api/categories", tags=["categories"])
bulk_router = APIRouter(prefix="/api/contacts/bulk", tags=["contacts"])

CHANGED_BY_CATEGORIES = ("categories",)
CHANGED_BY_MEMBERSHIP = ("categories", "contacts")
"""The namespaces of the cache that each kind of change ends; pages of contacts name their categories."""

Changing = Annotated[Connection, changing(*CHANGED_BY_CATEGORIES)]
ChangingMembers = Annotated[Connection, changing(*CHANGED_BY_MEMBERSHIP)]


@router.get("", responses={200: {"model": CategoryList}})
async def list_categories(conn: Transaction) -> Response:
    """List categories with the number of their contacts."""
    items = [asdict(category) for category in await service.list_categories(conn)]
    return answer_json(dump_page(items, None, len(items)))


@router.post("", status_code=status.HTTP_201_CREATED, responses=errors(409))
async def create(conn: Changing, request: NewCategory, caller: Caller) -> CategoryBody:
    """Create a category."""
    created_by = caller.id if caller.kind == "user" else None
    created = await service.create_category(
        conn, name=request.name, color=request.color, created_by=created_by
    )
    return CategoryBody.model_validate(created)


@router.get("/{category_id}", responses={200: {"model": CategoryBody}, **errors(404)})
async def show(conn: Transaction, category_id: IdInPath) -> Response:
    """Show a category."""
    return answer_json(dump(asdict(await service.get_category(conn, category_id=category_id))))


@router.put("/{category_id}", responses=errors(404, 409))
async def replace(conn: Changing, category_id: IdInPath, request: CategoryReplacement) -> CategoryBody:
    """Rename or recolour a category."""
    changed = await service.update_category(
        conn, category_id=category_id, name=request.name, color=request.color
    )
    return CategoryBody.model_validate(changed)


@router.delete(
    "/{category_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=errors(404, 409),
)
async def delete(conn: ChangingMembers, category_id: IdInPath) -> None:
    """Delete a category. Its contacts stay."""
    await service.delete_category(conn, category_id=category_id)


@router.post("/{category_id}/contacts", responses=errors(400, 404))
async def add_contacts(services: ServicesDep, category_id: IdInPath, chosen: Chosen) -> BulkAnswer:
    """Add contacts to the category; `changed` are those that were not in it."""
    return await _file(services, chosen, action="add", category_id=category_id)


@router.delete(
    "/{category_id}/contacts/{contact_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=errors(404),
)
async def remove_contact(conn: ChangingMembers, category_id: IdInPath, contact_id: IdInPath) -> None:
    """Remove a contact from the category; the contact is kept."""
    removed = await service.remove_contacts(conn, category_id=category_id, contact_ids=[contact_id])
    if not removed:
        raise AppError("contact_not_found", id=f"{contact_id} in category {category_id}")


@bulk_router.post("/categories", responses=errors(400, 404))
async def file_many(services: ServicesDep, request: Membership) -> BulkAnswer:
    """Add many contacts to a category, or remove them from it."""
    return await _file(services, request, action=request.action, category_id=request.category_id)


async def _file(services: Services, chosen: Chosen, *, action: str, category_id: int) -> BulkAnswer:
    step = service.add_contacts if action == "add" else service.remove_contacts

    async def change(conn: Connection, ids: Sequence[int]) -> int:
        changed = await step(conn, category_id=category_id, contact_ids=ids)
        await move_versions(conn, *CHANGED_BY_MEMBERSHIP)
        return changed

    async with services.pool.acquire() as conn:
        await service.get_category(conn, category_id=category_id)
    name = f"{action} {category_id}"
    return await change_chosen(services, chosen, change, name=name)
