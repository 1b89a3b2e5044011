"""Creating a campaign: everything that can be wrong with it is said now, in a person's sentence."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

from relance.activity import Act, differences, record
from relance.campaigns import sql
from relance.campaigns.schemas import NewCampaign
from relance.campaigns.service import Campaign, get_campaign, subject_of
from relance.campaigns.state import DRAFT, SCHEDULED
from relance.campaigns.texts import check_texts
from relance.core import locks
from relance.core.db import Connection
from relance.core.errors import AppError
from relance.core.settings import Settings
from relance.media.service import check_media
from relance.reasons.causes import CAUSES
from relance.reasons.problems import Problem
from relance.senders.service import Sender, find_sender, get_sender
from relance.templates.service import Template, find_template
from relance.whatsapp.limits import RefusedError, validate_bindings, validate_message_2
from relance.whatsapp.template_shape import TemplateShape

ALIKE_FOR = timedelta(seconds=60)
_SETTINGS = (
    "status", "name", "sender_id", "template_name", "template_language", "category_ids", "rate_per_s",
    "interaction_window_s", "skip_unreachable", "consent_only", "scheduled_at",
)  # fmt: skip

PAST_TOLERANCE = timedelta(seconds=60)
"""A schedule this far in the past is a clock that differs, or a slow click; it starts at once."""


async def create_campaign(
    conn: Connection,
    *,
    request: NewCampaign,
    intent: str,
    idempotency_key: str | None,
    settings: Settings,
    now: datetime,
    created_by: int | None = None,
    created_by_key: int | None = None,
) -> tuple[Campaign, bool]:
    """Create a campaign, or find the one that this very request made; the flag says that it is new.

    `intent` (create, start) belongs to the request: one key stands for one of them. Raises AppError: 409
    `idempotency_key_reused`, `campaign_exists_already`; 422 for everything that cannot mean anything.
    """
    request_hash = _hash_request(request, intent)
    alike = request_hash[:32]
    # Of two equal requests at once the second sees what the first made.
    await locks.take(conn, _lock_key(idempotency_key, alike))
    if idempotency_key is not None:
        made = await conn.fetchrow(sql.FIND_BY_KEY, idempotency_key)
        if made is not None:
            if made["request_hash"] != request_hash:
                raise AppError("idempotency_key_reused")
            return await get_campaign(conn, campaign_id=made["id"]), False
    elif not request.force:
        twin = await conn.fetchval(sql.FIND_ALIKE, alike, now - ALIKE_FOR)
        if twin is not None:
            raise AppError("campaign_exists_already", campaign_id=twin, details={"campaign_id": twin})
    checked = await check_request(conn, request=request, settings=settings, now=now)
    campaign_id: int = await conn.fetchval(
        sql.CREATE, *list_columns(request, checked), idempotency_key, request_hash, created_by, created_by_key
    )
    await conn.execute(sql.ADD_CATEGORIES, campaign_id, checked.category_ids)
    campaign = await get_campaign(conn, campaign_id=campaign_id)
    await record_creation(conn, campaign)
    return campaign, True


async def record_creation(conn: Connection, campaign: Campaign, **details: Any) -> None:
    """For the activity log; what is null or empty by itself is left out."""
    _, after = differences({}, {name: value for name, value in settings_of(campaign).items() if value})
    await record(conn, Act.CAMPAIGN_CREATED, subject_of(campaign), after=after, details=details or None)


def settings_of(campaign: Campaign) -> dict[str, Any]:
    """What is set of a campaign and may stand in the activity log: its texts may not."""
    return {name: getattr(campaign, name) for name in _SETTINGS}


@dataclass(frozen=True, slots=True)
class CheckedRequest:
    """What a request refers to, found; its categories are locked against deletion."""

    sender: Sender
    template: Template
    category_ids: list[int]
    interaction_window_s: int


async def check_request(
    conn: Connection, *, request: NewCampaign, settings: Settings, now: datetime
) -> CheckedRequest:
    """Everything that can be wrong with a campaign. Raises AppError (422)."""
    _check_schedule(request, now)
    sender = await _choose_sender(conn, request.sender_id, settings)
    template = await _choose_template(conn, request, sender)
    await _check_media(conn, request)
    await _check_texts(conn, request)
    return CheckedRequest(
        sender,
        template,
        await _lock_categories(conn, request.category_ids),
        request.interaction_window_s or settings.interaction_window_s,
    )


def list_columns(request: NewCampaign, checked: CheckedRequest) -> tuple[object, ...]:
    """The values of the columns that an operator chooses, in the order of CREATE and CHANGE."""
    return (
        request.name,
        DRAFT if request.scheduled_at is None else SCHEDULED,
        checked.sender.id,
        checked.template.id,
        _plain(request.template.header),
        {index: _plain(binding) for index, binding in request.template.buttons.items()},
        {name: _plain(binding) for name, binding in request.variables.items()},
        _plain(request.message_2),
        request.rate_per_s,
        checked.interaction_window_s,
        request.skip_unreachable,
        request.scheduled_at,
        request.consent_only,
    )


def _hash_request(request: NewCampaign, intent: str) -> bytes:
    """32 bytes of what makes two campaigns alike, then 32 of the whole request."""
    alike = [
        request.name,
        request.template.name,
        request.template.language,
        sorted(set(request.category_ids)),
    ]
    body = request.model_dump(mode="json")
    if not body["consent_only"]:
        del body["consent_only"]  # so that a key of before this field existed still names the same request
    whole = [intent, body]
    return b"".join(
        hashlib.sha256(orjson.dumps(part, option=orjson.OPT_SORT_KEYS)).digest() for part in (alike, whole)
    )


def _lock_key(idempotency_key: str | None, alike: bytes) -> int:
    digest = alike if idempotency_key is None else hashlib.sha256(idempotency_key.encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def _check_schedule(request: NewCampaign, now: datetime) -> None:
    if request.scheduled_at is not None and request.scheduled_at < now - PAST_TOLERANCE:
        raise AppError("schedule_in_the_past", at=request.scheduled_at.isoformat())


async def _choose_sender(conn: Connection, sender_id: int | None, settings: Settings) -> Sender:
    if sender_id is None:
        sender = await find_sender(conn, phone_number_id=settings.whatsapp_phone_number_id)
        if sender is None:
            raise AppError("sender_unknown", why=CAUSES.make("no_sender_yet"))
        return sender
    try:
        return await get_sender(conn, sender_id=sender_id)
    except AppError as error:
        raise AppError(
            "sender_unknown",
            why=CAUSES.make("sender_missing", id=sender_id),
            details={"sender_id": sender_id},
        ) from error


async def _choose_template(conn: Connection, request: NewCampaign, sender: Sender) -> Template:
    """The template, with everything that is bound to it checked against its shape."""
    choice = request.template
    template = await find_template(conn, waba_id=sender.waba_id, name=choice.name, language=choice.language)
    if template is None:
        raise AppError(
            "template_unknown",
            name=choice.name,
            language=choice.language,
            details={"name": choice.name, "language": choice.language},
        )
    shape = TemplateShape.from_components(
        template.name, template.language, template.parameter_format, template.components
    )
    try:
        validate_bindings(
            shape,
            variables={name: _plain(binding) for name, binding in request.variables.items()},
            header=_plain(choice.header),
            buttons={index: _plain(binding) for index, binding in choice.buttons.items()},
        )
        if request.message_2 is not None:
            validate_message_2(_plain(request.message_2))
    except RefusedError as error:
        problems = [Problem(error.where, error.reason).as_json()]
        raise AppError("campaign_refused", problem=error.reason, details={"problems": problems}) from error
    return template


async def _check_media(conn: Connection, request: NewCampaign) -> None:
    """Images of ours must be there; Meta's ids and links are Meta's to refuse."""
    for part in (request.template.header, request.message_2):
        media_id = getattr(part, "media_id", None)
        if media_id is not None:
            await check_media(conn, media_id=media_id)


async def _check_texts(conn: Connection, request: NewCampaign) -> None:
    await check_texts(
        conn,
        was_saved=False,
        header=_plain(request.template.header),
        buttons={index: _plain(binding) for index, binding in request.template.buttons.items()},
        variables={name: _plain(binding) for name, binding in request.variables.items()},
        message_2=_plain(request.message_2),
    )


async def _lock_categories(conn: Connection, category_ids: list[int]) -> list[int]:
    wanted = sorted(set(category_ids))
    found = {row["id"] for row in await conn.fetch(sql.LOCK_CATEGORIES, wanted)}
    missing = [category_id for category_id in wanted if category_id not in found]
    if missing:
        raise AppError("category_unknown", id=missing[0], details={"category_ids": missing})
    return wanted


def _plain(part: Any) -> Any:
    return None if part is None else part.model_dump(exclude_none=True)
