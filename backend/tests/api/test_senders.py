"""The routes of senders."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from relance.core.clock import utc_now
from relance.core.db import Pool, transaction
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.senders.api import router
from relance.senders.blocks import block_account, block_sender
from tests.auth.office import Office, code_of
from tests.campaigns.scene import WABA, Scene
from tests.support.statements import count_statements


@pytest.fixture
async def client(settings: Settings, pool: Pool, redis: RedisClient) -> AsyncIterator[httpx2.AsyncClient]:
    async with Office(settings, pool, redis, [router]) as office:
        yield await office.program()


@pytest.fixture
async def path(pool: Pool) -> str:
    scene = await Scene(pool).furnish()
    return f"/api/senders/{scene.sender_id}"


async def test_senders_are_listed_and_shown(client: httpx2.AsyncClient, path: str) -> None:
    found = (await client.get("/api/senders")).json()
    assert (found["total"], found["next_cursor"]) == (1, None)
    assert (await client.get(path)).json() == found["items"][0]
    assert found["items"][0]["blocked"] is None and found["items"][0]["account_blocked"] is None


async def test_rate_is_set_and_given_back_to_the_setting(client: httpx2.AsyncClient, path: str) -> None:
    assert (await client.patch(path, json={"rate_per_s": 20})).json()["rate_per_s"] == 20
    assert (await client.get(path)).json()["rate_per_s"] == 20
    assert (await client.patch(path, json={"rate_per_s": None})).json()["rate_per_s"] is None


@pytest.mark.parametrize(
    "body",
    [b"{}", b'{"rate_per_s": 0}', b'{"rate_per_s": -1}', b'{"rate_per_s": 10001}', b'{"rate_per_s": "20"}',
     b'{"rate_per_s": NaN}', b'{"rate_per_s": Infinity}', b'{"rate_per_s": true}', b"[]", b"",
     b'{"rate_per_s": 1, "status": "x"}'],
)  # fmt: skip
async def test_rate_that_is_none(client: httpx2.AsyncClient, path: str, body: bytes) -> None:
    answer = await client.patch(path, content=body, headers={"Content-Type": "application/json"})
    assert code_of(answer) == (422, "malformed")


async def test_unblock_frees_the_number_and_its_account(
    client: httpx2.AsyncClient, path: str, pool: Pool
) -> None:
    until = utc_now() + timedelta(hours=1)
    async with transaction(pool) as conn:
        sender_id = int(path.rpartition("/")[2])
        await block_sender(conn, sender_id=sender_id, until=until, code=130429, reason="too fast")
        await block_account(conn, waba_id=WABA, until=None, code=131042, reason="unpaid")
    blocked: dict[str, Any] = (await client.get(path)).json()
    assert (blocked["blocked"]["code"], blocked["blocked"]["reason"]) == (130429, "too fast")
    assert blocked["account_blocked"]["until"] is None and blocked["account_blocked"]["code"] == 131042
    for _ in range(2):
        freed = (await client.post(f"{path}/unblock")).json()
        assert freed["blocked"] is None and freed["account_blocked"] is None


async def test_block_whose_time_is_over_is_none(client: httpx2.AsyncClient, path: str, pool: Pool) -> None:
    await pool.execute(
        "UPDATE senders SET blocked_at = now() - interval '2 h', blocked_until = now() - interval '1 h'"
    )
    assert (await client.get(path)).json()["blocked"] is None


async def test_unknown_sender_is_404(client: httpx2.AsyncClient, path: str) -> None:
    for answer in (
        await client.get("/api/senders/404"),
        await client.patch("/api/senders/404", json={"rate_per_s": 1}),
        await client.post("/api/senders/404/unblock"),
    ):
        assert code_of(answer) == (404, "sender_not_found")
    assert code_of(await client.get(f"/api/senders/{2**63}")) == (422, "malformed")


async def test_list_is_one_statement_however_many(client: httpx2.AsyncClient, path: str, pool: Pool) -> None:
    counts = []
    for number in ("1", "2"):
        async with count_statements(pool) as statements:
            await client.get("/api/senders")
        counts.append(statements.count)
        await pool.execute("INSERT INTO senders (phone_number_id, waba_id) VALUES ($1, $2)", number, WABA)
    assert counts == [2, 2], "the key and the list"
