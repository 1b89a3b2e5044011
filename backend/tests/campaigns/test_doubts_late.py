"""What Meta tells late of a message on which a person has decided."""

from datetime import datetime, timedelta

import pytest

from relance.core.clock import utc_now
from relance.counts.recount import check_counts
from relance.interactions.retry import retry_unattributed
from relance.messages.evidence import Accepted, Evidence, Lost, Rejected, RetryLater, StatusSeen
from tests.campaigns.doubts_scene import REFUSED, TEXT, accept, bulk_ids, decide, echo, in_doubt, states
from tests.campaigns.scene import Scene


@pytest.mark.parametrize("kind", ["echo", "answer", "held", "held answer after the window"])
async def test_late_word_of_meta_takes_over_from_a_person(scene: Scene, kind: str) -> None:
    left_at = utc_now() - timedelta(hours=3)
    campaign, (message,) = await in_doubt(scene, 1, left_at=left_at)
    await decide(scene, campaign, "count_as_sent")
    if kind.endswith("window"):
        await scene.pool.execute("UPDATE messages SET status = 'no_interaction', no_interaction_at = now()")
    if kind == "echo":
        await echo(scene, message, "wamid.late", status="delivered")
    else:
        await scene.apply(Accepted(message, 1, "wamid.late", utc_now(), held=kind.startswith("held")))
    (row,) = await scene.messages(campaign)
    assert (row["wamid"], row["sent_at"]) == ("wamid.late", left_at)
    wanted = {"echo": "delivered", "held answer after the window": "no_interaction"}
    assert row["status"] == wanted.get(kind, "sent")
    assert await scene.pool.fetchval("SELECT count(*) FROM incidents") == 0
    assert await check_counts(scene.pool) == []


@pytest.mark.parametrize("kind", ["status", "refusal", "refusal for now"])
async def test_late_failure_fails_what_a_person_counted(scene: Scene, kind: str) -> None:
    campaign, (message,) = await in_doubt(scene, 1)
    await decide(scene, campaign, "count_as_sent")
    now = utc_now()
    late: dict[str, Evidence] = {
        "status": StatusSeen(message, 1, "wamid.late", "failed", now, REFUSED),
        "refusal": Rejected(message, 1, REFUSED, now),
        "refusal for now": RetryLater(message, 1, REFUSED, now, 0.0, counts=True),
    }
    await scene.apply(Rejected(message, 2, REFUSED, now))  # of another attempt: says nothing
    assert await states(scene, campaign) == ["sent"]
    await scene.apply(late[kind])
    (row,) = await scene.messages(campaign)
    assert (row["status"], row["error_code"]) == ("failed", 131026)
    # What Meta refused was never sent; a status of failure says that it was, and then was not delivered.
    assert (row["sent_at"] is None) == (kind != "status")
    assert await bulk_ids(scene, campaign) == []
    assert await check_counts(scene.pool) == []


async def test_late_echo_of_what_a_person_sent_again_says_so(scene: Scene) -> None:
    campaign, (message,) = await in_doubt(scene, 1)
    await decide(scene, campaign, "send_again")
    await accept(scene, message, "wamid.second", attempt=2)
    await echo(scene, message, "wamid.first", attempt=1)
    incident = await scene.pool.fetchrow("SELECT kind, subject, details FROM incidents")
    assert incident is not None
    assert (incident["kind"], incident["subject"]) == ("double", f"message:{message}")
    assert sorted(incident["details"]["wamids"]) == ["wamid.first", "wamid.second"]
    decided_at = await scene.pool.fetchval("SELECT decided_at FROM doubt_verdicts")
    assert datetime.fromisoformat(incident["details"]["sent_again_at"]) == decided_at


async def test_an_echo_that_comes_before_it_leaves_again_keeps_it_from_leaving(scene: Scene) -> None:
    campaign, (message,) = await in_doubt(scene, 1)
    await decide(scene, campaign, "send_again")
    await echo(scene, message, "wamid.first", attempt=1)
    (row,) = await scene.messages(campaign)
    # Its batch is claimed, and what is not pending is not sent.
    assert (row["status"], row["wamid"]) == ("sent", "wamid.first")
    assert await scene.pool.fetchval("SELECT count(*) FROM incidents") == 0


async def test_a_lost_answer_recorded_twice_is_one_doubt(scene: Scene) -> None:
    campaign, (message,) = await in_doubt(scene, 1)
    await decide(scene, campaign, "count_as_sent")
    # The sender repeats what it could not be sure to have recorded.
    await scene.apply(Lost(message, 1, utc_now()))
    assert await states(scene, campaign) == ["sent"]


async def test_reply_that_was_given_up_counts_when_its_message_counts_as_sent(scene: Scene) -> None:
    left_at = utc_now() - timedelta(hours=3)
    campaign, (message,) = await in_doubt(scene, 1, left_at=left_at, message_2=TEXT)
    await scene.pool.execute(
        "INSERT INTO interactions (wamid, contact_id, sender_id, kind, at, text) "
        "SELECT 'wamid.I', contact_id, sender_id, 'text', $2, 'oui' FROM messages WHERE id = $1",
        message, left_at + timedelta(minutes=20),
    )  # fmt: skip
    await decide(scene, campaign, "count_as_sent")
    assert await retry_unattributed(scene.pool) == 1
    rows = await scene.messages(campaign)
    assert rows[0]["interacted_at"] == left_at + timedelta(minutes=20)
    assert [row["message_type"] for row in rows] == ["message_1", "message_2"]
