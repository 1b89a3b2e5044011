"""Numbers and accounts blocked without an end: asked once a minute whether Meta lets them work again."""

from typing import Any, Protocol

from relance.campaigns import tick_sql as sql
from relance.core.db import Pool, transaction
from relance.core.log import get_logger
from relance.senders.blocks import unblock_account, unblock_sender
from relance.whatsapp.client import GraphError, GraphUnreachable

log = get_logger(__name__)


class PhoneNumberSource(Protocol):
    """The part of the Graph client that is needed here."""

    async def get_phone_number(self, phone_number_id: str) -> dict[str, Any]:
        """Meta's fields of one business phone number."""
        ...


async def probe_blocked(pool: Pool, graph: PhoneNumberSource) -> int:
    """Lift blocks without an end where the Graph API answers for the number; returns how many numbers did.

    If the cause is not mended the next message is refused again and blocks again, at the cost of one
    request a minute and of no attempt of the message.
    """
    answered = 0
    for row in await pool.fetch(sql.LIST_BLOCKED):
        try:
            await graph.get_phone_number(row["phone_number_id"])
        except (GraphError, GraphUnreachable) as error:
            log.info("still_blocked", sender_id=row["id"], reason=str(error))
            continue
        answered += 1
        async with transaction(pool) as conn:
            if row["sender_blocked"]:
                await unblock_sender(conn, sender_id=row["id"])
            if row["account_blocked"]:
                await unblock_account(conn, waba_id=row["waba_id"])
        log.info("block_lifted", sender_id=row["id"])
    return answered
