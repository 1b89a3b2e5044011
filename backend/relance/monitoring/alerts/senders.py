"""Alerts of numbers, accounts and templates: stopped by Meta, at the limit, failing."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from relance.core.db import Row
from relance.monitoring.alerts.alert import Alert, make_alert
from relance.monitoring.quotas import DANGER_AT, Quota
from relance.reasons.meta import META_REASONS
from relance.whatsapp.error_words import advise_on_code, explain_code

ERROR_RATE = 10.0
"""Per cent of today's finished messages."""

FEWEST_FINISHED = 20
"""Of fewer messages a rate says little."""

SHORTEST_REST = timedelta(minutes=5)
"""Shorter pauses of a number are everyday pacing by Meta."""

TOKEN_CODES = frozenset({0, 102, 190})
"""Meta could not authenticate us: the token, not the account."""


def find_sender_alerts(quotas: Iterable[Quota], *, began_at: datetime) -> Iterator[Alert]:
    """Everything about numbers. `began_at`: when today began."""
    accounts: set[str] = set()
    for quota in quotas:
        sender = quota.sender
        if sender["account_blocked"] and sender["waba_id"] not in accounts:
            accounts.add(sender["waba_id"])
            yield _stopped_account(sender)
        if sender["number_blocked"]:
            yield from _stopped_number(sender)
        yield from _limit(quota, began_at)
        yield from _failing(quota, began_at)


def number_of(sender: Row) -> str:
    """How a person knows the number."""
    return str(sender["display_phone_number"] or sender["phone_number_id"])


def _stopped_account(sender: Row) -> Alert:
    code = sender["account_blocked_code"]
    return make_alert(
        "token_refused" if code in TOKEN_CODES else "account_blocked",
        f"account:{sender['waba_id']}",
        sender["account_blocked_at"],
        waba_id=sender["waba_id"],
        meta_code=code,
        reason=explain_code(code, sender["account_blocked_reason"]),
        until=_text(sender["account_blocked_until"]),
        advice=advise_on_code(code, sender["account_blocked_reason"]),
    )


def _stopped_number(sender: Row) -> Iterator[Alert]:
    until = sender["blocked_until"]
    if until is not None and until - sender["blocked_at"] < SHORTEST_REST:
        return
    yield make_alert(
        "number_blocked" if until is None else "number_resting",
        f"sender:{sender['id']}",
        sender["blocked_at"],
        sender_id=sender["id"],
        number=number_of(sender),
        meta_code=sender["blocked_code"],
        reason=explain_code(sender["blocked_code"], sender["blocked_reason"]),
        until=_text(until),
        advice=advise_on_code(sender["blocked_code"], sender["blocked_reason"]),
    )


def _limit(quota: Quota, began_at: datetime) -> Iterator[Alert]:
    if not quota.has_used(DANGER_AT):
        return
    yield make_alert(
        "limit_reached" if quota.has_used(100.0) else "limit_near",
        f"sender:{quota.sender['id']}",
        began_at,
        sender_id=quota.sender["id"],
        number=number_of(quota.sender),
        limit=quota.limit,
        used=quota.used,
        remaining=quota.remaining_capacity,
    )


def _failing(quota: Quota, began_at: datetime) -> Iterator[Alert]:
    finished, failed = quota.figures.finished, quota.figures.failed
    if finished < FEWEST_FINISHED or 100 * failed <= ERROR_RATE * finished:
        return
    yield make_alert(
        "error_rate_high",
        f"sender:{quota.sender['id']}",
        began_at,
        sender_id=quota.sender["id"],
        number=number_of(quota.sender),
        rate=round(100 * failed / finished, 2),
        failed=failed,
        finished=finished,
    )


def find_template_alerts(templates: Iterable[Row]) -> Iterator[Alert]:
    """Templates that Meta stopped, and those that open campaigns need and Meta does not approve."""
    for template in templates:
        code, blocked = template["blocked_code"], template["blocked_at"] is not None
        reason = META_REASONS.make("status", status=template["status"])
        if blocked:
            reason = explain_code(code, template["blocked_reason"])
        yield make_alert(
            "template_blocked",
            f"template:{template['id']}",
            template["blocked_at"],
            template_id=template["id"],
            name=template["name"],
            language=template["language"],
            status=template["status"],
            meta_code=code,
            reason=reason,
            advice=advise_on_code(code, template["blocked_reason"]),
        )


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
