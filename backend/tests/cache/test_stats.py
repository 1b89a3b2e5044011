"""Counts of all processes, the warning, and the route."""

import time

import httpx2
import pytest
import structlog
from fastapi import FastAPI

from relance.cache import stats
from relance.cache.api import router
from relance.cache.service import CacheService
from relance.cache.stats import MISS_READS, MissWatch
from relance.core.db import Pool
from relance.core.redis import RedisClient, create_redis
from relance.core.settings import Settings
from tests.cache.valkey import free_port
from tests.support.services import equip, exchange
from tests.support.waiting import eventually


async def test_counts_of_two_processes_add_up(cache: CacheService, redis: RedisClient) -> None:
    other = CacheService(redis, enabled=True)
    await cache.set("contacts", (), b"[]")
    for _ in range(3):
        await cache.get("contacts", ())
    await other.get("campaigns", ())
    await other.close()
    seen = await cache.stats()
    assert {name: seen[name] for name in ("hits", "misses", "errors", "total", "hit_rate")} == {
        "hits": 3, "misses": 1, "errors": 0, "total": 4, "hit_rate": 75.0,
    }  # fmt: skip
    assert seen["namespaces"]["contacts"]["hits"] == 3
    assert seen["namespaces"]["campaigns"]["misses"] == 1
    assert seen["latency_ms"] > 0


async def test_counts_reach_redis_by_themselves_and_not_at_every_read(
    cache: CacheService, redis: RedisClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stats, "FLUSH_EVERY_S", 0.2)
    for _ in range(20):
        await cache.get("contacts", ())
    assert await redis.exists("cache:stats:contacts") == 0

    async def flushed() -> bool:
        return bool(await redis.hget("cache:stats:contacts", "misses") == b"20")

    await eventually(flushed)
    assert await redis.ttl("cache:stats:contacts") > 0


async def test_stats_answer_without_redis() -> None:
    client = create_redis(f"redis://127.0.0.1:{free_port()}/0")
    cache = CacheService(client, enabled=True)
    await cache.get("contacts", ())
    seen = await cache.stats()
    assert (seen["errors"], seen["total"], seen["hit_rate"]) == (1, 1, 0.0)
    await cache.close()
    await client.aclose()


async def test_route_answers_the_counts(cache: CacheService, settings: Settings, pool: Pool) -> None:
    app = FastAPI()
    app.include_router(router)
    equip(app, settings, pool)
    exchange(app, cache)
    await cache.get("contacts", ())
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://relance") as client:
        answer = await client.get("/api/cache/stats")
    assert answer.status_code == 200
    body = answer.json()
    assert set(body) == {"hits", "misses", "errors", "total", "hit_rate", "latency_ms", "namespaces"}
    assert body["namespaces"]["contacts"]["misses"] == 1


def test_warning_comes_once_in_its_period(monkeypatch: pytest.MonkeyPatch) -> None:
    now_s = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now_s)
    watch = MissWatch()
    with structlog.testing.capture_logs() as logs:
        for _ in range(5 * MISS_READS):
            watch.see("contacts", is_hit=False)
        assert [entry["event"] for entry in logs] == ["cache_miss_rate_high"]
        assert logs[0]["miss_rate"] == 100.0
        now_s += stats.MISS_PERIOD_S
        for _ in range(MISS_READS):
            watch.see("contacts", is_hit=False)
        assert len(logs) == 2
