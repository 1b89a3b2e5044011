"""A sender that beats and does not send is told from one that has nothing to do, and from a hindered one."""

from typing import Any

import pytest

from relance.cli.checks_servers import check_database
from relance.core.clock import utc_now
from relance.core.db import Pool
from relance.core.settings import Settings
from relance.monitoring.alerts import read_alerts
from relance.monitoring.processes import NAMES
from relance.monitoring.sending import SendingState, ask_sending, read_sending
from tests.campaigns.scene import Scene
from tests.restored.scene import notice
from tests.sending.world import make_campaign

WORKING = {"poll": 0.1, "listen": 2.0, "settle": 0.5, "lanes": 0.2, "departures": 0.2}


@pytest.fixture
async def running(pool: Pool) -> Pool:
    """All processes beat; the sender tells of its work."""
    for name in NAMES:
        work = WORKING if name == "sender" else {}
        await pool.execute(
            "INSERT INTO processes (name, host, pid, work) VALUES ($1, 'a', 1, $2)", name, work
        )
    return pool


async def tell(pool: Pool, **work: Any) -> None:
    await pool.execute("UPDATE processes SET work = $1 WHERE name = 'sender'", WORKING | work)


async def let_work_wait(pool: Pool, settings: Settings, seconds: float) -> None:
    await make_campaign(pool, settings, 3)
    await pool.execute("UPDATE send_batches SET due_at = now() - make_interval(secs => $1)", seconds)


async def sending(pool: Pool) -> SendingState:
    async with pool.acquire() as conn:
        return await read_sending(conn)


async def codes(pool: Pool, *, redis_answers: bool = True) -> set[str]:
    async with pool.acquire() as conn:
        found = await read_alerts(conn, now=utc_now(), daily_limit=None, redis_answers=redis_answers)
    return {alert.code for alert in found}


async def doctor(settings: Settings) -> list[tuple[str, str, str]]:
    findings = await check_database(settings)
    return [(finding.level, finding.subject, finding.fact) for finding in findings]


async def test_a_sender_with_nothing_to_do_is_well_however_long(running: Pool) -> None:
    await tell(running, lanes=86_400.0)
    assert (await sending(running)).word == "ok"
    assert await codes(running) == set()


async def test_work_that_has_just_become_due_is_no_alarm(running: Pool, settings: Settings) -> None:
    await tell(running, lanes=86_400.0)
    await let_work_wait(running, settings, 20)
    assert (await sending(running)).word == "ok"


async def test_due_work_that_nobody_takes_is_told_everywhere(running: Pool, settings: Settings) -> None:
    await tell(running, lanes=45.0)
    await let_work_wait(running, settings, 40)
    found = await sending(running)
    assert found.word == "stuck"
    assert found.due_age_s is not None and found.due_age_s >= 40
    assert found.taken_age_s is not None and found.taken_age_s >= 45
    assert await codes(running) == {"sending_stuck"}
    assert any(level == "bad" and subject == "sending" for level, subject, _ in await doctor(settings))
    assert await ask_sending(running) == "stuck"


async def test_due_work_that_is_taken_and_never_leaves_is_told(running: Pool, settings: Settings) -> None:
    """Its marks are never confirmed, for one."""
    await tell(running, departures=45.0)
    await let_work_wait(running, settings, 40)
    assert (await sending(running)).word == "stuck"
    assert await codes(running) == {"sending_stuck"}
    await tell(running, departures=3_600.0)
    await running.execute("UPDATE send_batches SET due_at = now()")
    assert (await sending(running)).word == "ok", "nothing had to leave for an hour"


async def test_an_older_sender_that_does_not_tell_when_messages_left_is_judged_by_the_rest(
    running: Pool, settings: Settings
) -> None:
    await running.execute("UPDATE processes SET work = work - 'departures'")
    await let_work_wait(running, settings, 40)
    assert (await sending(running)).word == "ok"


async def test_due_work_that_one_of_two_senders_takes_is_no_alarm(running: Pool, settings: Settings) -> None:
    await tell(running, lanes=45.0)
    await let_work_wait(running, settings, 40)
    await running.execute(
        "INSERT INTO processes (name, host, pid, work) VALUES ('sender', 'b', 1, $1)", WORKING
    )
    assert (await sending(running)).word == "ok"


