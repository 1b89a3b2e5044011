"""On 300,000 messages, EXPLAIN of every statement of every route: none walks a large table whole."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from relance.contacts.search_index import write_index
from relance.core.db import Pool
from relance.core.settings import Settings
from relance.counts.compact import compact_counts
from relance.http.services import services_of
from relance.main import create_app
from tests.api.conftest import running
from tests.api.every_route import ROUTES
from tests.api.world import World, make_quiet, open_world
from tests.dashboard.test_plans import walked_whole
from tests.messages.large import database_url, many_messages
from tests.support.statements import count_statements
from tests.support.vacuum import vacuum_analyze

__all__ = ["database_url", "many_messages"]

LARGE = {"messages", "contacts", "interactions", "category_contacts", "contact_search"}

LOOKS_AT_ALL = ("POST /api/campaigns/preflight", "GET /api/campaigns/{campaign_id}/preflight")
"""By nature: at everybody in the categories, and at all that was sent within a week. Here that is all."""

ANSWERS = """
INSERT INTO interactions (wamid, contact_id, sender_id, kind, at, message_id, campaign_id, in_window)
SELECT 'wamid.in.' || id, contact_id, sender_id, 'text', now(), id, campaign_id, true
FROM messages WHERE status IN ('delivered', 'no_interaction')
"""


@pytest.fixture
async def world(
    settings: Settings, many_messages: Pool, simulator: Any, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[World]:
    """The messages, 150,000 interactions, 30,000 contacts, all in one category; without a cache."""
    settings = make_quiet(monkeypatch, settings, simulator, beats=False).model_copy(update={"cache": "off"})
    pool = many_messages
    await pool.execute("INSERT INTO categories (name) VALUES ('everybody')")
    await pool.execute("INSERT INTO category_contacts SELECT 1, id FROM contacts")
    await pool.execute(ANSWERS)
    async with running(create_app(settings)) as app, open_world(app, pool) as world:
        world.category_id = 1
        await write_index(pool)
        await compact_counts(pool, tables=("message_totals", "error_counts"), many_rows=1)
        await vacuum_analyze(pool)
        yield world


async def walks_of(world: World, route: str) -> list[tuple[set[str], str]]:
    """Statements of one route that walk a large table, with the tables."""
    ask = await ROUTES[route].ask(world)
    async with count_statements(services_of(world.api).pool) as statements:
        answer = await world.send(route, ask)
    assert answer.status_code == ROUTES[route].status, (route, answer.text)
    found = []
    for text, values in zip(statements.texts, statements.values, strict=True):
        plan = await services_of(world.api).pool.fetchval(f"EXPLAIN (FORMAT JSON) {text}", *values)
        if walked := walked_whole(plan) & LARGE:
            found.append((walked, text))
    return found


@pytest.mark.timeout(300)
async def test_no_statement_of_any_route_walks_a_large_table(world: World) -> None:
    counted = [
        route for route, entry in ROUTES.items() if entry.statements is not None and route not in LOOKS_AT_ALL
    ]
    found = {route: walks for route in counted if (walks := await walks_of(world, route))}
    assert not found, "\n".join(f"{route}: {walks}" for route, walks in found.items())
