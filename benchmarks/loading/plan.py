"""What there is to load: how large the categories are, and which campaign went to whom, and when."""

import random
from dataclasses import dataclass

DAY_S = 86_400
SENDERS = 3
TEMPLATES = 8

# Size for a million contacts, and how many categories have it: 200 in all.
_SIZES = (
    (600_000, 1), (200_000, 2), (100_000, 4), (50_000, 8), (25_000, 15), (12_000, 20), (6_000, 30),
    (3_000, 30), (1_000, 40), (100, 30), (10, 15), (1, 4), (0, 1),
)  # fmt: skip
_MESSAGES_2 = 0.1
"""Messages 2 per Message 1, about."""


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """A campaign that has begun. `sent_share`: how much of it is sent; the rest is pending or cancelled."""

    id: int
    category: int
    recipients: int
    status: str
    began_s: int
    rate_per_s: float
    sent_share: float
    has_message_2: bool
    sender_id: int
    template_id: int

    @property
    def is_over(self) -> bool:
        """Whether nothing is expected any more."""
        return self.status in ("completed", "stopped", "failed")


def size_categories(contacts: int, categories: int) -> list[int]:
    """How many contacts each category has, the largest first."""
    sizes = [round(size * contacts / 1_000_000) for size, n in _SIZES for _ in range(n)]
    step = len(sizes) / categories
    return [sizes[min(len(sizes) - 1, int(place * step))] for place in range(categories)]


def plan_campaigns(sizes: list[int], messages: int, now_s: int, chance: random.Random) -> list[CampaignPlan]:
    """Campaigns with about as many messages, the oldest first; the last six are under way."""
    under_way = _plan_under_way(sizes, now_s)
    wanted = messages / (1 + _MESSAGES_2) - sum(plan.recipients for plan in under_way)
    # One campaign reaches the largest category; the others take any that is smaller.
    chosen = [0]
    total = sizes[0]
    while total < wanted:
        category = chance.randrange(1, len(sizes))
        if sizes[category] > 0 and total + sizes[category] <= wanted + 5_000:
            chosen.append(category)
            total += sizes[category]
        elif min(size for size in sizes if size) > wanted - total or wanted - total < 50:
            break
    chance.shuffle(chosen)
    plans = []
    for place, category in enumerate(chosen):
        age_days = 400 * (len(chosen) - place) / len(chosen) + 3
        status = chance.choices(("completed", "stopped", "failed"), (95, 4.5, 0.5))[0]
        plans.append(_plan(place + 1, category, sizes, status, int(now_s - age_days * DAY_S), chance))
    return plans + [
        CampaignPlan(len(plans) + place + 1, *_tail(plan)) for place, plan in enumerate(under_way)
    ]


def _plan(
    id_: int, category: int, sizes: list[int], status: str, began_s: int, chance: random.Random
) -> CampaignPlan:
    share = {"completed": 1.0, "stopped": chance.uniform(0.1, 0.9), "failed": 0.0}[status]
    return CampaignPlan(
        id_, category, sizes[category], status, began_s, 75.0, share, chance.random() < 0.85,
        1 + id_ % SENDERS, 1 + id_ % TEMPLATES,
    )  # fmt: skip


def _plan_under_way(sizes: list[int], now_s: int) -> list[CampaignPlan]:
    """Two sending, one paused, three that wait for replies."""
    found = []
    for place, (status, share, hours) in enumerate(
        (
            ("sending", 1.0, 20),
            ("sending", 1.0, 9),
            ("sending", 1.0, 4),
            ("paused", 0.3, 6),
            ("sending", 0.4, 1),
            ("sending", 0.5, 0.05),
        )
    ):
        category = min(len(sizes) - 1, (7, 20, 40, 16, 5, 60)[place] * len(sizes) // 200)
        rate = max(5.0, sizes[category] * share / (hours * 3600 * 0.9))
        began_s = int(now_s - hours * 3600)
        found.append(
            CampaignPlan(0, category, sizes[category], status, began_s, rate, share, place != 2, 1, 1 + place)
        )
    return found


def _tail(plan: CampaignPlan) -> tuple[int, int, str, int, float, float, bool, int, int]:
    return (
        plan.category, plan.recipients, plan.status, plan.began_s, plan.rate_per_s, plan.sent_share,
        plan.has_message_2, plan.sender_id, plan.template_id,
    )  # fmt: skip
