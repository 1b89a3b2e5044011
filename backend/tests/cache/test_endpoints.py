"""Properties 3 and 4 on every cached route of the API: it answers as without a cache, whatever happens."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from relance.cache.edge.answers import KeptAnswers
from relance.cache.namespaces import NAMESPACES
from relance.cache.service import CacheService
from relance.core.db import Pool
from relance.core.redis import create_redis
from relance.core.settings import Settings
from relance.http.services import services_of
from tests.api.conftest import api_of, app_behind
from tests.api.every_route import ROUTES
from tests.api.world import World
from tests.cache.branches import CACHED, MUTATIONS, SHOWN, Branches, open_branches
from tests.cache.network import Road, babbling
from tests.cache.valkey import OwnValkey, free_port

# Not shrunk: an example takes a second, and says what it did.
few = settings(
    max_examples=4,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
async def branches(
    settings: Settings,
    pool: Pool,
    redis_url: str,
    simulator: Any,
    hurried_ahead: None,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Branches]:
    """Two processes on one Redis that make everything again all the time, and one without a cache."""
    settings = settings.model_copy(update={"whatsapp_api_url": simulator.url})
    monkeypatch.setattr("relance.start.keep_in_step", _rest)
    async with open_branches(settings, pool, [redis_url, redis_url], monkeypatch, ahead="on") as branches:
        yield branches


async def _rest(*_: Any, **__: Any) -> None:
    await asyncio.Event().wait()


def test_no_cached_route_is_missing_in_the_table() -> None:
    kept = {f"GET {route}" for namespace in NAMESPACES for route in namespace.routes}
    assert {re.sub(r"{\w+}", "{id}", route) for route in CACHED} == kept
    assert set(CACHED) <= set(ROUTES)


async def test_4_after_every_change_of_an_operator_every_read_is_fresh(branches: Branches) -> None:
    """Each route that changes anything, on one process; then every cached route on both."""
    wrong = []
    for route in SHOWN:
        ask = await ROUTES[route].ask(branches.world)
        # What the world made for the request came behind the back of the caches.
        await forget_all(branches)
        await branches.fill(ask)
        answer = await branches.world.send(route, ask)
        assert answer.status_code == ROUTES[route].status, (route, answer.text)
        wrong += [f"{route}: {line}" for line in await branches.compare(ask)]
    assert not wrong, "\n".join(wrong)


async def test_4_no_other_change_makes_anything_stale(branches: Branches) -> None:
    """Users, keys, senders, templates, media, parked webhooks: all of them, then one look at everything."""
    await branches.fill()
    for route in MUTATIONS:
        if route not in SHOWN:
            answer = await branches.world.send(route, await ROUTES[route].ask(branches.world))
            assert answer.status_code == ROUTES[route].status, (route, answer.text)
    assert await branches.compare() == []


async def forget_all(branches: Branches) -> None:
    """As if the engine had told of everything long ago."""
    services = services_of(api_of(app_behind(branches.cached[0])))
    await services.of(CacheService).invalidate(
        "campaigns", "messages_stats", "contacts", "contact_counts", "categories"
    )


actors = st.lists(
    st.tuples(st.integers(0, 1), st.lists(st.sampled_from(["create", "delete", "read"]), max_size=5)),
    min_size=2,
    max_size=5,
)


@few
@given(actors=actors)
async def test_4_fresh_under_concurrent_readers_and_writers(
    branches: Branches, actors: list[tuple[int, list[str]]]
) -> None:
    """What an operator was told is done is seen by the operator's next read, on every process."""
    await asyncio.gather(*(_act(branches, process, steps) for process, steps in actors))
    assert await branches.compare() == []


async def _act(branches: Branches, process: int, steps: list[str]) -> None:
    writer, reader = branches.cached[process], branches.cached[1 - process]
    for step in steps:
        if step == "read":
            await asyncio.gather(*(reader.get(place) for place in branches.places(None)[:6]))
            continue
        made = await _create(branches.world, writer)
        for client in (writer, reader):
            assert made <= await _list_ids(client)
        if step == "delete":
            await _delete(writer, made)
            for client in (writer, reader):
                assert not made & await _list_ids(client)


