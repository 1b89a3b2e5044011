"""Decisions on doubts: bound to the attempt, the first wins, repeated by anybody they change nothing."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from relance.campaigns.doubts.decide import Decider
from relance.campaigns.state import COMPLETED, FAILED, STOPPED
from relance.core.clock import utc_now
from relance.core.db import Connection
from relance.counts.recount import check_counts
from relance.messages.evidence import Accepted
from relance.messages.store import write_effects
from tests.campaigns.doubts_scene import TEXT, bulk_ids, decide, in_doubt, states
from tests.campaigns.scene import Scene
from tests.support.waiting import eventually


async def test_to_wait_changes_nothing_and_is_recorded_once(scene: Scene) -> None:
    campaign, ids = await in_doubt(scene)
    before = await scene.messages(campaign)
    assert (await decide(scene, campaign, "wait")).decided == 3
    again = await decide(scene, campaign, "wait")
    assert (again.decided, again.left_out) == (0, {"decided_before": 3})
    assert await scene.messages(campaign) == before
    assert await scene.pool.fetchval("SELECT array_agg(messages) FROM doubt_verdicts") == [3]
    # Who waits may decide later.
    assert (await decide(scene, campaign, "send_again")).decided == len(ids)


async def test_counted_as_sent_has_a_window_from_when_it_left(scene: Scene) -> None:
    left_at = utc_now() - timedelta(hours=3)
    campaign, ids = await in_doubt(scene, left_at=left_at, message_2=TEXT)
    assert (await decide(scene, campaign, "count_as_sent")).decided == 3
    for row in await scene.messages(campaign):
        assert (row["status"], row["sent_at"], row["wamid"]) == ("sent", left_at, None)
        assert row["expires_at"] == left_at + timedelta(days=1)
    assert await bulk_ids(scene, campaign) == []
    assert await check_counts(scene.pool) == []
    assert (await decide(scene, campaign, "count_as_sent")).decided == 0
    assert (await decide(scene, campaign, "send_again")).decided == 0
    assert await scene.pool.fetchval("SELECT count(*) FROM doubt_decisions") == len(ids)


async def test_sent_again_is_another_attempt_in_the_queue(scene: Scene) -> None:
    campaign, ids = await in_doubt(scene)
    assert (await decide(scene, campaign, "send_again")).decided == 3
    assert await bulk_ids(scene, campaign) == ids
    for row in await scene.messages(campaign):
        assert (row["status"], row["attempt"], row["left_at"]) == ("pending", 2, None)
    again = await decide(scene, campaign, "send_again")
    assert (again.decided, again.left_out) == (0, {})
    assert await bulk_ids(scene, campaign) == ids


async def test_a_repeated_request_does_not_meet_the_next_attempt(scene: Scene) -> None:
    now = utc_now()
    campaign, _ = await in_doubt(scene, left_at=now - timedelta(minutes=10))
    ripe = now - timedelta(minutes=5)
    assert (await decide(scene, campaign, "send_again", left_before=ripe)).decided == 3
    await scene.lose_all(campaign)
    assert await states(scene, campaign) == ["unknown"] * 3
    assert (await decide(scene, campaign, "send_again", left_before=ripe)).decided == 0
    # A new doubt is a new question.
    assert (await decide(scene, campaign, "send_again")).decided == 3
    assert {row["attempt"] for row in await scene.messages(campaign)} == {3}


async def test_only_those_that_left_before(scene: Scene) -> None:
    early = utc_now() - timedelta(minutes=10)
    campaign, ids = await in_doubt(scene, left_at=early)
    await scene.pool.execute("UPDATE messages SET unknown_at = now() WHERE id = $1", ids[0])
    result = await decide(scene, campaign, "count_as_sent", left_before=early + timedelta(seconds=1))
    assert result.decided == 2
    assert await states(scene, campaign) == ["unknown", "sent", "sent"]


async def test_closed_windows_are_left_out_and_counted(scene: Scene) -> None:
    campaign, ids = await in_doubt(scene, message_2=TEXT)
    await scene.apply(*(Accepted(id_, 1, f"wamid.{id_}", utc_now()) for id_ in ids))
    for id_ in ids:
        await scene.answer(id_, message_2="pending")
    await scene.lose_all(campaign)
    await scene.pool.execute(
        "UPDATE messages SET expires_at = now() + CASE WHEN contact_id % 3 = 0 THEN interval '-1 second'"
        " ELSE interval '1 hour' END WHERE message_type = 'message_2'"
    )
    result = await decide(scene, campaign, "send_again", message_type="message_2")
    assert (result.decided, result.left_out) == (2, {"window_closed": 1})
    assert (await decide(scene, campaign, "count_as_sent", message_type="message_2")).decided == 1


async def test_nothing_leaves_from_a_stopped_campaign(scene: Scene) -> None:
    campaign, _ = await in_doubt(scene)
    await scene.pool.execute("UPDATE campaigns SET status = $1", STOPPED)
    result = await decide(scene, campaign, "send_again")
    assert (result.decided, result.left_out) == (0, {"campaign_stopped": 3})
    assert await scene.pool.fetchval("SELECT count(*) FROM doubt_verdicts") == 0
    assert (await decide(scene, campaign, "count_as_sent")).decided == 3


@pytest.mark.parametrize(
    ("status", "after"),
    [(COMPLETED, "sending"), (FAILED, "sending"), ("paused", "paused"), ("preparing", "preparing")],
)
async def test_sending_again_opens_what_is_over_and_leaves_alone_what_runs(
    scene: Scene, status: str, after: str
) -> None:
    campaign, _ = await in_doubt(scene)
    over = status in (COMPLETED, FAILED)
    await scene.pool.execute(
        "UPDATE campaigns SET status = $1, completed_at = CASE WHEN $2 THEN now() END", status, over
    )
    await decide(scene, campaign, "count_as_sent", left_before=utc_now() - timedelta(days=1))
    assert (await scene.campaign(campaign))["status"] == status
    await decide(scene, campaign, "send_again")
    row = await scene.campaign(campaign)
    assert (row["status"], row["completed_at"]) == (after, None)


async def test_persons_who_decide_at_once_have_one_decision_a_message(scene: Scene) -> None:
    campaign, ids = await in_doubt(scene, 40)
    results = await asyncio.gather(
        *(decide(scene, campaign, decision, chunk_size=7, decider=Decider(place=decision))
          for decision in ("send_again", "count_as_sent", "send_again", "wait"))
    )  # fmt: skip
    assert sum(result.decided for result in results[:3]) == len(ids)
    final = await scene.pool.fetch(
        "SELECT d.message_id, d.decision, m.status, m.attempt FROM doubt_decisions d"
        " JOIN messages m ON m.id = d.message_id WHERE d.decision <> 'wait' ORDER BY 1"
    )
    assert [row["message_id"] for row in final] == ids
    outcome = {"count_as_sent": ("sent", 1), "send_again": ("pending", 2)}
    assert all(outcome[row["decision"]] == (row["status"], row["attempt"]) for row in final)
    assert await bulk_ids(scene, campaign) == [
        row["message_id"] for row in final if row["decision"] == "send_again"
    ]
    assert await scene.pool.fetchval(
        "SELECT bool_and(messages = (SELECT count(*) FROM doubt_decisions WHERE verdict_id = v.id))"
        " FROM doubt_verdicts v"
    )
    assert await check_counts(scene.pool) == []


async def test_broken_off_in_the_middle_it_goes_on_where_it_was(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign, ids = await in_doubt(scene, 10)
    calls = 0

    async def die(conn: Connection, *args: Any, **options: Any) -> None:
        nonlocal calls
        calls += 1
        await write_effects(conn, *args, **options)
        if calls == 2:
            raise ConnectionError("killed before the commit of the second chunk")

    monkeypatch.setattr("relance.campaigns.doubts.decide.write_effects", die)
    with pytest.raises(ConnectionError):
        await decide(scene, campaign, "send_again", chunk_size=4)
    assert (await states(scene, campaign)).count("pending") == 4
    assert await scene.pool.fetchval("SELECT messages FROM doubt_verdicts") == 4
    assert (await decide(scene, campaign, "send_again", chunk_size=4)).decided == 6
    assert {row["attempt"] for row in await scene.messages(campaign)} == {2}
    assert await bulk_ids(scene, campaign) == ids


async def test_out_of_time_it_says_that_there_is_more(scene: Scene) -> None:
    campaign, _ = await in_doubt(scene, 5)
    first = await decide(scene, campaign, "count_as_sent", chunk_size=2, budget_s=0)
    assert (first.decided, first.more) == (2, True)
    rest = await decide(scene, campaign, "count_as_sent", chunk_size=2)
    assert (rest.decided, rest.more) == (3, False)


async def test_an_echo_in_the_middle_is_quicker(scene: Scene) -> None:
    campaign, ids = await in_doubt(scene, 3)
    async with scene.pool.acquire() as conn, conn.transaction():
        # The webhook holds the row while the decision waits for it.
        await conn.execute(
            "UPDATE messages SET status = 'sent', wamid = 'w', sent_at = now() WHERE id = $1", ids[1]
        )
        deciding = asyncio.create_task(decide(scene, campaign, "send_again"))
        await eventually(
            lambda: scene.pool.fetchval(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
        )
    result = await deciding
    assert (result.decided, result.left_out) == (2, {"settled": 1})
    assert await bulk_ids(scene, campaign) == [ids[0], ids[2]]


async def test_decisions_go_with_their_campaign(scene: Scene) -> None:
    campaign, _ = await in_doubt(scene)
    await decide(scene, campaign, "wait")
    await scene.pool.execute("DELETE FROM messages")
    assert await scene.pool.fetchval("SELECT count(*) FROM doubt_decisions") == 0
    await scene.pool.execute("DELETE FROM campaigns")
    assert await scene.pool.fetchval("SELECT count(*) FROM doubt_verdicts") == 0
