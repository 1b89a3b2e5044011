"""Keeping templates in step with the Graph API."""

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from typing import Any, Protocol

import orjson

from relance.activity import Act, record
from relance.core.clock import utc_now
from relance.core.db import Pool, transaction
from relance.core.log import get_logger
from relance.templates import sql
from relance.templates.status import APPROVED, EXPLAINED_BY_STATUS

log = get_logger(__name__)


class TemplateSource(Protocol):
    """The part of the Graph client that is needed here."""

    def list_templates(self, waba_id: str) -> AsyncIterator[dict[str, Any]]:
        """Meta's fields of all templates of a business account."""
        ...


@dataclass(frozen=True, slots=True)
class TemplateSync:
    """How many templates Meta listed, and how many of ours have vanished there."""

    listed: int
    vanished: int


async def sync_templates(
    pool: Pool, graph: TemplateSource, waba_id: str, *, lift_blocks: bool = False
) -> TemplateSync:
    """Read all templates of a business account; nothing changes unless the whole list was read.

    One that is listed no more becomes `DELETED`. Approval lifts a block that came from the status.
    `lift_blocks` is for a person's own command: it frees every approved template. Raises GraphError or
    GraphUnreachable.
    """
    began_at = utc_now()
    items = [item async for item in graph.list_templates(waba_id)]
    rows = {(row[1], row[2]): row for row in map(_row, items) if row is not None}
    columns = [list(column) for column in zip(*rows.values(), strict=True)] or [[] for _ in range(9)]
    approved = [row for row in rows.values() if row[4] == APPROVED]
    async with transaction(pool) as conn:
        await conn.execute(sql.ENSURE_ACCOUNT, waba_id)
        await conn.execute(
            sql.LIFT_BY_APPROVAL,
            waba_id,
            [row[1] for row in approved],
            [row[2] for row in approved],
            began_at,
            lift_blocks,
            EXPLAINED_BY_STATUS,
        )
        await conn.execute(sql.UPSERT, waba_id, *columns, began_at)
        status = await conn.execute(sql.MARK_DELETED, waba_id, columns[1], columns[2], began_at)
        result = TemplateSync(listed=len(rows), vanished=int(status.rsplit(" ", 1)[1]))
        if lift_blocks:
            await record(conn, Act.TEMPLATES_SYNCED, details=asdict(result))
    log.info("templates_synced", listed=result.listed, vanished=result.vanished)
    return result


def _row(item: dict[str, Any]) -> tuple[Any, ...] | None:
    """Columns in the order of sql.UPSERT; None for something without name, language or status."""
    name, language, status = (item.get(key) for key in ("name", "language", "status"))
    if not (isinstance(name, str) and isinstance(language, str) and isinstance(status, str)):
        return None
    quality = item.get("quality_score")
    components = item.get("components")
    return (
        _word(item.get("id")),
        name,
        language.replace("-", "_"),
        _word(item.get("category")),
        status.upper(),
        (_word(item.get("parameter_format")) or "POSITIONAL").upper(),
        orjson.dumps(_objects(components)).decode(),
        _word(quality.get("score") if isinstance(quality, dict) else quality),
        _word(item.get("rejected_reason")),
    )


def _objects(items: object) -> list[dict[str, Any]]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _word(value: object) -> str | None:
    # Meta writes NONE where there is no reason.
    return str(value) if isinstance(value, str | int) and value not in ("", "NONE") else None
