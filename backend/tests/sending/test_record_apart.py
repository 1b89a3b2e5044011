"""One answer that cannot be written: its neighbours' are, and it alone is in doubt."""

import pytest
from structlog.testing import capture_logs

from relance.core.clock import boottime_s
from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.sending import record
from relance.sending.answered import Answered, read_evidence
from relance.sending.record import SliceRecord
from relance.sending.record_apart import PatientRecorder
from relance.whatsapp.outcome import Outcome
from tests.sending.leases import claim_all, mark
from tests.sending.world import make_campaign, queued, running_sender, states
from tests.support.waiting import eventually
from whatsapp_simulator import Simulator

ANSWERED = 13
BAD = 5
"""Which of them."""

NOT_THIS_WAMID = f"ALTER TABLE messages ADD CHECK (wamid IS DISTINCT FROM 'wamid.{BAD}')"
NOT_THIS_WA_ID = f"ALTER TABLE contacts ADD CHECK (wa_id IS DISTINCT FROM '5500{BAD}')"


async def answer_all(pool: Pool, settings: Settings) -> tuple[int, SliceRecord, list[tuple[str, object]]]:
    """A campaign of twenty of which 13 were answered, and their record; what was told of bugs."""
    campaign_id = await make_campaign(pool, settings, 20)
    taken = await claim_all(pool, 20)
    rows = taken.to_send
    await mark(pool, taken, [row["id"] for row in rows[:ANSWERED]])
    now_s = boottime_s()
    answered = [
        Answered(row, Outcome("accepted", "row", wamid=f"wamid.{number}"), now_s, now_s)
        for number, row in enumerate(rows[:ANSWERED])
    ]
    learnt = [(one.message["id"], f"5500{number}", None) for number, one in enumerate(answered)]
    slice_ = SliceRecord(taken.lease, [], answered, list(learnt), [row["id"] for row in rows[ANSWERED:]])
    bugs: list[tuple[str, object]] = []
    recorder = PatientRecorder(pool, unknown_grace_s=300, on_bug=lambda *bug: bugs.append(bug))
    with capture_logs() as logs:
        await recorder.record(slice_)
    troubles = [line for line in logs if line["event"] == "answer_not_recordable"]
    assert [(line["message_id"], line["wamid"]) for line in troubles] == [(rows[BAD]["id"], f"wamid.{BAD}")]
    assert await queued(pool, campaign_id) == 20 - ANSWERED + (await states(pool, campaign_id)).get(
        "unknown", 0
    )
    return campaign_id, slice_, bugs


async def test_an_answer_that_the_table_refuses_is_in_doubt_alone(pool: Pool, settings: Settings) -> None:
    await pool.execute(NOT_THIS_WAMID)
    campaign_id, slice_, bugs = await answer_all(pool, settings)
    assert await states(pool, campaign_id) == {"sent": ANSWERED - 1, "unknown": 1, "pending": 20 - ANSWERED}
    bad = slice_.answered[BAD].message["id"]
    assert await pool.fetchval("SELECT status FROM messages WHERE id = $1", bad) == "unknown"
    assert await pool.fetchval("SELECT count(*) FROM contacts WHERE wa_id LIKE '5500%'") == ANSWERED - 1
    assert bugs == []


async def test_what_cannot_be_learnt_of_a_person_costs_no_answer(pool: Pool, settings: Settings) -> None:
    await pool.execute(NOT_THIS_WA_ID)
    campaign_id, _, bugs = await answer_all(pool, settings)
    assert await states(pool, campaign_id) == {"sent": ANSWERED, "pending": 20 - ANSWERED}
    assert await pool.fetchval("SELECT count(*) FROM contacts WHERE wa_id LIKE '5500%'") == ANSWERED - 1
    assert bugs == []


async def test_a_bug_over_one_answer_ends_the_process_when_all_others_stand(
    pool: Pool, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    works, bug = read_evidence, TypeError("a bug of ours")

    def break_over_one(answered: Answered, **rest: object) -> object:
        if answered.outcome.wamid == f"wamid.{BAD}":
            raise bug
        return works(answered, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(record, "read_evidence", break_over_one)
    campaign_id, _, bugs = await answer_all(pool, settings)
    assert await states(pool, campaign_id) == {"sent": ANSWERED - 1, "unknown": 1, "pending": 20 - ANSWERED}
    assert bugs == [("record", bug)]


async def test_a_sender_goes_on_after_an_answer_that_the_table_refuses(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    campaign_id = await make_campaign(pool, settings, 40)
    bad = await pool.fetchval("SELECT min(id) + 7 FROM messages")
    await pool.execute(f"ALTER TABLE messages ADD CHECK (id <> {bad} OR wamid IS NULL)")

    async def done() -> bool:
        return await states(pool, campaign_id) == {"sent": 39, "unknown": 1}

    async with running_sender(pool, redis, settings, simulator.url) as sender:
        await eventually(done)
        assert sender.essential.died is None
    assert await pool.fetchval("SELECT status FROM messages WHERE id = $1", bad) == "unknown"
