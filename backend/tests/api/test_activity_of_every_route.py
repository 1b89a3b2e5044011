"""Every route that changes something leaves its line in the activity log, or says here why it does not."""

import re

import pytest

from relance.activity.acts import Act
from relance.auth.setup import setup_code
from relance.core.db import Pool, Row, transaction
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from tests.api.asks import of_contact, saying, with_id
from tests.api.every_route import ROUTES
from tests.api.test_every_route import list_operations
from tests.api.world import World, world
from tests.auth.office import PASSWORD, Office, make_hashes_cheap
from tests.restored.scene import notice

__all__ = ["world"]

LOGGED = {
    "POST /api/auth/setup": {Act.USER_CREATED, Act.SIGNED_IN},
    "POST /api/auth/login": {Act.SIGNED_IN},
    "POST /api/auth/logout": {Act.SIGNED_OUT},
    "POST /api/auth/password": {Act.PASSWORD_CHANGED},
    "DELETE /api/auth/sessions/{session_id}": {Act.SESSION_ENDED},
    "POST /api/users": {Act.USER_CREATED},
    "PUT /api/users/{user_id}": {Act.USER_CHANGED},
    "PATCH /api/users/{user_id}": {Act.USER_CHANGED},
    "DELETE /api/users/{user_id}": {Act.USER_DELETED},
    "POST /api/api-keys": {Act.API_KEY_CREATED},
    "DELETE /api/api-keys/{key_id}": {Act.API_KEY_REVOKED},
    "GET /api/contacts/export": {Act.CONTACTS_EXPORTED},
    "POST /api/contacts/bulk/delete": {Act.CONTACTS_DELETED},
    "POST /api/contacts/bulk/categories": {Act.CATEGORY_FILLED},
    "POST /api/contacts/import": {Act.IMPORT_STARTED, Act.CATEGORY_CREATED},
    "POST /api/contacts/import/{job_id}/run": {Act.IMPORT_STARTED},
    "POST /api/contacts/import/{job_id}/undo": {Act.IMPORT_UNDONE},
    "GET /api/contacts/import/{job_id}/rejected.csv": {Act.REJECTED_LINES_EXPORTED},
    "GET /api/contacts/import/{job_id}/warnings.csv": {Act.REJECTED_LINES_EXPORTED},
    "DELETE /api/contacts/{contact_id}": {Act.CONTACTS_DELETED},
    "POST /api/contacts/bulk/erase": {Act.CONTACTS_ERASED},
    "POST /api/contacts/{contact_id}/erase": {Act.CONTACTS_ERASED},
    "GET /api/contacts/{contact_id}/copy": {Act.CONTACT_COPIED},
    "POST /api/contacts/{contact_id}/consents": {Act.CONSENT_RECORDED},
    "POST /api/contacts/{contact_id}/opt-out": {Act.CONTACT_OPTED_OUT},
    "POST /api/contacts/{contact_id}/opt-in": {Act.CONTACT_OPTED_IN},
    "POST /api/categories": {Act.CATEGORY_CREATED},
    "PUT /api/categories/{category_id}": {Act.CATEGORY_CHANGED},
    "DELETE /api/categories/{category_id}": {Act.CATEGORY_DELETED},
    "POST /api/categories/{category_id}/contacts": {Act.CATEGORY_FILLED},
    "DELETE /api/categories/{category_id}/contacts/{contact_id}": {Act.CATEGORY_EMPTIED},
    "POST /api/campaigns": {Act.CAMPAIGN_CREATED},
    "POST /api/campaigns/start": {Act.CAMPAIGN_CREATED, Act.CAMPAIGN_STARTED},
    "PUT /api/campaigns/{campaign_id}": {Act.CAMPAIGN_CHANGED},
    "DELETE /api/campaigns/{campaign_id}": {Act.CAMPAIGN_DELETED},
    "POST /api/campaigns/{campaign_id}/start": {Act.CAMPAIGN_STARTED},
    "POST /api/campaigns/{campaign_id}/pause": {Act.CAMPAIGN_PAUSED},
    "POST /api/campaigns/{campaign_id}/resume": {Act.CAMPAIGN_RESUMED},
    "POST /api/campaigns/{campaign_id}/stop": {Act.CAMPAIGN_STOPPED},
    "POST /api/campaigns/{campaign_id}/duplicate": {Act.CAMPAIGN_CREATED},
    "POST /api/campaigns/{campaign_id}/test": {Act.CAMPAIGN_TESTED},
    "POST /api/campaigns/{campaign_id}/retry": {Act.CAMPAIGN_RETRIED},
    "POST /api/campaigns/{campaign_id}/doubts": {Act.DOUBTS_DECIDED},
    "GET /api/messages/export": {Act.MESSAGES_EXPORTED},
    "GET /api/campaigns/{campaign_id}/export": {Act.MESSAGES_EXPORTED},
    "PATCH /api/settings": {Act.SETTINGS_CHANGED},
    "PATCH /api/senders/{sender_id}": {Act.SENDER_CHANGED},
    "POST /api/senders/{sender_id}/unblock": {Act.SENDER_UNBLOCKED},
    "POST /api/templates/sync": {Act.TEMPLATES_SYNCED},
    "POST /api/media": {Act.IMAGE_UPLOADED},
    "POST /api/webhooks/parked/replay": {Act.WEBHOOK_REPLAYED},
    "POST /api/webhooks/parked/{parked_id}/replay": {Act.WEBHOOK_REPLAYED},
    "POST /api/installation/restored": {Act.RESTORED_ANSWERED},
}

