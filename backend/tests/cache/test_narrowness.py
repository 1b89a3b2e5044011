"""A change of an operator empties what it touches, nothing else. That it empties enough: `test_endpoints`."""

from tests.api.every_route import ROUTES
from tests.api.world import World, world
from tests.cache.branches import MUTATIONS
from tests.support.moved import watch_versions

__all__ = ["world"]

PEOPLE = {"contacts", "contact_counts", "categories"}
TOUCHED = {
    "contacts": PEOPLE,
    "categories": PEOPLE,
    "campaigns": {"campaigns", "campaign_stats", "messages_stats"},
    # Late statuses and replies: of campaigns, messages and the people who sent them.
    "webhooks": {"messages_stats", "campaigns", "campaign_stats", "contacts", "contact_counts"},
}
"""By the noun of the path; every other noun touches nothing that is cached."""

EXCEPTIONS = {
    "POST /api/campaigns/preflight": set[str](),
    # It may make a contact; its message counts nowhere.
    "POST /api/campaigns/{campaign_id}/test": {"contacts", "contact_counts"},
    "POST /api/contacts/import/preview": set[str](),
    # Nobody is imported yet: the job does that. The category it names may be new.
    "POST /api/contacts/import": {"categories"},
    "POST /api/contacts/{contact_id}/opt-out": {"contacts", "contact_counts"},
    "POST /api/contacts/{contact_id}/opt-in": {"contacts", "contact_counts"},
    "POST /api/categories": {"categories"},
    "PUT /api/categories/{category_id}": {"categories"},
    "POST /api/campaigns": {"campaigns"},
    "POST /api/campaigns/start": {"campaigns"},
    "POST /api/campaigns/{campaign_id}/duplicate": {"campaigns"},
    "PUT /api/campaigns/{campaign_id}": {"campaigns"},
}


async def test_a_change_empties_nothing_else(world: World) -> None:
    too_much = {}
    for route in MUTATIONS:
        ask = await ROUTES[route].ask(world)
        async with watch_versions(world.pool) as emptied:
            answer = await world.send(route, ask)
        assert answer.status_code == ROUTES[route].status, (route, answer.text)
        may = EXCEPTIONS.get(route, TOUCHED.get(route.split("/")[2], set()))
        if emptied - may:
            too_much[route] = emptied - may
    assert too_much == {}
