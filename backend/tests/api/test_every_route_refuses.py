"""Every route, of whatever kind it is, refuses what none of its kind may take: callers, bodies, cursors.

What a route takes is known from the table of requests that succeed (`every_route.py`).
"""

import copy
import re
from collections.abc import Iterator
from typing import Any

import httpx2

from relance.auth.api_keys import create_api_key
from relance.auth.edge.cookies import COOKIE
from relance.auth.users import ADMIN, create_user
from relance.core.db import transaction
from relance.core.settings import Settings
from relance.main import describe_api
from tests.api.conftest import app_behind
from tests.api.every_route import ROUTES
from tests.api.world import Ask, World, world
from tests.auth.office import PASSWORD

__all__ = ["world"]

SUPER_ADMINS = ("users", "api-keys", "activity")
ANSWERS = "POST /api/installation/restored"
PEOPLE = {
    "POST /api/auth/password",
    "POST /api/auth/confirm",
    "GET /api/auth/sessions",
    "DELETE /api/auth/sessions/{session_id}",
}
"""About a login: a key has none."""
PLACES = {place for route in ROUTES for place in re.findall(r"{(\w+)}", route)}
TAKEN_FOR_IDS = ("/api/campaigns/start", "/api/campaigns/preflight")
"""Where `/api/campaigns/{campaign_id}` knows the method, these are no numbers: 422."""
TOO_LONG = "x" * 30_000
TOO_LARGE = 2**63
EVENTS = "/events"


def code_of(answer: httpx2.Response) -> str:
    found: str = answer.json()["error"]["code"]
    return found


