"""Redis frozen, dead, restarted, cut off from one process only, or babbling: reads stay right and fresh."""

import asyncio
from pathlib import Path

import pytest

from relance.cache import breaker, trust
from relance.cache.service import CacheService
from relance.core.db import Pool
from relance.core.redis import create_redis
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
    assert await office.write(writer) == 1
    valkey.thaw()
    for _ in range(20):
        assert await office.read(reader) == 1
        assert await office.read(writer) == 1


async def test_change_during_a_short_freeze_waits_for_the_thaw_and_no_longer(
    valkey: OwnValkey, make_cache: MakeCache, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trust, "TRUST_S", 60.0)
    writer, reader = await make_cache(valkey.url), await make_cache(valkey.url)
    await office.read(reader)
    valkey.freeze()
    writing = asyncio.create_task(office.write(writer))
    await eventually(lambda: has_debts(office.pool))
    assert not writing.done()
    valkey.thaw()
    await asyncio.wait_for(writing, 20)
    assert await office.read(reader) == 1


async def has_debts(pool: Pool) -> bool:
    return bool(await pool.fetchval("SELECT count(*) FROM cache_debts"))


@pytest.mark.parametrize("fault", ["cut", "block"])
async def test_only_the_writer_is_cut_off_and_other_processes_stop_believing(
    valkey: OwnValkey, make_cache: MakeCache, office: Office, fault: str
) -> None:
    async with Road(valkey.port) as road:
        writer, reader = await make_cache(road.url), await make_cache(valkey.url)
        await office.read(writer)
        await office.read(reader)
        getattr(road, fault)()
        assert await office.write(writer) == 1
        # The reader reaches both, sees the debt, pays it, and reads fresh, while the writer is still away.
        assert await office.read(reader) == 1
        assert await eventually(lambda: reads_from_cache(reader, office))
        assert await office.write(writer) == 2
        assert await office.read(reader) == 2
        assert await office.read(writer) == 2
        road.mend()
        await eventually(lambda: reads_from_cache(writer, office))
        assert office.stale == []


async def reads_from_cache(cache: CacheService, office: Office) -> bool:
    await office.read(cache)
    before = office.loads
    await office.read(cache)
    return office.loads == before


async def test_after_an_outage_the_debts_are_gone_and_the_cache_works(
    valkey: OwnValkey, make_cache: MakeCache, office: Office
) -> None:
    cache = await make_cache(valkey.url)
    await office.read(cache)
    valkey.kill()
    for change in range(1, 6):
        assert await office.write(cache) == change
        assert await office.read(cache) == change
    assert await office.pool.fetchval("SELECT count(*) FROM cache_debts") == 1
    await valkey.start()
    await eventually(lambda: reads_from_cache(cache, office))
    await eventually(lambda: has_no_debts(office.pool))
    assert office.stale == []


async def has_no_debts(pool: Pool) -> bool:
    return not await has_debts(pool)


async def test_debt_of_a_process_that_died_is_paid_by_the_next_reader(
    valkey: OwnValkey, make_cache: MakeCache, office: Office
) -> None:
    reader = await make_cache(valkey.url)
    await office.read(reader)
    client = create_redis(f"redis://127.0.0.1:{free_port()}/0")
    doomed = CacheService(client, enabled=True, pool=office.pool)
    await office.write(doomed)
    await doomed.close()
    await client.aclose()
    assert await has_debts(office.pool)
    assert await office.read(reader) == 1
    await eventually(lambda: has_no_debts(office.pool))


async def test_restarted_redis_that_forgot_an_invalidation_is_not_believed(
    tmp_path: Path, make_cache: MakeCache, office: Office
) -> None:
    """Persisted once a second, a crash may bring back what was acknowledged as gone."""
    server = OwnValkey(tmp_path, durable=True)
    await server.start()
    cache = await make_cache(server.url)
    await office.read(cache)
    files = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    before = {path: path.read_bytes() for path in files}
    assert await office.write(cache) == 1
    server.kill()
    for path, content in before.items():
        path.write_bytes(content)
    await server.start()
    async with server.client() as probe:
        assert await probe.exists(cache.key("categories", office.category_id)) == 1
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
    ],
)
async def test_babbling_redis_reads_come_from_the_database(
    make_cache: MakeCache, office: Office, answer: bytes
) -> None:
    async with babbling(answer) as url:
        cache = await make_cache(url)
        for change in range(1, 4):
            assert await office.read(cache) == change - 1
            assert await office.write(cache) == change
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

        monkeypatch.setattr(cache._store, "_read", count)
        for _ in range(50):
            assert await office.read(cache) == 0
        assert asked == 0


async def test_a_crowd_without_redis_costs_the_database_two_loads(make_cache: MakeCache) -> None:
    cache = await make_cache(f"redis://127.0.0.1:{free_port()}/0")
    may_answer, loads = asyncio.Event(), 0

    async def load() -> bytes:
        nonlocal loads
        loads += 1
        await may_answer.wait()
        for _ in range(5):  # as a query would, it lets the others run
            await asyncio.sleep(0)
        return b"db"

    crowd = [asyncio.create_task(cache.get_or_load("contacts", (), None, load)) for _ in range(50)]

    async def have_all_asked() -> bool:
        return bool((await cache.stats())["errors"] == 50)

    await eventually(have_all_asked)
    may_answer.set()
    assert await asyncio.gather(*crowd) == [b"db"] * 50
    # The one under way when the others came, and one for all of them.
    assert loads == 2


async def test_without_the_table_of_debts_nothing_is_believed(
    valkey: OwnValkey, make_cache: MakeCache, office: Office
) -> None:
    cache = await make_cache(valkey.url)
    await office.pool.execute("DROP TABLE cache_debts")
    for change in range(1, 4):
        await office.read(cache)
        assert await office.write(cache) == change
    assert office.stale == []
    assert (await cache.stats())["hits"] == 0
