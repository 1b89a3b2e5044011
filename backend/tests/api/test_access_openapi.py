"""What OpenAPI says about the routes of access, senders, templates, media and parked webhooks."""

from typing import Any

import pytest

from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.senders.api import router as senders
from relance.templates.api import router as templates
from relance.templates.media_api import router as media
from relance.webhooks.api import router as parked
from tests.auth.office import Office

OPEN_TO_ALL = {"/api/auth/setup", "/api/auth/login", "/api/auth/logout"}
ERROR = {"$ref": "#/components/schemas/ErrorBody"}


@pytest.fixture
async def document(settings: Settings, pool: Pool, redis: RedisClient) -> dict[str, Any]:
    async with Office(settings, pool, redis, [senders, templates, media, parked]) as office:
        return office.app.openapi()


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, verb, what) for path, verbs in document["paths"].items() for verb, what in verbs.items()]


async def test_every_error_has_the_one_body(document: dict[str, Any]) -> None:
    for path, verb, operation in operations(document):
        for status, answer in operation["responses"].items():
            if status >= "400":
                assert answer["content"]["application/json"]["schema"] == ERROR, (path, verb, status)


async def test_every_route_is_described_and_says_who_may_call_it(document: dict[str, Any]) -> None:
    for path, verb, operation in operations(document):
        assert operation["description"], (path, verb)
        if path not in OPEN_TO_ALL:
            assert operation["security"] == [{"api_key": []}, {"session": []}], (path, verb)
            assert {"401", "503"} <= set(operation["responses"]), (path, verb)
            assert verb == "get" or "403" in operation["responses"], (path, verb)
        if "requestBody" in operation:
            assert {"400", "413", "422"} <= set(operation["responses"]), (path, verb)