async def _create(world: World, client: httpx2.AsyncClient) -> set[tuple[str, int]]:
    made = set()
    for kind, body in (
        ("categories", {"name": world.word()}),
        ("contacts", {"phone": world.phone(), "category_ids": [world.category_id]}),
        ("campaigns", await world.request()),
    ):
        answer = await client.post(f"/api/{kind}", json=body)
        assert answer.status_code == 201, answer.text
        made.add((kind, answer.json()["id"]))
    return made


async def _delete(client: httpx2.AsyncClient, made: set[tuple[str, int]]) -> None:
    for kind, id_ in made:
        answer = await client.delete(f"/api/{kind}/{id_}")
        assert answer.status_code == 204, answer.text


async def _list_ids(client: httpx2.AsyncClient) -> set[tuple[str, int]]:
    found = set()
    for kind, query in (("categories", ""), ("contacts", "?limit=200"), ("campaigns", "?limit=200")):
        page = (await client.get(f"/api/{kind}{query}")).json()
        found |= {(kind, item["id"]) for item in page["items"]}
    return found


FAULTS = st.sampled_from(["freeze", "thaw", "kill", "start", "none"])
CHANGES = st.sampled_from(["POST /api/contacts", "POST /api/categories", "POST /api/campaigns",
                           "PATCH /api/contacts/{contact_id}", "DELETE /api/contacts/{contact_id}",
                           "DELETE /api/campaigns/{campaign_id}"])  # fmt: skip


@pytest.fixture
async def on_own_valkey(
    settings: Settings, pool: Pool, valkey: OwnValkey, short_times: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Branches]:
    """Two processes on a Redis that can be frozen and killed."""
    monkeypatch.setattr("relance.start.keep_in_step", _rest)
    async with open_branches(settings, pool, [valkey.url, valkey.url], monkeypatch) as branches:
        yield branches


@few
@given(rounds=st.lists(st.tuples(FAULTS, CHANGES), min_size=1, max_size=4))
async def test_4_fresh_when_redis_was_frozen_or_away_during_the_change(
    on_own_valkey: Branches, valkey: OwnValkey, rounds: list[tuple[str, str]]
) -> None:
    await _mend(valkey)
    for fault, route in rounds:
        ask = await ROUTES[route].ask(on_own_valkey.world)
        await forget_all(on_own_valkey)
        await on_own_valkey.fill(ask)
        await _break(valkey, fault)
        answer = await on_own_valkey.world.send(route, ask)
        assert answer.status_code == ROUTES[route].status, answer.text
        assert await on_own_valkey.compare(ask) == []
    await _mend(valkey)
    assert await on_own_valkey.compare() == []


async def _break(valkey: OwnValkey, fault: str) -> None:
    if fault == "kill":
        valkey.kill()
    elif fault == "start":
        await _mend(valkey)
    elif fault != "none" and valkey.is_running:
        (valkey.freeze if fault == "freeze" else valkey.thaw)()


async def _mend(valkey: OwnValkey) -> None:
    if valkey.is_running:
        valkey.thaw()
    else:
        await valkey.start()


@pytest.mark.usefixtures("impatient_cache")
@few
@given(garbage=st.binary(max_size=60))
async def test_3_garbage_from_redis_changes_no_answer(branches: Branches, garbage: bytes) -> None:
    async with babbling(garbage) as url:
        await _compare_on(branches, url)


@pytest.mark.parametrize("fault", ["dead", "cut", "silent"])
async def test_3_without_redis_every_answer_is_the_same(
    branches: Branches, valkey: OwnValkey, fault: str
) -> None:
    if fault == "dead":
        await _compare_on(branches, f"redis://127.0.0.1:{free_port()}/0")
        return
    async with Road(valkey.port) as road:
        (road.cut if fault == "cut" else road.block)()
        await _compare_on(branches, road.url)
        road.mend()


async def _compare_on(branches: Branches, url: str) -> None:
    """Another cache in the first process, on this Redis."""
    services = services_of(api_of(app_behind(branches.cached[0])))
    answers = services.of(KeptAnswers)
    kept, client = answers.cache, create_redis(url)
    answers.cache = CacheService(client, enabled=True, pool=services.pool)
    try:
        for _ in range(2):
            assert await branches.compare() == []
    finally:
        await answers.cache.close()
        await client.aclose()
        answers.cache = kept
