"""Names in the query that no route knows, and bodies where none is read: refused, never passed over."""

import re

import httpx2
import pytest

from tests.api.conftest import Body
from tests.api.every_route import ROUTES
from tests.campaigns.scene import Scene

SUPER_ADMINS = ("users", "api-keys", "activity")
"""An API key is refused there before anything is looked at."""


def problem_of(answer: httpx2.Response) -> tuple[int, str, str]:
    error = answer.json()["error"]
    return answer.status_code, error["code"], error["details"]["problems"][0]["where"]


async def test_the_refusal_says_what_there_is(client: httpx2.AsyncClient) -> None:
    message = (await client.get("/api/campaigns?page=2")).json()["error"]["message"]
    assert "'page'" in message and "cursor, limit, q" in message
    message = (await client.get("/api/dashboard/stats?page=2")).json()["error"]["message"]
    assert message.endswith("This route takes none.")


async def test_who_is_not_known_hears_that_first(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/api/campaigns?page=2", headers={"Authorization": ""})
    assert answer.status_code == 401


@pytest.mark.parametrize("step", ["start", "pause", "resume", "stop", "retry", "duplicate"])
async def test_a_body_where_none_is_read_is_told(client: httpx2.AsyncClient, scene: Scene, step: str) -> None:
    campaign = await scene.add_campaign(status="draft")
    answer = await client.post(f"/api/campaigns/{campaign}/{step}", json={"skip_unreachable": True})
    assert problem_of(answer) == (422, "malformed", "body")
    assert (await scene.campaign(campaign))["status"] == "draft"


@pytest.mark.parametrize("path", ["media", "contacts/import", "contacts/import/preview"])
async def test_a_misspelt_field_of_a_form_is_told(client: httpx2.AsyncClient, path: str) -> None:
    file = {"file": ("people.csv", b"phone\n+2290197000001\n")}
    answer = await client.post(f"/api/{path}", files=file, data={"categorie": "vip"})
    assert problem_of(answer) == (422, "malformed", "categorie")
    assert "file" in answer.json()["error"]["message"]


@pytest.mark.parametrize("content", [b"", b"{}", b" {} ", b"null"])
async def test_an_empty_body_is_none(client: httpx2.AsyncClient, body: Body, content: bytes) -> None:
    campaign = (await client.post("/api/campaigns", json=body)).json()["id"]
    headers = {"Content-Type": "application/json"}
    path = f"/api/campaigns/{campaign}/duplicate"
    assert (await client.post(path, content=content, headers=headers)).status_code == 201


async def test_every_route_that_reads_refuses_what_it_does_not_know(client: httpx2.AsyncClient) -> None:
    loose = []
    for route in ROUTES:
        verb, _, path = route.partition(" ")
        if verb == "GET" and path.startswith("/api/") and path.split("/")[2] not in SUPER_ADMINS:
            answer = await client.get(re.sub("{.*?}", "1", path), params={"statsu": "x"})
            if answer.status_code != 422 or problem_of(answer)[2] != "statsu":
                loose.append(route)
    assert loose == []


@pytest.mark.parametrize("path", ["categories", "monitoring/alerts", "campaigns"])
async def test_every_list_takes_a_limit(client: httpx2.AsyncClient, path: str) -> None:
    assert (await client.get(f"/api/{path}?limit=5")).status_code == 200


async def test_two_values_of_one_name_are_refused_by_every_route(client: httpx2.AsyncClient) -> None:
    """Also of `limit`, which every list takes."""
    loose = []
    for route in ROUTES:
        verb, _, path = route.partition(" ")
        if verb == "GET" and path.startswith("/api/") and path.split("/")[2] not in SUPER_ADMINS:
            answer = await client.get(re.sub("{.*?}", "1", path), params=[("limit", "5"), ("limit", "6")])
            if answer.status_code != 422 or problem_of(answer)[2] != "limit":
                loose.append(route)
    assert loose == []


async def test_of_two_values_none_is_taken(client: httpx2.AsyncClient) -> None:
    """A cached answer of either stands for neither."""
    for _ in range(2):
        assert (await client.get("/api/contacts?opted_out=true")).status_code == 200
    answer = await client.get("/api/contacts?opted_out=true&opted_out=false")
    assert problem_of(answer) == (422, "malformed", "opted_out")
    assert "send it once" in answer.json()["error"]["message"]


async def test_a_field_of_a_form_is_there_once(client: httpx2.AsyncClient) -> None:
    files = [("file", ("spring.jpg", b"x")), ("file", ("summer.jpg", b"y"))]
    answer = await client.post("/api/media", files=files)
    assert problem_of(answer) == (422, "malformed", "file")
