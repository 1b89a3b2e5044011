"""Campaigns in doubt, for the tests of decisions."""

from datetime import datetime
from typing import Any

from relance.campaigns.doubts.decide import Decided, Decider, Decision, DoubtRequest, decide_doubts
from relance.campaigns.running.launch import launch_campaign
from relance.core.clock import utc_now
from relance.messages.evidence import Accepted, StatusSeen
from relance.whatsapp.errors import MetaError
from tests.campaigns.scene import Scene

TEXT = {"type": "text", "text": "Merci"}
REFUSED = MetaError(code=131026, title="Undeliverable", details="", fbtrace_id=None)
AT_HOME = Decider(place="the tests")


async def in_doubt(
    scene: Scene, people: int = 3, *, left_at: datetime | None = None, **columns: Any
) -> tuple[int, list[int]]:
    """A campaign all of whose Messages 1 left, and nobody knows whether Meta took them."""
    category = await scene.add_category(f"C{await scene.pool.fetchval('SELECT count(*) FROM campaigns')}")
    for _ in range(people):
        await scene.add_contact(category)
    campaign = await scene.add_campaign(category, **columns)
    await launch_campaign(scene.pool, scene.redis, campaign_id=campaign, default_rate_per_s=75)
    return campaign, await scene.lose_all(campaign, left_at=left_at)


async def decide(
    scene: Scene,
    campaign: int,
    decision: Decision,
    *,
    message_type: str = "message_1",
    left_before: datetime | None = None,
    decider: Decider = AT_HOME,
    **options: Any,
) -> Decided:
    request = DoubtRequest(campaign, message_type, decision, left_before)
    return await decide_doubts(scene.pool, request=request, decider=decider, unknown_grace_s=300, **options)


async def states(scene: Scene, campaign: int) -> list[str]:
    return [row["status"] for row in await scene.messages(campaign)]


async def bulk_ids(scene: Scene, campaign: int) -> list[int]:
    rows = await scene.pool.fetch(
        "SELECT unnest(message_ids) AS id FROM send_batches WHERE campaign_id = $1 AND lane <> 'settle'"
        " ORDER BY 1",
        campaign,
    )
    return [row["id"] for row in rows]


async def accept(scene: Scene, message: int, wamid: str, *, attempt: int) -> None:
    await scene.apply(Accepted(message, attempt, wamid, utc_now()))


async def echo(scene: Scene, message: int, wamid: str, *, attempt: int = 1, status: str = "sent") -> None:
    await scene.apply(StatusSeen(message, attempt, wamid, status, utc_now(), REFUSED))
