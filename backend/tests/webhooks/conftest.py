"""A scene for every test of the intake."""

from collections.abc import AsyncIterator

import pytest

from relance.core.db import Pool
from relance.core.settings import Settings
from tests.webhooks.scene import Scene, assert_no_drift, open_scene


@pytest.fixture
async def scene(pool: Pool, settings: Settings) -> AsyncIterator[Scene]:
    """Sender, template and a running intake; afterwards the counts must agree with the rows."""
    async with open_scene(pool, settings) as scene:
        yield scene
    await assert_no_drift(pool)
