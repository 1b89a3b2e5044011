"""Two signs in echoes that the database went back, and what looks like one and is none."""

from collections.abc import Awaitable, Callable

import pytest

from relance.installation.identity import SEQUENCES_JUMP
from relance.messages.evidence import NotSent, Rejected
from relance.messages.store import apply_all
from relance.sending.lapse import lapse_leases
from relance.sending.record import SliceRecord, record
from relance.whatsapp.errors import MetaError
from tests.restored.scene import formers, notice
from tests.sending.leases import claim_all, claim_and_mark, end_leases
from tests.webhooks.bodies import status, status_body
from tests.webhooks.scene import Scene

LATE_S = 70
YOUNG_S = 30


async def waiting(scene: Scene, lane: str = "bulk") -> int:
    """A message in the queue of a running campaign."""
    campaign = await scene.campaign()
    message = await scene.message(
        campaign, await scene.contact(), "pending", parameters={}, left_at=None, sent_at=None
    )
    await scene.pool.execute(
        "INSERT INTO send_batches (campaign_id, sender_id, lane, message_ids) VALUES ($1, $2, $3, $4)",
        campaign, scene.sender_id, lane, [message],
    )  # fmt: skip
    return message


async def echo(scene: Scene, message: int, *, age_s: float, attempt: int = 1, word: str = "sent") -> None:
    """Meta tells of one attempt of a message, as late as it likes."""
    item = status(
        word, f"wamid.{message}.{attempt}", scene.ago(seconds=age_s), echo=scene.echo(message, attempt)
    )
    await scene.take(status_body(item))


async def lapse(scene: Scene) -> None:
    await end_leases(scene.pool)
    assert await lapse_leases(scene.pool, unknown_grace_s=300) == 1


async def apply(scene: Scene, evidence: NotSent | Rejected) -> None:
    async with scene.pool.acquire() as conn, conn.transaction():
        await apply_all(conn, [evidence], unknown_grace_s=300)


async def test_an_echo_beyond_the_sequence_halts_everything_in_one_transaction(scene: Scene) -> None:
    message = await waiting(scene)
    campaign = (await scene.row(message))["campaign_id"]
    planned = await scene.campaign(status="scheduled")
    await echo(scene, message + 1, age_s=0)
    (former,) = await formers(scene.pool)
    assert (former["id"], former["reason"]) == (scene.installation, "echo_beyond")
    assert former["highest_message_id"] == message
    assert (former["paused"], former["unscheduled"]) == (1, 1)
    assert await scene.pool.fetchval("SELECT id FROM installation") != scene.installation
    campaigns = await scene.pool.fetch("SELECT id, status, status_reason FROM campaigns ORDER BY id")
    assert [tuple(row) for row in campaigns] == [
        (campaign, "paused", "restored"), (planned, "draft", "restored"),
    ]  # fmt: skip
    assert await scene.incidents() == ["restored"]
    # What was told of the message that is not here waits for the answer; ids of before come to nobody again.
    assert await scene.pool.fetchval("SELECT count(*) FROM kept_statuses") == 1
    assert await scene.message(campaign, await scene.contact("+22901970002"), "pending") > (
        message + SEQUENCES_JUMP
    )


@pytest.mark.parametrize("lane", ["bulk", "reply"])
async def test_an_echo_over_a_minute_old_of_a_message_that_waits_halts(scene: Scene, lane: str) -> None:
    message = await waiting(scene, lane)
    await echo(scene, message, age_s=LATE_S)
    (former,) = await formers(scene.pool)
    assert (former["id"], former["reason"]) == (scene.installation, "echo_of_waiting")
    row = await scene.row(message)
    assert (row["status"], row["wamid"]) == ("pending", None)
    assert await scene.pool.fetchval("SELECT former_id FROM kept_statuses") == scene.installation


async def test_the_oldest_echo_of_a_body_counts_and_what_else_stands_in_it_is_kept_too(scene: Scene) -> None:
    message = await waiting(scene)
    other = await scene.message(await scene.campaign(), await scene.contact("+22901970002"))
    items = [
        status("delivered", (await scene.row(other))["wamid"], scene.now, echo=scene.echo(other)),
        status("sent", "wamid.A", scene.ago(seconds=LATE_S), echo=scene.echo(message)),
        status("delivered", "wamid.A", scene.now, echo=scene.echo(message)),
    ]
    await scene.take(status_body(*items))
    assert [former["reason"] for former in await formers(scene.pool)] == ["echo_of_waiting"]
    assert (await scene.row(other))["status"] == "sent"
    assert await scene.pool.fetchval("SELECT count(*) FROM kept_statuses") == 3


async def test_it_halts_once_however_often_meta_repeats_it(scene: Scene) -> None:
    message = await waiting(scene)
    for _ in range(3):
        await echo(scene, message, age_s=LATE_S)
        await echo(scene, message + 5, age_s=LATE_S)
    assert len(await formers(scene.pool)) == 1


async def leased(scene: Scene) -> int:
    message = await waiting(scene)
    await claim_and_mark(scene.pool, 1)
    return message


