"""Heartbeats, and whether every webhook of a time was taken in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from relance.core.db import Pool
from relance.monitoring import heartbeat, sql
from relance.monitoring.heartbeat import beat
from relance.monitoring.intake import IntakeMemory, Refusals, is_intake_healthy
from relance.monitoring.processes import list_processes


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "BEAT_EVERY_S", 0.05)


@asynccontextmanager
async def beating(pool: Pool, name: str = "api", intake: IntakeMemory | None = None) -> AsyncIterator[None]:
    """A process that has begun to beat; a clean stop at the end."""
    before = await pool.fetchval("SELECT count(*) FROM processes WHERE heartbeat_at > now() - interval '3 s'")
    task = asyncio.create_task(beat(pool, name, intake=intake))
    try:
        async with asyncio.timeout(10):
            while before == await pool.fetchval(
                "SELECT count(*) FROM processes WHERE heartbeat_at > now() - interval '3 s'"
            ):
                await asyncio.sleep(0.01)
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def healthy(pool: Pool, *, since_s: float = 60) -> bool:
    now = datetime.now(UTC)
    async with pool.acquire() as conn:
        return await is_intake_healthy(conn, since=now - timedelta(seconds=since_s), until=now)


async def gaps(pool: Pool) -> list[str]:
    return [row["reason"] for row in await pool.fetch("SELECT reason FROM intake_gaps ORDER BY id")]


async def test_first_start_is_healthy_without_a_gap(pool: Pool) -> None:
    assert await healthy(pool) is False
    async with beating(pool):
        assert await healthy(pool) is True
        assert await gaps(pool) == []


async def test_sender_alone_is_no_intake(pool: Pool) -> None:
    async with beating(pool, "sender"):
        assert await healthy(pool) is False


async def test_refusal_is_written_soon_and_makes_its_time_sick(pool: Pool) -> None:
    intake = IntakeMemory()
    async with beating(pool, intake=intake):
        intake.refusals.note("overloaded")
        async with asyncio.timeout(10):
            while await healthy(pool):
                await asyncio.sleep(0.01)
        assert await gaps(pool) == ["overloaded"]
        now = datetime.now(UTC)
        async with pool.acquire() as conn:
            later = now + timedelta(seconds=1)
            assert await is_intake_healthy(conn, since=later, until=later + timedelta(seconds=1))


async def test_refusals_wait_for_a_database_that_is_away(pool: Pool) -> None:
    intake = IntakeMemory()
    async with beating(pool, intake=intake):
        await pool.execute("ALTER TABLE intake_gaps RENAME TO away")
        intake.refusals.note("not_committed")
        await asyncio.sleep(0.2)
        await pool.execute("ALTER TABLE away RENAME TO intake_gaps")
        async with asyncio.timeout(10):
            while await gaps(pool) != ["not_committed"]:
                await asyncio.sleep(0.02)


async def test_beat_writes_what_the_intake_remembers_and_how_clocks_agree(pool: Pool) -> None:
    intake = IntakeMemory()
    async with beating(pool, intake=intake):
        intake.promptness.see_parked(1)
        async with asyncio.timeout(10):
            while await pool.fetchval("SELECT kind FROM intake_marks") != "parked":
                await asyncio.sleep(0.01)
    assert await pool.fetchval("SELECT process FROM clock_observations WHERE clock = 'own'") == "api"


async def test_marks_wait_for_a_database_that_is_away(pool: Pool) -> None:
    intake = IntakeMemory()
    async with beating(pool, intake=intake):
        await pool.execute("ALTER TABLE intake_marks RENAME TO away")
        intake.promptness.see_parked(1)
        intake.refusals.note("not_committed")
        await asyncio.sleep(0.2)
        await pool.execute("ALTER TABLE away RENAME TO intake_marks")
        async with asyncio.timeout(10):
            while await pool.fetchval("SELECT count(*) FROM intake_marks") != 1:
                await asyncio.sleep(0.02)
        assert await gaps(pool) == ["not_committed"]


async def test_clean_restart_is_a_gap_from_stop_to_start(pool: Pool) -> None:
    async with beating(pool):
        pass
    assert await gaps(pool) == ["api_stopped"]
    assert await pool.fetchval("SELECT count(*) FROM processes") == 0
    async with beating(pool):
        row = await pool.fetchrow("SELECT * FROM intake_gaps WHERE reason = 'api_away'")
        assert row is not None and row["began_at"] < row["ended_at"]


async def test_restart_beside_a_living_process_is_no_gap(pool: Pool) -> None:
    await pool.execute("INSERT INTO processes (name, host, pid) VALUES ('api', 'other-host', 1)")
    async with beating(pool):
        assert await gaps(pool) == []


async def test_killed_process_is_a_gap_although_another_one_lives(pool: Pool) -> None:
    await pool.execute(
        "INSERT INTO processes (name, host, pid, heartbeat_at)"
        " VALUES ('api', 'other-host', 1, now() - interval '40 s'), ('api', 'third-host', 1, now())"
    )
    async with beating(pool):
        row = await pool.fetchrow("SELECT * FROM intake_gaps")
        assert row is not None and row["reason"] == "api_silent"
        assert row["ended_at"] - row["began_at"] == timedelta(seconds=10)
        assert await healthy(pool, since_s=20) is True
        assert await healthy(pool, since_s=35) is False


async def test_silence_is_noted_once_and_its_process_stays_for_the_alarm(pool: Pool) -> None:
    await pool.execute(
        "INSERT INTO processes (name, host, pid, heartbeat_at)"
        " VALUES ('api', 'other-host', 1, now() - interval '6 minutes'), ('api', 'third-host', 1, now())"
    )
    for _ in range(2):
        async with beating(pool):
            pass
    assert (await gaps(pool)).count("api_silent") == 1
    async with pool.acquire() as conn:
        states = {process.host: process.state for process in await list_processes(conn)}
    assert states == {"other-host": "silent", "third-host": "alive"}


async def test_a_second_silence_is_noted_too(pool: Pool) -> None:
    await pool.execute("INSERT INTO processes (name, host, pid) VALUES ('api', 'third-host', 1)")
    for _ in range(2):
        await pool.execute(sql.BEAT, "api", "other-host", 1, {})
        await pool.execute(
            "UPDATE processes SET heartbeat_at = now() - interval '40 s' WHERE host = 'other-host'"
        )
        async with beating(pool):
            pass
    assert (await gaps(pool)).count("api_silent") == 2


def test_intervals_are_joined_and_bounded() -> None:
    refusals, at_s = Refusals(), 1_000.0
    for second in range(10):
        refusals.note("overloaded", at_s + second)
    [(began, ended, _)] = taken = refusals.take()
    assert (began, ended) == (at_s, at_s + 9)
    refusals.put_back(taken)
    for minute in range(1, 1000):
        refusals.note("overloaded", at_s + 60 * minute)
    intervals = refusals.take()
    assert len(intervals) == 200
    assert intervals[-1][1] == at_s + 60 * 999
