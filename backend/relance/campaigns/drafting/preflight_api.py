"""Routes of the preflight. It counts among the lists of its caller: it looks at every contact."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Response

from relance.auth.edge.quotas import limited
from relance.campaigns.drafting.preflight import plan_campaign, plan_request, read_preflight
from relance.campaigns.drafting.schemas import Preflight
from relance.campaigns.schemas import NewCampaign
from relance.core.clock import utc_now
from relance.http.ids import IdInPath
from relance.http.requests import Transaction
from relance.http.responses import answer_json, dump, errors
from relance.http.services import ServicesDep

router = APIRouter(prefix="/api/campaigns", tags=["campaigns"])


@router.post(
    "/preflight",
    response_class=Response,
    responses={200: {"model": Preflight}},
    dependencies=[limited("lists")],
)
async def preflight_wish(services: ServicesDep, conn: Transaction, request: NewCampaign) -> Response:
    """Check a campaign before it is saved."""
    settings, now = services.current.values, utc_now()
    plan = await plan_request(conn, request=request, settings=settings, now=now)
    return answer_json(
        dump(await read_preflight(conn, plan, now=now, default_rate_per_s=settings.sender_rate_per_s))
    )


@router.get(
    "/{campaign_id}/preflight",
    response_class=Response,
    responses={200: {"model": Preflight}, **errors(404)},
    dependencies=[limited("lists")],
)
async def preflight(
    services: ServicesDep,
    conn: Transaction,
    campaign_id: IdInPath,
    skip_unreachable: Annotated[
        bool | None, Query(description="as if the campaign said so; its own word when not given")
    ] = None,
) -> Response:
    """Check what the campaign would do if it started now."""
    plan = await plan_campaign(conn, campaign_id=campaign_id)
    if skip_unreachable is not None:
        plan = replace(plan, skip_unreachable=skip_unreachable)
    rate = services.current.values.sender_rate_per_s
    return answer_json(dump(await read_preflight(conn, plan, now=utc_now(), default_rate_per_s=rate)))
