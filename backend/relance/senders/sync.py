"""Keeping senders in step with the Graph API."""

from typing import Any, Protocol

from relance.activity import Act, Subject, record
from relance.core.clock import utc_now
from relance.core.db import Pool, transaction
from relance.core.log import get_logger
from relance.core.settings import Settings
from relance.senders import sql
from relance.senders.blocks import unblock_account, unblock_sender

log = get_logger(__name__)


class PhoneNumberSource(Protocol):
    """The part of the Graph client that is needed here."""

    async def get_phone_number(self, phone_number_id: str) -> dict[str, Any]:
        """Meta's fields of one business phone number."""
        ...


async def ensure_sender(pool: Pool, settings: Settings) -> None:
    """Make sure that the account and the sender of the settings exist; asks nobody."""
    waba_id = settings.whatsapp_business_account_id
    async with transaction(pool) as conn:
        await conn.execute(sql.ENSURE_ACCOUNT, waba_id)
        await conn.execute(sql.ENSURE_SENDER, settings.whatsapp_phone_number_id, waba_id)


async def sync_senders(
    pool: Pool, graph: PhoneNumberSource, settings: Settings, *, lift_blocks: bool = False
) -> int:
    """Read all senders of the settings' account from the Graph API. Returns how many.

    The sender of the settings exists afterwards, also when this raises GraphError or GraphUnreachable.
    `lift_blocks` is for a person's own command: what they mended at Meta may send again, and is blocked
    again by the next send if it is not mended.
    """
    await ensure_sender(pool, settings)
    waba_id = settings.whatsapp_business_account_id
    rows = await pool.fetch(sql.LIST_OF_ACCOUNT, waba_id)
    for row in rows:  # one request each: there is no other way to read a number's limit and quality
        answer = await graph.get_phone_number(row["phone_number_id"])
        async with transaction(pool) as conn:
            await conn.execute(sql.STORE_PHONE_NUMBER, row["id"], *_fields(answer), utc_now())
            if lift_blocks and await unblock_sender(conn, sender_id=row["id"]):
                await record(conn, Act.SENDER_UNBLOCKED, Subject("sender", row["id"]))
    if lift_blocks:
        async with transaction(pool) as conn:
            await unblock_account(conn, waba_id=waba_id)
    log.info("senders_synced", senders=len(rows))
    return len(rows)


def _fields(answer: dict[str, Any]) -> tuple[str | None, ...]:
    # The old name of the limit is deprecated and still all that some versions answer.
    limit = answer.get("whatsapp_business_manager_messaging_limit") or answer.get("messaging_limit_tier")
    return (
        _text(answer.get("display_phone_number")),
        _text(answer.get("verified_name")),
        _text(answer.get("quality_rating")),
        _text(limit),
        _text(answer.get("status")),
    )


def _text(value: object) -> str | None:
    return value.replace("\x00", "") if isinstance(value, str) and value else None
