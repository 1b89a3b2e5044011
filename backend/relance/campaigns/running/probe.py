"""What is blocked without an end: asked now and then whether Meta lets it work again."""

from typing import Any, Protocol

from relance.campaigns.running import tick_sql as sql
from relance.core.db import Pool, Row, transaction
from relance.core.log import get_logger
from relance.senders.blocks import unblock_account, unblock_sender
from relance.templates.sync import TemplateSource, sync_templates
from relance.whatsapp.client import GraphError, GraphUnreachable
from relance.whatsapp.errors import TEMPLATE_PAUSED
from relance.whatsapp.health import is_blocked_by_health

log = get_logger(__name__)

_NUMBER = ("PHONE_NUMBER",)
_ACCOUNT = ("WABA", "BUSINESS", "APP")
_UNKNOWN_FIELD = 100


class NodeSource(Protocol):
    """The part of the Graph client that is needed here."""

    async def read(
        self, node: str, edge: str | None = None, *, query: dict[str, str] | None = None
    ) -> dict[str, Any]:
        """Fields of one node."""
        ...


async def probe_blocked(pool: Pool, graph: NodeSource) -> int:
    """Lift blocks without an end where the Graph API answers for the number; returns how many numbers did.

    Where it tells the health of number and account, what it calls blocked stays so. If the cause is not
    mended all the same, the next one or two messages are refused and block again; they wait and lose nothing.
    """
    answered = 0
    for row in await pool.fetch(sql.PROBES):
        try:
            health = await _ask(graph, row["phone_number_id"])
        except (GraphError, GraphUnreachable) as error:
            log.info("still_blocked", sender_id=row["id"], reason=str(error))
            continue
        answered += 1
        await _lift(pool, row, health)
    return answered


async def probe_paused(pool: Pool, graph: TemplateSource) -> int:
    """Read templates again where a campaign waits for a paused one; returns of how many business accounts."""
    read = 0
    for row in await pool.fetch(sql.PAUSED, TEMPLATE_PAUSED):
        try:
            await sync_templates(pool, graph, row["waba_id"])
        except (GraphError, GraphUnreachable) as error:
            log.info("templates_not_read", waba_id=row["waba_id"], reason=str(error))
        else:
            read += 1
    return read


async def _ask(graph: NodeSource, phone_number_id: str) -> object:
    try:
        answer = await graph.read(phone_number_id, query={"fields": "id,health_status"})
    except GraphError as error:
        if error.code != _UNKNOWN_FIELD:
            raise
        # A version without this field, or a number that does not exist: the next answer tells.
        answer = await graph.read(phone_number_id, query={"fields": "id"})
    return answer.get("health_status")


async def _lift(pool: Pool, row: Row, health: object) -> None:
    number = row["sender_blocked"] and not is_blocked_by_health(health, _NUMBER)
    account = row["account_blocked"] and not is_blocked_by_health(health, _ACCOUNT)
    async with transaction(pool) as conn:
        if number:
            await unblock_sender(conn, sender_id=row["id"])
        if account:
            await unblock_account(conn, waba_id=row["waba_id"])
    word = "block_lifted" if number or account else "still_blocked"
    log.info(word, sender_id=row["id"], number=number, account=account)
