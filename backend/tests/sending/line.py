"""The whole line in this process: a sender, an intake behind its endpoint, heartbeats, the simulator."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn

from relance.core.current_settings import CurrentSettings
from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.monitoring.heartbeat import beat
from relance.sending.loop import SenderLoop
from relance.webhooks.endpoint import PATH, WebhookEndpoint
from relance.webhooks.group_commit import Intake
from relance.whatsapp.client import GraphClient
from whatsapp_simulator import Simulator

NOBODY = f"http://127.0.0.1:9{PATH}"


@dataclass(slots=True)
class Line:
    """Meta's side of it."""

    simulator: Simulator
    webhook_url: str

    def cut_way_in(self) -> None:
        """Meta reaches nobody: what it has to say comes again later."""
        self.simulator.set_webhook(NOBODY)

    def mend_way_in(self) -> None:
        """Meta reaches the intake again."""
        self.simulator.set_webhook(self.webhook_url)


@asynccontextmanager
async def whole_line(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> AsyncIterator[Line]:
    """Everything at work; stopped in order at the end."""
    intake = Intake(pool, settings)
    server = uvicorn.Server(
        uvicorn.Config(
            WebhookEndpoint(_nothing_else, intake, settings),  # type: ignore[arg-type]  # plain ASGI
            host="127.0.0.1",
            port=0,
            log_level="warning",
            lifespan="off",
        )
    )
    await intake.start()
    async with GraphClient(simulator.url, "v26.0", settings.whatsapp_token, max_connections=128) as graph:
        loop = SenderLoop(
            pool=pool,
            redis=redis,
            graph=graph,
            current=CurrentSettings(settings),
            process="test",
        )
        beats = [
            asyncio.create_task(beat(pool, "api", intake=intake.memory)),
            asyncio.create_task(beat(pool, "sender", clocks=loop.clocks)),
        ]
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        line = Line(simulator, f"http://127.0.0.1:{port}{PATH}")
        line.mend_way_in()
        sending = asyncio.create_task(loop.run())
        try:
            yield line
        finally:
            simulator.set_webhook(None)
            loop.stop()
            await sending
            server.should_exit = True
            await serving
            await intake.stop()
            for task in beats:
                task.cancel()
            await asyncio.gather(*beats, return_exceptions=True)


async def _nothing_else(scope: dict[str, Any], receive: Any, send: Any) -> None:
    raise AssertionError(f"nothing but webhooks is called: {scope['path']}")
