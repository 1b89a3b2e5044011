"""Put what was read into the words of the answers: plain dictionaries, ready for orjson."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from relance.core.db import Row
from relance.counts.days import Days, Figures
from relance.monitoring.alerts import Alert
from relance.monitoring.errors import Errors
from relance.monitoring.processes import NAMES, Process
from relance.monitoring.quotas import Quota, Today
from relance.monitoring.sending import find_restored, judge_sending, oldest_age_s
from relance.monitoring.system import ServerAnswer, SystemState

Answer = dict[str, Any]

_LEVELS = ("ok", "attention", "danger", "blocked")


def whole_list(items: list[Answer]) -> Answer:
    """The form of every list; all of it on one page."""
    return {"items": items, "next_cursor": None, "total": len(items)}


def describe_alerts(alerts: Iterable[Alert]) -> Answer:
    """`AlertList`."""
    return whole_list([asdict(alert) for alert in alerts])


def describe_figures(figures: Figures) -> Answer:
    """`DayFigures`."""
    return {
        "sent": {
            "message_1": figures.message_1_sent,
            "message_2": figures.message_2_sent,
            "total": figures.sent,
        },
        "delivered": figures.delivered,
        "read": figures.read,
        "failed": figures.failed,
        "interacted": figures.interacted,
        "no_interaction": figures.no_interaction,
        "interactions": figures.interactions,
        "interaction_rate": round(100 * figures.interaction_rate, 2),
    }


def describe_today(today: Today) -> Answer:
    """`MonitoringStats`."""
    levels = [quota.level for quota in today.quotas]
    return {
        "today": today.days.today,
        "began_at": today.days.began_at,
        "alert_level": max(levels, key=_LEVELS.index, default="ok"),
        "items": [_describe_quota(quota) for quota in today.quotas],
        "all": describe_figures(today.days.of_all([today.days.today])),
    }


def _describe_quota(quota: Quota) -> Answer:
    sender = quota.sender
    return {
        "sender_id": sender["id"],
        "phone_number_id": sender["phone_number_id"],
        "display_phone_number": sender["display_phone_number"],
        "verified_name": sender["verified_name"],
        "quality_rating": sender["quality_rating"],
        "messaging_limit": sender["messaging_limit"],
        **describe_figures(quota.figures),
        "limit": quota.limit,
        "used": quota.used,
        "remaining_capacity": quota.remaining_capacity,
        "alert_level": quota.level,
        "blocked_by": quota.blocked_by,
    }


def describe_history(days: Days, sender_ids: Iterable[int]) -> Answer:
    """`History`: every day of every number."""
    ids = list(sender_ids)
    items = [
        {"date": day, "sender_id": id_, **describe_figures(days.of_sender(day, id_))}
        for day in days.dates
        for id_ in ids
    ]
    return {"days": len(days.dates), **whole_list(items)}


def describe_errors(errors: Errors, *, days: int) -> Answer:
    """`ErrorsAnswer`."""
    items = [
        {
            "code": group.row["code"],
            "count": group.row["n"],
            "last_at": group.row["last_at"],
            "words": group.rule.words_en,
            "advice": group.rule.advice_en,
            "scope": group.rule.scope,
            "retryable_by_hand": group.rule.retryable_by_hand,
            "title": group.row["title"],
            "details": group.row["details"],
            "message_id": group.row["message_id"],
            "campaign_id": group.row["campaign_id"],
        }
        for group in errors.groups
    ]
    latest = [
        {"message_id": row["id"], **{k: v for k, v in row.items() if k != "id"}} for row in errors.latest
    ]
    return {"days": days, **whole_list(items), "latest": latest}


def describe_system(state: SystemState, redis: ServerAnswer, cache: Answer | None) -> Answer:
    """`SystemStatus`."""
    processes = {name: _describe_kind(name, state.processes) for name in NAMES}
    senders = [_describe_sender(sender) for sender in state.senders]
    sending = judge_sending(
        state.processes, due_age_s=oldest_age_s(state.queue), restored=find_restored(state.restored)
    )
    well = (
        redis.ok
        and state.intake_healthy
        and all(kind["alive"] for kind in processes.values())
        and all(process.state in ("alive", "replaced") for process in state.processes)
        and not any(process.overdue for process in state.processes)
        and sending.word == "ok"
        and all(sender["status"] == "ok" for sender in senders)
        and not state.parked["waiting"]
    )
    return {
        "status": "ok" if well else "degraded",
        "database": _describe_server(state.database),
        "redis": _describe_server(redis),
        "processes": processes,
        "sending": {
            "status": sending.word,
            "oldest_due_age_s": sending.due_age_s,
            "taken_age_s": None if sending.taken_age_s is None else round(sending.taken_age_s, 1),
            "hindrances": [asdict(hindrance) for hindrance in sending.hindrances],
        },
        "senders": senders,
        "queue": _describe_queue(state.queue),
        "parked": dict(state.parked),
        "intake": {
            "healthy": state.intake_healthy,
            "gaps": [dict(gap) for gap in state.gaps],
            "drops": [
                {"reason": drop["reason"], "count": drop["n"], "last_at": drop["last_at"]}
                for drop in state.drops
            ],
            "kept_replies": state.kept_replies,
        },
        "cache": cache,
    }


def _describe_server(server: ServerAnswer) -> Answer:
    return {"status": "ok" if server.ok else "down", **{k: v for k, v in asdict(server).items() if k != "ok"}}


def _describe_kind(name: str, processes: list[Process]) -> Answer:
    own = [process for process in processes if process.name == name]
    return {
        "alive": sum(process.state == "alive" for process in own),
        "last_heartbeat_at": max((process.heartbeat_at for process in own), default=None),
        "items": [
            {
                "host": process.host,
                "pid": process.pid,
                "state": process.state,
                "started_at": process.started_at,
                "heartbeat_at": process.heartbeat_at,
                "silent_s": round(process.silent_s, 1),
                "work": process.ages,
                "overdue": sorted(process.overdue),
            }
            for process in own
        ],
    }


def _describe_sender(sender: Row) -> Answer:
    status, prefix = "ok", None
    if sender["account_blocked"]:
        status, prefix = "account_blocked", "account_blocked"
    elif sender["number_blocked"]:
        status, prefix = "number_blocked", "blocked"
    return {
        "sender_id": sender["id"],
        "number": sender["display_phone_number"] or sender["phone_number_id"],
        "status": status,
        "blocked_until": sender[f"{prefix}_until"] if prefix else None,
        "code": sender[f"{prefix}_code"] if prefix else None,
        "reason": sender[f"{prefix}_reason"] if prefix else None,
    }


def _describe_queue(queue: Row) -> Answer:
    oldest = [at for at in (queue["oldest_bulk"], queue["oldest_reply"]) if at is not None]
    ages = [age for age in (queue["bulk_age_s"], queue["reply_age_s"]) if age is not None]
    return {
        "pending_message_1": queue["pending_message_1"],
        "pending_message_2": queue["pending_message_2"],
        "sending": queue["leased"],
        "settling": queue["settling"],
        "oldest_due_at": min(oldest, default=None),
        "oldest_due_age_s": max(ages, default=None),
        "oldest_reply_due_at": queue["oldest_reply"],
        "oldest_reply_age_s": queue["reply_age_s"],
    }
