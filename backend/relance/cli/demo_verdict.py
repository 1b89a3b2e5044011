"""Did everything arrive exactly once? Relance's numbers against the simulator's ledger."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

# Refusals that Relance must send again by itself; any other is for good.
_TRANSIENT = {1, 2, 4, 80007, 130429, 131000, 131016, 131056, 133004}
# What the people of the simulator do that must not bring a Message 2.
_NO_MESSAGE_2 = {"stop", "remove_reaction"}


@dataclass(slots=True)
class LedgerFacts:
    """What the ledger says, counted by person, apart from what Relance says."""

    accepted: int = 0
    message_1: int = 0
    message_2: int = 0
    delivered: int = 0
    read: int = 0
    failed: int = 0
    people_accepted: int = 0
    people_refused: int = 0
    people_interacted: int = 0
    people_without_message_2: int = 0
    rate_per_s: float = 0.0
    duplicates: int = 0
    message_2_delay_s: dict[str, float | None] = field(default_factory=dict)


def read_facts(
    summary: dict[str, Any], messages: Iterable[dict[str, Any]], recipients: Iterable[dict[str, Any]]
) -> LedgerFacts:
    """Walk through the ledger once."""
    delays = summary["message_2_delay_s"]
    facts = LedgerFacts(
        accepted=summary["accepted"],
        message_1=summary["accepted_templates"],
        message_2=summary["accepted_free_form"],
        duplicates=summary["duplicates"],
        message_2_delay_s={"median": delays["median"], "p99": delays["p99"]},
    )
    times: list[float] = []
    last_message_1 = 0.0
    for message in messages:
        times.append(message["accepted_at"])
        if message["template"] is None:
            continue
        last_message_1 = max(last_message_1, message["accepted_at"])
        reached = set(message["statuses"])
        facts.delivered += bool(reached & {"delivered", "read"})
        facts.read += "read" in reached
        facts.failed += "failed" in reached
    for recipient in recipients:
        _count_recipient(facts, recipient)
    facts.rate_per_s = _rate(times, last_message_1)
    return facts


def _count_recipient(facts: LedgerFacts, recipient: dict[str, Any]) -> None:
    interaction = recipient["first_interaction"]
    refused_for_good = any(int(code) not in _TRANSIENT for code in recipient["rejected"])
    if recipient["accepted_templates"]:
        facts.people_accepted += 1
    elif refused_for_good:
        facts.people_refused += 1
    if interaction is None or interaction["kind"] == "remove_reaction":
        return
    facts.people_interacted += 1
    if (
        interaction["kind"] not in _NO_MESSAGE_2
        and not recipient["accepted_free_form"]
        and not refused_for_good
    ):
        facts.people_without_message_2 += 1


def _rate(times: list[float], last_message_1: float) -> float:
    """Messages of both kinds a second, from the first to the last Message 1: no warm-up left out."""
    if not times:
        return 0.0
    first = min(times)
    counted = sum(first < at <= last_message_1 for at in times)
    return round(counted / (last_message_1 - first), 1) if last_message_1 > first else 0.0


def summarise(stats: dict[str, Any], facts: LedgerFacts, *, imported: int, seconds: float) -> dict[str, Any]:
    """The one-line result. `imported` is the number of contacts that the campaign aims at."""
    funnel = stats["funnel"]
    return {
        "campaign_status": stats["status"],
        "recipients": stats["total_recipients"],
        "message_1_sent": funnel["sent"],
        "delivered": funnel["delivered"],
        "read": funnel["read"],
        "interactions": stats["interaction_count"],
        "message_2_sent": funnel["message_2_sent"],
        "no_interaction": stats["no_interaction_count"],
        "failed": _of_both(stats, "failed"),
        "cancelled": _of_both(stats, "cancelled"),
        "unknown": _of_both(stats, "unknown"),
        "accepted_by_whatsapp": facts.accepted,
        "duplicates": facts.duplicates,
        "lost": max(0, imported - facts.people_accepted - facts.people_refused)
        + facts.people_without_message_2,
        "rate_per_s": facts.rate_per_s,
        "message_2_delay_s": facts.message_2_delay_s,
        "seconds": round(seconds, 1),
    }


def find_faults(summary: dict[str, Any], stats: dict[str, Any], facts: LedgerFacts) -> list[str]:
    """What is not as it must be, as sentences; empty when everything is right."""
    faults = [
        f"{summary[word]} {words}"
        for word, words in (
            ("lost", "lost"),
            ("duplicates", "sent twice"),
            ("unknown", "with an unknown outcome"),
        )
        if summary[word]
    ]
    if summary["campaign_status"] != "completed":
        faults.append(f"the campaign is {summary['campaign_status']}, not completed")
    refused = facts.people_refused
    pairs = (
        ("Message 1 sent", summary["message_1_sent"], facts.message_1),
        ("Message 2 sent", summary["message_2_sent"], facts.message_2),
        ("accepted in all", stats["sent_count"], facts.accepted),
        ("delivered", summary["delivered"], facts.delivered),
        ("read", summary["read"], facts.read),
        ("contacts who interacted", summary["interactions"], facts.people_interacted),
        ("Message 1 failed", stats["message_1"].get("failed", 0), facts.failed + refused),
    )
    faults += [
        f"{what}: Relance says {ours}, WhatsApp {theirs}" for what, ours, theirs in pairs if ours != theirs
    ]
    for kind in ("message_1", "message_2"):
        open_rows = {state: stats[kind].get(state, 0) for state in ("pending", "sending", "held")}
        faults += [f"{n} of {kind} still {state}" for state, n in open_rows.items() if n]
    return faults


def _of_both(stats: dict[str, Any], state: str) -> int:
    return int(stats["message_1"].get(state, 0)) + int(stats["message_2"].get(state, 0))