async def send_as(world: World, headers: dict[str, str], route: str, ask: Ask) -> httpx2.Response:
    """The same request of another caller."""
    transport = httpx2.ASGITransport(app=app_behind(world.client), raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
        other = World(world.api, world.pool, world.scene, client)
        ask.cookie = None
        return await other.send(route, ask)


def is_for_super_admins(route: str) -> bool:
    return route == ANSWERS or (route.split("/")[2:3] != [] and route.split("/")[2] in SUPER_ADMINS)


async def test_only_a_super_admin_reaches_users_and_keys_and_an_admin_all_else(world: World) -> None:
    async with transaction(world.pool) as conn:
        await create_user(world.pool, username="admin", password=PASSWORD, role=ADMIN)
        key = await create_api_key(conn, name="program")
    callers = {
        "admin": {"Cookie": await world.session("admin")},
        "key": {"Authorization": f"Bearer {key}"},
    }
    wrong = []
    for route, entry in ROUTES.items():
        if route.endswith(EVENTS) or entry.is_open:
            continue
        for who, headers in callers.items():
            ask = await entry.ask(world)
            if who == "admin" and route == "DELETE /api/auth/sessions/{session_id}":
                continue  # somebody else's session: 404 to anybody
            if who == "admin" and route == "POST /api/auth/password":
                ask.json = {"current_password": PASSWORD, "new_password": PASSWORD}
            answer = await send_as(world, headers, route, ask)
            refused = is_for_super_admins(route) or (who == "key" and route in PEOPLE)
            expected = 403 if refused else entry.status
            if answer.status_code != expected:
                wrong.append(f"{route} as {who}: {answer.status_code}")
            if route == "POST /api/auth/password" and answer.status_code == 204:
                headers["Cookie"] = f"{COOKIE}={answer.cookies[COOKIE]}"
    assert wrong == []


async def test_revoked_keys_and_ended_sessions_reach_nothing(world: World) -> None:
    _, name = await world.user()
    cookie = await world.session(name)
    async with transaction(world.pool) as conn:
        key = await create_api_key(conn, name="program")
    for headers in ({"Authorization": f"Bearer {key}"}, {"Cookie": cookie}):
        assert (await send_as(world, headers, "GET /api/auth/me", Ask())).status_code == 200
    await world.pool.execute("UPDATE api_keys SET revoked_at = now() WHERE name = 'program'")
    assert (await send_as(world, {"Cookie": cookie}, "POST /api/auth/logout", Ask())).status_code == 204
    callers = [{"Authorization": f"Bearer {key}"}, {"Cookie": cookie}, {}]
    wrong = []
    for route, entry in ROUTES.items():
        if entry.is_open:
            continue
        ask = await entry.ask(world)
        for headers in callers:
            answer = await send_as(world, headers, route, copy.deepcopy(ask))
            if (answer.status_code, code_of(answer)) != (401, "not_authenticated"):
                wrong.append(f"{route}: {answer.status_code}")
    assert wrong == []


def takes_json(entry_json: Any) -> bool:
    return isinstance(entry_json, dict)


async def refusals(world: World, spoil: Any) -> list[str]:
    """Routes that do not answer 422 to their own good request when something in it is spoilt."""
    loose = []
    tried = 0
    for route, entry in ROUTES.items():
        if route == "POST /api/auth/setup":
            continue
        ask = await entry.ask(world)
        if not takes_json(ask.json):
            continue
        good = ask.json
        for spoilt in spoil(good):
            ask.json = spoilt
            answer = await world.send(route, ask)
            tried += 1
            if answer.status_code != 422:
                loose.append(f"{route}: {answer.status_code} to {str(spoilt)[:200]}")
        ask.json = good
        answer = await world.send(route, ask)
        if answer.status_code != entry.status:
            loose.append(f"{route}: half done, {answer.status_code} {answer.text}")
    assert tried > 15
    return loose


async def test_a_field_that_no_body_has_is_refused_everywhere_and_nothing_is_done(world: World) -> None:
    assert await refusals(world, lambda good: [{**good, "surprise": 1}]) == []


async def test_a_text_that_is_too_long_is_refused_everywhere_and_nothing_is_done(world: World) -> None:
    def spoil(good: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for name, value in good.items():
            if isinstance(value, str):
                yield {**good, name: TOO_LONG}

    assert await refusals(world, spoil) == []


async def test_a_value_of_another_kind_is_refused_everywhere_and_nothing_is_done(world: World) -> None:
    """`"1"`, 1.0 and true are no 1, 1 is no text and no true."""

    def others(value: Any) -> list[Any]:
        if isinstance(value, bool):
            return [1, 0, "true", None]
        if isinstance(value, int):
            return [str(value), float(value), True, TOO_LARGE]
        if isinstance(value, float):
            return [str(value), True]
        if isinstance(value, str):
            return [1, True, [value], {"value": value}]
        if isinstance(value, list):
            kinds = [[*value[1:], other] for other in others(value[0])] if value else []
            return [*kinds, {}, "1,2", 1]
        return ["{}", [], 1]

    def spoil(good: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for name, value in good.items():
            for other in others(value):
                yield {**good, name: other}

    assert await refusals(world, spoil) == []


async def test_a_form_where_json_is_read_hears_what_to_send(world: World) -> None:
    wrong: tuple[dict[str, Any], ...] = (
        {"data": {"phone": "1"}},
        {"json": []},
        {"json": "x"},
        {"content": b""},
    )
    for sent in wrong:
        answer = await world.client.post("/api/contacts", **sent)
        assert answer.status_code == 422
        told = answer.json()["error"]["message"]
        assert told == "body: must be a JSON object, sent with Content-Type: application/json"


async def test_a_cursor_that_was_tampered_with_is_400_on_every_list(world: World, settings: Settings) -> None:
    await world.grow()
    lists = [
        f"GET {path}"
        for path, verbs in describe_api(settings)["paths"].items()
        for parameter in verbs.get("get", {}).get("parameters", [])
        if parameter["name"] == "cursor"
    ]
    assert len(lists) >= 8
    wrong = []
    own: dict[str, str] = {}
    for route in lists:
        ask = await ROUTES[route].ask(world)
        page = (await world.send(route, Ask(path=ask.path, query={"limit": 1}))).json()
        assert set(page) >= {"items", "next_cursor", "total"}, route
        if page["next_cursor"] is not None:
            own[route] = page["next_cursor"]
    assert len(own) >= 6, own
    for route in lists:
        ask = await ROUTES[route].ask(world)
        theirs = [cursor for other, cursor in own.items() if other != route]
        mine = own.get(route, "abc")
        swapped = mine[:-1] + ("A" if mine[-1] != "A" else "B")
        for cursor in ("", "abc", "\x00", "é", "x" * 5000, mine + "A", swapped, mine[::-1], *theirs):
            answer = await world.send(route, Ask(path=ask.path, query={"limit": 1, "cursor": cursor}))
            if (answer.status_code, code_of(answer)) != (400, "bad_cursor"):
                wrong.append(f"{route} {cursor[:40]}: {answer.status_code}")
    assert wrong == []


async def test_another_method_is_405_and_hears_which_ones_there_are(world: World) -> None:
    methods: dict[str, set[str]] = {}
    for route in ROUTES:
        verb, _, path = route.partition(" ")
        if path not in TAKEN_FOR_IDS:
            methods.setdefault(path, set()).add(verb)
    wrong = []
    for path, known in methods.items():
        at = path.format(**dict.fromkeys(PLACES, 1))
        other = next(verb for verb in ("DELETE", "PUT", "PATCH", "TRACE") if verb not in known)
        answer = await world.client.request(other, at)
        allowed = set(answer.headers.get("allow", "").split(", "))
        if answer.status_code != 405 or code_of(answer) != "method_not_allowed" or not known <= allowed:
            wrong.append(f"{other} {at}: {answer.status_code} {allowed}")
    assert wrong == []
