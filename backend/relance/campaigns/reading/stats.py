"""The numbers of a campaign as its page shows them."""

from relance.campaigns.schemas import CampaignStats
from relance.counts.describe import describe_funnel, describe_rates
from relance.counts.totals import Totals
from relance.messages.schemas import Funnel, Rates
from relance.messages.state import FAILED, HELD, MESSAGE_1, MESSAGE_2, NO_INTERACTION, STATES


def describe(campaign_id: int, status: str, totals: Totals) -> CampaignStats:
    """Put the counts into the words of the answer."""
    funnel = describe_funnel(totals)
    held = totals.states[MESSAGE_1, HELD] + totals.states[MESSAGE_2, HELD]
    silent = totals.states[MESSAGE_1, NO_INTERACTION]
    return CampaignStats(
        campaign_id=campaign_id,
        status=status,
        total_recipients=funnel["recipients"],
        message_1=totals.shown_states(MESSAGE_1, STATES),
        message_2=totals.shown_states(MESSAGE_2, STATES),
        funnel=Funnel(**funnel),
        interaction_count=funnel["interacted"],
        sent_count=funnel["sent"] + funnel["message_2_sent"] + held,
        success_count=funnel["delivered"],
        failed_count=totals.states[MESSAGE_1, FAILED] + silent,
        no_interaction_count=silent,
        rates=Rates(**describe_rates(funnel)),
    )
