"""What is often asked for is made again before anybody has to wait for it."""

from typing import Any

import httpx2
import pytest

from relance.cache import ahead
from relance.cache.ahead import Ahead
from relance.cache.edge.answers import KeptAnswers
from relance.cache.service import CacheService
from relance.core.settings import Settings
from relance.http.services import services_of
from tests.api.conftest import api_of, app, client, scene
from tests.api.messages_scene import launch
from tests.campaigns.scene import Scene
from tests.support.waiting import eventually

__all__ = ["app", "client", "scene"]

CATEGORIES, COUNTS = "/api/categories", "/api/contacts/counts"
NAMESPACES = {CATEGORIES: "categories", COUNTS: "contact_counts"}


@pytest.fixture
def settings(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(ahead, "PERIOD_S", 0.01)
    monkeypatch.setattr(ahead, "SHARE", 0.9)
    return settings.model_copy(update={"cache_ahead": "on"})


@pytest.fixture
def cache(app: Any) -> CacheService:
    found: CacheService = services_of(api_of(app)).of(CacheService)
    return found


def ahead_of(app: Any) -> Ahead:
    found = services_of(api_of(app)).of(KeptAnswers)._ahead
    assert isinstance(found, Ahead)
    return found


async def ask(client: httpx2.AsyncClient, *paths: str, times: int = 2) -> None:
    for path in paths * times:
        assert (await client.get(path)).status_code == 200


async def is_there(cache: CacheService, path: str) -> bool:
    """Whether the next reader need not wait; nobody's question."""
    namespace = NAMESPACES.get(path, "categories")
    versions = await cache.read_versions()
    assert versions is not None
    return (await cache.look(cache.place(namespace, (path, b""), versions))).packed is not None


async def test_after_a_change_the_answer_is_there_before_the_next_reader(
    client: httpx2.AsyncClient, cache: CacheService
) -> None:
    await ask(client, CATEGORIES)
    for number in range(2):
        assert (await client.post(CATEGORIES, json={"name": f"Clients {number}"})).status_code == 201
        await eventually(lambda: is_there(cache, CATEGORIES))
    assert (await client.get(CATEGORIES)).json()["total"] == 2


async def test_it_is_made_anew_before_it_ends(
    client: httpx2.AsyncClient, cache: CacheService, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ask(client, CATEGORIES)
    versions = await cache.read_versions()
    assert versions is not None
    place = cache.place("categories", (CATEGORIES, b""), versions)
    await cache.keep(place, b"p{}", 1.0)  # about to end

    async def is_whole() -> bool:
        return (await cache.read_times([place]))[place] > 60

    await eventually(is_whole)


async def test_asked_once_is_left_to_end(client: httpx2.AsyncClient, cache: CacheService) -> None:
    await ask(client, CATEGORIES, times=1)
    await ask(client, COUNTS)
    await cache.invalidate("categories", "contact_counts")
    await eventually(lambda: is_there(cache, COUNTS))
    assert not await is_there(cache, CATEGORIES)


async def test_what_nobody_has_asked_for_lately_is_let_go(
    client: httpx2.AsyncClient, cache: CacheService, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "WARM_FOR_S", 0.05)
    await ask(client, CATEGORIES)
    keeper = ahead_of(app)._keeper
    assert keeper is not None
    await keeper
    await cache.invalidate("categories")
    await ask(client, COUNTS, times=1)
    assert ahead_of(app)._keeper is keeper
    assert not await is_there(cache, CATEGORIES)


async def test_loads_ahead_are_neither_hits_nor_misses(
    client: httpx2.AsyncClient, cache: CacheService
) -> None:
    await ask(client, CATEGORIES)
    await cache.invalidate("categories")
    await eventually(lambda: is_there(cache, CATEGORIES))
    stats = await cache.stats()
    assert (stats["hits"], stats["misses"], stats["errors"]) == (1, 1, 0)


async def test_what_the_route_refuses_is_let_go(
    client: httpx2.AsyncClient, cache: CacheService, app: Any
) -> None:
    made = (await client.post(CATEGORIES, json={"name": "Clients"})).json()["id"]
    await ask(client, f"{CATEGORIES}/{made}")
    keeper = ahead_of(app)._keeper
    assert keeper is not None
    assert (await client.delete(f"{CATEGORIES}/{made}")).status_code == 204
    await keeper
    assert (await client.get(f"{CATEGORIES}/{made}")).status_code == 404


async def test_only_the_latest_questions_are_kept_warm(
    client: httpx2.AsyncClient, cache: CacheService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "MOST", 2)
    paths = []
    for number in range(3):
        made = await client.post(CATEGORIES, json={"name": f"Clients {number}"})
        paths.append(f"{CATEGORIES}/{made.json()['id']}")
    for path in paths:
        await ask(client, path)
    await cache.invalidate("categories")
    for path in paths[1:]:
        await eventually(lambda path=path: is_there(cache, path))  # type: ignore[misc]
    assert not await is_there(cache, paths[0])


async def test_what_holds_for_a_moment_is_not_made_ahead(
    client: httpx2.AsyncClient, app: Any, scene: Scene
) -> None:
    running, _ = await launch(scene, 2)
    await ask(client, f"/api/campaigns/{running}/timeline", times=3)
    assert ahead_of(app)._keeper is None
