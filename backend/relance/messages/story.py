"""A message told in the order in which things happened to it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from relance.core.db import Row
from relance.messages.listing import ROW_FIELDS
from relance.whatsapp.errors import find_rule

_EVENTS = (
    ("created_at", "created"),
    ("sent_at", "sent"),
    ("delivered_at", "delivered"),
    ("read_at", "read"),
    ("failed_at", "failed"),
    ("unknown_at", "unknown"),
    ("revived_at", "sent_again"),
    ("no_interaction_at", "no_interaction"),
)

_ONLY_HERE = (
    "retries", "wamid", "old_wamids", "parameters", "echoed_at", "unknown_at", "revived_at", "fbtrace_id",
    "pricing_category", "pricing_type", "billable", "is_test",
)  # fmt: skip


def describe_message(row: Row) -> dict[str, Any]:
    """A message of a list."""
    return {name: row[name] for name in ROW_FIELDS}


def tell_story(row: Row, interactions: Sequence[Row]) -> dict[str, Any]:
    """`MessageDetail`: the message, its error explained, and everything that happened, the oldest first."""
    return {
        **describe_message(row),
        **{name: row[name] for name in _ONLY_HERE},
        "campaign_id": row["shown_campaign_id"],
        "error": _explain(row),
        "interactions": [dict(interaction) for interaction in interactions],
        "story": _list_events(row, interactions),
    }


def _explain(row: Row) -> dict[str, Any] | None:
    """Meta's words, and ours on what to do."""
    code = row["error_code"]
    if code is None:
        return None
    rule = find_rule(code, " ".join(filter(None, (row["error_title"], row["error_details"]))))
    return {
        "code": code,
        "title": row["error_title"],
        "details": row["error_details"],
        "meaning": rule.words_en,
        "advice": rule.advice_en,
        "retryable": rule.retryable_by_hand and row["wamid"] is None,
    }


def _list_events(row: Row, interactions: Sequence[Row]) -> list[dict[str, Any]]:
    # Counted as sent by a person: Meta has not told when it took it.
    told = [(row[column], word) for column, word in _EVENTS if word != "sent" or not row["counted_as_sent"]]
    told += [(at, f"decided_{word}") for word, at in zip(row["decisions"], row["decided_at"], strict=True)]
    events: list[tuple[datetime, str, str | None]] = [(at, word, None) for at, word in told if at is not None]
    events += [(item["at"], "interaction", item["text"] or item["kind"]) for item in interactions]
    # Meta's seconds have no fractions: what happened within one keeps the order it must have had.
    events.sort(key=lambda event: event[0].replace(microsecond=0))
    return [{"at": at, "event": word, "text": text} for at, word, text in events]
