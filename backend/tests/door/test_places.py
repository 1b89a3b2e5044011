"""However many requests are under way, webhooks and health find a place."""

import asyncio
from typing import Any

import httpx2

from relance.door.places import Places
from tests.door.scene import answer


async def test_what_has_no_place_is_told_so_and_the_kept_ones_pass() -> None:
    going_on = asyncio.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] == "/slow":
            await going_on.wait()
        await answer(send, 200, b"well")

    places = Places(app, kept_for=("/healthz",), most=2)
    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=places), base_url="http://test"
    ) as client:
        async with asyncio.TaskGroup() as group:
            slow = [group.create_task(client.get("/slow")) for _ in range(2)]
            while places._taken < 2:
                await asyncio.sleep(0)
            refused = await client.get("/quick")
            assert (refused.status_code, refused.json()["error"]["code"]) == (503, "server_busy")
            assert refused.headers["retry-after"] == "5"
            assert (await client.get("/healthz")).status_code == 200
            going_on.set()
        assert [task.result().status_code for task in slow] == [200, 200]
        assert (await client.get("/quick")).status_code == 200
