"""Blocks without an end are probed: often at first, later less, and what Meta calls ill stays stopped."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from relance.campaigns.running.probe import probe_blocked, probe_paused
from relance.core.db import transaction
from relance.senders.blocks import block_account
from relance.whatsapp.client import GraphError, GraphUnreachable
from relance.whatsapp.health import is_blocked_by_health
from tests.campaigns.scene import WABA, Scene


class Graph:
    """Answers for a number, or not; with its health, or as a version that has no such field."""

    def __init__(self, *, reachable: bool = True, health: Any = None, knows_health: bool = True) -> None:
        self.reachable = reachable
        self.health = health
        self.knows_health = knows_health

    async def read(
        self, node: str, edge: str | None = None, *, query: dict[str, str] | None = None
    ) -> dict[str, Any]:
        if not self.reachable:
            raise GraphUnreachable("no route")
        if "health_status" in (query or {}).get("fields", ""):
            if not self.knows_health:
                raise GraphError(100, "Tried accessing nonexisting field (health_status)", 400)
            if self.health is not None:
                return {"id": node, "health_status": self.health}
        return {"id": node}


def health(number: str = "AVAILABLE", account: str = "AVAILABLE") -> dict[str, Any]:
    return {
        "can_send_message": "BLOCKED" if "BLOCKED" in (number, account) else "AVAILABLE",
        "entities": [
            {"entity_type": "PHONE_NUMBER", "id": "1", "can_send_message": number},
            {"entity_type": "WABA", "id": "2", "can_send_message": account},
            {"entity_type": "APP", "id": "3", "can_send_message": "AVAILABLE"},
        ],
    }


async def block_both(scene: Scene, *, ago: str = "1 minute") -> None:
    for table, code in (("senders", 131045), ("accounts", 131042)):
        await scene.pool.execute(
            f"UPDATE {table} SET blocked_at = now() - $1::text::interval, blocked_code = $2", ago, code
        )


async def blocked(scene: Scene) -> tuple[bool, bool]:
    row = await scene.pool.fetchrow(
        "SELECT s.blocked_at IS NOT NULL AS sender, a.blocked_at IS NOT NULL AS account"
        " FROM senders s JOIN accounts a USING (waba_id) WHERE waba_id = $1",
        WABA,
    )
    assert row is not None
    return row["sender"], row["account"]


@pytest.mark.parametrize("reachable", [True, False])
async def test_block_without_end_is_lifted_when_the_number_answers(scene: Scene, reachable: bool) -> None:
    await block_both(scene)
    await probe_blocked(scene.pool, Graph(reachable=reachable))
    assert await blocked(scene) == (not reachable, not reachable)
    free = await scene.pool.fetchval("SELECT unblocked_at > now() - interval '1 minute' FROM accounts")
    assert bool(free) is reachable


async def test_block_with_an_end_is_not_probed(scene: Scene) -> None:
    await scene.pool.execute(
        "UPDATE senders SET blocked_at = now(), blocked_until = now() + interval '1 hour'"
    )
    assert await probe_blocked(scene.pool, Graph()) == 0
    assert await scene.pool.fetchval("SELECT blocked_at IS NOT NULL FROM senders")


@pytest.mark.parametrize(
    ("number", "account", "left"),
    [
        ("AVAILABLE", "BLOCKED", (False, True)),
        ("BLOCKED", "AVAILABLE", (True, False)),
        ("LIMITED", "LIMITED", (False, False)),
    ],
)
async def test_what_meta_calls_blocked_stays_so(
    scene: Scene, number: str, account: str, left: tuple[bool, bool]
) -> None:
    await block_both(scene)
    await probe_blocked(scene.pool, Graph(health=health(number, account)))
    assert await blocked(scene) == left


async def test_a_version_without_health_is_asked_for_less(scene: Scene) -> None:
    await block_both(scene)
    assert await probe_blocked(scene.pool, Graph(knows_health=False)) == 1
    assert await blocked(scene) == (False, False)


@pytest.mark.parametrize(
    ("given", "is_blocked"),
    [
        (None, False),
        ("BLOCKED", False),
        ({}, False),
        ({"can_send_message": "BLOCKED"}, True),
        ({"can_send_message": "BLOCKED", "entities": []}, True),
        ({"can_send_message": "LIMITED", "entities": [7, {}]}, False),
        (health(account="BLOCKED"), True),
        (health(number="BLOCKED"), False),
    ],
)
def test_health_of_the_account_in_every_shape(given: object, is_blocked: bool) -> None:
    assert is_blocked_by_health(given, ("WABA", "BUSINESS", "APP")) is is_blocked


async def test_probes_come_a_few_seconds_after_the_stop_and_then_rarer(scene: Scene) -> None:
    away = Graph(reachable=False)

    async def is_probed(blocked_for: str, probed_ago: str | None) -> bool:
        await scene.pool.execute(
            "UPDATE accounts SET blocked_at = now() - $1::text::interval,"
            " probed_at = now() - $2::text::interval",
            blocked_for, probed_ago,
        )  # fmt: skip
        before = await scene.pool.fetchval("SELECT probed_at FROM accounts")
        await probe_blocked(scene.pool, away)
        return bool(await scene.pool.fetchval("SELECT probed_at FROM accounts") != before)

    assert not await is_probed("4 seconds", None)
    assert await is_probed("6 seconds", None)
    assert not await is_probed("5 minutes", "20 seconds")
    assert await is_probed("5 minutes", "31 seconds")
    assert not await is_probed("2 days", "59 seconds")
    assert await is_probed("2 days", "61 seconds")


async def test_stopped_again_after_each_probe_it_is_let_go_ever_later(scene: Scene) -> None:
    waits_s = []
    for _ in range(10):
        async with transaction(scene.pool) as conn:
            await block_account(conn, waba_id=WABA, until=None, code=131042, reason="unpaid")
        wait_s = 5
        while True:
            await scene.pool.execute(
                "UPDATE accounts SET blocked_at = now() - make_interval(secs => $1), probed_at = NULL",
                wait_s + 0.5,
            )
            await probe_blocked(scene.pool, Graph())
            if (await blocked(scene))[1] is False:
                break
            wait_s += 5
        waits_s.append(wait_s)
    assert waits_s == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]
    # After an hour in peace it begins again.
    await scene.pool.execute("UPDATE accounts SET unblocked_at = now() - interval '61 minutes'")
    async with transaction(scene.pool) as conn:
        await block_account(conn, waba_id=WABA, until=None, code=131042, reason="unpaid")
    assert await scene.pool.fetchval("SELECT relapses FROM accounts") == 0


class Templates:
    """Lists one template, in this state."""

    def __init__(self, status: str) -> None:
        self.status = status

    async def list_templates(self, waba_id: str) -> AsyncIterator[dict[str, Any]]:
        yield {"id": "1", "name": "welcome", "language": "fr", "status": self.status, "category": "MARKETING"}


async def test_a_pause_that_ended_without_a_word_from_meta_ends_here_too(scene: Scene) -> None:
    await scene.add_campaign(await scene.add_category(), status="sending")
    blocked_by = "SELECT blocked_code FROM templates"
    block = (
        "UPDATE templates SET blocked_at = now() - $1::text::interval, blocked_code = $2,"
        " synced_at = now() - interval '1 hour'"
    )
    await scene.pool.execute(block, "3 seconds", 132015)
    assert await probe_paused(scene.pool, Templates("APPROVED")) == 0
    await scene.pool.execute(block, "5 seconds", 132015)
    assert await probe_paused(scene.pool, Templates("PAUSED")) == 1
    assert await scene.pool.fetchval(blocked_by) == 132015
    assert await probe_paused(scene.pool, Templates("APPROVED")) == 0  # asked a moment ago
    await scene.pool.execute(block, "61 seconds", 132015)
    assert await probe_paused(scene.pool, Templates("APPROVED")) == 1
    assert await scene.pool.fetchval(blocked_by) is None


async def test_a_template_that_only_a_person_mends_or_that_nobody_waits_for_is_not_asked_for(
    scene: Scene,
) -> None:
    block = "UPDATE templates SET blocked_at = now() - interval '1 hour', blocked_code = $1"
    await scene.pool.execute(block, 132015)
    assert await probe_paused(scene.pool, Templates("APPROVED")) == 0
    await scene.add_campaign(await scene.add_category(), status="sending")
    await scene.pool.execute(block, 132016)
    assert await probe_paused(scene.pool, Templates("APPROVED")) == 0
