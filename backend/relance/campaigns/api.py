"""Routes of campaigns. Who may call them is decided where the routers are joined."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Header, status

from relance.auth.edge.access import Caller, Principal
from relance.cache.edge.changing import changing
from relance.campaigns import service
from relance.campaigns.doubts.api import router as doubts
from relance.campaigns.drafting.change import change_campaign, delete_campaign, duplicate_campaign
from relance.campaigns.drafting.create import create_campaign
from relance.campaigns.drafting.preflight_api import router as preflights
from relance.campaigns.drafting.test_send import try_campaign
from relance.campaigns.reading.schemas import RetryAnswer, SendTestAnswer, SendTestRequest
from relance.campaigns.reading.streams_api import router as streams
from relance.campaigns.reading.views_api import router as views
from relance.campaigns.running.jobs import LAUNCH, TICK
from relance.campaigns.running.retry import retry_failed
from relance.campaigns.schemas import CampaignAnswer, NewCampaign
from relance.campaigns.state import DRAFT, PREPARING
from relance.core.clock import utc_now
from relance.core.db import Connection
from relance.http.ids import IdInPath
from relance.http.requests import Transaction
from relance.http.responses import errors
from relance.http.services import Services, ServicesDep
from relance.messages.hint import hint_due

commands = APIRouter(prefix="/api/campaigns", tags=["campaigns"])

CHANGED = ("campaigns",)
"""The namespaces of the cache that an operator's change of a campaign ends; numbers are kept only of those
that are over."""

CHANGED_BY_END = (*CHANGED, "campaign_stats")
CHANGED_BY_PURGE = (*CHANGED_BY_END, "messages_stats")
CHANGED_BY_TEST = ("contacts", "contact_counts")

IdempotencyKey = Annotated[str | None, Header(alias="Idempotency-Key", min_length=1, max_length=200)]
Changing = Annotated[Connection, changing(*CHANGED)]
Ending = Annotated[Connection, changing(*CHANGED_BY_END)]
Deleting = Annotated[Connection, changing(*CHANGED_BY_PURGE)]
Trying = Annotated[Connection, changing(*CHANGED_BY_TEST)]


@commands.post("", status_code=status.HTTP_201_CREATED, responses=errors(409))
async def create(
    services: ServicesDep, conn: Changing, request: NewCampaign, caller: Caller, key: IdempotencyKey = None
) -> CampaignAnswer:
    """Create a campaign: a draft, or scheduled when `scheduled_at` is given."""
    campaign, _ = await _create(services, conn, request, caller, key, intent="create")
    return CampaignAnswer.of(campaign)


@commands.post("/start", status_code=status.HTTP_202_ACCEPTED, responses=errors(409))
async def create_and_start(
    services: ServicesDep,
    background: BackgroundTasks,
    conn: Changing,
    request: NewCampaign,
    caller: Caller,
    key: IdempotencyKey = None,
) -> CampaignAnswer:
    """Create a campaign and start it, both or neither; with `scheduled_at` it starts by itself then."""
    campaign, new = await _create(services, conn, request, caller, key, intent="start")
    if new and campaign.status == DRAFT:
        campaign = await service.start_campaign(conn, campaign_id=campaign.id)
    _launch_after_commit(services, background, campaign)
    return CampaignAnswer.of(campaign)


@commands.post("/{campaign_id}/start", status_code=status.HTTP_202_ACCEPTED, responses=errors(404, 409))
async def start(
    services: ServicesDep, background: BackgroundTasks, conn: Changing, campaign_id: IdInPath
) -> CampaignAnswer:
    """Start a draft, or a scheduled campaign before its time."""
    campaign = await service.start_campaign(conn, campaign_id=campaign_id)
    _launch_after_commit(services, background, campaign)
    return CampaignAnswer.of(campaign)


@commands.post("/{campaign_id}/pause", responses=errors(404, 409))
async def pause(conn: Changing, campaign_id: IdInPath) -> CampaignAnswer:
    """Pause the campaign: nothing more leaves. Reply windows keep running."""
    return CampaignAnswer.of(await service.pause_campaign(conn, campaign_id=campaign_id))


@commands.post("/{campaign_id}/resume", responses=errors(404, 409))
async def resume(
    services: ServicesDep, background: BackgroundTasks, conn: Changing, campaign_id: IdInPath
) -> CampaignAnswer:
    """Resume the campaign where it was paused."""
    campaign = await service.resume_campaign(conn, campaign_id=campaign_id)
    _launch_after_commit(services, background, campaign)
    return CampaignAnswer.of(campaign)


@commands.post("/{campaign_id}/stop", responses=errors(404, 409))
async def stop(
    services: ServicesDep, background: BackgroundTasks, conn: Ending, campaign_id: IdInPath
) -> CampaignAnswer:
    """Stop the campaign permanently: what is pending is cancelled, what is under way is still recorded."""
    campaign = await service.stop_campaign(conn, campaign_id=campaign_id)
    background.add_task(services.jobs.enqueue, TICK)
    return CampaignAnswer.of(campaign)


@commands.get("/{campaign_id}", responses=errors(404))
async def show(conn: Transaction, campaign_id: IdInPath) -> CampaignAnswer:
    """Show a campaign."""
    return CampaignAnswer.of(await service.get_campaign(conn, campaign_id=campaign_id))


@commands.put("/{campaign_id}", responses=errors(404, 409))
async def change(
    services: ServicesDep, conn: Changing, campaign_id: IdInPath, request: NewCampaign
) -> CampaignAnswer:
    """Replace a campaign. One that has started cannot be changed (409)."""
    campaign = await change_campaign(
        conn, campaign_id=campaign_id, request=request, settings=services.current.values, now=utc_now()
    )
    return CampaignAnswer.of(campaign)


@commands.delete("/{campaign_id}", status_code=status.HTTP_204_NO_CONTENT, responses=errors(404, 409))
async def delete(conn: Deleting, campaign_id: IdInPath) -> None:
    """Delete a campaign with its messages. One that runs must be stopped first (409)."""
    await delete_campaign(conn, campaign_id=campaign_id)


@commands.post("/{campaign_id}/duplicate", status_code=status.HTTP_201_CREATED, responses=errors(404))
async def duplicate(conn: Changing, campaign_id: IdInPath, caller: Caller) -> CampaignAnswer:
    """Duplicate a campaign as a draft, without its time and its numbers."""
    campaign = await duplicate_campaign(conn, campaign_id=campaign_id, **_created_by(caller))
    return CampaignAnswer.of(campaign)


@commands.post("/{campaign_id}/test", status_code=status.HTTP_202_ACCEPTED, responses=errors(404, 409, 429))
async def try_out(
    services: ServicesDep,
    background: BackgroundTasks,
    conn: Trying,
    campaign_id: IdInPath,
    request: SendTestRequest,
    caller: Caller,
) -> SendTestAnswer:
    """Send a test: Message 1 to one number of the team, and Message 2 after its reply; counted nowhere."""
    sent = await try_campaign(
        conn,
        campaign_id=campaign_id,
        phone=request.phone,
        country=request.country,
        now=utc_now(),
        **_created_by(caller),
    )
    background.add_task(hint_due, services.redis)
    return SendTestAnswer.model_validate(asdict(sent))


@commands.post("/{campaign_id}/retry", responses=errors(404, 409))
async def retry(services: ServicesDep, background: BackgroundTasks, campaign_id: IdInPath) -> RetryAnswer:
    """Retry failed messages that Meta never took and whose error allows it."""
    done = await retry_failed(
        services.pool,
        campaign_id=campaign_id,
        now=utc_now(),
        unknown_grace_s=services.settings.unknown_grace_s,
    )
    background.add_task(hint_due, services.redis)
    return RetryAnswer.model_validate(
        {**asdict(done), "by_code": {str(code): n for code, n in done.by_code.items()}}
    )


def _created_by(caller: Principal) -> dict[str, int | None]:
    return {
        "created_by": caller.id if caller.kind == "user" else None,
        "created_by_key": caller.id if caller.kind == "api_key" else None,
    }


async def _create(
    services: Services,
    conn: Connection,
    request: NewCampaign,
    caller: Principal,
    key: str | None,
    *,
    intent: str,
) -> tuple[service.Campaign, bool]:
    return await create_campaign(
        conn,
        request=request,
        intent=intent,
        idempotency_key=key,
        settings=services.current.values,
        now=utc_now(),
        **_created_by(caller),
    )


def _launch_after_commit(services: Services, background: BackgroundTasks, campaign: service.Campaign) -> None:
    # Runs after the commit and after the answer: a slow Redis delays nobody, and the tick finds what is lost.
    if campaign.status == PREPARING:
        background.add_task(services.jobs.enqueue, LAUNCH, campaign_id=campaign.id)


router = APIRouter()
router.include_router(commands)
router.include_router(doubts)
router.include_router(views)
router.include_router(preflights)
router.include_router(streams)
