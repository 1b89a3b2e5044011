"""What the service promises while Redis is well."""

import asyncio

import pytest

from relance.cache.keys import KeyPart
from relance.cache.namespaces import NAMESPACES, UnknownNamespaceError
from relance.cache.service import CacheService
from relance.core.db import Pool
from relance.core.redis import RedisClient
from tests.support.waiting import eventually


class Loader:
    """Counts its calls; answers when allowed to."""

    def __init__(self, answer: bytes = b"{}") -> None:
        self.calls = 0
        self.answer = answer
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def __call__(self) -> bytes:
        self.calls += 1
        answer = self.answer
        await self.may_answer.wait()
        return answer


async def test_second_read_does_not_load(cache: CacheService) -> None:
    load = Loader(b'{"n":1}')
    for _ in range(3):
        assert await cache.get_or_load("contacts", ("page", 1), None, load) == b'{"n":1}'
    assert load.calls == 1
    assert await cache.get("contacts", ("page", 1)) == b'{"n":1}'
    assert await cache.get("contacts", ("page", 2)) is None


async def test_a_hit_is_one_command(cache: CacheService, redis: RedisClient) -> None:
    await cache.set("contacts", (1,), b"[]")
    taken = []
    # The server counts for everybody, other tests beside this one too: what a hit costs is the least.
    for _ in range(20):
        before = (await redis.info("stats"))["total_commands_processed"]
        assert await cache.get("contacts", (1,)) == b"[]"
        taken.append((await redis.info("stats"))["total_commands_processed"] - before)
    # The asking itself and the value.
    assert min(taken) <= 2


async def key_of(cache: CacheService, namespace: str, *parts: KeyPart) -> str:
    versions = await cache.read_versions()
    assert versions is not None
    return cache.place(namespace, parts, versions).key


async def test_value_lives_as_long_as_its_namespace_says(cache: CacheService, redis: RedisClient) -> None:
    for namespace in NAMESPACES:
        await cache.get_or_load(namespace.name, (), None, Loader())
        left_ms = await redis.pttl(await key_of(cache, namespace.name))
        assert 0 < left_ms <= namespace.ttl_s * 1000
        assert left_ms > namespace.ttl_s * 1000 - 10_000


async def test_ttl_0_is_not_kept(cache: CacheService) -> None:
    load = Loader()
    await cache.get_or_load("campaign_stats", (7,), 0, load)
    await cache.get_or_load("campaign_stats", (7,), 0, load)
    assert load.calls == 2


async def test_deleted_value_is_loaded_again_and_its_neighbour_stays(cache: CacheService) -> None:
    await cache.set("contacts", (1,), b"1")
    await cache.set("contacts", (2,), b"2")
    await cache.delete("contacts", (1,))
    assert await cache.get("contacts", (1,)) is None
    assert await cache.get("contacts", (2,)) == b"2"


async def test_invalidation_reaches_what_depends_on_it(cache: CacheService) -> None:
    for name in ("contact_counts", "categories", "dashboard", "campaigns", "messages_stats"):
        await cache.set(name, (), b"old")
    await cache.invalidate("contact_counts")
    kept = {n.name for n in NAMESPACES if await cache.get(n.name, ()) is not None}
    assert kept == {"campaigns", "categories", "messages_stats"}


async def test_reader_that_began_before_an_invalidation_leaves_nothing_behind(cache: CacheService) -> None:
    slow = Loader(b"old")
    slow.may_answer.clear()
    reading = asyncio.create_task(cache.get_or_load("contacts", (), None, slow))
    while not slow.calls:
        await asyncio.sleep(0)
    await cache.invalidate("contacts")
    slow.may_answer.set()
    assert await reading == b"old"
    assert await cache.get("contacts", ()) is None


async def test_reader_after_an_invalidation_does_not_join_a_load_from_before(cache: CacheService) -> None:
    slow, fresh = Loader(b"old"), Loader(b"new")
    slow.may_answer.clear()
    reading = asyncio.create_task(cache.get_or_load("contacts", (), None, slow))
    while not slow.calls:
        await asyncio.sleep(0)
    await cache.invalidate("contacts")
    assert await cache.get_or_load("contacts", (), None, fresh) == b"new"
    slow.may_answer.set()
    await reading


