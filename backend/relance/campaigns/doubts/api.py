"""Routes of doubts: messages of which nobody can tell whether Meta took them, and what a person decides."""

from dataclasses import asdict
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, BackgroundTasks, Depends, Response

from relance.auth.edge.access import USER, Principal, require_key
from relance.auth.edge.quotas import limited
from relance.campaigns.doubts.decide import LEFT_OUT, SEND_AGAIN, Decider, DoubtRequest, decide_doubts
from relance.campaigns.doubts.picture import DoubtsOfType, DoubtsPicture, read_doubts
from relance.campaigns.doubts.schemas import CampaignDoubts, DoubtsDecided, DoubtsRequest
from relance.core.db import Row
from relance.http.ids import IdInPath
from relance.http.requests import Transaction
from relance.http.responses import answer_json, dump, errors
from relance.http.services import ServicesDep
from relance.messages.hint import hint_due

router = APIRouter(prefix="/api/campaigns", tags=["campaigns"])


@router.get(
    "/{campaign_id}/doubts",
    response_class=Response,
    responses={200: {"model": CampaignDoubts}, **errors(404)},
    dependencies=[limited("lists")],
)
async def show_doubts(services: ServicesDep, conn: Transaction, campaign_id: IdInPath) -> Response:
    """Show messages in doubt: how many, since when, why, what each decision risks, who decided before."""
    settings = services.settings
    picture = await read_doubts(
        conn,
        campaign_id=campaign_id,
        unknown_grace_s=settings.unknown_grace_s,
        zone=ZoneInfo(settings.timezone),
    )
    return answer_json(dump(_describe(picture)))


@router.post("/{campaign_id}/doubts", responses=errors(404))
async def decide(
    services: ServicesDep,
    background: BackgroundTasks,
    campaign_id: IdInPath,
    request: DoubtsRequest,
    caller: Annotated[Principal, Depends(require_key)],
) -> DoubtsDecided:
    """Decide on messages in doubt: wait, count as sent, or send again. Repeated, it changes nothing."""
    done = await decide_doubts(
        services.pool,
        request=DoubtRequest(campaign_id, request.message_type, request.decision, request.left_before),
        decider=Decider(user_id=caller.id) if caller.kind == USER else Decider(key_id=caller.id),
        unknown_grace_s=services.settings.unknown_grace_s,
    )
    if request.decision == SEND_AGAIN and done.decided:
        background.add_task(hint_due, services.redis)
    return DoubtsDecided.model_validate({
        "message_type": request.message_type,
        "decision": request.decision,
        "decided": done.decided,
        "left_out": {reason: done.left_out[reason] for reason in LEFT_OUT},
        "more": done.more,
    })  # fmt: skip


def _describe(picture: DoubtsPicture) -> dict[str, Any]:
    """`CampaignDoubts`."""
    return {
        "campaign_id": picture.campaign.id,
        "status": picture.campaign.status,
        "completed_at": picture.campaign.completed_at,
        "read_at": picture.read_at,
        "ripe_before": picture.ripe_before,
        "items": [_describe_type(found) for found in picture.types],
        "known_ends": {"taken": picture.taken, "not_taken": picture.not_taken},
        "verdicts": [_describe_verdict(row) for row in picture.verdicts],
    }


def _describe_type(found: DoubtsOfType) -> dict[str, Any]:
    return {
        **asdict(found),
        "twice_if_sent_again": found.twice_if_sent_again,
        "nothing_if_counted": found.nothing_if_counted,
    }


def _describe_verdict(row: Row) -> dict[str, Any]:
    shown = {name: value for name, value in row.items() if name not in ("kind", "decider_id", "name")}
    return {
        **shown,
        "decided_by": {"kind": row["kind"], "id": row["decider_id"], "name": row["name"]},
    }
