"""Whose word about an address counts."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from relance.door.forwarded import Forwarded

PEER = "10.0.0.9"


async def ask(
    peer: str | None, *headers: tuple[str, str], trusted: str = "127.0.0.1, 10.0.0.0/8 2001:db8::/32"
) -> tuple[str | None, str]:
    """The client and the scheme that the application sees."""
    seen: dict[str, Any] = {}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.update(scope)

    scope = {
        "type": "http",
        "scheme": "http",
        "client": None if peer is None else (peer, 5000),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
    }
    await Forwarded(app, trusted=trusted)(scope, None, None)  # type: ignore[arg-type]
    return (None if seen["client"] is None else seen["client"][0]), seen["scheme"]


@pytest.mark.parametrize(
    ("values", "client"),
    [
        (["192.0.2.1"], "192.0.2.1"),
        (["6.6.6.6, 192.0.2.1"], "192.0.2.1"),
        (["6.6.6.6", "192.0.2.1"], "192.0.2.1"),
        (["192.0.2.1, 10.0.0.4"], "192.0.2.1"),
        (["192.0.2.1", "10.0.0.4,10.0.0.5"], "192.0.2.1"),
        (["10.0.0.3, 10.0.0.4"], "10.0.0.3"),
        (["192.0.2.1:4711"], "192.0.2.1"),
        (["[2001:db9::1]:443"], "2001:db9::1"),
        (["2001:DB9:0::1"], "2001:db9::1"),
        (["::ffff:192.0.2.1"], "192.0.2.1"),
        ([' "192.0.2.1" '], "192.0.2.1"),
        (["6.6.6.6, unknown"], PEER),
        (["6.6.6.6, unknown, 10.0.0.4"], "10.0.0.4"),
        (["6.6.6.6, "], PEER),
        ([""], PEER),
        (["é" * 1000], PEER),
        (["6.6.6.6\x00"], PEER),
        ([], PEER),
    ],
)
async def test_rightmost_address_that_is_not_trusted_counts(values: list[str], client: str) -> None:
    assert await ask(PEER, *(("x-forwarded-for", value) for value in values)) == (client, "http")


@pytest.mark.parametrize("peer", ["192.0.2.7", "::1", "somebody", None])
async def test_word_of_a_stranger_does_not_count(peer: str | None) -> None:
    headers = ("x-forwarded-for", "192.0.2.1"), ("x-forwarded-proto", "https")
    assert await ask(peer, *headers) == (peer, "http")


@pytest.mark.parametrize("peer", ["10.0.0.9", "::ffff:10.0.0.9", "2001:db8::9", "127.0.0.1"])
async def test_proxies_are_trusted_by_address_and_network(peer: str) -> None:
    headers = ("x-forwarded-for", "192.0.2.1"), ("x-forwarded-proto", "https")
    assert await ask(peer, *headers) == ("192.0.2.1", "https")


async def test_without_trusted_proxies_nobody_is_believed() -> None:
    headers = ("x-forwarded-for", "192.0.2.1"), ("x-forwarded-proto", "https")
    assert await ask("127.0.0.1", *headers, trusted="") == ("127.0.0.1", "http")


@pytest.mark.parametrize(
    ("said", "scheme"),
    [("https", "https"), ("http, HTTPS", "https"), ("https, http", "http"), ("gopher", "http")],
)
async def test_scheme_is_that_of_the_nearest_proxy(said: str, scheme: str) -> None:
    assert await ask(PEER, ("x-forwarded-proto", said)) == (PEER, scheme)


async def test_proxy_that_nobody_has_named_is_told_once() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        pass

    forwarded = Forwarded(app, trusted="127.0.0.1")
    said = [(b"x-forwarded-for", b"192.0.2.1")]
    with capture_logs() as logs:
        for peer, headers in (
            ("8.8.8.8", said),
            ("172.18.0.2", []),
            ("172.18.0.2", said),
            ("172.18.0.3", said),
        ):
            scope = {"type": "http", "scheme": "http", "client": (peer, 1), "headers": headers}
            await forwarded(scope, None, None)  # type: ignore[arg-type]
    assert [entry["peer"] for entry in logs if entry["event"] == "proxy_not_trusted"] == ["172.18.0.2"]
