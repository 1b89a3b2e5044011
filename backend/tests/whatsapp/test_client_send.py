"""What really happens on sockets: which failures may be tried again; and that nothing is ever sent twice."""

import asyncio
import socket

import orjson
import pytest

from relance.whatsapp.client import GraphClient
from relance.whatsapp.errors import LOST_ANSWER, NOT_CONNECTED
from relance.whatsapp.outcome import Outcome

from .graph_server import ACCEPTED, NUMBER, Exchange, GraphServer, Handler, answer_forever, connect, serve

BODY = b'{"to":"+33755501001"}'


async def send_once(handler: Handler, *, total_s: float = 5.0) -> tuple[Outcome, GraphServer]:
    async with serve(handler) as server, connect(server.url, total_s=total_s) as client:
        return await client.send_message(NUMBER, BODY), server


def is_not_sent(outcome: Outcome) -> bool:
    assert outcome.wamid is None
    return (
        (outcome.action, outcome.scope) == ("retry_at", "number")
        and outcome.delay_s is not None
        and outcome.error is not None
        and outcome.error.code == NOT_CONNECTED
    )


def is_unknown(outcome: Outcome) -> bool:
    return (
        (outcome.action, outcome.scope, outcome.wamid) == ("unknown", "row", None)
        and outcome.error is not None
        and outcome.error.code == LOST_ANSWER
    )


async def test_accepted_message_and_the_request_that_meta_sees() -> None:
    async def handler(exchange: Exchange) -> None:
        await exchange.read()
        await exchange.answer(200, ACCEPTED, "Date: Sun, 22 Nov 2026 19:27:13 GMT")

    outcome, server = await send_once(handler)
    assert outcome == Outcome("accepted", "row", wamid="wamid.A", at=1_795_375_633)
    (request,) = server.requests
    assert request.line == f"POST /v23.0/{NUMBER}/messages HTTP/1.1"
    assert request.headers["authorization"] == "bearer token"
    assert request.headers["content-type"] == "application/json"
    assert request.body == BODY


async def test_metas_error_becomes_its_outcome() -> None:
    async def handler(exchange: Exchange) -> None:
        await exchange.read()
        await exchange.answer(400, orjson.dumps({"error": {"code": 131056, "message": "pair"}}))

    outcome, _ = await send_once(handler)
    assert (outcome.action, outcome.scope) == ("retry_at", "row")


async def test_connection_is_kept_alive_between_messages() -> None:
    async with serve(answer_forever) as server, connect(server.url) as client:
        for _ in range(20):
            assert (await client.send_message(NUMBER, BODY)).action == "accepted"
        assert (server.connections, len(server.requests)) == (1, 20)


# Before a connection: nothing was written, so it may be tried again.


async def test_refused_connection_is_not_sent() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
        async with connect(url) as client:
            assert is_not_sent(await client.send_message(NUMBER, BODY))


async def test_unknown_host_is_not_sent() -> None:
    # A label over 63 characters can be no host name: the resolver refuses it without asking the network.
    async with connect(f"http://{'a' * 64}.invalid") as client:
        assert is_not_sent(await client.send_message(NUMBER, BODY))


async def test_failed_tls_handshake_is_not_sent() -> None:
    async def close(exchange: Exchange) -> None:
        await exchange.reader.read(100)

    async def babble(exchange: Exchange) -> None:
        await exchange.write(b"HTTP/1.1 400 no TLS here\r\n\r\n")

    for handler in (close, babble):
        async with serve(handler) as server, connect(server.url.replace("http:", "https:")) as client:
            assert is_not_sent(await client.send_message(NUMBER, BODY))


async def test_connect_timeout_is_not_sent() -> None:
    async def silent(exchange: Exchange) -> None:
        await asyncio.sleep(60)

    # A TLS handshake that is never answered is the connect phase still.
    async with (
        serve(silent) as server,
        GraphClient(server.url.replace("http:", "https:"), "v23.0", "t", connect_timeout_s=0.2) as client,
    ):
        assert is_not_sent(await client.send_message(NUMBER, BODY))