async def test_work_of_a_blocked_number_is_nobody_s_to_take(running: Pool, settings: Settings) -> None:
    await tell(running, lanes=45.0)
    await let_work_wait(running, settings, 40)
    await running.execute("UPDATE senders SET blocked_at = now()")
    assert (await sending(running)).word == "ok"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"pace": {"here": False, "reason": "another Redis"}}, "pace_elsewhere"),
        ({"sent_log": "No space left on device"}, "sent_log"),
        (
            {"numbers": {"106": {"state": "lost", "reason": "Meta does not answer", "for_s": 41.0}}},
            "line_lost",
        ),
        ({"numbers": {"106": {"state": "held", "reason": "out of order", "for_s": 41.0}}}, "line_held"),
    ],
)
async def test_a_sender_that_says_why_nothing_leaves_waits(
    running: Pool, settings: Settings, told: dict[str, Any], code: str
) -> None:
    await tell(running, lanes=45.0, **told)
    await let_work_wait(running, settings, 40)
    found = await sending(running)
    assert found.word == "waits"
    assert [hindrance.code for hindrance in found.hindrances] == [code]
    assert "sending_stuck" not in await codes(running)
    reason = found.hindrances[0].reason
    assert any(subject == "sending" and reason in fact for _, subject, fact in await doctor(settings))


@pytest.mark.parametrize(
    ("name", "work"),
    [
        ("sender", {"poll": 30.0}),
        ("sender", {"settle": 90.0}),
        ("api", {"intake": 20.0}),
        ("beat", {"enqueue": 90.0}),
    ],
)
async def test_work_that_stands_still_under_a_beating_heart_is_named(
    running: Pool, settings: Settings, name: str, work: dict[str, float]
) -> None:
    await running.execute("UPDATE processes SET work = $2 WHERE name = $1", name, work)
    assert await codes(running) == {"process_stuck"}
    [piece] = work
    facts = [fact for level, subject, fact in await doctor(settings) if level == "bad" and subject == name]
    assert len(facts) == 1 and piece in facts[0]
    assert await ask_sending(running) == ("stuck" if name == "sender" else "ok")


async def test_without_a_living_sender_the_word_says_so(running: Pool) -> None:
    await running.execute(
        "UPDATE processes SET heartbeat_at = now() - interval '1 minute' WHERE name = 'sender'"
    )
    assert await ask_sending(running) == "no_sender"


async def test_a_sender_of_an_older_version_tells_no_ages_and_is_believed(
    running: Pool, settings: Settings
) -> None:
    await running.execute("UPDATE processes SET work = NULL")
    await let_work_wait(running, settings, 40)
    assert (await sending(running)).word == "ok"


async def test_without_redis_the_alert_of_redis_says_it_all(running: Pool, settings: Settings) -> None:
    await tell(running, lanes=45.0)
    await let_work_wait(running, settings, 40)
    assert await codes(running, redis_answers=False) == {"redis_down"}


async def test_a_database_that_is_away_leaves_the_word_unknown(pool: Pool, scene: Scene) -> None:
    await pool.close()
    assert await ask_sending(pool) == "unknown"


async def test_a_restored_database_waits_for_its_answer_though_nothing_is_due(
    running: Pool, settings: Settings
) -> None:
    await make_campaign(running, settings, 3)
    await notice(running)
    await running.execute("UPDATE processes SET heartbeat_at = now()")
    found = await sending(running)
    assert (found.word, [one.code for one in found.hindrances]) == ("waits", ["restored_unanswered"])
    assert await ask_sending(running) == "waits"
    told = [(level, fact) for level, subject, fact in await doctor(settings) if subject == "sending"]
    assert [level for level, _ in told] == ["bad"]
    assert told[0][1].startswith("nothing leaves: the database was restored or copied")
    await running.execute(
        "UPDATE former_installations SET answer = 'restored', answered_at = now(), answered_by = 'somebody'"
    )
    found = await sending(running)
    assert (found.word, [one.code for one in found.hindrances]) == ("waits", ["restored_settling"])
    await running.execute("UPDATE former_installations SET settled_at = now()")
    assert (await sending(running)).word == "ok"


async def test_without_a_sender_a_restored_database_is_told_all_the_same(
    pool: Pool, settings: Settings
) -> None:
    await make_campaign(pool, settings, 1)
    await notice(pool)
    found = await sending(pool)
    assert (found.word, [one.code for one in found.hindrances]) == ("no_sender", ["restored_unanswered"])
    assert any(level == "bad" and subject == "sending" for level, subject, _ in await doctor(settings))
