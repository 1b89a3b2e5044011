"""Whatever is sent to any route: never a 500, and every answer is as the OpenAPI document says.

503 says that Meta is out of reach here.
"""

import asyncio
import threading
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok

from relance.auth.api_keys import create_api_key
from relance.auth.users import SUPER_ADMIN, create_user
from relance.core.db import Pool, transaction
from relance.core.settings import Settings
from relance.main import create_app
from tests.api.conformity import Document, find_problem
from tests.api.conftest import api_of

EXAMPLES = 8
ACCESS = ("/api/auth", "/api/users", "/api/api-keys")
"""Called last, with the session: they may end it, or revoke the key."""
PASSWORD = "a long enough password"


@pytest.fixture
async def server(settings: Settings, pool: Pool) -> AsyncIterator[tuple[str, dict[str, str], Any]]:
    """The whole API on a port of this machine, with the headers of a super admin."""
    app = create_app(settings)
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="on")
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        assert thread.is_alive()
        await asyncio.sleep(0.02)
    port = running.servers[0].sockets[0].getsockname()[1]
    async with transaction(pool) as conn:
        await create_user(pool, username="root", password=PASSWORD, role=SUPER_ADMIN)
    url = f"http://127.0.0.1:{port}"
    async with httpx2.AsyncClient(base_url=url) as client:
        answer = await client.post("/api/auth/login", json={"username": "root", "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    async with transaction(pool) as conn:
        key = await create_api_key(conn, name="any", created_by=None)
    yield url, {"Authorization": f"Bearer {key}", "Cookie": cookie}, app
    running.should_exit = True
    await asyncio.to_thread(thread.join)


@pytest.mark.timeout(400)
async def test_no_input_makes_an_answer_that_is_not_documented(
    server: tuple[str, dict[str, str], Any],
) -> None:
    url, headers, app = server
    document = api_of(app).openapi()
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=url)
    seen: Counter[int] = Counter()
    failures = await asyncio.to_thread(_call_all, schema, document, headers, seen)
    assert not failures, "\n".join(failures)
    # The calls got through to the routes: a session that is refused everywhere would prove nothing.
    assert seen[200] > 100 and seen[422] > 50 and seen[401] < seen.total() / 4, seen


def _call_all(schema: Any, document: Document, headers: dict[str, str], seen: Counter[int]) -> list[str]:
    operations = []
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operations.append(result.ok())
    failures: list[str] = []
    for operation in sorted(operations, key=lambda operation: operation.path.startswith(ACCESS)):
        if "events" not in operation.path:  # streams: 25 s each
            name = "Cookie" if operation.path.startswith(ACCESS) else "Authorization"
            failures.extend(_call(operation, document, {name: headers[name]}, seen))
    return failures


def _call(operation: Any, document: Document, headers: dict[str, str], seen: Counter[int]) -> list[str]:
    found: list[str] = []
    described = document["paths"][operation.path][operation.method]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def call(case: Any) -> None:
        answer = case.call(headers=headers, timeout=20)
        seen[answer.status_code] += 1
        kinds = {name: values[0] for name, values in answer.headers.items()}
        problem = find_problem(document, described, answer.status_code, kinds, answer.content)
        if problem is not None:
            found.append(f"{operation.method} {operation.path}: {problem} {case.as_curl_command()}")

    call()
    return found[:2]
