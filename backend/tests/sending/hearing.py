"""A sender and an intake at work with the simulator between them: what it accepts is heard of again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn

from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.webhooks.endpoint import App, WebhookEndpoint
from relance.webhooks.group_commit import Intake
from tests.sending.world import running_sender
from tests.support.waiting import eventually
from whatsapp_simulator import Simulator


async def _nothing_else(*_: object) -> None:
    raise AssertionError("only webhooks come here")


@asynccontextmanager
async def listening(pool: Pool, settings: Settings, simulator: Simulator) -> AsyncIterator[None]:
    """The intake behind a real server, subscribed to the simulator's webhooks."""
    intake = Intake(pool, settings)
    await intake.start()
    other: App = _nothing_else
    config = uvicorn.Config(
        WebhookEndpoint(other, intake, settings),
        host="127.0.0.1", port=0, log_level="warning", lifespan="off",
    )  # fmt: skip
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())

    async def started() -> bool:
        return server.started

    try:
        await eventually(started)
        port = server.servers[0].sockets[0].getsockname()[1]
        simulator.set_webhook(f"http://127.0.0.1:{port}/api/webhooks/whatsapp")
        yield
    finally:
        simulator.set_webhook(None)
        server.should_exit = True
        await serving
        await intake.stop()


@asynccontextmanager
async def sending_and_listening(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> AsyncIterator[None]:
    """One of each."""
    async with (
        listening(pool, settings, simulator),
        running_sender(pool, redis, settings, simulator.url),
    ):
        yield
