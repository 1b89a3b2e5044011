"""Ways to make requests for `every_route`."""

from collections.abc import Awaitable, Callable
from typing import Any

from tests.api.world import Ask, World

Make = Callable[[World], Awaitable[Ask]]


async def plain(_: World) -> Ask:
    return Ask()


def saying(**json: Any) -> Make:
    async def ask(_: World) -> Ask:
        return Ask(json=json)

    return ask


def with_id(name: str, make: Callable[[World], Awaitable[int]], **rest: Any) -> Make:
    """A request whose path holds something just made."""

    async def ask(world: World) -> Ask:
        return Ask(path={name: await make(world)}, **rest)

    return ask


def of_campaign(status: str, **rest: Any) -> Make:
    return with_id("campaign_id", lambda world: world.campaign(status), **rest)


def of_contact(**rest: Any) -> Make:
    return with_id("contact_id", lambda world: world.contact(world.category_id), **rest)


def of_category(**rest: Any) -> Make:
    return with_id("category_id", lambda world: world.category(), **rest)
