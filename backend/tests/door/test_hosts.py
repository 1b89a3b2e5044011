"""The names under which Relance answers."""

from typing import Any

import httpx2
import pytest

from relance.door.hosts import AllowedHosts
from tests.door.scene import answer

ALLOWED = "relance.example.org, *.Internal.example 10.0.0.5,[::1]"


async def app(scope: Any, receive: Any, send: Any) -> None:
    await answer(send, 200, b"well")


async def status(*hosts: str, allowed: str = ALLOWED) -> int:
    transport = httpx2.ASGITransport(app=AllowedHosts(app, allowed=allowed))
    async with httpx2.AsyncClient(transport=transport, base_url="http://relance.example.org") as client:
        request = client.build_request("GET", "/healthz")
        del request.headers["host"]
        request.headers = httpx2.Headers(
            [*request.headers.raw, *((b"host", host.encode("latin-1")) for host in hosts)]
        )
        found = await client.send(request)
    if found.status_code == 400:
        assert found.json()["error"]["code"] == "host_not_allowed"
        assert "RELANCE_ALLOWED_HOSTS" in found.json()["error"]["message"]
    return found.status_code


@pytest.mark.parametrize(
    "host",
    [
        "relance.example.org", "RELANCE.example.org:8000", "relance.example.org.", "a.internal.example",
        "a.b.internal.example:1", "10.0.0.5", "10.0.0.5:8000", "[::1]:8000", "[0:0::1]",
        "[::ffff:10.0.0.5]", "relance.example.org:", "relance.example.org.:443", "a_b.internal.example",
        "xn--9ca.internal.example",
    ],
)  # fmt: skip
async def test_names_of_ours_are_answered(host: str) -> None:
    assert await status(host) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "relance.example.org.evil.example", "evilrelance.example.org", "internal.example",
        "evilinternal.example", "10.0.0.50", "", "127.0.0.1", "relance.example.org@evil.example",
    ],
)  # fmt: skip
async def test_other_names_are_not(host: str) -> None:
    assert await status(host) == 400


@pytest.mark.parametrize(
    "host",
    [
        "evil.example/.internal.example",
        "evil.example@x.internal.example",
        "10.0.0.5%evil",
        "[::1]evil.example",
        "[::ffff:10.0.0.5]evil.example",
        "relance.example.org:80@evil.example",
        "relance.example.org:abc",
        "relance.example.org:80:80",
        "relance.example.org:65536",
        "relance.example.org:-1",
        "relance.example.org..",
        "a b.internal.example",
        "a\tb.internal.example",
        "a,b.internal.example",
        "a?.internal.example",
        "[::1",
        "a#.internal.example",
        "a\\.internal.example",
        "a%2f.internal.example",
        ".internal.example",
        "[10.0.0.5]",
        "..internal.example",
        "a..internal.example",
        "user@relance.example.org",
        "http://relance.example.org",
        "\xe9.internal.example",
        "[::1%25eth0]",
        "::1",
        "[::1]:8000:1",
        "relance.example.org:\xb2",
    ],
)
async def test_what_another_program_takes_for_another_host_is_none_of_ours(host: str) -> None:
    assert await status(host) == 400


async def test_one_name_is_needed_and_no_more() -> None:
    assert await status() == 400
    assert await status("relance.example.org", "evil.example") == 400
