"""Fixtures of the tests of campaigns."""

import pytest

from relance.core.db import Pool
from tests.campaigns.scene import Scene


@pytest.fixture
async def scene(pool: Pool) -> Scene:
    """A sender with an approved template; nothing else."""
    return await Scene(pool).furnish()
