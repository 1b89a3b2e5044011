"""When Meta stops a number, a template or a whole account: write the block down for every process."""

from relance.core.db import Pool, transaction
from relance.core.log import get_logger
from relance.messages.store import raise_incident
from relance.senders.blocks import block_account, block_sender, throttle_sender
from relance.sending.campaign import CampaignWriter
from relance.sending.due import DueWork
from relance.sending.outcome import Stop
from relance.templates.service import block_template

log = get_logger(__name__)


async def apply_stop(pool: Pool, work: DueWork, writer: CampaignWriter, stop: Stop) -> None:
    """Block until `stop.until`, or until a person mends it; the queue keeps everything meanwhile."""
    code, reason = stop.error.code, stop.error.title
    log.warning(
        "sending_stopped", scope=stop.scope, sender_id=work.sender_id, code=code, until=str(stop.until)
    )
    async with transaction(pool) as conn:
        if stop.scope == "account":
            await block_account(conn, waba_id=writer.waba_id, until=stop.until, code=code, reason=reason)
            subject = f"account:{writer.waba_id}"
        elif stop.scope == "template":
            await block_template(
                conn, template_id=writer.template_id, until=stop.until, code=code, reason=reason
            )
            subject = f"template:{writer.template_id}"
        else:
            await block_sender(conn, sender_id=work.sender_id, until=stop.until, code=code, reason=reason)
            if stop.throttle:
                await throttle_sender(
                    conn, sender_id=work.sender_id, rate_per_s=max(1.0, work.rate_per_s / 2)
                )
            subject = f"sender:{work.sender_id}"
        if stop.until is None:
            await raise_incident(conn, f"{stop.scope}_stopped", subject, {"code": code, "reason": reason})
