"""What tests of backups share."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from relance.core.settings import Settings
from relance.embedded import Addresses
from tests.backups.world import fill, make_empty, run_well
from tests.support.servers import drop_database


@pytest.fixture
def filled(relance_environment: Settings) -> Settings:
    """Commands work on a database with a campaign under way."""
    fill(relance_environment)
    return relance_environment


@pytest.fixture
def backup(filled: Settings, tmp_path: Path) -> Path:
    """A backup of it."""
    run_well("backup", tmp_path / "relance.dump")
    return tmp_path / "relance.dump"


@pytest.fixture
def empty(servers: Addresses, database_url: str) -> Iterator[str]:
    """URL of a second database, in which nothing is."""
    name = f"{database_url.rpartition('/')[2]}_second"
    yield make_empty(servers, name)
    asyncio.run(drop_database(servers, name))
