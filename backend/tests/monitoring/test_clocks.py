"""Clocks are compared with the database's; whose does not agree is told."""

import time
from collections.abc import Callable

from relance.core.clock import boottime_s, utc_now
from relance.core.db import Pool, Row
from relance.monitoring.alerts import read_alerts
from relance.monitoring.clocks import ClockWatch
from tests.support.database_clock import settable_clock


async def observe(pool: Pool, watch: ClockWatch, process: str = "sender") -> dict[str, Row]:
    """One heartbeat's look; what is known afterwards, by clock."""
    async with pool.acquire() as conn:
        await watch.write(conn, process=process, host="box")
    rows = await pool.fetch("SELECT * FROM clock_observations ORDER BY last_seen_at")
    return {row["clock"]: row for row in rows}


async def alerts(pool: Pool) -> list[tuple[str, str]]:
    async with pool.acquire() as conn:
        found = await read_alerts(conn, now=utc_now(), daily_limit=None, redis_answers=True)
    return [(alert.code, alert.subject) for alert in found if alert.code.startswith("clock")]


def shifted(clock: Callable[[], float], by_s: float) -> Callable[[], float]:
    return lambda: clock() + by_s


async def test_a_right_clock_is_observed_in_one_row_and_not_told(pool: Pool) -> None:
    watch = ClockWatch()
    first = await observe(pool, watch)
    second = await observe(pool, watch)
    assert list(first) == list(second) == ["own"]
    assert await pool.fetchval("SELECT count(*) FROM clock_observations") == 1
    assert second["own"]["at_most_s"] < 5
    assert second["own"]["last_seen_at"] > first["own"]["last_seen_at"]
    assert await alerts(pool) == []


async def test_a_process_whose_clock_is_behind_is_told(pool: Pool) -> None:
    watch = ClockWatch(wall=shifted(time.time, -400))
    seen = (await observe(pool, watch))["own"]
    assert -401 < seen["ahead_s"] < -399 and seen["surely_s"] > 399
    assert await alerts(pool) == [("clock_wrong", "clock:sender@box")]


async def test_a_clock_that_was_mended_is_not_told_any_more(pool: Pool) -> None:
    wall = [-400.0]
    watch = ClockWatch(wall=lambda: time.time() + wall[0])
    await observe(pool, watch)
    wall[0] = 0.0
    await observe(pool, watch)
    # The time of doubts keeps both; the alarm is of now.
    assert await pool.fetchval("SELECT count(*) FROM clock_observations") == 2
    assert await alerts(pool) == []


async def test_meta_s_date_bounds_its_clock_on_both_sides(pool: Pool) -> None:
    watch = ClockWatch()
    watch.note_meta_date(int(time.time()), took_s=0.2)
    seen = (await observe(pool, watch))["meta"]
    assert seen["surely_s"] == 0 and seen["at_most_s"] < 5
    watch.note_meta_date(int(time.time()) + 60, took_s=0.2)
    seen = (await observe(pool, watch))["meta"]
    assert 55 < seen["surely_s"] <= seen["at_most_s"] < 65
    assert await alerts(pool) == [("clock_unlike_meta", "clock:meta")]


async def test_a_slow_answer_leaves_it_open_and_alarms_nobody(pool: Pool) -> None:
    watch = ClockWatch()
    # Meta may have read its clock when the request came in.
    watch.note_meta_date(int(time.time()) - 9, took_s=10.0)
    seen = (await observe(pool, watch))["meta"]
    assert seen["surely_s"] == 0 and 8 < seen["at_most_s"] < 11
    assert await alerts(pool) == []


async def test_statuses_show_only_that_meta_is_ahead(pool: Pool) -> None:
    watch = ClockWatch()
    watch.note_webhooks(int(time.time()) - 3_000, boottime_s())
    assert (await observe(pool, watch, "api"))["webhooks"]["surely_s"] == 0
    watch.note_webhooks(int(time.time()) + 60, boottime_s())
    watch.note_webhooks(int(time.time()), boottime_s())
    assert (await observe(pool, watch, "api"))["webhooks"]["surely_s"] > 55


async def test_a_step_of_the_database_s_clock_is_seen_over_both_of_its_times(database_url: str) -> None:
    async with settable_clock(database_url) as clock:
        watch = ClockWatch()
        await observe(clock.pool, watch)
        before = await clock.pool.fetchval("SELECT clock_timestamp()")
        await clock.set(400)
        ahead = (await observe(clock.pool, watch))["database"]
        assert 399 < ahead["ahead_s"] < 401
        after = await clock.pool.fetchval("SELECT clock_timestamp()")
        assert ahead["first_seen_at"] <= before and ahead["last_seen_at"] <= after
        assert ("clock_stepped", "clock:database@sender@box") in await alerts(clock.pool)
        await clock.set(0)
        async with clock.pool.acquire() as conn:
            await watch.write(conn, process="sender", host="box")
        back = await clock.pool.fetchrow("SELECT * FROM clock_observations ORDER BY turn DESC LIMIT 1")
        assert back is not None and -401 < back["ahead_s"] < -399
        now = await clock.pool.fetchval("SELECT clock_timestamp()")
        # It went back: what was measured in between had a time that is still to come.
        assert back["first_seen_at"] <= now and (back["last_seen_at"] - now).total_seconds() > 390


async def test_a_clock_that_drifts_writes_a_row_now_and_then(pool: Pool) -> None:
    drift = [0.0]
    watch = ClockWatch(wall=lambda: time.time() + drift[0])
    for number in range(12):
        drift[0] = number * 0.25
        await observe(pool, watch)
    assert await pool.fetchval("SELECT count(*) FROM clock_observations") == 3
