"""What the intake remembers of promptness: spells of prompt statuses, and marks against any proof."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from relance.core.clock import boottime_s
from relance.core.db import Row
from relance.monitoring.clocks import ClockWatch
from relance.monitoring.intake import is_intake_healthy, write_intake
from relance.monitoring.promptness import PARKED, Promptness
from relance.monitoring.stretches import MOST_KEPT, RowNumbers, Stretches
from relance.webhooks.kept import late_statuses
from relance.whatsapp.events import StatusEvent
from tests.support.waiting import eventually
from tests.webhooks.bodies import NUMBER, status, status_body
from tests.webhooks.scene import Scene


def event(at: float, number: str = NUMBER) -> StatusEvent:
    return StatusEvent(
        number, "wamid.A", "sent", int(at), None, None, None, None, False, None, None, None, None
    )


async def write(scene: Scene) -> None:
    """What a heartbeat does with the memory."""
    async with scene.pool.acquire() as conn:
        await write_intake(conn, scene.intake.memory.take())


async def read_clock(scene: Scene) -> None:
    async with scene.pool.acquire() as conn:
        await scene.intake.memory.clocks.database.read(conn)


async def marks(scene: Scene) -> list[Row]:
    return await scene.pool.fetch("SELECT * FROM intake_marks ORDER BY began_at, turn")


async def spells(scene: Scene) -> list[Row]:
    return await scene.pool.fetch("SELECT * FROM prompt_spells ORDER BY began_at")


async def test_prompt_statuses_make_one_spell_that_grows(scene: Scene) -> None:
    await read_clock(scene)
    message = await scene.message(await scene.campaign(), await scene.contact(), "pending")
    for word in ("sent", "delivered"):
        await scene.take(status_body(status(word, "wamid.A", datetime.now(UTC), echo=scene.echo(message))))
    await write(scene)
    [first] = await spells(scene)
    assert first["sender_id"] == scene.sender_id
    await scene.take(status_body(status("read", "wamid.A", datetime.now(UTC), echo=scene.echo(message))))
    await write(scene)
    [grown] = await spells(scene)
    assert grown["began_at"] == first["began_at"] and grown["ended_at"] > first["ended_at"]
    assert await marks(scene) == []


async def test_late_status_is_a_mark_from_metas_time_to_its_taking_in_and_no_gap(scene: Scene) -> None:
    await read_clock(scene)
    await scene.pool.execute("INSERT INTO processes (name, host, pid) VALUES ('api', 'h', 1)")
    message = await scene.message(await scene.campaign(), await scene.contact(), "pending")
    said = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=75)
    await scene.take(status_body(status("sent", "wamid.A", said, echo=scene.echo(message))))
    await write(scene)
    [mark] = await marks(scene)
    assert (mark["kind"], mark["sender_id"], mark["n"]) == ("late", None, 1)
    assert abs(mark["began_at"] - said) < timedelta(seconds=1)
    assert abs(mark["ended_at"] - datetime.now(UTC)) < timedelta(seconds=5)
    assert await spells(scene) == []
    async with scene.pool.acquire() as conn:
        assert await is_intake_healthy(conn, since=said, until=datetime.now(UTC))


async def test_status_of_nobody_is_a_mark_of_its_number_after_its_second_look(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(late_statuses, "LOOK_AGAIN_AFTER_S", 0.05)
    await read_clock(scene)
    await scene.take(status_body(status("sent", "wamid.strange", datetime.now(UTC))))

    async def written() -> list[Row]:
        await write(scene)
        return await marks(scene)

    [mark] = await eventually(written)
    assert (mark["kind"], mark["sender_id"]) == ("unattributed", scene.sender_id)


async def test_another_system_s_status_is_no_mark(scene: Scene) -> None:
    await read_clock(scene)
    other = status("sent", "wamid.other", datetime.now(UTC), echo="their-own-data")
    await scene.take(status_body(other))
    await write(scene)
    assert await marks(scene) == []


async def test_what_could_not_be_applied_is_a_mark(scene: Scene) -> None:
    await read_clock(scene)
    await scene.take(b"no JSON")
    await write(scene)
    [mark] = await marks(scene)
    assert (mark["kind"], mark["sender_id"]) == ("parked", None)


def test_statuses_before_the_first_look_at_the_database_s_clock_are_judged_after_it() -> None:
    clocks = ClockWatch()
    promptness, now = Promptness(clocks), datetime.now(UTC).timestamp()
    promptness.see([event(now), event(now - 60)])
    assert promptness.take().marks == []
    clocks.database.offset_s = now - boottime_s()
    seen = promptness.take()
    assert len(seen.spells) == 1
    [(_, late)] = seen.marks
    assert 59 <= late.ended_s - late.began_s <= 61


def test_each_number_has_spells_of_its_own() -> None:
    clocks = ClockWatch()
    now = datetime.now(UTC).timestamp()
    clocks.database.offset_s = now - boottime_s()
    promptness = Promptness(clocks)
    promptness.see([event(now, "1"), event(now, "2"), event(now, "1")])
    assert sorted(number for number, _ in promptness.take().spells) == ["1", "2"]


def test_what_could_not_be_written_waits_for_the_next_time() -> None:
    promptness = Promptness(ClockWatch())
    promptness.see_parked(1)
    taken = promptness.take()
    promptness.see_parked(1)
    promptness.put_back(taken)
    [(mark, stretch)] = promptness.take().marks
    assert mark == (PARKED, None) and stretch.n == 2
    assert promptness.take().marks == []


def noted(stretches: Stretches, moments: Sequence[float]) -> list[tuple[float, float]]:
    for moment in moments:
        stretches.note(moment, moment)
    return [(stretch.began_s, stretch.ended_s) for stretch in stretches.take()]


def test_a_pause_ends_a_stretch() -> None:
    stretches = Stretches(RowNumbers(), join_s=1.0)
    assert noted(stretches, [10.0, 11.0, 11.5, 12.6, 13.0]) == [(10.0, 11.5), (12.6, 13.0)]


def test_a_long_stretch_is_followed_by_another_without_a_pause() -> None:
    stretches = Stretches(RowNumbers(), join_s=1.0, longest_s=2.0)
    assert noted(stretches, [10.0, 11.0, 12.0, 12.5]) == [(10.0, 12.0), (12.0, 12.5)]


def test_a_late_stretch_takes_in_what_it_overlaps() -> None:
    stretches = Stretches(RowNumbers(), join_s=5.0)
    stretches.note(80.0, 100.0)
    stretches.note(20.0, 101.0)
    [stretch] = stretches.take()
    assert (stretch.began_s, stretch.ended_s, stretch.n) == (20.0, 101.0, 2)


@pytest.mark.parametrize("drops", [True, False])
def test_when_too_many_wait_a_mark_grows_and_a_spell_claims_nothing(drops: bool) -> None:
    stretches = Stretches(RowNumbers(), join_s=1.0, drops=drops)
    kept = noted(stretches, [10.0 * number for number in range(MOST_KEPT + 5)])
    assert len(kept) == MOST_KEPT
    began = 10.0 * (MOST_KEPT - 1)
    assert kept[-1] == (began, began if drops else 10.0 * (MOST_KEPT + 4))


async def test_first_status_is_noted_by_the_database_s_clock_and_once(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact(), "pending")
    before = await scene.pool.fetchval("SELECT clock_timestamp()")
    await scene.take(status_body(status("sent", "wamid.A", scene.ago(minutes=9), echo=scene.echo(message))))
    first = (await scene.row(message))["first_status_at"]
    assert before <= first <= await scene.pool.fetchval("SELECT clock_timestamp()")
    await scene.take(status_body(status("delivered", "wamid.A", scene.now, echo=scene.echo(message))))
    assert (await scene.row(message))["first_status_at"] == first


async def test_first_failed_status_is_a_first_status_too(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact(), "sent")
    wamid = (await scene.row(message))["wamid"]
    await scene.take(status_body(status("failed", wamid, scene.now, code=131049)))
    assert (await scene.row(message))["first_status_at"] is not None


async def test_first_status_is_of_the_present_wamid(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact(), "sent", attempt=2)
    await scene.pool.execute("UPDATE messages SET attempt = 2 WHERE id = $1", message)
    await scene.take(status_body(status("sent", "wamid.old", scene.now, echo=scene.echo(message, 1))))
    assert (await scene.row(message))["first_status_at"] is None


async def test_a_status_that_lets_it_wait_again_is_none_of_the_next_attempt(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact(), "sent")
    wamid = (await scene.row(message))["wamid"]
    await scene.take(status_body(status("failed", wamid, scene.now, echo=scene.echo(message), code=131042)))
    row = await scene.row(message)
    assert (row["status"], row["attempt"], row["first_status_at"]) == ("pending", 2, None)
