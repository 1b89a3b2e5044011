"""The six properties of the cache, on a real Valkey and a real table."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relance.cache.keys import ForeignKeyError, build_key
from relance.cache.namespaces import NAMESPACES
from relance.cache.service import CacheService
from relance.cache.stats import MISS_READS, MissWatch
from relance.core.db import Pool
from relance.core.redis import RedisClient
from tests.cache.conftest import (
    MakeCache,
    impatient_cache,
    make_cache,
    office,
    short_times,
    valkey,
)
from tests.cache.network import babbling
from tests.cache.office import Office
from tests.cache.valkey import OwnValkey

__all__ = ["impatient_cache", "make_cache", "office", "short_times", "valkey"]

quick = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
slow = settings(quick, max_examples=12)

NAMES = [namespace.name for namespace in NAMESPACES]
words = st.text(st.characters(codec="utf-8"))
numbers = st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | words,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(words, inner),
    max_leaves=20,
)
parts = st.lists(
    st.text(max_size=2000) | st.integers() | st.none() | st.booleans() | st.binary() | st.dates(), max_size=5
)
foreign_prefixes = st.sampled_from(
    ["whatsapp:", "whatsapp", "campaign:", "campaign", "celery", "celery-", "cache:", "_kombu"]
)
foreign_names = (
    st.text() | st.builds(lambda prefix, rest: prefix + rest, foreign_prefixes, st.text(max_size=10))
).filter(lambda name: name not in NAMES)


@pytest.fixture
async def cache(redis: RedisClient, pool: Pool) -> AsyncIterator[CacheService]:
    service = CacheService(redis, enabled=True, pool=pool)
    yield service
    await service.close()


@quick
@given(name=st.sampled_from(NAMES) | foreign_names, parts=parts)
def test_1_every_key_is_ours_or_refused(name: str, parts: list[object]) -> None:
    try:
        key = build_key(name, *parts)
    except ForeignKeyError:
        assert name not in NAMES
        return
    assert key.startswith("cache:")
    assert key.removeprefix("cache:").count(":") == 1
    assert not key.removeprefix("cache:").startswith(("whatsapp", "celery", "campaign:"))
    assert len(key) < 128


@quick
@given(left=parts, right=parts)
def test_1_different_parts_have_different_keys(left: list[object], right: list[object]) -> None:
    same = [(type(p), p) for p in left] == [(type(p), p) for p in right]
    assert (build_key("contacts", *left) == build_key("contacts", *right)) == same


@quick
@given(name=foreign_names, value=st.binary(min_size=1))
async def test_1_keys_of_others_are_refused_and_untouched(
    cache: CacheService, redis: RedisClient, name: str, value: bytes
) -> None:
    raw = name.encode("utf-8", "surrogatepass")
    await redis.flushdb()
    others = [raw, b"whatsapp:today", b"campaign:7", b"celery", b"celery-task-meta-1"]
    for key in others:
        await redis.set(key, value)
    before = {key: await redis.get(key) for key in others}
    attempts = (
        cache.get(name, ()),
        cache.set(name, (), b"x"),
        cache.delete(name, ()),
        cache.invalidate(name),
    )
    for attempt in attempts:
        with pytest.raises((ForeignKeyError, LookupError)):
            await attempt
    await cache.set("contacts", (), b"x")
    await cache.invalidate(*NAMES)
    assert {key: await redis.get(key) for key in others} == before
    assert [key for key in await redis.keys("*") if key not in before and key[:6] != b"cache:"] == []


@quick
@given(name=st.sampled_from(NAMES), parts=parts, value=json_values)
async def test_2_what_is_stored_comes_back_equal(
    cache: CacheService, name: str, parts: list[object], value: Any
) -> None:
    data = orjson.dumps(value)
    await cache.set(name, parts, data)
    found = await cache.get(name, parts)
    assert found == data
    assert orjson.loads(found) == value

    async def load() -> bytes:
        raise AssertionError("it is there")

    assert await cache.get_or_load(name, parts, None, load) == data


FAULTS = st.sampled_from(["freeze", "thaw", "kill", "start"])
WORK = st.tuples(st.sampled_from(["read", "write"]), st.integers(0, 1))


@pytest.mark.usefixtures("impatient_cache")
@slow
@given(garbage=st.binary(max_size=60), steps=st.lists(WORK, max_size=6))
async def test_3_garbage_from_redis_never_reaches_a_reader(
    make_cache: MakeCache, office: Office, short_times: None, garbage: bytes, steps: list[tuple[str, int]]
) -> None:
    async with babbling(garbage) as url:
        caches = [await make_cache(url) for _ in range(2)]
        await work(office, caches, steps)
        for cache in caches:
            await cache.close()


@slow
@given(rounds=st.lists(st.tuples(FAULTS, st.lists(WORK, min_size=1, max_size=5)), min_size=1, max_size=5))
async def test_3_and_4_frozen_dead_and_back_again_reads_are_right_and_fresh(
    valkey: OwnValkey,
    make_cache: MakeCache,
    office: Office,
    short_times: None,
    rounds: list[tuple[str, list[tuple[str, int]]]],
) -> None:
    caches = [await make_cache(valkey.url) for _ in range(2)]
    await work(office, caches, [("read", 0), ("read", 1)])
    is_running, is_frozen = True, False
    for fault, steps in rounds:
        if fault == "start" and not is_running:
            await valkey.start()
            is_running = True
        elif fault == "kill" and is_running:
            valkey.kill()
            is_running = is_frozen = False
        elif fault in ("freeze", "thaw") and is_running:
            (valkey.freeze if fault == "freeze" else valkey.thaw)()
            is_frozen = fault == "freeze"
        await work(office, caches, steps)
    if not is_running:
        await valkey.start()
    if is_frozen:
        valkey.thaw()
    await work(office, caches, [("read", 0), ("read", 1)])
    for cache in caches:
        await cache.close()


async def work(office: Office, caches: list[CacheService], steps: list[tuple[str, int]]) -> None:
    """One after the other: every read must give the last change."""
    for step, process in steps:
        if step == "write":
            await office.write()
        else:
            await office.read(caches[process])
        assert office.stale == []


@quick
@given(
    actors=st.lists(
        st.tuples(st.integers(0, 2), st.lists(st.booleans(), max_size=12)), min_size=2, max_size=8
    )
)
async def test_4_reads_are_fresh_under_concurrent_readers_and_writers(
    make_cache: MakeCache,
    office: Office,
    redis_url: str,
    actors: list[tuple[int, list[bool]]],
) -> None:
    caches = [await make_cache(redis_url) for _ in range(3)]

    async def act(process: int, writes: list[bool]) -> None:
        for is_write in writes:
            await (office.write() if is_write else office.read(caches[process]))

    await asyncio.gather(*(act(*actor) for actor in actors))
    changes = sum(sum(writes) for _, writes in actors)
    last = int((await office.load()).decode())
    assert [await office.read(cache) for cache in caches] == [last] * 3
    assert last == office.answered or changes == 0
    assert office.stale == []
    for cache in caches:
        await cache.close()


@quick
@given(
    stored=st.sets(st.tuples(st.sampled_from(NAMES), st.integers(0, 3))), gone=st.sets(st.sampled_from(NAMES))
)
async def test_5_invalidation_removes_exactly_its_namespaces(
    cache: CacheService, stored: set[tuple[str, int]], gone: set[str]
) -> None:
    await cache.invalidate(*NAMES)
    for name, number in stored:
        await cache.set(name, (number,), b"%d" % number)
    await cache.invalidate(*gone)
    emptied = {one.name for one in NAMESPACES if gone & {one.name, *one.depends_on}}
    for name, number in stored:
        expected = None if name in emptied else b"%d" % number
        assert await cache.get(name, (number,)) == expected


@quick
@given(hits=st.lists(st.integers(0, MISS_READS), min_size=1, max_size=4), rest=st.integers(0, MISS_READS - 1))
def test_6_over_half_missed_warns_and_only_then(
    monkeypatch: pytest.MonkeyPatch, hits: list[int], rest: int
) -> None:
    # A logger that has been used keeps the configuration it found, and capture_logs changes it.
    monkeypatch.setattr("relance.cache.stats.log", structlog.stdlib.get_logger())
    watch = MissWatch()
    with structlog.testing.capture_logs() as logs:
        for hit_count in hits:
            for number in range(MISS_READS):
                watch.see("contacts", is_hit=number < hit_count)
        for _ in range(rest):
            watch.see("contacts", is_hit=False)
    deserved = any(MISS_READS - hit_count > MISS_READS / 2 for hit_count in hits)
    assert [entry["event"] for entry in logs] == (["cache_miss_rate_high"] if deserved else [])
