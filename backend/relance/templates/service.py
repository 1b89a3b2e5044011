"""Reading templates, and stopping one that cannot be sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from relance.contacts.own_fields import fields_of
from relance.core.db import Connection
from relance.core.errors import AppError
from relance.templates import sql


@dataclass(frozen=True, slots=True)
class Template:
    """A template as Meta last described it. `components` is Meta's list."""

    id: int
    waba_id: str
    meta_id: str | None
    name: str
    language: str
    category: str | None
    status: str
    parameter_format: str
    components: list[dict[str, Any]]
    quality: str | None
    rejected_reason: str | None
    blocked_at: datetime | None
    blocked_until: datetime | None
    blocked_code: int | None
    blocked_reason: str | None
    synced_at: datetime | None


async def find_template(conn: Connection, *, waba_id: str, name: str, language: str) -> Template | None:
    """The template of that name and language (`en_US`; `en-US` is taken for it), whatever its status."""
    row = await conn.fetchrow(sql.FIND, waba_id, name, language.replace("-", "_"))
    return None if row is None else Template(**row)


async def get_template(conn: Connection, *, template_id: int) -> Template:
    """Read a template. Raises AppError `template_not_found`."""
    row = await conn.fetchrow(sql.GET, template_id)
    if row is None:
        raise AppError("template_not_found", id=template_id)
    return Template(**row)


async def list_templates(conn: Connection) -> list[Template]:
    """All templates by name and language, those that vanished at Meta (`DELETED`) included."""
    return [Template(**row) for row in await conn.fetch(sql.LIST)]


async def list_page(
    conn: Connection,
    *,
    status: str | None,
    language: str | None,
    after: tuple[str, str, int] | None,
    limit: int,
) -> list[Template]:
    """Templates in order of name, language and id, behind `after`."""
    name, tongue, template_id = after or (None, None, None)
    rows = await conn.fetch(sql.PAGE, status, language, name, tongue, template_id, limit)
    return [Template(**row) for row in rows]


async def count_templates(conn: Connection, *, status: str | None, language: str | None) -> int:
    """How many templates pass the filters."""
    n: int = await conn.fetchval(sql.COUNT, status, language)
    return n


async def read_contact_fields(conn: Connection, *, contact_id: int) -> dict[str, Any]:
    """What variables of a template may take from a contact. Raises AppError `contact_not_found`."""
    row = await conn.fetchrow(sql.CONTACT_FIELDS, contact_id)
    if row is None:
        raise AppError("contact_not_found", id=contact_id)
    return fields_of(row)


async def block_template(
    conn: Connection, *, template_id: int, until: datetime | None, code: int | None, reason: str
) -> bool:
    """Nothing with this template leaves until `until`; None: until Meta approves it or a person lifts it.

    `code` and `reason` are Meta's. Returns whether it was free before. Idempotent, one statement.
    """
    return bool(await conn.fetchval(sql.BLOCK, template_id, until, code, reason))
