"""Routes that look at campaigns: lists, numbers, export."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from relance.activity import Act, Subject, asked_of, record
from relance.auth.edge.quotas import limited
from relance.campaigns.reading.analysis import (
    Step,
    find_whether_over,
    list_interactions,
    read_campaign_errors,
    read_timeline,
)
from relance.campaigns.reading.listing import LAST_ID, STEADY, ListQuestion
from relance.campaigns.reading.schemas import (
    CampaignErrors,
    CampaignInteractionList,
    CampaignList,
    CampaignTimeline,
)
from relance.campaigns.reading.shared_reads import CampaignReads
from relance.campaigns.schemas import CampaignStats
from relance.campaigns.state import Status
from relance.core.clock import utc_now
from relance.core.errors import AppError
from relance.downloads.edge import AskedLook, answer_file
from relance.http.ids import IdInPath
from relance.http.pagination import scope_of
from relance.http.requests import Transaction
from relance.http.responses import (
    CSV_FILE,
    FIRST_PAGE,
    Cursor,
    Limit,
    answer_json,
    dump,
    dump_page,
    errors,
    hold_for,
    read_cursor,
    write_cursor,
)
from relance.http.services import ServicesDep
from relance.http.texts import SearchText
from relance.messages.api import ErrorCode, answer_page
from relance.messages.export import export_messages
from relance.messages.filters import MessageFilter
from relance.messages.schemas import MessageList
from relance.messages.state import MessageType, Milestone, State

router = APIRouter(prefix="/api/campaigns", tags=["campaigns"])

LIVE_TIMELINE_S = 5.0
"""The course of a running campaign is a walk over its messages: drawn again no more often."""


@router.get("", response_class=Response, responses={200: {"model": CampaignList}, **errors(400)})
async def list_page(
    request: Request,
    services: ServicesDep,
    status: Annotated[Status | None, Query()] = None,
    q: Annotated[SearchText | None, Query(description="words of the name, or parts of them")] = None,
    search: Annotated[SearchText | None, Query(description="another name of q")] = None,
    limit: Limit = FIRST_PAGE,
    cursor: Cursor = None,
) -> Response:
    """List campaigns, newest first; status and numbers of running ones are of this moment."""
    q = search if q is None else q
    scope = scope_of("campaigns", status=status, q=q)
    key = read_cursor(services, cursor, scope=scope, parts=1)
    asked = ListQuestion(status, q, LAST_ID if key is None else key[0], limit)
    page = await services.of(CampaignReads).lists.get(asked)
    last = page.following
    next_cursor = None if last is None else write_cursor(services, (last,), scope=scope)
    if status is not None and status not in STEADY:
        hold_for(request, 0)
    return answer_json(dump_page(page.items, next_cursor, page.total))


@router.get(
    "/{campaign_id}/stats",
    response_class=Response,
    responses={200: {"model": CampaignStats}, **errors(404)},
)
async def show_stats(request: Request, services: ServicesDep, campaign_id: IdInPath) -> Response:
    """Show the numbers of a campaign, of one moment: live, and from the cache once it is over."""
    snapshot = await services.of(CampaignReads).snapshots.find(campaign_id)
    if snapshot is None:
        raise AppError("campaign_not_found", id=campaign_id)
    if not snapshot.is_over:
        hold_for(request, 0)
    return answer_json(snapshot.stats)


@router.get(
    "/{campaign_id}/timeline",
    response_class=Response,
    responses={200: {"model": CampaignTimeline}, **errors(404)},
    dependencies=[limited("lists")],
)
async def show_timeline(
    request: Request,
    conn: Transaction,
    campaign_id: IdInPath,
    step: Annotated[
        Step | None, Query(description="by the minute while it is young, else by the hour")
    ] = None,
) -> Response:
    """Show how many were sent, delivered, read and interacted when: 24 h of minutes or 31 days of hours."""
    campaign = await find_whether_over(conn, campaign_id=campaign_id)
    if not campaign["over"]:
        hold_for(request, LIVE_TIMELINE_S)
    return answer_json(
        dump(await read_timeline(conn, campaign_id=campaign_id, step=step, campaign=campaign, now=utc_now()))
    )


@router.get(
    "/{campaign_id}/errors",
    response_class=Response,
    responses={200: {"model": CampaignErrors}, **errors(404)},
    dependencies=[limited("lists")],
)
async def show_errors(request: Request, conn: Transaction, campaign_id: IdInPath) -> Response:
    """List failures by Meta's code, with what to do about it, and who was left out and why."""
    campaign = await find_whether_over(conn, campaign_id=campaign_id)
    if not campaign["over"]:
        hold_for(request, 0)
    return answer_json(dump(await read_campaign_errors(conn, campaign_id=campaign_id)))


