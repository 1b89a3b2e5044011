"""What is asked for again and again is loaded anew before anybody has to wait for it."""

from collections.abc import AsyncIterator

import pytest

from relance.cache import warmth
from relance.cache.namespaces import Namespace
from relance.cache.service import CacheService
from relance.core.redis import RedisClient
from tests.support.waiting import eventually

SHORT = (Namespace("contacts", 0.2), Namespace("categories", 60))


class Page:
    """Something to load, with how often it was."""

    def __init__(self) -> None:
        self.loads = 0
        self.error: Exception | None = None

    async def load(self) -> bytes:
        """The number of this load."""
        self.loads += 1
        if self.error is not None:
            raise self.error
        return str(self.loads).encode()


@pytest.fixture
async def cache(redis: RedisClient, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[CacheService]:
    monkeypatch.setattr(warmth, "PERIOD_S", 0.01)
    monkeypatch.setattr(warmth, "SHARE", 0.9)
    service = CacheService(redis, enabled=True, ahead=True, namespaces=SHORT)
    yield service
    await service.close()


@pytest.fixture
def page() -> Page:
    return Page()


async def ask(cache: CacheService, page: Page, namespace: str = "contacts") -> int:
    return int(await cache.get_or_load(namespace, (), None, page.load))


async def test_asked_twice_is_loaded_anew_without_anybody_asking(cache: CacheService, page: Page) -> None:
    await ask(cache, page)
    await ask(cache, page)

    async def has_been_loaded() -> bool:
        return page.loads >= 4

    await eventually(has_been_loaded)
    assert await cache.get("contacts", ()) is not None


async def test_asked_once_is_left_to_end(cache: CacheService, page: Page) -> None:
    other = Page()
    await ask(cache, page)
    for _ in range(2):
        await cache.get_or_load("contacts", ("other",), None, other.load)

    async def other_is_warm() -> bool:
        return other.loads >= 4

    await eventually(other_is_warm)
    assert page.loads == 1


async def test_after_an_invalidation_the_value_is_there_before_the_next_reader(
    cache: CacheService, page: Page
) -> None:
    for _ in range(2):
        await ask(cache, page, "categories")
    await cache.invalidate("categories")

    async def is_there() -> bytes | None:
        return await cache.get("categories", ())

    assert await eventually(is_there) == b"2"
    assert page.loads == 2


async def test_a_hit_in_front_of_the_routes_keeps_it_warm(
    cache: CacheService, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = cache.key("categories")
    await ask(cache, page, "categories")
    assert await cache._find_packed("categories", key, None) is not None
    await cache.invalidate("categories")

    async def has_been_loaded() -> bool:
        return page.loads == 2

    await eventually(has_been_loaded)


async def test_what_nobody_has_asked_for_lately_is_let_go(
    cache: CacheService, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warmth, "WARM_FOR_S", 0.05)
    for _ in range(2):
        await ask(cache, page, "categories")
    assert cache._warmth is not None
    keeper = cache._warmth._keeper
    assert keeper is not None
    await keeper
    await cache.invalidate("categories")
    assert await ask(cache, page, "categories") == 2
    assert cache._warmth._keeper is keeper


async def test_loads_ahead_are_neither_hits_nor_misses(cache: CacheService, page: Page) -> None:
    for _ in range(2):
        await ask(cache, page)

    async def has_been_loaded() -> bool:
        return page.loads >= 4

    await eventually(has_been_loaded)
    stats = await cache.stats()
    assert (stats["hits"], stats["misses"], stats["errors"]) == (1, 1, 0)


async def test_a_load_that_fails_is_not_tried_again_until_somebody_asks(
    cache: CacheService, page: Page
) -> None:
    for _ in range(2):
        await ask(cache, page, "categories")
    page.error = LookupError("deleted meanwhile")
    assert cache._warmth is not None
    keeper = cache._warmth._keeper
    assert keeper is not None
    await cache.invalidate("categories")
    await keeper
    assert page.loads == 2
    with pytest.raises(LookupError):
        await ask(cache, page, "categories")
    page.error = None
    assert await ask(cache, page, "categories") == 4


async def test_only_the_latest_questions_are_kept_warm(
    cache: CacheService, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warmth, "MOST", 2)
    pages = [Page() for _ in range(3)]
    for number, one in enumerate(pages):
        for _ in range(2):
            await cache.get_or_load("categories", (number,), None, one.load)
    await cache.invalidate("categories")

    async def the_latest_are_there() -> bool:
        return pages[1].loads == pages[2].loads == 2

    await eventually(the_latest_are_there)
    assert pages[0].loads == 1


async def test_a_time_of_its_own_is_not_loaded_ahead(cache: CacheService, page: Page) -> None:
    for _ in range(3):
        await cache.get_or_load("categories", (), 5.0, page.load)
    assert cache._warmth is not None
    assert cache._warmth._keeper is None
