"""A bug in the short-lived work of a sender ends it, with a line that says which; nothing is lost by it."""

import asyncio
from typing import Any

import asyncpg
import pytest
from structlog.testing import capture_logs

from relance.core.db import Pool
from relance.core.essential import EssentialDiedError
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.sending import departures, record_apart, slices
from relance.sending.departures import Departures
from relance.sending.marks import Marker
from relance.sending.number import Number
from relance.whatsapp.client import GraphClient
from tests.sending.world import make_campaign, make_loop, queued, running_sender, states
from tests.support.waiting import eventually
from whatsapp_simulator import Simulator

MESSAGES = 40


def break_once(patch: pytest.MonkeyPatch, where: Any, name: str, error: Exception, after: int = 0) -> None:
    """Call `after` + 1 raises, all others work."""
    works, calls = getattr(where, name), 0

    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == after + 1:
            raise error
        return works(*args, **kwargs)

    patch.setattr(where, name, call)


BUG = RuntimeError("a bug of ours")
NO_COLUMN = asyncpg.UndefinedColumnError("no such column")


@pytest.mark.parametrize(
    ("where", "name", "error", "after", "task"),
    [
        (Marker, "_commit_one", BUG, 0, "group"),
        (Marker, "_run", NO_COLUMN, 1, "group"),
        (slices._Slice, "_is_time", BUG, 3, "group"),
        (slices, "group_s", BUG, 0, "slice"),
        (Departures, "_log_answer", BUG, 3, "request"),
        (Number, "hear", BUG, 3, "request"),
        (departures, "format_echo", BUG, 3, "request"),
        (record_apart, "record", NO_COLUMN, 0, "record"),
    ],
)
async def test_a_bug_in_sending_ends_the_process_and_its_successor_goes_on(
    pool: Pool,
    redis: RedisClient,
    settings: Settings,
    simulator: Simulator,
    monkeypatch: pytest.MonkeyPatch,
    where: Any,
    name: str,
    error: Exception,
    after: int,
    task: str,
) -> None:
    campaign_id = await make_campaign(pool, settings, MESSAGES, batch_size=10)
    token = settings.whatsapp_token
    async with GraphClient(simulator.url, "v26.0", token, max_connections=128) as graph:
        sender = make_loop(pool, redis, graph, settings)
        with monkeypatch.context() as patch, capture_logs() as logs:
            break_once(patch, where, name, error, after)
            with pytest.raises(EssentialDiedError, match=task):
                async with asyncio.timeout(20):
                    await sender.run()
    deaths = [line for line in logs if line["event"] == "essential_task_died"]
    assert [(line["task"], line["exc_info"]) for line in deaths] == [(task, error)]

    async def done() -> bool:
        found = await states(pool, campaign_id)
        return sum(found.get(state, 0) for state in ("sent", "delivered", "read", "unknown")) == MESSAGES

    async with running_sender(pool, redis, settings, simulator.url, "test:2:a"):
        await eventually(done, within_s=30)
    found = await states(pool, campaign_id)
    # Only a record that nobody could write leaves doubts, of what had left by then.
    assert found.get("unknown", 0) == 0 or name == "record", found
    # Marked is in doubt, whether it left or not.
    assert MESSAGES - found.get("unknown", 0) <= simulator.summary()["accepted"] <= MESSAGES
    assert await queued(pool, campaign_id) == found.get("unknown", 0)


async def test_what_passes_ends_nothing(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign_id = await make_campaign(pool, settings, MESSAGES)
    break_once(monkeypatch, Marker, "_commit_one", ConnectionResetError())

    async def done() -> bool:
        return (await states(pool, campaign_id)).get("pending", 0) == 0

    async with running_sender(pool, redis, settings, simulator.url) as sender:
        await eventually(done, within_s=30)
        assert sender.essential.died is None
