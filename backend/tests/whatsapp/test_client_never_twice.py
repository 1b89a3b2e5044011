"""The HTTP library may replace a dead connection by itself, but must never write a request again."""

import asyncio
import random

from .graph_server import NUMBER, Exchange, connect, serve


async def test_connection_closed_while_idle_is_replaced_without_a_second_send() -> None:
    closed = asyncio.Event()

    async def handler(exchange: Exchange) -> None:
        await exchange.read()
        await exchange.answer()
        exchange.writer.close()
        closed.set()

    async with serve(handler) as server, connect(server.url) as client:
        for number in range(10):
            closed.clear()
            assert (await client.send_message(NUMBER, b"%d" % number)).action == "accepted"
            await closed.wait()
            await asyncio.sleep(0.01)  # lets the FIN arrive: this is the case where it did
        assert set(server.bodies.values()) == {1}


async def test_no_request_is_ever_read_twice_however_connections_die() -> None:
    """Connections die at every moment around the next request; every body is read once at most.

    The seed varies the moments. A body may stay unread (its outcome is then `unknown`), never be read twice,
    and what the client calls accepted was read.
    """
    chance = random.Random(20261122)

    async def handler(exchange: Exchange) -> None:
        for _ in range(chance.randrange(1, 4)):
            await exchange.read()
            await exchange.answer()
        death = chance.randrange(6)
        if death == 0:
            await exchange.reader.read(chance.randrange(1, 200))
        elif death == 1:
            await exchange.read()
        elif death == 2:
            exchange.reset()
        elif death == 3:
            await exchange.read()
            exchange.reset()
        elif death == 4:
            await asyncio.sleep(chance.random() * 0.003)

    outcomes: dict[bytes, str] = {}

    async with serve(handler) as server, connect(server.url, connections=16) as client:

        async def send_many(lane: int) -> None:
            for number in range(60):
                body = b'{"lane":%d,"number":%d}' % (lane, number)
                outcomes[body] = (await client.send_message(NUMBER, body)).action
                if number % 3 == 0:
                    await asyncio.sleep(chance.random() * 0.003)

        await asyncio.gather(*(send_many(lane) for lane in range(16)))

    assert len(outcomes) == 960
    assert max(server.bodies.values()) == 1
    accepted = {body for body, action in outcomes.items() if action == "accepted"}
    assert accepted <= set(server.bodies)
    assert {action for body, action in outcomes.items() if body not in accepted} == {"unknown"}