async def have_asked(cache: CacheService, readers: int) -> bool:
    return bool((await cache.stats())["total"] == readers)


async def test_a_crowd_loads_once(cache: CacheService) -> None:
    load = Loader()
    load.may_answer.clear()
    crowd = [asyncio.create_task(cache.get_or_load("contacts", (), None, load)) for _ in range(60)]
    await eventually(lambda: have_asked(cache, 60))
    load.may_answer.set()
    assert await asyncio.gather(*crowd) == [b"{}"] * 60
    assert load.calls == 1


async def test_two_invalidations_at_once_both_return_without_waiting_for_an_outage(
    cache: CacheService,
) -> None:
    await cache.set("contacts", (), b"old")
    await asyncio.gather(*(cache.invalidate("contacts", "campaigns") for _ in range(50)))
    assert await cache.get("contacts", ()) is None
    await cache.set("contacts", (), b"new")
    assert await cache.get("contacts", ()) == b"new"


async def test_without_a_pool_a_process_keeps_to_itself(redis: RedisClient) -> None:
    alone = CacheService(redis, enabled=True)
    await alone.set("contacts", (), b"1")
    assert await alone.get("contacts", ()) == b"1"
    await alone.invalidate("categories")
    assert await alone.get("contacts", ()) is None
    await alone.set("contacts", (), b"2")
    await alone.delete("contacts", ())
    assert await alone.get("contacts", ()) is None
    await alone.close()


async def test_value_that_somebody_wrote_into_is_loaded_again(
    cache: CacheService, redis: RedisClient
) -> None:
    await cache.set("contacts", (), b'{"n":1}')
    await redis.append(await key_of(cache, "contacts"), b"junk")
    assert await cache.get_or_load("contacts", (), None, Loader(b"good")) == b"good"


async def test_value_of_another_key_is_no_value(cache: CacheService, redis: RedisClient) -> None:
    """A connection on which an answer was given up may give it to the next who asks."""
    await cache.set("contacts", (1,), b"of 1")
    stored = await redis.get(await key_of(cache, "contacts", 1))
    assert stored is not None
    await redis.set(await key_of(cache, "contacts", 2), stored)
    assert await cache.get_or_load("contacts", (2,), None, Loader(b"of 2")) == b"of 2"


async def test_key_of_another_type_is_loaded_around(cache: CacheService, redis: RedisClient) -> None:
    await redis.rpush(await key_of(cache, "contacts"), "a list")
    assert await cache.get_or_load("contacts", (), None, Loader(b"good")) == b"good"


async def test_flushed_redis_is_a_cold_cache(cache: CacheService, redis: RedisClient) -> None:
    await cache.set("contacts", (), b"old")
    await redis.flushdb()
    assert await cache.get("contacts", ()) is None
    await cache.set("contacts", (), b"new")
    assert await cache.get("contacts", ()) == b"new"


async def test_switched_off_reads_go_to_the_loader_and_invalidations_still_arrive(
    cache: CacheService, redis: RedisClient, pool: Pool
) -> None:
    off = CacheService(redis, enabled=False, pool=pool)
    load = Loader(b"db")
    await cache.set("contacts", (), b"old")
    assert await off.get("contacts", ()) is None
    for _ in range(2):
        assert await off.get_or_load("contacts", (), None, load) == b"db"
    await off.set("contacts", (), b"ignored")
    assert load.calls == 2
    assert await cache.get("contacts", ()) == b"old"
    await off.invalidate("contacts")
    assert await cache.get("contacts", ()) is None
    await off.close()


async def test_unknown_namespace_is_an_error(cache: CacheService) -> None:
    with pytest.raises(UnknownNamespaceError):
        await cache.get("kontacts", ())
    with pytest.raises(UnknownNamespaceError):
        await cache.invalidate("kontacts")


async def test_loader_error_reaches_everybody_and_is_not_kept(cache: CacheService) -> None:
    async def refuse() -> bytes:
        await asyncio.sleep(0.01)
        raise LookupError("no such contact")

    reads = [cache.get_or_load("contacts", (9,), None, refuse) for _ in range(5)]
    answers = await asyncio.gather(*reads, return_exceptions=True)
    assert [type(answer) for answer in answers] == [LookupError] * 5
    assert await cache.get_or_load("contacts", (9,), None, Loader(b"now")) == b"now"