async def test_full_pool_is_not_sent_while_the_one_in_flight_goes_on() -> None:
    release = asyncio.Event()

    async def slow(exchange: Exchange) -> None:
        await exchange.read()
        await release.wait()
        await exchange.answer()

    async with serve(slow) as server, connect(server.url, connections=1, pool_s=0.1) as client:
        first = asyncio.create_task(client.send_message(NUMBER, b"first"))
        while not server.requests:
            await asyncio.sleep(0.005)
        assert is_not_sent(await client.send_message(NUMBER, b"second"))
        release.set()
        assert (await first).action == "accepted"
        assert server.bodies == {b"first": 1}


# After a connection: the request may have been read, so nobody can tell.


async def test_connection_closed_without_reading_is_unknown() -> None:
    async def handler(exchange: Exchange) -> None:
        return

    outcome, server = await send_once(handler)
    assert is_unknown(outcome)
    assert not server.requests


@pytest.mark.parametrize("reset", [False, True])
async def test_connection_closed_after_the_request_was_read_is_unknown(reset: bool) -> None:
    async def handler(exchange: Exchange) -> None:
        await exchange.read()
        if reset:
            exchange.reset()

    outcome, server = await send_once(handler)
    assert is_unknown(outcome)
    assert (server.connections, len(server.requests)) == (1, 1)


@pytest.mark.parametrize("reset", [False, True])
async def test_kept_connection_closed_after_its_second_request_was_read_is_unknown(reset: bool) -> None:
    """The case HTTP clients like to repeat by themselves: it looks like a stale connection, but was read."""

    async def handler(exchange: Exchange) -> None:
        await exchange.read()
        await exchange.answer()
        await exchange.read()
        if reset:
            exchange.reset()

    async with serve(handler) as server, connect(server.url) as client:
        assert (await client.send_message(NUMBER, b"first")).action == "accepted"
        assert is_unknown(await client.send_message(NUMBER, b"second"))
        assert server.bodies == {b"first": 1, b"second": 1}


@pytest.mark.parametrize(
    "written",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 31\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 31\r\n\r\n" + ACCEPTED[:-1],
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1f\r\n" + ACCEPTED[:9],
        b"garbage\r\n\r\n",
        b"\x16\x03\x01\x00\x00",
    ],
)
async def test_half_answer_and_garbage_are_unknown(written: bytes) -> None:
    async def handler(exchange: Exchange) -> None:
        await exchange.read()
        await exchange.write(written)

    outcome, server = await send_once(handler)
    assert is_unknown(outcome)
    assert len(server.requests) == 1


@pytest.mark.parametrize("written", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 31\r\n\r\n{"])
async def test_answer_that_takes_too_long_is_unknown(written: bytes) -> None:
    async def handler(exchange: Exchange) -> None:
        await exchange.read()
        await exchange.write(written)
        await asyncio.sleep(60)

    outcome, server = await send_once(handler, total_s=0.3)
    assert is_unknown(outcome)
    assert len(server.requests) == 1


async def test_redirect_is_not_followed() -> None:
    async def handler(exchange: Exchange) -> None:
        while True:
            await exchange.read()
            await exchange.answer(307, b"", "Location: /elsewhere")

    outcome, server = await send_once(handler)
    assert outcome.action == "stop_sender"
    assert len(server.requests) == 1


# Misuse is an error of the programmer, not of the network.


async def test_id_that_is_no_id_never_reaches_a_url() -> None:
    async with serve(answer_forever) as server, connect(server.url) as client:
        for wrong in ("", "../me", "1/2", "1?x=1", "é", "1" * 65):
            with pytest.raises(ValueError, match="not an id"):
                await client.send_message(wrong, BODY)
        assert not server.requests


async def test_client_outside_of_its_block_raises() -> None:
    with pytest.raises(RuntimeError, match="async with"):
        await GraphClient("http://127.0.0.1:1", "v23.0", "t").send_message(NUMBER, BODY)


@pytest.mark.parametrize("token", ["", "secret\n", "two secrets", "sécret", "secret\x00"])
def test_malformed_token_is_refused_without_being_quoted(token: str) -> None:
    with pytest.raises(ValueError, match="access token") as caught:
        GraphClient("http://127.0.0.1:1", "v23.0", token)
    assert "secret" not in str(caught.value)
