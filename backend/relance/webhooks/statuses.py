"""Statuses meet their locked messages."""

from collections.abc import Mapping, Sequence

from relance.core.clock import from_unix
from relance.messages.evidence import Effects, StatusSeen, apply_evidence
from relance.messages.row import MessageRow
from relance.messages.state import FAILED
from relance.webhooks.learn.learnt_ids import Lessons
from relance.webhooks.resolve.whose import Hit
from relance.whatsapp.errors import MARKETING_STOPPED

NOT_ON_WHATSAPP = 131026


def see_statuses(
    hits: Sequence[Hit],
    rows: Mapping[int, MessageRow],
    effects: Effects,
    lessons: Lessons,
) -> None:
    """Apply every status to its row, and note what those that moved it teach about its contact."""
    for hit in hits:
        row = rows.get(hit.message_id)
        if row is not None:
            _see(hit, row, effects, lessons)


def _see(hit: Hit, row: MessageRow, effects: Effects, lessons: Lessons) -> None:
    status = hit.status
    at = from_unix(status.at)
    was_echoed, was_delivered, before = row.echoed_at, row.delivered_at, row.status
    apply_evidence(
        row,
        StatusSeen(
            row.id,
            _attempt_of(hit, row),
            status.wamid,
            status.status,
            at,
            status.error,
            status.pricing_category,
            status.pricing_type,
            status.billable,
        ),
        effects,
    )
    if row.status == FAILED and before != FAILED:
        _note_failure(row, lessons)
    delivered = row.delivered_at is not was_delivered
    if delivered or row.echoed_at is not was_echoed:
        # Every further status of this message would teach the same.
        lessons.hear(
            row.contact_id,
            wa_id=status.recipient_wa_id,
            bsuid=status.recipient_bsuid,
            parent_bsuid=status.recipient_parent_bsuid,
            seen_at=at if delivered else None,
            username=None if status.username is None else (at, status.username),
        )


def _attempt_of(hit: Hit, row: MessageRow) -> int | None:
    """A former attempt is older than what this database has sent itself since, and else speaks of the row."""
    if hit.former and row.wamid is not None and row.wamid != hit.status.wamid:
        return 0
    return hit.attempt


def _note_failure(row: MessageRow, lessons: Lessons) -> None:
    # One failure may have other reasons (an old app, terms not accepted): two days make it a fact.
    if row.error_code == NOT_ON_WHATSAPP and row.failed_at is not None:
        lessons.about(row.contact_id).failed_on = row.failed_at.date()
    if row.error_code == MARKETING_STOPPED and row.failed_at is not None:
        lesson = lessons.about(row.contact_id)
        lesson.refused_marketing_at, lesson.must_lock = row.failed_at, True
