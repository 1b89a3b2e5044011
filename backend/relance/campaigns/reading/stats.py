"""The numbers of a campaign as its page shows them."""

from relance.campaigns.progress import Progress
from relance.campaigns.schemas import CampaignStats
from relance.messages.schemas import Funnel, Rates
from relance.messages.state import FAILED, HELD, MESSAGE_1, MESSAGE_2, NO_INTERACTION
from relance.messages.stats import per_cent


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
            success_rate=per_cent(delivered, sent),
            delivery_rate=per_cent(delivered, sent),
            read_rate=per_cent(read, sent),
            interaction_rate=per_cent(interacted, sent),
        ),
    )
