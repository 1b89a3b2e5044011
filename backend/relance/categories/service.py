"""Categories: list with exact counts, create, fill, empty, delete."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg

from relance.activity import Act, Subject, differences, record, sample_of
from relance.categories import sql
from relance.categories.colors import PALETTE
from relance.core.db import Connection
from relance.core.errors import AppError

NAME_LENGTH = 100
"""Characters a name may have."""

_COLOR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Category:
    """A category with the number of its contacts."""

    id: int
    name: str
    color: str
    contact_count: int


async def list_categories(conn: Connection) -> list[Category]:
    """All categories by name, in one statement whatever their number."""
    return [Category(**row) for row in await conn.fetch(sql.LIST)]


async def get_category(conn: Connection, *, category_id: int) -> Category:
    """Read a category. Raises AppError `category_not_found`."""
    row = await conn.fetchrow(sql.GET, category_id)
    if row is None:
        raise AppError("category_not_found", id=category_id)
    return Category(**row)


async def create_category(
    conn: Connection, *, name: str, color: str | None = None, created_by: int | None = None
) -> Category:
    """Create a category, in the least used colour of the palette unless one is given (`#rrggbb`).

    Raises AppError `category_name_refused`, `color_refused` (422), `category_exists` (409; the case of
    letters makes no difference).
    """
    name = _check_name(name)
    category_id = await conn.fetchval(sql.INSERT, name, _check_color(color), list(PALETTE), created_by)
    if category_id is None:
        raise await _exists(conn, name)
    created = await get_category(conn, category_id=category_id)
    await record(conn, Act.CATEGORY_CREATED, Subject("category", created.id, created.name))
    return created


async def get_or_create_category(conn: Connection, *, name: str, created_by: int | None = None) -> int:
    """The id of the category of that name, created if missing. The case of letters makes no difference."""
    name = _check_name(name)
    while True:
        # Twice at most, unless somebody creates and deletes it in between.
        category_id: int | None = await conn.fetchval(sql.FIND_BY_NAME, name)
        if category_id is None:
            category_id = await conn.fetchval(sql.INSERT, name, None, list(PALETTE), created_by)
            if category_id is not None:
                await record(conn, Act.CATEGORY_CREATED, Subject("category", category_id, name))
        if category_id is not None:
            return category_id


async def update_category(
    conn: Connection, *, category_id: int, name: str | None = None, color: str | None = None
) -> Category:
    """Rename or recolour. Raises AppError as `create_category`, and `category_not_found`."""
    checked = None if name is None else _check_name(name)
    try:
        async with conn.transaction():
            found = await conn.fetchrow(sql.UPDATE, category_id, checked, _check_color(color))
    except asyncpg.UniqueViolationError as error:
        raise await _exists(conn, str(checked)) from error
    if found is None:
        raise AppError("category_not_found", id=category_id)
    changed = await get_category(conn, category_id=category_id)
    before, after = differences(dict(found), {"name": changed.name, "color": changed.color})
    if after:
        subject = Subject("category", category_id, changed.name)
        await record(conn, Act.CATEGORY_CHANGED, subject, before=before, after=after)
    return changed


async def add_contacts(conn: Connection, *, category_id: int, contact_ids: Sequence[int]) -> int:
    """Add contacts, each once; unknown and deleted ids are left out. Returns how many are new in it."""
    if await conn.fetchval(sql.LOCK, category_id) is None:
        raise AppError("category_not_found", id=category_id)
    ids = sorted(set(contact_ids))
    added = _affected(await conn.execute(sql.ADD_CONTACTS, category_id, ids))
    await _record_filing(conn, Act.CATEGORY_FILLED, category_id, ids, added)
    return added


async def add_locked_contacts(conn: Connection, *, category_id: int, contact_ids: Sequence[int]) -> int:
    """As `add_contacts`, for contacts that this transaction has created or locked: half the work."""
    if await conn.fetchval(sql.LOCK, category_id) is None:
        raise AppError("category_not_found", id=category_id)
    return _affected(await conn.execute(sql.ADD_LOCKED_CONTACTS, category_id, list(contact_ids)))


async def remove_contacts(conn: Connection, *, category_id: int, contact_ids: Sequence[int]) -> int:
    """Take contacts out; they stay contacts. Returns how many were in it."""
    if await conn.fetchval(sql.LOCK, category_id) is None:
        raise AppError("category_not_found", id=category_id)
    ids = sorted(set(contact_ids))
    await conn.execute(sql.LOCK_CONTACTS, ids)
    removed = _affected(await conn.execute(sql.REMOVE_CONTACTS, category_id, ids))
    await _record_filing(conn, Act.CATEGORY_EMPTIED, category_id, ids, removed)
    return removed


async def _record_filing(
    conn: Connection, act: Act, category_id: int, ids: Sequence[int], changed: int
) -> None:
    if changed:
        await record(
            conn, act, Subject("category", category_id), details=sample_of(ids) | {"changed": changed}
        )


async def delete_category(conn: Connection, *, category_id: int) -> None:
    """Delete a category; its contacts stay. Raises `category_in_use` (409) when a campaign uses it.

    A few milliseconds whatever its size: nobody sees it any more, and the tick takes its memberships away.
    """
    try:
        async with conn.transaction():
            await conn.execute(sql.FORGET_DELETED_CAMPAIGNS, category_id)
            name: str | None = await conn.fetchval(sql.LOCK_UNUSED, category_id)
            if name is not None:
                await conn.execute(sql.DELETE, category_id)
                await record(conn, Act.CATEGORY_DELETED, Subject("category", category_id, name))
    except asyncpg.ForeignKeyViolationError as error:  # a campaign that was created just now
        raise await _in_use(conn, category_id) from error
    if name is None:
        await get_category(conn, category_id=category_id)
        raise await _in_use(conn, category_id)


def _check_name(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= NAME_LENGTH or not name.isprintable():
        raise AppError("category_name_refused", most=NAME_LENGTH)
    return name


def _check_color(color: str | None) -> str | None:
    if color is None:
        return None
    if not _COLOR.fullmatch(color.lower()):
        raise AppError("color_refused", color=color)
    return color.lower()


async def _exists(conn: Connection, name: str) -> AppError:
    """With the id of the other one, unless that is gone again."""
    other_id = await conn.fetchval(sql.FIND_BY_NAME, name)
    return AppError("category_exists", name=name, details={"category_id": other_id})


async def _in_use(conn: Connection, category_id: int) -> AppError:
    """With the campaigns that use it, the newest first, 20 at most."""
    campaigns = [dict(row) for row in await conn.fetch(sql.LIST_CAMPAIGNS, category_id)]
    return AppError("category_in_use", details={"campaigns": campaigns})


def _affected(status: str) -> int:
    return int(status.rsplit(" ", 1)[1])
