"""One request that succeeds for every route of the API, and how many statements it takes.

Tests go over this table; a route that is missing in it fails them (`test_every_route.py`).
"""

from dataclasses import dataclass

from tests.api.asks import Make, of_campaign, of_category, of_contact, plain, saying, with_id
from tests.api.world import DECISION, Ask, World
from tests.auth.office import PASSWORD
from tests.templates.pictures import png


@dataclass(frozen=True)
class Route:
    """`statements`: those of the route itself, without the one that finds out who is asking.

    None: a stream, whose numbers are read for all its listeners at once, round by round.
    """

    ask: Make
    statements: int | None
    status: int = 200
    is_open: bool = False


async def _finished(world: World) -> Ask:
    return Ask(path={"campaign_id": world.finished_id})


async def _running(world: World) -> Ask:
    return Ask(path={"campaign_id": world.running_id})


async def _known_contact(world: World) -> Ask:
    return Ask(path={"contact_id": world.contact_id})


async def _answering_contact(world: World) -> Ask:
    return Ask(path={"contact_id": await world.pool.fetchval("SELECT max(contact_id) FROM interactions")})


async def _known_category(world: World) -> Ask:
    return Ask(path={"category_id": world.category_id})


async def _own_session(world: World) -> Ask:
    _, name = await world.user()
    cookie = await world.session(name)
    assert await world.session(name)
    session_id = await world.pool.fetchval("SELECT max(id) FROM sessions")
    return Ask(path={"session_id": session_id}, cookie=cookie)


async def _log_out(world: World) -> Ask:
    _, name = await world.user()
    return Ask(cookie=await world.session(name))


async def _log_in(world: World) -> Ask:
    _, name = await world.user()
    return Ask(json={"username": name, "password": PASSWORD})


async def _new_password(world: World) -> Ask:
    _, name = await world.user()
    change = {"current_password": PASSWORD, "new_password": "another good password"}
    return Ask(cookie=await world.session(name), json=change)


async def _password_again(world: World) -> Ask:
    _, name = await world.user()
    return Ask(cookie=await world.session(name), json={"password": PASSWORD})


async def _new_user(world: World) -> Ask:
    return Ask(json={"username": world.word(), "password": "a long enough password"})


async def _a_user(world: World) -> int:
    return (await world.user())[0]


async def _replaced_user(world: World) -> Ask:
    user_id, name = await world.user()
    return Ask(path={"user_id": user_id}, json={"username": name, "role": "admin"})


async def _new_contact(world: World) -> Ask:
    return Ask(json={"phone": world.phone(), "first_name": "Awa", "category_ids": [world.category_id]})


async def _replaced_contact(world: World) -> Ask:
    contact = await world.contact(world.category_id)
    return Ask(path={"contact_id": contact}, json={"phone": world.phone(), "first_name": "Binta"})


async def _chosen(world: World) -> Ask:
    ids = [await world.contact(world.category_id) for _ in range(2)]
    return Ask(json={"ids": ids})


async def _filing(world: World) -> Ask:
    ids = [await world.contact() for _ in range(2)]
    return Ask(json={"ids": ids, "action": "add", "category_id": world.category_id})


async def _filing_under(world: World) -> Ask:
    ids = [await world.contact() for _ in range(2)]
    return Ask(path={"category_id": await world.category()}, json={"ids": ids})


async def _member(world: World) -> Ask:
    return Ask(path={"category_id": world.category_id, "contact_id": await world.contact(world.category_id)})


async def _file(world: World) -> Ask:
    return Ask(**world.upload())


async def _import(world: World) -> Ask:
    return Ask(**world.upload(), data={"category_name": world.word()})


async def _new_category(world: World) -> Ask:
    return Ask(json={"name": world.word(), "color": "#228be6"})


async def _replaced_category(world: World) -> Ask:
    return Ask(path={"category_id": await world.category()}, json={"name": world.word()})


async def _new_campaign(world: World) -> Ask:
    return Ask(json=await world.request())


async def _replaced_campaign(world: World) -> Ask:
    return Ask(path={"campaign_id": await world.campaign("draft")}, json=await world.request())


async def _send_test(world: World) -> Ask:
    return Ask(path={"campaign_id": await world.campaign("draft")}, json={"phone": world.phone()})


async def _one_parked(world: World) -> Ask:
    await world.pool.execute("UPDATE webhook_parked SET replayed_at = now()")
    await world.parked()
    return Ask()


async def _sender(world: World) -> int:
    return world.scene.sender_id


async def _rate(world: World) -> Ask:
    return Ask(path={"sender_id": world.scene.sender_id}, json={"rate_per_s": 1.0 + next(world.numbers)})


async def _setting(world: World) -> Ask:
    return Ask(json={"daily_limit": 1_000 + next(world.numbers)})


async def _template(world: World) -> int:
    return world.scene.template_id


async def _preview(world: World) -> Ask:
    return Ask(path={"template_id": world.scene.template_id}, json={"contact_id": world.contact_id})


