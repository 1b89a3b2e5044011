"""Route of the activity log. It is joined for super admins only."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from relance.activity.actor import ActorKind
from relance.activity.acts import Act
from relance.activity.filters import ActivityFilter
from relance.activity.listing import Place, list_activity
from relance.activity.record import SubjectKind
from relance.activity.schemas import ActivityList
from relance.core.db import Row
from relance.http.bodies import UtcTime
from relance.http.ids import IdInQuery
from relance.http.pagination import scope_of
from relance.http.requests import Transaction
from relance.http.responses import (
    FIRST_PAGE,
    Cursor,
    Limit,
    answer_json,
    dump_page,
    errors,
    read_cursor,
    write_cursor,
)
from relance.http.services import ServicesDep

router = APIRouter(prefix="/api/activity", tags=["activity"])


def _asked(
    actor_kind: Annotated[ActorKind | None, Query(description="who")] = None,
    actor_id: IdInQuery | None = None,
    what: Act | None = None,
    subject_kind: Annotated[SubjectKind | None, Query(description="on what")] = None,
    subject_id: IdInQuery | None = None,
    at_from: Annotated[UtcTime | None, Query(description="with time zone")] = None,
    at_until: Annotated[UtcTime | None, Query(description="not included")] = None,
) -> ActivityFilter:
    return ActivityFilter(actor_kind, actor_id, what, subject_kind, subject_id, at_from, at_until)


@router.get("", response_class=Response, responses={200: {"model": ActivityList}, **errors(400, 403)})
async def list_page(
    services: ServicesDep,
    conn: Transaction,
    wanted: Annotated[ActivityFilter, Depends(_asked)],
    limit: Limit = FIRST_PAGE,
    cursor: Cursor = None,
) -> Response:
    """List who did what, newest first. For super admins."""
    scope = scope_of("activity", **asdict(wanted))
    key = read_cursor(services, cursor, scope=scope, parts=2)
    after = Place() if key is None else Place(datetime.fromisoformat(key[0]), key[1])
    rows, following = await list_activity(conn, wanted=wanted, after=after, limit=limit)
    next_cursor = None
    if following is not None:
        next_cursor = write_cursor(services, (following.at.isoformat(), following.id), scope=scope)
    return answer_json(dump_page([_describe(row) for row in rows], next_cursor, None))


def _describe(row: Row) -> dict[str, Any]:
    """`ActivityLine`."""
    subject = None
    if row["subject_kind"] is not None:
        subject = {"kind": row["subject_kind"], "id": row["subject_id"], "name": row["subject_name"]}
    return {
        "id": row["id"],
        "at": row["at"],
        "actor": {"kind": row["actor_kind"], "id": row["actor_id"], "name": row["actor_name"]},
        "source": {"address": row["address"], "user_agent": row["user_agent"]},
        "what": row["what"],
        "subject": subject,
        "before": row["before"],
        "after": row["after"],
        "details": row["details"],
    }
