"""A simulator, a webhook it posts to, and a caller of its endpoints. People are quick and silent."""

from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import pytest
from pyreqwest.client import ClientBuilder

from tests.simulator.caller import Caller
from tests.simulator.webhook import Webhook
from whatsapp_simulator import QUIET, Behaviour, Simulator, SimulatorConfig

AT_ONCE: Mapping[str, object] = {
    **QUIET,
    "delivered": 1,
    "read": 1,
    "sent_after_s": 0,
    "delivered_after_s": 0.01,
    "read_after_s": 0.01,
    "reply_after_s": 0.01,
}

MakeBehaviour = Callable[..., Behaviour]


@pytest.fixture
def behave() -> MakeBehaviour:
    """Makes a behaviour: everybody reads everything at once and nobody answers, but for what is given."""
    return lambda **given: Behaviour.from_json({**AT_ONCE, **given})


@pytest.fixture
def settings() -> dict[str, Any]:
    """Overridden by `@pytest.mark.parametrize("settings", [...])`: arguments of SimulatorConfig."""
    return {}


@pytest.fixture
async def webhook() -> AsyncIterator[Webhook]:
    async with Webhook() as webhook:
        yield webhook


@pytest.fixture
async def simulator(
    webhook: Webhook, behave: MakeBehaviour, settings: dict[str, Any]
) -> AsyncIterator[Simulator]:
    config = SimulatorConfig(
        webhook_url=webhook.url, behaviour=behave(), webhook_connections=8, retry_first_s=0.02, **settings
    )
    async with Simulator(config) as simulator:
        yield simulator


@pytest.fixture
async def caller(simulator: Simulator) -> AsyncIterator[Caller]:
    async with ClientBuilder().no_proxy().build() as client:
        yield Caller(client, simulator)