async def _image(world: World) -> Ask:
    return Ask(files={"file": ("a.png", png(padding=next(world.numbers)), "image/png")})


_NO_CODE = saying(code="AAAA-AAAA-AAAA-AAAA", username="second", password=PASSWORD)

ROUTES = {
    "GET /healthz": Route(plain, 0, is_open=True),
    "GET /readyz": Route(plain, 4, is_open=True),
    "GET /api/auth/setup": Route(plain, 1, is_open=True),
    # There is a user already.
    "POST /api/auth/setup": Route(_NO_CODE, 1, status=409, is_open=True),
    "POST /api/auth/login": Route(_log_in, 4, is_open=True),
    "POST /api/auth/logout": Route(_log_out, 2, status=204, is_open=True),
    "GET /api/auth/me": Route(plain, 0),
    "POST /api/auth/password": Route(_new_password, 5, status=204),
    "POST /api/auth/confirm": Route(_password_again, 2, status=204),
    "GET /api/auth/sessions": Route(plain, 1),
    "DELETE /api/auth/sessions/{session_id}": Route(_own_session, 2, status=204),
    "GET /api/users": Route(plain, 1),
    "POST /api/users": Route(_new_user, 3, status=201),
    "GET /api/users/{user_id}": Route(with_id("user_id", _a_user), 1),
    "PUT /api/users/{user_id}": Route(_replaced_user, 3),
    "PATCH /api/users/{user_id}": Route(with_id("user_id", _a_user, json={"role": "admin"}), 3),
    "DELETE /api/users/{user_id}": Route(with_id("user_id", _a_user), 4, status=204),
    "GET /api/api-keys": Route(plain, 1),
    "POST /api/api-keys": Route(saying(name="crm"), 3, status=201),
    "GET /api/api-keys/{key_id}": Route(with_id("key_id", World.key), 1),
    "DELETE /api/api-keys/{key_id}": Route(with_id("key_id", World.key), 2, status=204),
    "GET /api/activity": Route(plain, 1),
    "GET /api/contacts": Route(plain, 2),
    "POST /api/contacts": Route(_new_contact, 10, status=201),
    "GET /api/contacts/counts": Route(plain, 1),
    "GET /api/contacts/matching": Route(plain, 1),
    "GET /api/contacts/export": Route(plain, 3),
    "POST /api/contacts/bulk/delete": Route(_chosen, 6),
    "POST /api/contacts/bulk/erase": Route(_chosen, 23),
    "GET /api/contacts/{contact_id}/copy": Route(of_contact(), 9),
    "POST /api/contacts/{contact_id}/erase": Route(of_contact(), 23, status=204),
    "POST /api/contacts/bulk/categories": Route(_filing, 5),
    "POST /api/contacts/import/preview": Route(_file, 2),
    "GET /api/contacts/import/country": Route(plain, 1),
    "POST /api/contacts/import": Route(_import, 10, status=202),
    "GET /api/contacts/import": Route(plain, 1),
    "GET /api/contacts/import/{job_id}": Route(with_id("job_id", World.imported), 1),
    "GET /api/contacts/import/{job_id}/lines": Route(with_id("job_id", World.imported), 2),
    "POST /api/contacts/import/{job_id}/run": Route(with_id("job_id", World.checked), 6, status=202),
    "GET /api/contacts/import/{job_id}/undo": Route(with_id("job_id", World.stored), 2),
    "POST /api/contacts/import/{job_id}/undo": Route(with_id("job_id", World.stored), 4),
    "GET /api/contacts/import/{job_id}/lines/kinds": Route(with_id("job_id", World.imported), 2),
    "GET /api/contacts/import/{job_id}/warnings.csv": Route(with_id("job_id", World.imported), 3),
    "GET /api/contacts/import/{job_id}/rejected.csv": Route(with_id("job_id", World.imported), 3),
    "GET /api/contacts/{contact_id}": Route(_known_contact, 1),
    "PUT /api/contacts/{contact_id}": Route(_replaced_contact, 10),
    "PATCH /api/contacts/{contact_id}": Route(of_contact(json={"first_name": "Binta"}), 5),
    "DELETE /api/contacts/{contact_id}": Route(of_contact(), 6, status=204),
    "POST /api/contacts/{contact_id}/opt-out": Route(of_contact(json={"reason": "asked"}), 8),
    "POST /api/contacts/{contact_id}/opt-in": Route(of_contact(json={}), 6),
    "GET /api/contacts/{contact_id}/consents": Route(of_contact(), 2),
    "POST /api/contacts/{contact_id}/consents": Route(
        of_contact(json={"given": True, "how": "paper"}), 5, status=201
    ),
    "GET /api/contacts/{contact_id}/timeline": Route(_answering_contact, 1),
    "GET /api/categories": Route(plain, 1),
    "POST /api/categories": Route(_new_category, 4, status=201),
    "GET /api/categories/{category_id}": Route(_known_category, 1),
    "PUT /api/categories/{category_id}": Route(_replaced_category, 4),
    "DELETE /api/categories/{category_id}": Route(of_category(), 5, status=204),
    "POST /api/categories/{category_id}/contacts": Route(_filing_under, 5),
    "DELETE /api/categories/{category_id}/contacts/{contact_id}": Route(_member, 5, status=204),
    "GET /api/campaigns": Route(plain, 1),
    "POST /api/campaigns": Route(_new_campaign, 10, status=201),
    "POST /api/campaigns/start": Route(_new_campaign, 17, status=202),
    "POST /api/campaigns/preflight": Route(_new_campaign, 9),
    "GET /api/campaigns/{campaign_id}": Route(_running, 1),
    "PUT /api/campaigns/{campaign_id}": Route(_replaced_campaign, 11),
    "DELETE /api/campaigns/{campaign_id}": Route(of_campaign("completed"), 6, status=204),
    "POST /api/campaigns/{campaign_id}/start": Route(of_campaign("draft"), 8, status=202),
    "POST /api/campaigns/{campaign_id}/pause": Route(of_campaign("sending"), 4),
    "POST /api/campaigns/{campaign_id}/resume": Route(of_campaign("paused"), 5),
    "POST /api/campaigns/{campaign_id}/stop": Route(of_campaign("sending"), 4),
    "POST /api/campaigns/{campaign_id}/duplicate": Route(of_campaign("completed"), 5, status=201),
    "POST /api/campaigns/{campaign_id}/test": Route(_send_test, 16, status=202),
    "POST /api/campaigns/{campaign_id}/retry": Route(of_campaign("completed"), 4),
    "GET /api/campaigns/{campaign_id}/doubts": Route(with_id("campaign_id", World.doubtful), 6),
    "POST /api/campaigns/{campaign_id}/doubts": Route(
        with_id("campaign_id", World.doubtful, json=DECISION), 10
    ),
    "GET /api/campaigns/{campaign_id}/preflight": Route(of_campaign("draft"), 9),
    "GET /api/campaigns/{campaign_id}/stats": Route(_finished, 1),
    "GET /api/campaigns/{campaign_id}/timeline": Route(_finished, 2),
    "GET /api/campaigns/{campaign_id}/errors": Route(_finished, 3),
    "GET /api/campaigns/{campaign_id}/messages": Route(_finished, 2),
    "GET /api/campaigns/{campaign_id}/interactions": Route(_finished, 2),
    "GET /api/campaigns/{campaign_id}/export": Route(_finished, 3),
    "GET /api/campaigns/{campaign_id}/events": Route(_running, None),
    "GET /api/messages": Route(plain, 1),
    "GET /api/messages/export": Route(plain, 2),
    "GET /api/messages/stats": Route(plain, 1),
    "GET /api/messages/{message_id}": Route(with_id("message_id", World.message), 2),
    "GET /api/senders": Route(plain, 1),
    "GET /api/senders/{sender_id}": Route(with_id("sender_id", _sender), 1),
    "PATCH /api/senders/{sender_id}": Route(_rate, 3),
    "POST /api/senders/{sender_id}/unblock": Route(with_id("sender_id", _sender), 5),
    "GET /api/settings": Route(plain, 1),
    "GET /api/settings/opt-out-words": Route(plain, 0),
    "PATCH /api/settings": Route(_setting, 5),
    "GET /api/templates": Route(plain, 2),
    "POST /api/templates/sync": Route(plain, 5),
    "GET /api/templates/{template_id}": Route(with_id("template_id", _template), 1),
    "POST /api/templates/{template_id}/preview": Route(_preview, 2),
    "GET /api/media": Route(plain, 2),
    "POST /api/media": Route(_image, 6, status=201),
    "GET /api/media/{media_id}": Route(with_id("media_id", World.media), 1),
    "GET /api/media/{media_id}/content": Route(with_id("media_id", World.media), 1),
    "GET /api/webhooks/parked": Route(plain, 2),
    "POST /api/webhooks/parked/replay": Route(_one_parked, 7),
    "GET /api/webhooks/parked/{parked_id}": Route(with_id("parked_id", World.parked), 1),
    "POST /api/webhooks/parked/{parked_id}/replay": Route(with_id("parked_id", World.parked), 5),
    "GET /api/monitoring/stats": Route(plain, 2),
    "GET /api/monitoring/history": Route(plain, 2),
    "GET /api/monitoring/errors": Route(plain, 2),
    "GET /api/monitoring/system-status": Route(plain, 10),
    "GET /api/monitoring/alerts": Route(plain, 14),
    "GET /api/dashboard/stats": Route(plain, 1),
    "GET /api/events": Route(plain, None),
    "GET /api/cache/stats": Route(plain, 0),
    "GET /api/installation/restored": Route(plain, 2),
    "POST /api/installation/restored": Route(saying(answer="copy"), 2, status=409),
}
