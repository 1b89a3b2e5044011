"""Create, start and steer campaigns. Every step is a conditional UPDATE: a second click changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from relance.activity import Act, Subject, record
from relance.campaigns import sql
from relance.campaigns.state import (
    PAUSE_FROM,
    PAUSED,
    RESUME_FROM,
    RUNNING,
    START_FROM,
    STOP_FROM,
    STOPPED,
)
from relance.campaigns.texts import check_texts
from relance.core.db import Connection
from relance.core.errors import AppError
from relance.installation.identity import refuse_while_halted
from relance.templates.status import APPROVED


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign with its template and categories."""

    id: int
    name: str
    status: str
    status_reason: str | None
    status_reason_code: str | None
    status_reason_values: dict[str, Any] | None
    sender_id: int
    template_id: int
    template_name: str
    template_language: str
    template_status: str
    header: dict[str, str] | None
    buttons: dict[str, Any]
    variables: dict[str, Any]
    message_2: dict[str, Any] | None
    rate_per_s: float | None
    interaction_window_s: int
    skip_unreachable: bool
    consent_only: bool
    scheduled_at: datetime | None
    created_at: datetime
    started_at: datetime | None
    launched_at: datetime | None
    completed_at: datetime | None
    waiting_until: datetime | None
    category_ids: list[int]


async def get_campaign(conn: Connection, *, campaign_id: int) -> Campaign:
    """Read a campaign. Raises AppError `campaign_not_found`."""
    row = await conn.fetchrow(sql.CAMPAIGN, campaign_id)
    if row is None:
        raise AppError("campaign_not_found", id=campaign_id)
    return Campaign(**row)


async def start_campaign(conn: Connection, *, campaign_id: int) -> Campaign:
    """Freeze the audience and let the launch begin; the caller enqueues it after the commit.

    Raises AppError (409) `campaign_not_startable`, `template_not_approved`, `campaign_refused` (a text
    with a placeholder that is no field), `campaign_without_recipients`, `restored_unanswered`,
    `restored_settling`.
    """
    await refuse_while_halted(conn)
    # Locked first: its categories must not change between here and the freezing of the audience.
    await conn.fetchval(sql.LOCK, campaign_id)
    campaign = await get_campaign(conn, campaign_id=campaign_id)
    if campaign.status not in START_FROM:
        raise _not_startable(campaign)
    check_template(campaign)
    await _check_texts(conn, campaign)
    highest = await conn.fetchval(sql.HIGHEST_CONTACT, campaign_id)
    if highest is None:
        raise AppError("campaign_without_recipients")
    if await conn.fetchval(sql.START, campaign_id, START_FROM, highest) is None:
        raise _not_startable(await get_campaign(conn, campaign_id=campaign_id))
    await record(
        conn,
        Act.CAMPAIGN_STARTED,
        subject_of(campaign),
        before={"status": campaign.status},
    )
    return await get_campaign(conn, campaign_id=campaign_id)


async def _check_texts(conn: Connection, campaign: Campaign) -> None:
    """Raises AppError (409) `campaign_refused`: what was saved may be older than this check."""
    await check_texts(
        conn,
        was_saved=True,
        header=campaign.header,
        buttons=campaign.buttons,
        variables=campaign.variables,
        message_2=campaign.message_2,
    )


def subject_of(campaign: Campaign) -> Subject:
    """As the activity log names it."""
    return Subject("campaign", campaign.id, campaign.name)


def check_template(campaign: Campaign) -> None:
    """Raises AppError (409) `template_not_approved`."""
    if campaign.template_status != APPROVED:
        raise AppError(
            "template_not_approved",
            name=campaign.template_name,
            language=campaign.template_language,
            status=campaign.template_status,
            details={"status": campaign.template_status},
        )


async def pause_campaign(conn: Connection, *, campaign_id: int) -> Campaign:
    """Let nothing more leave, Message 2 included. Paused twice is paused. Raises `campaign_not_pausable`."""
    return await _steer(
        conn,
        Act.CAMPAIGN_PAUSED,
        campaign_id,
        sql.PAUSE,
        PAUSE_FROM,
        (PAUSED,),
        "campaign_not_pausable",
    )


async def resume_campaign(conn: Connection, *, campaign_id: int) -> Campaign:
    """Go on where it was paused; the caller enqueues the launch.

    Raises AppError (409) `campaign_not_resumable`, `restored_unanswered`, `restored_settling`.
    """
    await refuse_while_halted(conn)
    return await _steer(
        conn,
        Act.CAMPAIGN_RESUMED,
        campaign_id,
        sql.RESUME,
        RESUME_FROM,
        RUNNING,
        "campaign_not_resumable",
    )


async def stop_campaign(conn: Connection, *, campaign_id: int) -> Campaign:
    """End it for good; what is pending is cancelled by the tick. Raises `campaign_not_stoppable`."""
    return await _steer(
        conn,
        Act.CAMPAIGN_STOPPED,
        campaign_id,
        sql.STOP,
        STOP_FROM,
        (STOPPED,),
        "campaign_not_stoppable",
    )


async def _steer(
    conn: Connection,
    act: Act,
    campaign_id: int,
    statement: str,
    allowed: Sequence[str],
    done: Sequence[str],
    code: str,
) -> Campaign:
    moved = await conn.fetchval(statement, campaign_id, allowed)
    campaign = await get_campaign(conn, campaign_id=campaign_id)
    if moved is None and campaign.status not in done:
        raise AppError(code, status=campaign.status, details={"status": campaign.status})
    if moved is not None:
        await record(conn, act, subject_of(campaign))
    return campaign


def _not_startable(campaign: Campaign) -> AppError:
    return AppError("campaign_not_startable", status=campaign.status, details={"status": campaign.status})
