"""Routes of messages. Who may call them is decided where the routers are joined."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import AfterValidator, AwareDatetime

from relance.activity import Act, Subject, asked_of, record
from relance.auth.edge.quotas import limited
from relance.core.db import Connection
from relance.downloads.edge import AskedLook, answer_file
from relance.http.bodies import in_utc
from relance.http.ids import IdInPath, IdInQuery
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
    read_cursor,
    write_cursor,
)
from relance.http.services import Services, ServicesDep
from relance.http.texts import SearchText
from relance.messages.export import export_messages
from relance.messages.filters import MessageFilter
from relance.messages.listing import Place, get_message, list_messages
from relance.messages.schemas import MessageDetail, MessageList, MessageStats
from relance.messages.state import MessageType, Milestone, State
from relance.messages.stats import read_message_stats
from relance.messages.story import describe_message, tell_story
from relance.reasons.problems import problem

router = APIRouter(prefix="/api/messages", tags=["messages"])

_FIRST_YEAR, _LAST_YEAR = 2000, 2200


def _within_reason(moment: datetime) -> datetime:
    utc = in_utc(moment)
    if not _FIRST_YEAR <= utc.year <= _LAST_YEAR:
        raise problem("moment_out_of_years", first=_FIRST_YEAR, last=_LAST_YEAR)
    return utc


TimeOfMessages = Annotated[AwareDatetime, AfterValidator(_within_reason)]
ErrorCode = Annotated[int, Query(ge=-1000, le=2**31 - 1, description="Meta's error code")]


def _asked(
    campaign_id: IdInQuery | None = None,
    contact_id: IdInQuery | None = None,
    message_type: Annotated[MessageType | None, Query(alias="type")] = None,
    state: Annotated[State | None, Query(description="the state now")] = None,
    reached: Annotated[Milestone | None, Query(description="how far it ever got")] = None,
    error_code: ErrorCode | None = None,
    sent_from: Annotated[TimeOfMessages | None, Query(description="with time zone")] = None,
    sent_until: Annotated[TimeOfMessages | None, Query(description="not included")] = None,
    q: Annotated[
        SearchText | None, Query(description="part of the contact's name, number, or of an own field")
    ] = None,
) -> MessageFilter:
    return MessageFilter(
        campaign_id, contact_id, message_type, state, reached, error_code, sent_from, sent_until, q
    )


@router.get(
    "",
    response_class=Response,
    responses={200: {"model": MessageList}, **errors(400)},
    dependencies=[limited("lists")],
)
async def list_all(
    services: ServicesDep,
    conn: Transaction,
    wanted: Annotated[MessageFilter, Depends(_asked)],
    limit: Limit = FIRST_PAGE,
    cursor: Cursor = None,
) -> Response:
    """List messages of all campaigns, newest first; in a period by the time of sending.

    A page may hold fewer than `limit`, even none: there is more as long as `next_cursor` is not null.
    """
    return await answer_page(services, conn, wanted, limit, cursor)


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={200: CSV_FILE},
    dependencies=[limited("exports")],
)
async def export(
    services: ServicesDep,
    conn: Transaction,
    wanted: Annotated[MessageFilter, Depends(_asked)],
    look: AskedLook,
) -> StreamingResponse:
    """Export the messages of a filter, over all campaigns: for programs, or with a language for an office."""
    await record(conn, Act.MESSAGES_EXPORTED, Subject("campaign"), details=asked_of(wanted, hidden=("q",)))
    pieces = export_messages(services.pool, wanted=wanted, look=look)
    return answer_file(pieces, look, name="messages")


async def answer_page(
    services: Services, conn: Connection, wanted: MessageFilter, limit: int, cursor: str | None
) -> Response:
    """A page of messages with its cursor, for this list and for a campaign's."""
    scope = scope_of("messages", **asdict(wanted))
    key = read_cursor(services, cursor, scope=scope, parts=2)
    after = Place() if key is None else Place(key[0], key[1] and datetime.fromisoformat(key[1]))
    page = await list_messages(conn, wanted=wanted, after=after, limit=limit)
    end = page.following
    next_cursor = None
    if end is not None:
        at = None if end.sent_at is None else end.sent_at.isoformat()
        next_cursor = write_cursor(services, (end.id, at), scope=scope)
    return answer_json(dump_page([describe_message(row) for row in page.rows], next_cursor, page.total))


@router.get("/stats", response_class=Response, responses={200: {"model": MessageStats}})
async def show_stats(conn: Transaction) -> Response:
    """Count all messages by type and state, with the rates."""
    return answer_json(dump(await read_message_stats(conn)))


@router.get(
    "/{message_id}", response_class=Response, responses={200: {"model": MessageDetail}, **errors(404)}
)
async def show(conn: Transaction, message_id: IdInPath) -> Response:
    """Show a message with its history: times, attempts, Meta's words, what the contact did."""
    row, interactions = await get_message(conn, message_id=message_id)
    return answer_json(dump(tell_story(row, interactions)))
