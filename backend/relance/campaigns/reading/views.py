"""Routes that look at campaigns: lists, numbers, export."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import AfterValidator, Field

from relance.activity import Act, Subject, asked_of, record
from relance.auth.quotas import in_turn, limited
from relance.cache.noted import note
from relance.cache.packing import pack
from relance.cache.reads import load_cached
from relance.cache.service import CacheService
from relance.campaigns.reading.analysis import (
    Step,
    find_whether_over,
    list_interactions,
    read_campaign_errors,
    read_timeline,
)
from relance.campaigns.reading.export import export_messages
from relance.campaigns.reading.listing import LAST_ID, STEADY, CampaignPage, ListQuestion, is_live
from relance.campaigns.reading.schemas import (
    CampaignErrors,
    CampaignInteractionList,
    CampaignList,
    CampaignTimeline,
)
from relance.campaigns.reading.shared_reads import LIVE, reads_of
from relance.campaigns.reading.snapshots import Moment
from relance.campaigns.schemas import CampaignStats, storable
from relance.campaigns.state import Status
from relance.core.clock import utc_now
from relance.core.db import Row
from relance.core.errors import AppError
from relance.core.gathering import Gathering
from relance.http.ids import IdInPath
from relance.http.pagination import encode_cursor, scope_of
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
    read_cursor,
    write_cursor,
)
from relance.messages.api import ErrorCode, answer_page
from relance.messages.filters import MessageFilter
from relance.messages.schemas import MessageList
from relance.messages.state import MessageType, Milestone, State

router = APIRouter(prefix="/api/campaigns", tags=["campaigns"])

CAMPAIGNS = "campaigns"
STATS = "campaign_stats"

LIVE_TIMELINE_S = 5.0
"""The course of a running campaign is a walk over its messages: drawn anew no more often."""

Search = Annotated[str, Field(max_length=100), AfterValidator(storable)]


@router.get("", response_class=Response, responses={200: {"model": CampaignList}, **errors(400)})
async def list_page(
    request: Request,
    status: Annotated[Status | None, Query()] = None,
    q: Annotated[Search | None, Query(description="words of the name, or parts of them")] = None,
    search: Annotated[Search | None, Query(description="another name of q")] = None,
    limit: Limit = FIRST_PAGE,
    cursor: Cursor = None,
) -> Response:
    """List campaigns, newest first; status and numbers of running ones are of this moment."""
    q = search if q is None else q
    scope = scope_of("campaigns", status=status, q=q)
    key = read_cursor(request.app.state, cursor, scope=scope, parts=1)
    asked = ListQuestion(status, q, LAST_ID if key is None else key[0], limit)
    reads, secret = reads_of(request), request.app.state.settings.secret_key

    def describe(page: CampaignPage) -> bytes:
        last = page.following
        next_cursor = None if last is None else encode_cursor((last,), secret=secret, scope=scope)
        return dump_page(page.items, next_cursor, page.total)

    async def list_packed() -> bytes:
        return pack(describe(await reads.lists.get(asked)))

    if status is not None and status not in STEADY:
        body = describe(await reads.lists.get(asked))
        note(body, list_packed)
        return answer_json(body)

    async def load_marked() -> bytes:
        page = await reads.lists.get(asked)
        return LIVE + describe(page) if any(map(is_live, page.items)) else describe(page)

    cache: CacheService = request.app.state.cache
    parts = (status, q, asked.before_id, limit)
    return answer_json(await cache.get_or_load(CAMPAIGNS, parts, None, load_marked, finish=reads.finish))


@router.get(
    "/{campaign_id}/stats",
    response_class=Response,
    responses={200: {"model": CampaignStats}, **errors(404)},
)
async def show_stats(request: Request, campaign_id: IdInPath) -> Response:
    """Show the numbers of a campaign, of one moment: live, and from the cache once it is over."""
    moments = reads_of(request).moments
    moment = await _get_moment(moments, campaign_id)
    if not moment.is_over:
        note(moment.stats, partial(_read_while_it_runs, moments, campaign_id))
        return answer_json(moment.stats)

    async def load() -> bytes:
        # Read again: what is kept must have been read after the cache was asked.
        return (await _get_moment(moments, campaign_id)).stats

    return answer_json(await load_cached(request, STATS, (campaign_id, True, "stats"), load))


async def _get_moment(moments: Gathering[int, Moment], campaign_id: int) -> Moment:
    moment = await moments.find(campaign_id)
    if moment is None:
        raise AppError("campaign_not_found", id=campaign_id)
    return moment


async def _read_while_it_runs(moments: Gathering[int, Moment], campaign_id: int) -> bytes | None:
    moment = await moments.find(campaign_id)
    return None if moment is None or moment.is_over else pack(moment.stats)


@router.get(
    "/{campaign_id}/timeline",
    response_class=Response,
    responses={200: {"model": CampaignTimeline}, **errors(404)},
)
async def show_timeline(
    request: Request,
    campaign_id: IdInPath,
    step: Annotated[
        Step | None, Query(description="by the minute while it is young, else by the hour")
    ] = None,
) -> Response:
    """Show how many were sent, delivered, read and interacted when: 24 h of minutes or 31 days of hours."""
    pool = request.app.state.pool

    async def load(campaign: Row) -> bytes:
        async with pool.acquire() as conn:
            return dump(
                await read_timeline(
                    conn, campaign_id=campaign_id, step=step, campaign=campaign, now=utc_now()
                )
            )

    return await _answer_once_over(request, campaign_id, ("timeline", step), load, live_for_s=LIVE_TIMELINE_S)


@router.get(
    "/{campaign_id}/errors",
    response_class=Response,
    responses={200: {"model": CampaignErrors}, **errors(404)},
)
async def show_errors(request: Request, campaign_id: IdInPath) -> Response:
    """List failures by Meta's code, with what to do about it, and who was left out and why."""
    pool = request.app.state.pool

    async def load(_: Row) -> bytes:
        async with pool.acquire() as conn:
            return dump(await read_campaign_errors(conn, campaign_id=campaign_id))

    return await _answer_once_over(request, campaign_id, ("errors",), load, live_for_s=0)


