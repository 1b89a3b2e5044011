"""Redis frozen, dead, restarted, cut off from one process only, or babbling: reads stay right and fresh.

Nothing is owed and nothing is waited for: a change moves the versions in PostgreSQL, whatever Redis does.
"""

import asyncio
from pathlib import Path

import pytest

from relance.cache import breaker
from relance.cache.service import CacheService
from tests.cache.conftest import MakeCache
from tests.cache.network import Road, babbling
from tests.cache.office import Office
from tests.cache.valkey import OwnValkey, free_port
from tests.support.waiting import eventually

pytestmark = pytest.mark.usefixtures("short_times", "impatient_cache")


async def test_change_while_redis_is_frozen_is_seen_by_all_after_the_thaw(
    valkey: OwnValkey, make_cache: MakeCache, office: Office
) -> None:
    writer, reader = await make_cache(valkey.url), await make_cache(valkey.url)
    assert await office.read(reader) == 0
    valkey.freeze()
    assert await office.write() == 1
    valkey.thaw()
    for _ in range(20):
        assert await office.read(reader) == 1
        assert await office.read(writer) == 1


@pytest.mark.parametrize("fault", ["cut", "block"])
async def test_a_process_that_lost_redis_makes_nothing_stale_for_the_others(
    valkey: OwnValkey, make_cache: MakeCache, office: Office, fault: str
) -> None:
    async with Road(valkey.port) as road:
        lost, reader = await make_cache(road.url), await make_cache(valkey.url)
        await office.read(lost)
        await office.read(reader)
        getattr(road, fault)()
        for change in (1, 2):
            assert await office.write() == change
            assert await office.read(reader) == change
            assert await office.read(lost) == change
        assert await reads_from_cache(reader, office)
        road.mend()
        await eventually(lambda: reads_from_cache(lost, office))
        assert office.stale == []


async def reads_from_cache(cache: CacheService, office: Office) -> bool:
    await office.read(cache)
    before = office.loads
    await office.read(cache)
    return office.loads == before


async def test_after_an_outage_the_cache_works(
    valkey: OwnValkey, make_cache: MakeCache, office: Office
) -> None:
    cache = await make_cache(valkey.url)
    await office.read(cache)
    valkey.kill()
    for change in range(1, 6):
        assert await office.write() == change
        assert await office.read(cache) == change
    await valkey.start()
    await eventually(lambda: reads_from_cache(cache, office))
    assert office.stale == []


async def test_restarted_redis_that_brought_back_old_values_is_not_believed(
    tmp_path: Path, make_cache: MakeCache, office: Office
) -> None:
    """Persisted once a second, a crash brings back what was there before."""
    server = OwnValkey(tmp_path, durable=True)
    await server.start()
    cache = await make_cache(server.url)
    await office.read(cache)
    async with server.client() as probe:
        kept = list(await probe.keys("cache:categories:*"))
    files = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    before = {path: path.read_bytes() for path in files}
    assert await office.write() == 1
    server.kill()
    for path, content in before.items():
        path.write_bytes(content)
    await server.start()
    async with server.client() as probe:
        assert await probe.exists(*kept) == len(kept) == 1
    assert await eventually(lambda: reads_from_cache(cache, office))
    assert office.stale == []
    server.kill()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"+OK\r\n",
        b":1\r\n",
        b"$-1\r\n",
        b"\x00\xff garbage",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"*2\r\n$1\r\na\r\n_\r\n",
        b"*1\r\n$1\r\na\r\n",
    ],
)
async def test_babbling_redis_reads_come_from_the_database(
    make_cache: MakeCache, office: Office, answer: bytes
) -> None:
    async with babbling(answer) as url:
        cache = await make_cache(url)
        for change in range(1, 4):
            assert await office.read(cache) == change - 1
            assert await office.write() == change
        assert (await cache.stats())["hits"] == 0


async def test_dead_redis_is_asked_once_in_a_while_and_not_at_every_read(
    valkey: OwnValkey, make_cache: MakeCache, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breaker, "OPEN_S", 60.0)
    async with Road(valkey.port) as road:
        cache = await make_cache(road.url)
        await office.read(cache)
        road.block()
        for _ in range(breaker.OPENS_AFTER):
            await office.read(cache)
        asked = 0

        async def count(*_: object) -> None:
            nonlocal asked
            asked += 1

        monkeypatch.setattr(cache._store._redis, "mget", count)
        for _ in range(50):
            assert await office.read(cache) == 0
        assert asked == 0


async def test_a_crowd_without_redis_costs_the_database_one_load(make_cache: MakeCache) -> None:
    cache = await make_cache(f"redis://127.0.0.1:{free_port()}/0")
    may_answer, loads = asyncio.Event(), 0

    async def load() -> bytes:
        nonlocal loads
        loads += 1
        await may_answer.wait()
        return b"db"

    crowd = [asyncio.create_task(cache.get_or_load("contacts", (), None, load)) for _ in range(50)]

    async def have_all_asked() -> bool:
        return bool((await cache.stats())["errors"] == 50)

    await eventually(have_all_asked)
    may_answer.set()
    assert await asyncio.gather(*crowd) == [b"db"] * 50
    assert loads == 1


async def test_without_the_versions_nothing_is_believed(
    valkey: OwnValkey, make_cache: MakeCache, office: Office
) -> None:
    cache = await make_cache(valkey.url)
    await office.pool.execute("DROP TABLE cache_versions")
    for _ in range(3):
        await office.read(cache)
    assert office.loads == 3
    assert await cache.get("categories", (office.category_id,)) is None
    assert (await cache.stats())["hits"] == 0
