"""After an outage the connections of before are dead: new ones are used, what is under way still ends."""

import asyncio

from .graph_server import NUMBER, Exchange, answer_forever, connect, serve


async def test_after_renewing_a_new_connection_is_used() -> None:
    async with serve(answer_forever) as server, connect(server.url) as client:
        await client.send_message(NUMBER, b"1")
        await client.send_message(NUMBER, b"2")
        assert server.connections == 1
        client.renew()
        assert (await client.send_message(NUMBER, b"3")).action == "accepted"
        assert server.connections == 2


async def test_a_request_under_way_still_gets_its_answer() -> None:
    read, go = asyncio.Event(), asyncio.Event()

    async def handler(exchange: Exchange) -> None:
        await exchange.read()
        read.set()
        await go.wait()
        await exchange.answer()

    async with serve(handler) as server, connect(server.url) as client:
        sending = asyncio.create_task(client.send_message(NUMBER, b"1"))
        await read.wait()
        client.renew()
        go.set()
        assert (await sending).action == "accepted"
        assert server.bodies == {b"1": 1}


async def test_renewed_again_and_again_it_closes_everything_at_its_end() -> None:
    async with serve(answer_forever) as server, connect(server.url) as client:
        for number in range(5):
            await client.send_message(NUMBER, b"%d" % number)
            client.renew()
        retired = set(client._retired)
        assert len(retired) == 5
    assert all(task.done() for task in retired)
    assert server.connections == 5


async def test_a_question_of_its_own_uses_a_connection_of_its_own() -> None:
    async def handler(exchange: Exchange) -> None:
        while True:
            request = await exchange.read()
            if request.line.startswith("GET"):
                await exchange.answer(200, b'{"id":"201000000000001"}')
            else:
                await exchange.answer()

    async with serve(handler) as server, connect(server.url) as client:
        await client.send_message(NUMBER, b"1")
        async with client.alike(total_timeout_s=3.0) as other:
            assert await other.read(NUMBER, query={"fields": "id"}) == {"id": NUMBER}
        assert server.connections == 2
        assert server.requests[-1].headers["authorization"] == "bearer token"
