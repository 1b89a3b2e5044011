"""The mark and the fence: what surely did not leave goes back at once, what may have left is a doubt."""

import asyncio
import time

import asyncpg

from relance.core.clock import boottime_s
from relance.core.db import Pool
from relance.core.settings import Settings
from relance.sending.answered import Answered
from relance.sending.lapse import lapse_leases
from relance.sending.marks import Marker
from relance.sending.pace import Slots
from relance.sending.record import SliceRecord, record
from relance.sending.writer import read_campaign
from relance.whatsapp.client import GraphClient
from relance.whatsapp.errors import MetaError
from relance.whatsapp.outcome import Outcome
from tests.sending.leases import claim_all, claim_and_mark, end_leases, mark, send_as_zombie
from tests.sending.world import make_campaign, queued, states
from whatsapp_simulator import Simulator


async def test_a_zombie_whose_lease_is_over_sends_nothing(
    pool: Pool, settings: Settings, simulator: Simulator
) -> None:
    campaign_id = await make_campaign(pool, settings, 5)
    taken = await claim_all(pool, 5, process="zombie")
    taken.lease.until_s = boottime_s() - 1
    async with GraphClient(simulator.url, "v26.0", settings.whatsapp_token, max_connections=8) as graph:
        slots = Slots(5, time.monotonic(), 0.001, 0, b"")
        writer = await read_campaign(pool, campaign_id)
        started = await send_as_zombie(pool, graph, taken, writer, slots)
    assert started == 0
    assert simulator.summary()["accepted"] == 0
    assert await states(pool, campaign_id) == {"pending": 5}
    assert await queued(pool, campaign_id) == 5


async def test_a_zombie_whose_lease_lapsed_gets_no_mark_and_says_nothing_of_what_is_another_s(
    pool: Pool, settings: Settings, simulator: Simulator
) -> None:
    campaign_id = await make_campaign(pool, settings, 5)
    taken = await claim_all(pool, 5, process="zombie")
    await end_leases(pool)
    assert await lapse_leases(pool, unknown_grace_s=300) == 1
    assert await states(pool, campaign_id) == {"pending": 5}  # none was marked: back at once
    await claim_all(pool, 5, process="next")
    async with GraphClient(simulator.url, "v26.0", settings.whatsapp_token, max_connections=8) as graph:
        slots = Slots(5, time.monotonic() + 0.05, 0.001, 0, b"")
        writer = await read_campaign(pool, campaign_id)
        assert await send_as_zombie(pool, graph, taken, writer, slots) == 0
    assert simulator.summary()["accepted"] == 0
    assert await pool.fetchval("SELECT leased_by FROM send_batches") == "next"


async def test_unmarked_messages_of_a_dead_sender_go_back_and_marked_ones_are_in_doubt(
    pool: Pool, settings: Settings
) -> None:
    campaign_id = await make_campaign(pool, settings, 10)
    taken = await claim_all(pool, 10)
    marked = [row["id"] for row in taken.to_send[:4]]
    at = await mark(pool, taken, marked)
    await end_leases(pool)
    assert await lapse_leases(pool, unknown_grace_s=300) == 1
    assert await states(pool, campaign_id) == {"unknown": 4, "pending": 6}
    doubts = await pool.fetch(
        "SELECT id, attempt, unknown_at FROM messages WHERE status = 'unknown' ORDER BY id"
    )
    assert [(row["id"], row["attempt"], row["unknown_at"]) for row in doubts] == [
        (id_, 1, at) for id_ in marked
    ]
    assert await pool.fetchval("SELECT count(*) FROM messages WHERE status = 'pending' AND attempt = 1") == 6
    assert await pool.fetchval("SELECT lease_until IS NULL FROM send_batches WHERE lane = 'bulk'")


async def test_leases_of_a_version_that_did_not_mark_are_in_doubt_whole(
    pool: Pool, settings: Settings
) -> None:
    campaign_id = await make_campaign(pool, settings, 5)
    await claim_all(pool, 5)
    await pool.execute("UPDATE send_batches SET marked_ids = NULL, marked_at = NULL")
    await end_leases(pool)
    assert await lapse_leases(pool, unknown_grace_s=300) == 1
    assert await states(pool, campaign_id) == {"unknown": 5}
    # Since the claim: evidence of when the lease ended says nothing of them.
    age_s = "SELECT min(extract(epoch FROM clock_timestamp() - unknown_at))::float8 FROM messages"
    assert await pool.fetchval(age_s) > 20


