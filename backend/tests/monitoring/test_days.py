"""Days and quotas: cut in the installation's time zone, without holes, against the limit."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.counts.days import read_days
from relance.messages.evidence import Accepted
from relance.monitoring.alerts.senders import find_sender_alerts
from relance.monitoring.publish import KEPT_S, publish_today
from relance.monitoring.quotas import Quota, read_today
from tests.campaigns.scene import DeadRedis, Scene
from tests.monitoring.test_totals import launched

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)


async def count(pool: Pool, sender_id: int, day: date = TODAY, **figures: int) -> None:
    """`message_1_sent=3` and so on, as deltas."""
    for name, n in figures.items():
        kind, _, word = name.rpartition("_") if name != "interactions" else ("inbound", "", name)
        await pool.execute(
            "INSERT INTO daily_counts VALUES ($1, $2, $3, $4, $5)", day, sender_id, kind, word, n
        )


async def quota(scene: Scene, *, limit: int | None) -> Quota:
    async with scene.pool.acquire() as conn:
        today = await read_today(conn, now=NOON, daily_limit=limit)
    assert len(today.quotas) == 1
    return today.quotas[0]


@pytest.mark.parametrize(
    ("zone", "today", "began_at"),
    [
        ("UTC", date(2026, 11, 22), datetime(2026, 11, 22, tzinfo=UTC)),
        ("Pacific/Auckland", date(2026, 11, 23), datetime(2026, 11, 22, 11, tzinfo=UTC)),
        ("America/Los_Angeles", date(2026, 11, 22), datetime(2026, 11, 22, 8, tzinfo=UTC)),
    ],
)
async def test_today_is_the_installations(pool: Pool, zone: str, today: date, began_at: datetime) -> None:
    await pool.execute("UPDATE installation SET timezone = $1", zone)
    async with pool.acquire() as conn:
        days = await read_days(conn, now=NOON, days=3)
    assert days.today == today and days.began_at == began_at
    assert days.dates[-1] == today and len(days.dates) == 3


async def test_days_have_no_holes_and_end_today(scene: Scene) -> None:
    await count(scene.pool, scene.sender_id, date(2026, 11, 20), message_1_sent=5, message_2_sent=2)
    await count(scene.pool, scene.sender_id, date(2026, 11, 20), message_1_sent=1, message_1_read=1)
    await count(scene.pool, scene.sender_id, date(2026, 11, 15), message_1_sent=99)
    await count(scene.pool, 77, date(2026, 11, 20), message_1_sent=10)
    async with scene.pool.acquire() as conn:
        days = await read_days(conn, now=NOON, days=7)
    assert [day.day for day in days.dates] == [16, 17, 18, 19, 20, 21, 22]
    own = [days.of_sender(day, scene.sender_id).sent for day in days.dates]
    assert own == [0, 0, 0, 0, 8, 0, 0]
    assert days.of_all(days.dates).message_1_sent == 16
    assert days.of_all([TODAY]).sent == 0


async def test_counts_of_real_messages_reach_their_day(scene: Scene) -> None:
    ids = await launched(scene, 3)
    await scene.apply(*(Accepted(id_, 1, f"wamid.{id_}", NOON) for id_ in ids))
    await scene.see("delivered", ids[0], at=datetime(2026, 11, 23, 1, tzinfo=UTC))
    async with scene.pool.acquire() as conn:
        days = await read_days(conn, now=datetime(2026, 11, 23, 12, tzinfo=UTC), days=2)
    first, second = (days.of_sender(day, scene.sender_id) for day in days.dates)
    assert (first.message_1_sent, first.delivered) == (3, 0)
    assert (second.message_1_sent, second.delivered) == (0, 1)


async def test_capacity_leaves_room_for_the_answers(scene: Scene) -> None:
    await count(scene.pool, scene.sender_id, message_1_sent=400, message_2_sent=100, message_1_interacted=100)
    found = await quota(scene, limit=1000)
    assert found.figures.interaction_rate == 0.25
    assert found.remaining_capacity == 400  # (1000 - 500) / 1.25
    assert found.used == 50.0


async def test_without_a_limit_there_is_no_capacity_to_tell(scene: Scene) -> None:
    await count(scene.pool, scene.sender_id, message_1_sent=400)
    found = await quota(scene, limit=None)
    assert (found.remaining_capacity, found.used, found.level) == (None, None, "ok")


@pytest.mark.parametrize(
    ("sent", "level"),
    [(0, "ok"), (749, "ok"), (750, "attention"), (899, "attention"), (900, "danger"), (999, "danger"),
     (1000, "blocked"), (1200, "blocked")],
)  # fmt: skip
async def test_alert_level_rises_with_what_was_sent(scene: Scene, sent: int, level: str) -> None:
    await count(scene.pool, scene.sender_id, message_1_sent=sent)
    found = await quota(scene, limit=1000)
    assert found.level == level
    assert found.blocked_by == ("limit_reached" if level == "blocked" else None)
    assert found.remaining_capacity == max(0, 1000 - sent)


@pytest.mark.parametrize(
    ("sent", "level", "alerts"),
    [
        (74_999, "ok", set()),
        (75_000, "attention", set()),
        (89_999, "attention", set()),
        (90_000, "danger", {"limit_near"}),
        (99_999, "danger", {"limit_near"}),
        (100_000, "blocked", {"limit_reached"}),
    ],
)
async def test_levels_and_alerts_begin_exactly_at_their_share(
    scene: Scene, sent: int, level: str, alerts: set[str]
) -> None:
    """Whatever the share shows as: 74.999 % shows as 75."""
    await count(scene.pool, scene.sender_id, message_1_sent=sent)
    found = await quota(scene, limit=100_000)
    assert found.level == level
    assert {alert.code for alert in find_sender_alerts([found], began_at=NOON)} == alerts


@pytest.mark.parametrize(
    ("statement", "blocked_by"),
    [
        ("UPDATE senders SET blocked_at = now()", "number_blocked"),
        ("UPDATE accounts SET blocked_at = now(), blocked_until = '2027-01-01'", "account_blocked"),
        ("UPDATE senders SET blocked_at = now(), blocked_until = '2026-11-22 11:00Z'", None),
    ],
)
async def test_a_number_that_meta_stopped_is_blocked(
    scene: Scene, statement: str, blocked_by: str | None
) -> None:
    await scene.pool.execute(statement)
    found = await quota(scene, limit=None)
    assert found.blocked_by == blocked_by
    assert found.level == ("ok" if blocked_by is None else "blocked")


async def hash_of(redis: RedisClient, key: str) -> dict[str, int]:
    found: dict[Any, Any] = await redis.hgetall(key)
    return {name.decode(): int(n) for name, n in found.items()}


async def test_todays_counters_are_copied_to_redis(scene: Scene, redis: RedisClient) -> None:
    await count(scene.pool, scene.sender_id, message_1_sent=7, message_2_sent=2, message_1_failed=1)
    await count(scene.pool, scene.sender_id, interactions=3)
    assert await publish_today(scene.pool, redis, now=NOON)
    key = f"whatsapp:today:2026-11-22:{scene.sender_id}"
    copy = await hash_of(redis, key)
    assert copy == {
        "message_1_sent": 7, "message_2_sent": 2, "sent": 9, "delivered": 0, "read": 0, "failed": 1,
        "interacted": 0, "no_interaction": 0, "interactions": 3,
    }  # fmt: skip
    assert await hash_of(redis, "whatsapp:today:2026-11-22:all") == copy
    assert 0 < await redis.ttl(key) <= KEPT_S
    await count(scene.pool, scene.sender_id, message_1_sent=1)
    assert await publish_today(scene.pool, redis, now=NOON)
    assert await redis.hget(key, "sent") == b"10"
    names: list[Any] = await redis.keys()
    assert all(name.startswith(b"whatsapp:") for name in names)


async def test_a_dead_redis_only_lacks_the_copy(scene: Scene) -> None:
    class Dead(DeadRedis):
        def pipeline(self, **_: object) -> None:
            raise OSError("no Redis in this test")

    assert not await publish_today(scene.pool, Dead(), now=NOON)  # type: ignore[arg-type]
