"""Change, copy and delete campaigns. Only what has not started can be changed."""

from datetime import datetime
from typing import Any

from relance.activity import Act, Subject, differences, record
from relance.campaigns.drafting import change_sql as sql
from relance.campaigns.drafting.create import check_request, list_columns, record_creation, settings_of
from relance.campaigns.schemas import NewCampaign
from relance.campaigns.service import Campaign, get_campaign, subject_of
from relance.campaigns.sql import LOCK
from relance.campaigns.state import PAUSED, PREPARING, SENDING, START_FROM
from relance.core.db import Connection
from relance.core.errors import AppError
from relance.core.settings import Settings

NAME_MOST = 200
_COPY = " (copy)"

_TEXTS = ("header", "buttons", "variables", "message_2")
"""Of these the activity log says only that they changed."""


async def change_campaign(
    conn: Connection, *, campaign_id: int, request: NewCampaign, settings: Settings, now: datetime
) -> Campaign:
    """Replace a campaign, while it has not started.

    Raises AppError `campaign_not_found`, `campaign_not_changeable` (409), and 422 as creating does.
    """
    status = await _lock(conn, campaign_id)
    if status not in START_FROM:
        raise AppError("campaign_not_changeable", status=status, details={"status": status})
    was = await get_campaign(conn, campaign_id=campaign_id)
    checked = await check_request(conn, request=request, settings=settings, now=now)
    await conn.execute(sql.CHANGE, campaign_id, *list_columns(request, checked))
    await conn.execute(sql.LEAVE_CATEGORIES, campaign_id, checked.category_ids)
    await conn.execute(sql.JOIN_CATEGORIES, campaign_id, checked.category_ids)
    campaign = await get_campaign(conn, campaign_id=campaign_id)
    before, after = differences(_all_of(was), _all_of(campaign), hidden=_TEXTS)
    if after:
        await record(conn, Act.CAMPAIGN_CHANGED, subject_of(campaign), before=before, after=after)
    return campaign


def _all_of(campaign: Campaign) -> dict[str, Any]:
    return settings_of(campaign) | {name: getattr(campaign, name) for name in _TEXTS}


async def duplicate_campaign(
    conn: Connection, *, campaign_id: int, created_by: int | None, created_by_key: int | None
) -> Campaign:
    """A draft with everything of a campaign but its time and its numbers. Raises `campaign_not_found`."""
    original = await get_campaign(conn, campaign_id=campaign_id)
    name = original.name[: NAME_MOST - len(_COPY)].rstrip() + _COPY
    made = await conn.fetchval(sql.DUPLICATE, campaign_id, name, created_by, created_by_key)
    if made is None:
        raise AppError("campaign_not_found", id=campaign_id)
    copy = await get_campaign(conn, campaign_id=made)
    await record_creation(conn, copy, copy_of=campaign_id)
    return copy


async def delete_campaign(conn: Connection, *, campaign_id: int) -> None:
    """Delete what never started; hide what is over, for the tick to purge.

    Raises AppError `campaign_not_found`, `campaign_is_running` (409).
    """
    status = await _lock(conn, campaign_id)
    if status in (PREPARING, SENDING, PAUSED):
        raise AppError("campaign_is_running", status=status, details={"status": status})
    if await conn.fetchval(sql.DELETE_NEW, campaign_id) is None:
        await conn.execute(sql.CANCEL_TESTS, campaign_id)
        await conn.execute(sql.HIDE, campaign_id)
    await record(conn, Act.CAMPAIGN_DELETED, Subject("campaign", campaign_id), before={"status": status})


async def _lock(conn: Connection, campaign_id: int) -> str:
    status: str | None = await conn.fetchval(LOCK, campaign_id)
    if status is None:
        raise AppError("campaign_not_found", id=campaign_id)
    return status
