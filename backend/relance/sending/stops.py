"""When an answer of Meta's stops a number, a template or a whole account."""

from relance.core.db import Pool, transaction
from relance.sending.answered import Stop
from relance.sending.due import DueWork
from relance.sending.writer import CampaignWriter
from relance.templates.stops import Place, stop_sending


async def apply_stop(pool: Pool, work: DueWork, writer: CampaignWriter, stop: Stop) -> None:
    """Write the block down for every process.

    Not for what comes and goes by itself: a full number (`throughput`), a dead line, an ill Meta (`line`).
    """
    place = Place(work.sender_id, writer.waba_id, writer.template_id)
    async with transaction(pool) as conn:
        await stop_sending(conn, scope=stop.scope, place=place, for_s=stop.for_s, error=stop.error)