async def test_handing_back_twice_frees_nothing_that_left_in_between(pool: Pool, settings: Settings) -> None:
    """A hands X back, the COMMIT's answer is lost; B claims X, sends it and loses the answer; A repeats."""
    campaign_id = await make_campaign(pool, settings, 1)
    first = await claim_all(pool, 1, process="A")
    handed_back = SliceRecord(first.lease, unsent=[first.to_send[0]["id"]])
    await record(pool, handed_back, unknown_grace_s=300)
    second = await claim_and_mark(pool, 1, process="B")
    lost = Answered(second.to_send[0], Outcome("unknown", "row"), boottime_s(), boottime_s())
    await record(pool, SliceRecord(second.lease, answered=[lost], unsent=[]), unknown_grace_s=300)
    assert await states(pool, campaign_id) == {"unknown": 1}
    await record(pool, handed_back, unknown_grace_s=300)
    assert await states(pool, campaign_id) == {"unknown": 1}
    assert await pool.fetchval("SELECT count(*) FROM send_batches WHERE lane <> 'settle'") == 0


async def test_recording_twice_while_the_lease_goes_on_changes_nothing(
    pool: Pool, settings: Settings
) -> None:
    campaign_id = await make_campaign(pool, settings, 2)
    taken = await claim_and_mark(pool, 2)
    refused = MetaError(131000, "Something went wrong", "")
    answered = Answered(
        taken.to_send[0], Outcome("retry_at", "row", error=refused), boottime_s(), boottime_s()
    )
    for _ in range(2):
        await record(pool, SliceRecord(taken.lease, answered=[answered]), unknown_grace_s=300)
    await end_leases(pool)
    await lapse_leases(pool, unknown_grace_s=300)
    # The one that was answered waits in a batch of its own; the lapse takes only the other for unknown.
    assert await states(pool, campaign_id) == {"pending": 1, "unknown": 1}
    assert await pool.fetchval("SELECT max(attempt) FROM messages WHERE status = 'pending'") == 2
    assert await queued(pool, campaign_id) == 2


async def test_a_mark_prolongs_a_short_lease(pool: Pool, settings: Settings) -> None:
    await make_campaign(pool, settings, 1)
    taken = await claim_all(pool, 1)
    await pool.execute("UPDATE send_batches SET lease_until = clock_timestamp() + interval '1 second'")
    taken.lease.until_s = boottime_s() + 1
    await mark(pool, taken, [taken.to_send[0]["id"]])
    left_s = await pool.fetchval(
        "SELECT extract(epoch FROM lease_until - clock_timestamp())::float8 FROM send_batches"
    )
    assert left_s > 3
    assert taken.lease.until_s > boottime_s() + 3


async def test_what_is_marked_by_many_slices_at_once_goes_in_few_statements(
    pool: Pool, settings: Settings
) -> None:
    await make_campaign(pool, settings, 40, batch_size=1)
    claims = [await claim_all(pool, 1, process=f"p{number}") for number in range(40)]
    marker = Marker(pool)
    marks = [marker.mark(taken.lease, [taken.to_send[0]["id"]]) for taken in claims]
    times = await asyncio.gather(*marks)
    await marker.close()
    assert None not in times
    assert len(set(times)) <= 40
    assert await pool.fetchval("SELECT count(*) FROM send_batches WHERE cardinality(marked_ids) = 1") == 40


async def test_marks_are_durable_whatever_the_server_s_default_is(pool: Pool) -> None:
    assert await pool.fetchval("SHOW synchronous_commit") == "on"


async def test_an_error_that_does_not_pass_reaches_all_who_wait_for_their_marks(
    pool: Pool, settings: Settings
) -> None:
    await make_campaign(pool, settings, 5, batch_size=1)
    claims = [await claim_all(pool, 1, process=f"p{number}") for number in range(5)]
    await pool.execute("ALTER TABLE send_batches RENAME COLUMN marked_at TO marked_once")
    marker = Marker(pool)
    marks = [marker.mark(taken.lease, [taken.to_send[0]["id"]]) for taken in claims]
    async with asyncio.timeout(10):
        errors = await asyncio.gather(*marks, return_exceptions=True)
    await marker.close()
    assert {type(error) for error in errors} == {asyncpg.UndefinedColumnError}
    assert len(errors) == 5
