"""What pages make of the counts: the funnel and its rates."""

from collections.abc import Mapping
from typing import Any

from relance.counts.totals import Totals

_STEPS = ("sent", "delivered", "read", "interacted")


def describe_funnel(totals: Totals) -> dict[str, int]:
    """How many people there are, and how many ever got how far."""
    ever = totals.milestones
    return {
        "recipients": totals.total("message_1"),
        **{step: ever["message_1", step] for step in _STEPS},
        "message_2_sent": ever["message_2", "sent"],
    }


def describe_rates(funnel: Mapping[str, Any]) -> dict[str, float]:
    """Shares of what was sent, per cent."""
    sent = funnel["sent"]
    delivered = per_cent(funnel["delivered"], sent)
    return {
        "success_rate": delivered,
        "delivery_rate": delivered,
        "read_rate": per_cent(funnel["read"], sent),
        "interaction_rate": per_cent(funnel["interacted"], sent),
    }


def per_cent(part: int, whole: int) -> float:
    """0 to 100, two decimals; 0 of nothing."""
    # Late evidence may show a part before its whole (a reply quotes a message whose status never came).
    return round(min(100.0, 100 * part / whole), 2) if whole > 0 else 0.0
