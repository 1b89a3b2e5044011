"""When a doubt ends: all conditions hold, or it waits and says which one did not."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from relance.core.db import Pool
from relance.core.settings import Settings
from relance.sending.settle import settle_due
from tests.sending.proofs import GRACE_S, make_proof
from tests.sending.world import states

OLDEST = "SELECT min(id) FROM messages WHERE"
NEWEST = "SELECT max(id) FROM messages WHERE"
BEFORE = "answered_at < $1 AND campaign_id = (SELECT max(id) FROM campaigns)"
AFTER = "left_at > $1 AND campaign_id = (SELECT max(id) FROM campaigns)"
SAME_TEMPLATE = (
    "UPDATE campaigns SET template_id = (SELECT min(template_id) FROM campaigns) WHERE created_at > $1"
)
NO_SPELL = "DELETE FROM prompt_spells WHERE began_at < $1"
FEW_AFTER = f"UPDATE messages SET left_at = left_at - interval '10 s' WHERE {AFTER}"


@dataclass(frozen=True)
class Missing:
    """One condition does not hold: how that comes, and the doubt it leaves."""

    name: str
    done: tuple[str, ...]
    code: str
    values: dict[str, Any] = field(default_factory=dict)


def gap(began: float, ended: float, reason: str = "overloaded") -> str:
    return (
        "INSERT INTO intake_gaps (began_at, ended_at, reason)"
        f" SELECT $1 + interval '{began} s', $1 + interval '{ended} s', '{reason}'"
    )


def mark(kind: str, began: float, ended: float, sender: str = "NULL") -> str:
    return (
        "INSERT INTO intake_marks (holder, turn, kind, sender_id, began_at, ended_at, n)"
        f" SELECT 'm', 1, '{kind}', {sender}, $1 + interval '{began} s', $1 + interval '{ended} s', 1"
    )


def clock(clock: str, process: str, ahead: float, began: float = 0, ended: float = 10) -> str:
    return (
        f"INSERT INTO clock_observations SELECT 'c', 1, '{clock}', '{process}', 'attic',"
        f" $1 + interval '{began} s', $1 + interval '{ended} s', {ahead}, {abs(ahead)}, {abs(ahead)}"
    )


THIS = "(SELECT min(id) FROM senders)"

MISSING = [
    Missing("gap when it left", (gap(0, 0),), "intake_gap", {"reason": "overloaded"}),
    Missing("gap just before", (gap(-60, -4),), "intake_gap"),
    Missing("gap at the end of the grace", (gap(299, 310),), "intake_gap"),
    # Whatever else is missing: a lost time has lost what was seen in it, too.
    Missing(
        "time that a restored database has lost",
        (gap(-600, 60, "restored"), "DELETE FROM clock_observations WHERE first_seen_at < $1"),
        "restored",
    ),
    Missing("late status", (mark("late", -2, 75),), "late_statuses"),
    Missing("late status of the end of the grace", (mark("late", 299, 310),), "late_statuses"),
    Missing("parked status", (mark("parked", 20, 20),), "parked_status"),
    Missing("status of nobody", (mark("unattributed", 1, 20, THIS),), "unattributed_status"),
    Missing(
        "API silent since",
        ("UPDATE processes SET heartbeat_at = $1 + interval '299 s'",),
        "intake_silent",
    ),
    Missing("no API at all", ("DELETE FROM processes WHERE started_at > $1",), "intake_silent"),
    Missing(
        "one of two API processes silent",
        ("INSERT INTO processes (name, host, pid, heartbeat_at) SELECT 'api', 'h', 2, $1",),
        "intake_silent",
    ),
    Missing(
        "few answers before",
        (f"UPDATE messages SET answered_at = answered_at - interval '3 s' WHERE {BEFORE}",),
        "low_traffic",
        {"answered": 0, "needed": 20},
    ),
    Missing(
        "nineteen answers before",
        (
            f"UPDATE messages SET sent_at = NULL WHERE id IN (SELECT id FROM messages WHERE {BEFORE}"
            " ORDER BY id LIMIT 11)",
        ),
        "low_traffic",
        {"answered": 19, "needed": 20},
    ),
    Missing(
        "one before without a status",
        (
            f"UPDATE messages SET first_status_at = NULL WHERE id = ({OLDEST} {BEFORE})",
        ),
        "neighbours_unheard",
        {"side": "before", "messages": 30, "unheard": 1},
    ),
    Missing(
        "one before heard of late",
        (
            "UPDATE messages SET first_status_at = answered_at + interval '10.5 s'"
            f" WHERE id = ({NEWEST} {BEFORE})",
        ),
        "neighbours_unheard",
        {"side": "before", "messages": 30, "unheard": 1},
    ),
    Missing(
        "one after without a status, though statuses went on",
        (
            f"UPDATE messages SET first_status_at = NULL WHERE id = ({NEWEST} {AFTER})",
        ),
        "neighbours_unheard",
        {"side": "after", "messages": 30, "unheard": 1},
    ),
    Missing("nothing after, and silence", (FEW_AFTER, NO_SPELL), "quiet_after", {"needed": 20}),
    Missing(
        "nothing after, and a pause of more than a second",
        (
            FEW_AFTER,
            "UPDATE prompt_spells SET ended_at = $1 + interval '1 s'",
            "INSERT INTO prompt_spells SELECT 'h', 2, sender_id, $1 + interval '2.1 s', $1 + interval '9 s'"
            " FROM prompt_spells",
        ),
        "quiet_after",
    ),
    Missing(
        "nothing after, and statuses only for four seconds",
        (FEW_AFTER, "UPDATE prompt_spells SET ended_at = $1 + interval '3.9 s'"),
        "quiet_after",
    ),
    Missing(
        "another of its template held",
        (
            SAME_TEMPLATE,
            f"UPDATE messages SET status = 'held', sent_at = NULL WHERE id = ({NEWEST} {AFTER})",
        ),
        "held_template",
        {"template": "welcome_offer (fr)"},
    ),
    Missing("the sender's clock behind", (clock("own", "sender", -400),), "clocks_disagree"),
    Missing("an API's clock ahead", (clock("own", "api", 31),), "clocks_disagree", {"seconds": 31}),
    Missing("Meta ahead", (clock("meta", "sender", 45),), "clocks_disagree", {"clock": "meta"}),
    Missing("statuses from the future", (clock("webhooks", "api", 45),), "clocks_disagree"),
    Missing("a step of the database", (clock("database", "beat", 400, 2, 402),), "clocks_disagree"),
    Missing("clocks disagree now", (clock("own", "sender", 40, 310, 319),), "clocks_disagree"),
    Missing(
        "Meta's clock not seen",
        ("DELETE FROM clock_observations WHERE clock = 'meta' AND first_seen_at < $1",),
        "clocks_unseen",
    ),
    Missing(
        "no sender's clock seen",
        ("UPDATE clock_observations SET process = 'worker' WHERE process = 'sender' AND clock = 'own'"
         " AND first_seen_at < $1",),
        "clocks_unseen",
    ),
    Missing("campaign closed", ("UPDATE campaigns SET completed_at = $1",), "campaign_closed"),
    Missing(
        "a day old",
        ("UPDATE send_batches SET unknown_since = $1 - interval '1 day'",
         "UPDATE messages SET unknown_at = $1 - interval '1 day' WHERE status = 'unknown'"),
        "a_day_old",
    ),
    Missing(
        "the grace is not over",
        ("UPDATE send_batches SET unknown_since = $1 + interval '100 s'",),
        "grace",
    ),
]  # fmt: skip


@pytest.mark.parametrize("missing", MISSING, ids=lambda missing: missing.name.replace(" ", "_"))
async def test_one_condition_missing_and_it_waits_with_its_reason(
    pool: Pool, settings: Settings, missing: Missing
) -> None:
    proof = await make_proof(pool, settings)
    for statement in missing.done:
        await proof.shape(statement)
    assert await settle_due(pool, unknown_grace_s=GRACE_S) == 0
    assert await states(pool, proof.campaign_id) == {"unknown": 3}
    doubt = await proof.doubt()
    assert doubt is not None and doubt["code"] == missing.code, doubt
    assert doubt | missing.values == doubt


HARMLESS = {
    "nothing": (),
    "gap long before": (gap(-60, -6),),
    "gap after the grace": (gap(301, 310),),
    "late status of after the grace": (mark("late", 301, 319),),
    "status of nobody of another number": (mark("unattributed", 1, 20, "987"),),
    "nothing left after, but statuses went on": (FEW_AFTER,),
    "statuses paused, but neighbours left and were heard of": (NO_SPELL,),
    "statuses went on across two processes": (
        FEW_AFTER,
        "UPDATE prompt_spells SET ended_at = $1 + interval '1 s'",
        "INSERT INTO prompt_spells SELECT 'h2', 1, sender_id, $1 + interval '1.9 s', $1 + interval '9 s'"
        " FROM prompt_spells",
    ),
    "a worker's clock is wrong": (clock("own", "worker", 400),),
    "clocks differ by 29 s": (clock("own", "sender", 29),),
    "clocks disagreed before": (clock("own", "sender", 400, -60, -6),),
    "a silent API that is noted as a gap of another time": (
        "INSERT INTO processes (name, host, pid, heartbeat_at, gap_noted_at)"
        " SELECT 'api', 'h', 2, $1 - interval '1 hour', $1",
    ),
    "an answer that took long and its status soon after": (
        f"UPDATE messages SET answered_at = $1 - interval '0.01 s' WHERE {BEFORE}",
        f"UPDATE messages SET first_status_at = answered_at + interval '9 s' WHERE {BEFORE}",
    ),
    "a neighbour that was in doubt itself until its status came": (
        f"UPDATE messages SET answered_at = NULL WHERE {AFTER}",
    ),
    "a neighbour that a person counted as sent": (
        "UPDATE messages SET wamid = NULL, answered_at = NULL, first_status_at = NULL"
        f" WHERE id IN (SELECT id FROM messages WHERE {AFTER} ORDER BY id LIMIT 5)",
    ),
    "other doubts left at the same time": (
        f"UPDATE messages SET status = 'unknown', answered_at = NULL, first_status_at = NULL, sent_at = NULL"
        f" WHERE id IN (SELECT id FROM messages WHERE {AFTER} ORDER BY id LIMIT 5)",
    ),
}


@pytest.mark.parametrize("name", HARMLESS, ids=lambda name: name.replace(" ", "_"))
async def test_everything_is_there_and_it_goes_back_as_a_new_attempt(
    pool: Pool, settings: Settings, name: str
) -> None:
    proof = await make_proof(pool, settings)
    for statement in HARMLESS[name]:
        await proof.shape(statement)
    assert await settle_due(pool, unknown_grace_s=GRACE_S) == 3, await proof.doubt()
    assert await states(pool, proof.campaign_id) == {"pending": 3}
    rows = await pool.fetch(
        "SELECT attempt, left_at, answered_at, first_status_at FROM messages WHERE campaign_id = $1",
        proof.campaign_id,
    )
    assert {tuple(row) for row in rows} == {(2, None, None, None)}
    assert (
        await pool.fetchval("SELECT sum(cardinality(message_ids)) FROM send_batches WHERE lane = 'bulk'") == 3
    )
    assert await proof.doubt() is None


async def test_a_reply_in_doubt_does_not_mind_a_held_template(pool: Pool, settings: Settings) -> None:
    proof = await make_proof(pool, settings)
    await pool.execute(
        "UPDATE messages SET message_type = 'message_2' WHERE campaign_id = $1", proof.campaign_id
    )
    await proof.shape(SAME_TEMPLATE)
    await proof.shape(f"UPDATE messages SET status = 'held', sent_at = NULL WHERE id = ({NEWEST} {AFTER})")
    assert await settle_due(pool, unknown_grace_s=GRACE_S) == 3


async def test_an_api_that_was_stopped_later_is_not_said_to_be_silent_since_the_message_left(
    pool: Pool, settings: Settings
) -> None:
    proof = await make_proof(pool, settings)
    await proof.shape(gap(310, 310, "api_stopped"))
    await proof.shape("DELETE FROM processes WHERE started_at > $1")
    assert await settle_due(pool, unknown_grace_s=GRACE_S) == 0
    doubt = await proof.doubt()
    stopped = await pool.fetchval("SELECT max(ended_at) FROM intake_gaps WHERE reason = 'api_stopped'")
    assert doubt is not None and doubt["code"] == "intake_silent"
    assert abs(datetime.fromisoformat(doubt["since"]) - stopped) < timedelta(milliseconds=1)