NOT_LOGGED = {
    "POST /api/campaigns/preflight": "changes nothing",
    "POST /api/contacts/import/preview": "changes nothing",
    "POST /api/templates/{template_id}/preview": "changes nothing",
    "POST /api/auth/confirm": "what it is said for has a line; a wrong password has one too",
    "POST /api/contacts": "daily work: a program may send thousands a minute, and the row tells who and when",
    "PUT /api/contacts/{contact_id}": "daily work, as above; what changed is somebody's own data",
    "PATCH /api/contacts/{contact_id}": "daily work, as above",
}

OTHERWISE = {
    # What the table of all routes asks for changes nothing of these, or is refused.
    "POST /api/contacts/{contact_id}/opt-in": with_id("contact_id", lambda world: opted_out(world), json={}),
    "POST /api/campaigns/{campaign_id}/retry": with_id("campaign_id", lambda world: failed(world)),
    "POST /api/installation/restored": saying(answer="copy"),
    "PATCH /api/users/{user_id}": with_id("user_id", lambda world: user(world), json={"role": "admin"}),
}

BY_ITSELF = {"POST /api/auth/setup"}
"""Only before there is anybody: has a test of its own."""

SECRET = re.compile(r"password\": \"(?!changed)|correct horse|rl_|\+229|Merci", re.IGNORECASE)


async def user(world: World) -> int:
    return (await world.user())[0]


async def opted_out(world: World) -> int:
    ask = await of_contact()(world)
    await world.send("POST /api/contacts/{contact_id}/opt-out", ask)
    return ask.path["contact_id"]


async def failed(world: World) -> int:
    """A campaign of which every message failed for a reason that may pass."""
    campaign_id = await world.campaign("sending")
    await world.pool.execute("DELETE FROM send_batches WHERE campaign_id = $1", campaign_id)
    await world.pool.execute(
        "UPDATE messages SET status = 'failed', failed_at = now(), error_code = 131000"
        " WHERE campaign_id = $1",
        campaign_id,
    )
    return campaign_id


async def lines_after(pool: Pool, id_: int) -> list[Row]:
    return await pool.fetch("SELECT * FROM activity WHERE id > $1 ORDER BY id", id_)


async def last_id(pool: Pool) -> int:
    found: int = await pool.fetchval("SELECT coalesce(max(id), 0) FROM activity")
    return found


def test_every_route_that_changes_something_is_decided_on(settings: Settings) -> None:
    changing = {route for route in list_operations(settings) if not route.startswith(("GET", "HEAD"))}
    files = {route for route in list_operations(settings) if route.endswith(("/export", ".csv", "/copy"))}
    assert changing | files == LOGGED.keys() | NOT_LOGGED.keys()
    assert not LOGGED.keys() & NOT_LOGGED.keys()


async def test_every_such_route_leaves_its_line(world: World) -> None:
    pool, wrong = world.pool, []
    root: int = await pool.fetchval("SELECT id FROM users WHERE username = 'root'")
    for route in [*LOGGED, *NOT_LOGGED]:
        if route in BY_ITSELF:
            continue
        if route.endswith("/installation/restored"):
            await notice(pool)
        ask = await OTHERWISE.get(route, ROUTES[route].ask)(world)
        before = await last_id(pool)
        answer = await world.send(route, ask)
        assert answer.is_success, f"{route}: {answer.text}"
        lines = await lines_after(pool, before)
        if {line["what"] for line in lines} != {act.value for act in LOGGED.get(route, ())}:
            wrong.append(f"{route}: {[line['what'] for line in lines]}")
        # Those who sign in or out with a session of their own are somebody else.
        is_root = ask.cookie is None and not ROUTES[route].is_open
        for line in lines:
            text = str(dict(line))
            if line["actor_kind"] != "user" or (is_root and line["actor_id"] != root):
                wrong.append(f"{route}: by {line['actor_kind']} {line['actor_id']}")
            if line["address"] != "127.0.0.1" or not line["user_agent"]:
                wrong.append(f"{route}: from {line['address']} {line['user_agent']}")
            if SECRET.search(text):
                wrong.append(f"{route}: {text}")
    assert not wrong, "\n".join(wrong)


async def test_the_first_user_is_logged(
    settings: Settings, pool: Pool, redis: RedisClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_hashes_cheap(monkeypatch)
    async with Office(settings, pool, redis) as office, transaction(pool) as conn:
        code = await setup_code(conn, settings)
        browser = office.browser()
        first = {"code": code, "username": "root", "password": PASSWORD}
        assert (await browser.post("/api/auth/setup", json=first)).status_code == 201
    lines = await lines_after(pool, 0)
    assert {Act(line["what"]) for line in lines} == LOGGED["POST /api/auth/setup"]
    assert {line["address"] for line in lines} == {"192.0.2.7"}
