"""The numbers of a campaign as its page shows them."""

from relance.campaigns import sql
from relance.campaigns.progress import Progress
from relance.campaigns.schemas import CampaignStats, Funnel, Rates
from relance.core.db import Connection
from relance.core.errors import not_found
from relance.messages.state import FAILED, HELD, MESSAGE_1, MESSAGE_2, NO_INTERACTION


async def read_stats(conn: Connection, *, campaign_id: int) -> CampaignStats:
    """Read them in one statement, so of one moment. Raises AppError `campaign_not_found`."""
    rows = await conn.fetch(sql.STATS, campaign_id)
    if not rows:
        raise not_found("campaign", campaign_id)
    progress = Progress()
    for row in rows:
        if row["kind"] is not None:
            progress.add(row)
    return describe(campaign_id, rows[0]["campaign_status"], progress)


def describe(campaign_id: int, status: str, progress: Progress) -> CampaignStats:
    """Put the counts into the words of the answer."""
    ever = progress.milestones
    sent = ever[MESSAGE_1, "sent"]
    delivered, read = ever[MESSAGE_1, "delivered"], ever[MESSAGE_1, "read"]
    interacted = ever[MESSAGE_1, "interacted"]
    held = progress.states[MESSAGE_1, HELD] + progress.states[MESSAGE_2, HELD]
    silent = progress.states[MESSAGE_1, NO_INTERACTION]
    return CampaignStats(
        campaign_id=campaign_id,
        status=status,
        total_recipients=progress.total(MESSAGE_1),
        message_1=progress.shown_states(MESSAGE_1),
        message_2=progress.shown_states(MESSAGE_2),
        funnel=Funnel(
            recipients=progress.total(MESSAGE_1),
            sent=sent,
            delivered=delivered,
            read=read,
            interacted=interacted,
            message_2_sent=ever[MESSAGE_2, "sent"],
        ),
        interaction_count=interacted,
        sent_count=sent + ever[MESSAGE_2, "sent"] + held,
        success_count=delivered,
        failed_count=progress.states[MESSAGE_1, FAILED] + silent,
        no_interaction_count=silent,
        rates=Rates(
            success_rate=_per_cent(delivered, sent),
            delivery_rate=_per_cent(delivered, sent),
            read_rate=_per_cent(read, sent),
            interaction_rate=_per_cent(interacted, sent),
        ),
    )


def _per_cent(part: int, whole: int) -> float:
    # Late evidence may show a part before its whole (a reply quotes a message whose status never came).
    return round(min(100.0, 100 * part / whole), 2) if whole > 0 else 0.0