async def _answer_once_over(
    request: Request,
    campaign_id: int,
    parts: tuple[object, ...],
    load: Callable[[Row], Awaitable[bytes]],
    *,
    live_for_s: float,
) -> Response:
    """From the cache when the campaign is over; else made now, or at most `live_for_s` seconds ago."""
    async with request.app.state.pool.acquire() as conn:
        campaign = await find_whether_over(conn, campaign_id=campaign_id)
    key = (campaign_id, campaign["over"], *parts)
    ttl_s = None if campaign["over"] else live_for_s
    turn = in_turn(request)
    return answer_json(await load_cached(request, STATS, key, lambda: load(campaign), ttl_s=ttl_s, turn=turn))


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
)
async def list_campaign_messages(
    request: Request, wanted: Wanted, limit: Limit = FIRST_PAGE, cursor: Cursor = None
) -> Response:
    """List messages of the campaign with their contacts, newest first.

    A page may hold fewer than `limit`, even none: there is more as long as `next_cursor` is not null.
    """
    async with request.app.state.pool.acquire() as conn:  # given back before the page takes its own
        await find_whether_over(conn, campaign_id=wanted.campaign_id or 0)
    return await answer_page(request, wanted, limit, cursor)


@router.get(
    "/{campaign_id}/interactions",
    response_class=Response,
    responses={200: {"model": CampaignInteractionList}, **errors(400, 404)},
)
async def list_campaign_interactions(
    request: Request,
    conn: Transaction,
    campaign_id: IdInPath,
    limit: Limit = FIRST_PAGE,
    cursor: Cursor = None,
) -> Response:
    """List what contacts did in answer to the campaign, newest first."""
    await find_whether_over(conn, campaign_id=campaign_id)
    scope = scope_of("interactions", campaign_id=campaign_id)
    key = read_cursor(request.app.state, cursor, scope=scope, parts=1)
    before_id = LAST_ID if key is None else key[0]
    rows, following = await list_interactions(conn, campaign_id=campaign_id, before_id=before_id, limit=limit)
    next_cursor = None if following is None else write_cursor(request.app.state, (following,), scope=scope)
    return answer_json(dump_page([dict(row) for row in rows], next_cursor, None))


@router.get(
    "/{campaign_id}/export",
    response_class=StreamingResponse,
    responses={200: CSV_FILE, **errors(404)},
    dependencies=[limited("exports")],
)
async def export(request: Request, conn: Transaction, wanted: Wanted) -> StreamingResponse:
    """Export the messages of the campaign as CSV (UTF-8), harmless to spreadsheets."""
    await find_whether_over(conn, campaign_id=wanted.campaign_id or 0)
    of_campaign = Subject("campaign", wanted.campaign_id)
    await record(conn, Act.MESSAGES_EXPORTED, of_campaign, details=asked_of(wanted))
    pieces = export_messages(request.app.state.pool, wanted=wanted)
    headers = {"Content-Disposition": f'attachment; filename="campaign-{wanted.campaign_id}.csv"'}
    return StreamingResponse(pieces, media_type="text/csv; charset=utf-8", headers=headers)
