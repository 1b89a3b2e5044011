"""Routes of parked webhooks. Who may call them is decided where the routers are joined."""

import time
from dataclasses import asdict
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Response

from relance.core.errors import AppError
from relance.http.ids import IdInPath
from relance.http.pagination import DEFAULT_LIMIT, decode_cursor, encode_cursor, scope_of
from relance.http.requests import Transaction
from relance.http.responses import Cursor, Limit, errors
from relance.http.services import Services, ServicesDep
from relance.interactions.keywords.hearing import hearing_by
from relance.reasons.reason import values_as_json
from relance.webhooks.parked import listing, sql
from relance.webhooks.parked.listing import ParkedWebhook
from relance.webhooks.parked.store import tell_parked, word_of
from relance.webhooks.replay import replay
from relance.webhooks.schemas import (
    ParkedBody,
    ParkedDetail,
    ParkedList,
    ReplayAnswer,
    ReplayFailure,
    ReplayRequest,
)

router = APIRouter(prefix="/api/webhooks/parked", tags=["webhooks"])


REPLAY_BUDGET_S = 20.0

_MOST_FAILURES = 100


@router.get("", responses=errors(400))
async def list_parked(
    services: ServicesDep,
    conn: Transaction,
    open_only: Annotated[bool, Query(description="Leave out those that were replayed.")] = True,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> ParkedList:
    """List parked webhooks, newest first."""
    secret = services.settings.secret_key
    scope = scope_of("parked", open_only=open_only)
    key = decode_cursor(cursor, secret=secret, scope=scope, parts=1)
    last_id = None if key is None else key[0]
    found = await listing.list_parked(
        conn, beyond_id=last_id, newest_first=True, limit=limit + 1, open_only=open_only
    )
    following = None
    if len(found) > limit:
        following = encode_cursor([found[limit - 1].id], secret=secret, scope=scope)
    return ParkedList(
        items=[_show(parked) for parked in found[:limit]],
        next_cursor=following,
        total=await conn.fetchval(sql.COUNT, open_only),
    )


@router.post("/replay")
async def replay_all(services: ServicesDep, request: ReplayRequest | None = None) -> ReplayAnswer:
    """Replay parked webhooks, for 20 seconds at most. Replaying twice changes nothing."""
    pool = services.pool
    deadline_s = time.monotonic() + REPLAY_BUDGET_S
    answer = ReplayAnswer(replayed=0, failed=0, failures=[], continue_after=None)
    last = request.after_id if request is not None else 0
    while (parked_id := await pool.fetchval(sql.NEXT, last)) is not None:
        if time.monotonic() > deadline_s:
            answer.continue_after = last
            break
        last = parked_id
        try:
            await _replay_one(services, parked_id, answer)
        except AppError as error:  # trimmed away since we saw it
            if error.status != 404:
                raise
    return answer


@router.get(
    "/{parked_id}",
    response_class=Response,
    responses={200: {"model": ParkedDetail}, **errors(404)},
)
async def show_parked(conn: Transaction, parked_id: IdInPath) -> Response:
    """Show a parked webhook with its whole body."""
    found = await listing.find_parked(conn, parked_id=parked_id)
    if found is None:
        raise AppError("parked_webhook_not_found", id=parked_id)
    parked, body = found
    shown: dict[str, Any] = _show(parked).model_dump()
    try:
        orjson.loads(body)
        json, shown["text"] = body, None
    except orjson.JSONDecodeError:
        json, shown["text"] = b"null", body.decode("utf-8", "replace")
    # As it came: no serialiser of ours writes objects as deep as somebody may have sent them.
    answer = orjson.dumps(shown, option=orjson.OPT_UTC_Z)[:-1] + b',"json":' + json + b"}"
    return Response(answer, media_type="application/json")


@router.post("/{parked_id}/replay", responses=errors(404))
async def replay_one(services: ServicesDep, parked_id: IdInPath) -> ReplayAnswer:
    """Replay a parked webhook. Replaying twice changes nothing."""
    answer = ReplayAnswer(replayed=0, failed=0, failures=[], continue_after=None)
    await _replay_one(services, parked_id, answer)
    return answer


async def _replay_one(services: Services, parked_id: int, answer: ReplayAnswer) -> None:
    result = await replay(
        services.pool,
        unknown_grace_s=services.settings.unknown_grace_s,
        parked_id=parked_id,
        hearing=hearing_by(services.current),
    )
    answer.replayed += result.replayed
    answer.failed += len(result.failures)
    room = _MOST_FAILURES - len(answer.failures)
    answer.failures += [
        ReplayFailure(
            id=id_,
            reason=word_of(reason),
            code=reason.code,
            values=values_as_json(reason.values),
            message=reason.text,
        )
        for id_, reason in result.failures[:room]
    ]


def _show(parked: ParkedWebhook) -> ParkedBody:
    why = tell_parked(parked)
    return ParkedBody.model_validate(
        {
            **asdict(parked),
            "code": parked.reason_code,
            "values": parked.reason_values or {},
            "message": parked.reason if why is None else why.text,
        }
    )