async def handed_back(scene: Scene) -> int:
    message = await waiting(scene)
    taken = await claim_all(scene.pool, 1)
    await record(scene.pool, SliceRecord(taken.lease, unsent=[message]), unknown_grace_s=300)
    return message


async def given_back_by_a_lapse(scene: Scene) -> int:
    message = await waiting(scene)
    await claim_all(scene.pool, 1)
    await lapse(scene)
    return message


async def in_doubt(scene: Scene) -> int:
    message = await leased(scene)
    await lapse(scene)
    return message


async def given_up_and_queued_again(scene: Scene) -> int:
    message = await in_doubt(scene)
    await apply(scene, NotSent(message, 1))
    return message


@pytest.mark.parametrize(
    ("state", "make", "age_s"),
    [
        ("pending", leased, LATE_S),
        ("pending", waiting, YOUNG_S),
        ("pending", handed_back, 1),
        ("pending", given_back_by_a_lapse, YOUNG_S),
        ("unknown", in_doubt, 3600),
        ("pending", given_up_and_queued_again, 3600),
    ],
)
async def test_what_else_an_echo_may_speak_of_is_sent_and_halts_nothing(
    scene: Scene, state: str, make: Callable[[Scene], Awaitable[int]], age_s: float
) -> None:
    message = await make(scene)
    assert (await scene.row(message))["status"] == state
    await echo(scene, message, age_s=age_s)
    assert await formers(scene.pool) == []
    assert (await scene.row(message))["status"] == "sent"
    assert await scene.pool.fetchval("SELECT id FROM installation") == scene.installation


async def test_redelivered_statuses_of_what_is_sent_or_tried_again_halt_nothing(scene: Scene) -> None:
    sent = await scene.message(await scene.campaign(), await scene.contact("+22901970002"))
    wamid = (await scene.row(sent))["wamid"]
    body = status_body(status("sent", wamid, scene.ago(hours=1), echo=scene.echo(sent)))
    for _ in range(3):
        await scene.take(body)
    # Meta accepts and reports an outage of its own: attempt 2 waits in the queue.
    again = await waiting(scene)
    failed = status("failed", "wamid.F", scene.ago(minutes=10), echo=scene.echo(again), code=131016)
    await claim_and_mark(scene.pool, 1)
    for _ in range(3):
        await scene.take(status_body(failed))
    row = await scene.row(again)
    assert (row["status"], row["attempt"]) == ("pending", 2)
    await scene.take(status_body(status("sent", "wamid.F", scene.ago(minutes=10), echo=scene.echo(again))))
    assert await formers(scene.pool) == []
    assert (await scene.row(again))["status"] == "pending"


async def test_an_echo_of_a_message_that_was_deleted_or_never_committed_is_a_gap_and_no_sign(
    scene: Scene,
) -> None:
    message = await waiting(scene)
    async with scene.pool.acquire() as conn:
        launch = conn.transaction()
        await launch.start()
        gap = await conn.fetchval("SELECT nextval('messages_id_seq')")
        await launch.rollback()  # it died before its COMMIT
    assert gap == message + 1
    await echo(scene, gap, age_s=LATE_S)
    assert await formers(scene.pool) == []
    assert await scene.drops() == {"unknown_message": 1}


async def test_echoes_of_others_and_of_the_former_id_halt_nothing(scene: Scene) -> None:
    message = await waiting(scene)
    former = await notice(scene.pool)
    scene.intake._committer.abandon()  # it asks which installation it is, as it does each second
    await echo(scene, message, age_s=LATE_S)
    await echo(scene, message + 1, age_s=LATE_S)
    scene.installation = "a-stranger"
    await echo(scene, message, age_s=LATE_S)
    assert [row["id"] for row in await formers(scene.pool)] == [former]
    assert await scene.pool.fetchval("SELECT count(*) FROM kept_statuses") == 2
    assert await scene.drops() == {"foreign_echo": 1}
    assert (await scene.row(message))["status"] == "pending"


async def test_a_wrongly_told_attempt_or_a_refused_one_halts_nothing(scene: Scene) -> None:
    message = await waiting(scene)
    await echo(scene, message, age_s=LATE_S, attempt=7)
    assert await formers(scene.pool) == []
    refused = await waiting_again_by_hand(scene)
    await echo(scene, refused, age_s=LATE_S)
    assert await formers(scene.pool) == []


async def waiting_again_by_hand(scene: Scene) -> int:
    """Refused, and sent again by a person: attempt 2 waits."""
    campaign = await scene.campaign()
    message = await scene.message(campaign, await scene.contact("+22901970003"), "pending", parameters={})
    error = MetaError(131000, "Something went wrong", "")
    await apply(scene, Rejected(message, 1, error, scene.now))
    await scene.pool.execute("UPDATE messages SET attempt = 2, status = 'pending' WHERE id = $1", message)
    await scene.pool.execute(
        "INSERT INTO send_batches (campaign_id, sender_id, lane, message_ids) VALUES ($1, $2, 'bulk', $3)",
        campaign, scene.sender_id, [message],
    )  # fmt: skip
    return message
