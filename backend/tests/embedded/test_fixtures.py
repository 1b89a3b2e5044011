"""The fixtures keep their promises: each test has its own empty, migrated database and Redis."""

import socket

import pytest

from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings, load_settings
from tests.support.loopback import OutsideConnectionError


@pytest.mark.parametrize("run", ["first", "second"])
async def test_each_test_starts_with_an_empty_database_and_redis(
    pool: Pool, redis: RedisClient, run: str
) -> None:
    assert await pool.fetchval("SELECT count(*) FROM contacts") == 0
    await pool.execute("INSERT INTO contacts (phone) VALUES ('+22997000001')")
    assert await redis.dbsize() == 0
    await redis.set("left-behind", run)


def test_settings_of_the_environment_are_those_of_the_fixture(relance_environment: Settings) -> None:
    assert load_settings() == relance_environment


def test_connection_to_another_machine_is_refused() -> None:
    with socket.socket() as connection, pytest.raises(OutsideConnectionError):
        connection.connect(("192.0.2.1", 80))
