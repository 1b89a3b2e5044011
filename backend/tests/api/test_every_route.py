"""Every route of the OpenAPI document: it answers as documented, in a fixed number of statements."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from relance.core.db import Pool
from relance.core.settings import Settings
from relance.http.services import services_of
from relance.main import create_app, describe_api
from tests.api.conformity import find_problem
from tests.api.conftest import running
from tests.api.every_route import ROUTES
from tests.api.world import Ask, World, make_quiet, open_world
from tests.support.services import open_feeds
from tests.support.statements import count_statements


@pytest.fixture
async def world(
    settings: Settings, pool: Pool, simulator: Any, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[World]:
    """Without a cache, and without the statements that an API process makes by itself."""
    settings = make_quiet(monkeypatch, settings, simulator, beats=False).model_copy(update={"cache": "off"})
    async with running(create_app(settings)) as app, open_world(app, pool) as world:
        open_feeds(world.api, campaigns_s=0.2, everything_s=0.2)
        yield world


def list_operations(settings: Settings) -> dict[str, dict[str, Any]]:
    """`VERB /path` and what the document says of it."""
    return {
        f"{verb.upper()} {path}": operation
        for path, verbs in describe_api(settings)["paths"].items()
        for verb, operation in verbs.items()
    }


def test_no_route_is_missing_in_the_table(settings: Settings) -> None:
    assert set(list_operations(settings)) == set(ROUTES)


async def test_every_route_answers_as_documented(world: World, settings: Settings) -> None:
    document = describe_api(settings)
    wrong = []
    for route, operation in list_operations(settings).items():
        answer = await world.send(route, await ROUTES[route].ask(world))
        if answer.status_code != ROUTES[route].status:
            wrong.append(f"{route}: {answer.status_code} {answer.text[:300]}")
        elif problem := find_problem(document, operation, answer.status_code, answer.headers, answer.content):
            wrong.append(f"{route}: {problem}")
        elif answer.headers.get("x-content-type-options") != "nosniff":
            wrong.append(f"{route}: without nosniff")
        elif answer.headers.get("cache-control") != "no-store" and not route.endswith("/content"):
            wrong.append(f"{route}: may be kept, {answer.headers.get('cache-control')}")
    assert not wrong, "\n".join(wrong)


async def count(world: World, route: str) -> int:
    """Statements of the route itself, on connections of requests and on kept ones."""
    ask = await ROUTES[route].ask(world)
    base = 0
    if not ROUTES[route].is_open:
        async with count_statements(services_of(world.api).pool) as statements:
            await world.send("GET /api/auth/me", Ask(cookie=ask.cookie))
        base = statements.count
    services = services_of(world.api)
    async with count_statements(services.pool) as statements, count_statements(services.kept_pool) as on_kept:
        answer = await world.send(route, ask)
    assert answer.status_code == ROUTES[route].status, answer.text
    return statements.count + on_kept.count - base


async def test_statements_of_every_route_are_fixed_however_many_rows_there_are(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "relance.contacts.lists.export.LINES_AT_ONCE", 1_000
    )  # a statement for each page is meant
    counted = {route: entry for route, entry in ROUTES.items() if entry.statements is not None}
    few = {route: await count(world, route) for route in counted}
    await world.grow()
    many = {route: await count(world, route) for route in counted}
    assert few == {route: entry.statements for route, entry in counted.items()}
    assert many == few
