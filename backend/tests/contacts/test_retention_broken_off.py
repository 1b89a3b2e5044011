"""Clearing by age, broken off, doubled and over much: what it did stays done, the rest is done next time."""

import asyncio
from typing import Any

import orjson
import pytest

from relance.contacts.erasure import retention_sql as sql
from relance.contacts.erasure.retention import clear_old_texts
from tests.contacts.test_retention import _texts, _two_campaigns, scene
from tests.webhooks.scene import Scene

__all__ = ["scene"]

DONE = ([True] * 3 + [False] * 3, [None, None, "oui"])


@pytest.mark.parametrize("breaking", ["MARK_CAMPAIGN", "CLEAR_MESSAGES", "CLEAR_REPLIES", "LOCK_MARK"])
@pytest.mark.parametrize("at", [1, 2, 3])
async def test_killed_anywhere_and_begun_again_it_comes_to_the_same(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, breaking: str, at: int
) -> None:
    await _two_campaigns(scene)
    whole = getattr(sql, breaking)
    seen = 0

    def die(*_: object) -> str:
        nonlocal seen
        seen += 1
        return f"SELECT 1 / 0 FROM ({whole}) broken" if seen == at else whole

    class Dying:
        """The statements, of which one fails the `at`th time it is asked for."""

        def __getattr__(self, name: str) -> Any:
            return die() if name == breaking else getattr(sql, name)

    monkeypatch.setattr("relance.contacts.erasure.retention.sql", Dying())
    with pytest.raises(
        Exception, match=r"division by zero|syntax error|WITH clause|must be at the top level"
    ):
        await clear_old_texts(scene.pool, kept_days=30, now=scene.now, chunk=1)
    monkeypatch.undo()
    await clear_old_texts(scene.pool, kept_days=30, now=scene.now, chunk=1)
    assert await _texts(scene) == DONE


async def test_two_at_once_come_to_the_same(scene: Scene) -> None:
    await _two_campaigns(scene)
    both = (clear_old_texts(scene.pool, kept_days=30, now=scene.now, chunk=1) for _ in range(2))
    await asyncio.gather(*both)
    assert await _texts(scene) == DONE


async def test_when_the_time_is_over_the_next_run_goes_on(scene: Scene) -> None:
    await _two_campaigns(scene)
    assert await clear_old_texts(scene.pool, kept_days=30, now=scene.now, chunk=1, budget_s=0) == 0
    assert await clear_old_texts(scene.pool, kept_days=30, now=scene.now, chunk=1) > 0
    assert await _texts(scene) == DONE


async def test_a_page_reads_no_more_than_its_rows(scene: Scene) -> None:
    await _two_campaigns(scene)
    await scene.pool.execute(
        "INSERT INTO interactions (contact_id, sender_id, wamid, kind, at, received_at, in_window) "
        "SELECT 1, $1, 'w' || n, 'text', now(), now() - interval '50 days', false "
        "FROM generate_series(1, 20000) n",
        scene.sender_id,
    )
    await scene.pool.execute(
        "INSERT INTO campaigns (name, status, sender_id, template_id, interaction_window_s, request_hash)"
        " SELECT 'large', 'completed', $1, $2, 3600, '' FROM generate_series(3, 6)",
        scene.sender_id, scene.template_id,
    )  # fmt: skip
    await scene.pool.execute(
        "INSERT INTO contacts (phone) SELECT '+22901' || (50000000 + n) FROM generate_series(1, 5000) n"
    )
    await scene.pool.execute(
        "INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status, parameters) "
        "SELECT n, c.id, $1, 'message_1', 'cancelled', '{}' FROM generate_series(3, 6) n, contacts c "
        "WHERE phone LIKE '+229015%' ORDER BY n, c.id",
        scene.sender_id,
    )
    await scene.pool.execute("ANALYZE interactions, messages, contacts")
    plans = {
        "interactions": (sql.CLEAR_REPLIES, (0, scene.now, 100)),
        "messages": (sql.LOCK_MESSAGES, (6, 0, 100)),
    }
    for table, (statement, arguments) in plans.items():
        async with scene.pool.acquire() as conn, conn.transaction():
            rows = await conn.fetch(f"EXPLAIN (ANALYZE, FORMAT JSON, TIMING off) {statement}", *arguments)
        told = rows[0][0]
        plan = (orjson.loads(told) if isinstance(told, str) else told)[0]["Plan"]
        assert max(_read_of(table, plan)) <= 100, plan


def _read_of(table: str, plan: dict[str, Any]) -> list[float]:
    """How many rows each node read of the table, what it threw away included."""
    own = []
    if plan.get("Relation Name") == table and plan["Node Type"] != "ModifyTable":
        read = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
        own = [read * plan["Actual Loops"]]
    return own + [read for part in plan.get("Plans", []) for read in _read_of(table, part)]


async def test_what_was_parked_loses_its_body_with_its_age(scene: Scene) -> None:
    for digest, days in ((b"a", 40), (b"b", 3)):
        await scene.pool.execute(
            "INSERT INTO webhook_parked (digest, reason, body, first_at, last_at) VALUES ($1, 'not_json', "
            "'{\"text\": \"oui\"', now() - make_interval(days => $2), now() - make_interval(days => $2))",
            digest, days,
        )  # fmt: skip
    for _ in range(2):
        await clear_old_texts(scene.pool, kept_days=30, now=scene.now, chunk=1)
        rows = await scene.pool.fetch(
            "SELECT body, replayed_at IS NULL AS waits FROM webhook_parked ORDER BY id"
        )
        assert [tuple(row) for row in rows] == [(b"{}", False), (b'{"text": "oui"', True)]
