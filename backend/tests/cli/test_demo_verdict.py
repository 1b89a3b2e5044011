"""The verdict of the demo: what counts as lost, doubled or disagreeing."""

from typing import Any

import pytest

from relance.cli.demo_verdict import LedgerFacts, find_faults, read_facts, summarise


def recipient(
    *, templates: int = 1, free_form: int = 0, kind: str | None = None, rejected: dict[str, int] | None = None
) -> dict[str, Any]:
    return {
        "accepted_templates": templates,
        "accepted_free_form": free_form,
        "rejected": rejected or {},
        "first_interaction": kind and {"kind": kind},
    }


def message(at: float, *statuses: str, template: str | None = "welcome_offer") -> dict[str, Any]:
    return {"accepted_at": at, "statuses": list(statuses), "template": template}


def facts_of(people: list[dict[str, Any]], messages: list[dict[str, Any]] | None = None) -> LedgerFacts:
    sent = messages or []
    summary = {
        "accepted": len(sent),
        "accepted_templates": sum(m["template"] is not None for m in sent),
        "accepted_free_form": sum(m["template"] is None for m in sent),
        "duplicates": 0,
        "message_2_delay_s": {"count": 0, "median": 0.2, "p99": 0.9},
    }
    return read_facts(summary, sent, people)


def stats(**changes: Any) -> dict[str, Any]:
    return {
        "status": "completed",
        "total_recipients": 2,
        "message_1": {"read": 1, "no_interaction": 1},
        "message_2": {"sent": 1},
        "funnel": {"sent": 2, "delivered": 2, "read": 1, "message_2_sent": 1},
        "interaction_count": 1,
        "sent_count": 3,
        "no_interaction_count": 1,
    } | changes


GOOD_PEOPLE = [recipient(free_form=1, kind="text"), recipient()]
GOOD_MESSAGES = [
    message(10.0, "sent", "delivered", "read"),
    message(11.0, "sent", "delivered"),
    message(12.0, "sent", template=None),
]


def test_run_in_which_all_agrees_has_no_fault() -> None:
    facts = facts_of(GOOD_PEOPLE, GOOD_MESSAGES)
    summary = summarise(stats(), facts, imported=2, seconds=12.34)
    assert find_faults(summary, stats(), facts) == []
    assert list(summary) == [
        "campaign_status", "recipients", "message_1_sent", "delivered", "read", "interactions",
        "message_2_sent", "no_interaction", "failed", "cancelled", "unknown", "accepted_by_whatsapp",
        "duplicates", "lost", "rate_per_s", "message_2_delay_s", "seconds",
    ]  # fmt: skip
    assert summary["accepted_by_whatsapp"] == 3
    assert summary["message_2_delay_s"] == {"median": 0.2, "p99": 0.9}
    assert summary["seconds"] == 12.3


@pytest.mark.parametrize(
    ("people", "imported", "lost"),
    [
        (GOOD_PEOPLE, 2, 0),
        (GOOD_PEOPLE, 3, 1),
        ([recipient(), recipient(templates=0, rejected={"131026": 1})], 2, 0),
        ([recipient(), recipient(templates=0, rejected={"130429": 4})], 2, 1),
        ([recipient(kind="text")], 1, 1),
        ([recipient(kind="stop")], 1, 0),
        ([recipient(kind="remove_reaction")], 1, 0),
        ([recipient(kind="text", rejected={"131047": 1})], 1, 0),
    ],
    ids=[
        "all reached",
        "one never sent",
        "one refused for good",
        "one only refused for a while",
        "answer without Message 2",
        "STOP without Message 2",
        "removed reaction without Message 2",
        "Message 2 refused for good",
    ],
)
def test_lost(people: list[dict[str, Any]], imported: int, lost: int) -> None:
    assert summarise(stats(), facts_of(people), imported=imported, seconds=1)["lost"] == lost


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"status": "sending"}, "the campaign is sending, not completed"),
        ({"sent_count": 4}, "accepted in all: Relance says 4, WhatsApp 3"),
        ({"interaction_count": 2}, "contacts who interacted: Relance says 2, WhatsApp 1"),
        ({"message_1": {"unknown": 1}}, "1 with an unknown outcome"),
        ({"message_2": {"pending": 1}}, "1 of message_2 still pending"),
        ({"message_1": {"failed": 1}}, "Message 1 failed: Relance says 1, WhatsApp 0"),
    ],
)
def test_each_disagreement_is_a_fault(changes: dict[str, Any], fault: str) -> None:
    facts = facts_of(GOOD_PEOPLE, GOOD_MESSAGES)
    seen = stats(**changes)
    assert fault in find_faults(summarise(seen, facts, imported=2, seconds=1), seen, facts)


def test_double_is_a_fault() -> None:
    facts = facts_of(GOOD_PEOPLE, GOOD_MESSAGES)
    facts.duplicates = 1
    assert "1 sent twice" in find_faults(summarise(stats(), facts, imported=2, seconds=1), stats(), facts)


def test_rate_counts_both_kinds_until_the_last_message_1() -> None:
    messages = [
        message(0.0),
        message(1.0),
        message(1.5, template=None),
        message(2.0),
        message(9.0, template=None),
    ]
    assert facts_of([], messages).rate_per_s == 1.5