def _asked(
    campaign_id: IdInPath,
    message_type: Annotated[MessageType | None, Query(alias="type")] = None,
    state: Annotated[State | None, Query(description="the state now")] = None,
    reached: Annotated[Milestone | None, Query(description="how far it ever got")] = None,
    error_code: ErrorCode | None = None,
) -> MessageFilter:
    return MessageFilter(
        campaign_id=campaign_id,
        message_type=message_type,
        state=state,
        reached=reached,
        error_code=error_code,
    )


Wanted = Annotated[MessageFilter, Depends(_asked)]


@router.get(
    "/{campaign_id}/messages",
    response_class=Response,
    responses={200: {"model": MessageList}, **errors(400, 404)},
    dependencies=[limited("lists")],
)
async def list_campaign_messages(
    services: ServicesDep, conn: Transaction, wanted: Wanted, limit: Limit = FIRST_PAGE, cursor: Cursor = None
) -> Response:
    """List messages of the campaign with their contacts, newest first.

    A page may hold fewer than `limit`, even none: there is more as long as `next_cursor` is not null.
    """
    await find_whether_over(conn, campaign_id=wanted.campaign_id or 0)
    return await answer_page(services, conn, wanted, limit, cursor)


@router.get(
    "/{campaign_id}/interactions",
    response_class=Response,
    responses={200: {"model": CampaignInteractionList}, **errors(400, 404)},
)
async def list_campaign_interactions(
    services: ServicesDep,
    conn: Transaction,
    campaign_id: IdInPath,
    limit: Limit = FIRST_PAGE,
    cursor: Cursor = None,
) -> Response:
    """List what contacts did in answer to the campaign, newest first."""
    await find_whether_over(conn, campaign_id=campaign_id)
    scope = scope_of("interactions", campaign_id=campaign_id)
    key = read_cursor(services, cursor, scope=scope, parts=1)
    before_id = LAST_ID if key is None else key[0]
    rows, following = await list_interactions(conn, campaign_id=campaign_id, before_id=before_id, limit=limit)
    next_cursor = None if following is None else write_cursor(services, (following,), scope=scope)
    return answer_json(dump_page([dict(row) for row in rows], next_cursor, None))


@router.get(
    "/{campaign_id}/export",
    response_class=StreamingResponse,
    responses={200: CSV_FILE, **errors(404)},
    dependencies=[limited("exports")],
)
async def export(
    services: ServicesDep, conn: Transaction, wanted: Wanted, look: AskedLook
) -> StreamingResponse:
    """Export the messages of the campaign: for programs, or with a language for an office."""
    await find_whether_over(conn, campaign_id=wanted.campaign_id or 0)
    of_campaign = Subject("campaign", wanted.campaign_id)
    await record(conn, Act.MESSAGES_EXPORTED, of_campaign, details=asked_of(wanted))
    pieces = export_messages(services.pool, wanted=wanted, look=look)
    return answer_file(pieces, look, name=f"campaign-{wanted.campaign_id}")
