"""Fixtures of all tests. The servers start with the first test that needs them (with xdist: at once)."""

import os
import shutil
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from pydantic import BaseModel

from relance.cache import store
from relance.core.db import Pool, create_pool
from relance.core.redis import RedisClient, create_redis
from relance.core.settings import Settings
from relance.embedded import Addresses
from tests.support.loopback import refuse_outside_connections
from tests.support.servers import TestServers, clone_template, with_database

_started = pytest.StashKey[tuple[TestServers, Addresses]]()


def pytest_configure(config: pytest.Config) -> None:
    """No test sees the settings or the `.env` of the person who runs it, nor another machine."""
    for name in [name for name in os.environ if name.startswith("RELANCE_")]:
        del os.environ[name]
    Settings.model_config["env_file"] = None
    # Servers of tests know no TLS; each connection would prepare for it and ask.
    os.environ["PGSSLMODE"] = "disable"
    # A shell that starts something in the background has it ignore Ctrl-C, and so would all that we start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    refuse_outside_connections()
    _keep_loggers_open()


def _keep_loggers_open() -> None:
    """A logger keeps the configuration of its first use; then `capture_logs` would see nothing of it."""
    configure = structlog.configure

    def configure_again(**given: Any) -> None:
        configure(**{**given, "cache_logger_on_first_use": False})

    structlog.configure = configure_again  # type: ignore[assignment]  # takes what the real one takes


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """The controller of xdist starts the servers: they must outlive every worker."""
    addresses = _start_once(node.config)
    node.workerinput["database_url"] = addresses.database_url
    node.workerinput["redis_url"] = addresses.redis_url
    node.workerinput["maintenance_url"] = node.config.stash[_started][0].maintenance_url


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Remove what embedded servers of tests kept outside their closed folder (as root: under /var/lib)."""
    if not hasattr(session.config, "_tmp_path_factory"):
        return
    for record in session.config._tmp_path_factory.getbasetemp().rglob("server-home"):
        home = Path(record.read_text().strip())
        if home.name.startswith("relance-"):
            shutil.rmtree(home, ignore_errors=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what this process started."""
    if (started := config.stash.get(_started, None)) is not None:
        started[0].stop()


def _start_once(config: pytest.Config) -> Addresses:
    if _started not in config.stash:
        servers = TestServers()
        config.stash[_started] = servers, servers.start()
    return config.stash[_started][1]


@pytest.fixture(scope="session")
def servers(request: pytest.FixtureRequest) -> Addresses:
    """Addresses of this run's PostgreSQL and Valkey (16 Redis databases, one per xdist worker)."""
    handed_down = getattr(request.config, "workerinput", None)
    if handed_down is None:
        return _start_once(request.config)
    number = int(handed_down["workerid"].removeprefix("gw")) % 16
    return Addresses(
        database_url=handed_down["database_url"],
        redis_url=handed_down["redis_url"].removesuffix("/0") + f"/{number}",
    )


@pytest.fixture
async def database_url(servers: Addresses) -> str:
    """URL of a database of this test's own, migrated and empty; the next one takes its place."""
    return await clone_template(servers, f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'gw0')}")


@pytest.fixture
def superuser_url(request: pytest.FixtureRequest, servers: Addresses, database_url: str) -> str:
    """The same database as PostgreSQL's superuser, whom no process of Relance knows."""
    handed_down = getattr(request.config, "workerinput", None)
    url: str = (
        handed_down["maintenance_url"] if handed_down else request.config.stash[_started][0].maintenance_url
    )
    return with_database(url, database_url.rpartition("/")[2])


@pytest.fixture
async def pool(database_url: str) -> AsyncIterator[Pool]:
    """A pool on this test's own database."""
    pool = await create_pool(database_url, name="test", max_size=10)
    yield pool
    await pool.close()


@pytest.fixture
async def redis(servers: Addresses) -> AsyncIterator[RedisClient]:
    """A client on an empty Redis database."""
    client = create_redis(servers.redis_url, timeout_s=5)
    await client.flushdb()
    yield client
    await client.aclose()


@pytest.fixture(autouse=True)
def patient_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine that stands still for a moment is not a Redis that is away."""
    monkeypatch.setattr(store, "OPERATION_TIMEOUT_S", 5.0)


@pytest.fixture
def redis_url(servers: Addresses, redis: RedisClient) -> str:
    """URL of the Redis database of `redis`, emptied before the test."""
    return servers.redis_url


@pytest.fixture
def settings(database_url: str, redis_url: str, tmp_path: Path) -> Settings:
    """Complete settings for this test's own servers; `settings.model_copy(update=…)` changes some."""
    settings = Settings.__new__(Settings)
    # Straight to the checks: to look through the environment and files that are none takes a third of the
    # CPU of a small test.
    BaseModel.__init__(
        settings,
        database_url=database_url,
        redis_url=redis_url,
        # Loads beside the requests would be counted with theirs.
        cache_ahead="off",
        data_dir=tmp_path / "data",
        port=0,
        secret_key="a-secret-key-for-tests-only",
        whatsapp_api_url="http://127.0.0.1:9",
        whatsapp_token="simulator-token",
        whatsapp_app_secret="simulator-app-secret",
        whatsapp_verify_token="a-verify-token",
        whatsapp_phone_number_id="106540352242922",
        whatsapp_business_account_id="102290129340398",
    )
    return settings


@pytest.fixture
async def simulator() -> AsyncIterator[Any]:
    """A Cloud API with phones, in this process, on a free port: `simulator.url`, `.ledger`, `.faults` …"""
    from whatsapp_simulator import Simulator, SimulatorConfig

    async with Simulator(SimulatorConfig()) as running:
        yield running


@pytest.fixture
def relance_environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """`settings` as environment variables, for code that calls `load_settings()` and for commands.

    Only what is set: a variable locks the setting that may be changed while Relance runs.
    """
    for name, value in settings.model_dump(mode="json", exclude_unset=True).items():
        if value is not None:
            monkeypatch.setenv(f"RELANCE_{name.upper()}", str(value))
    return settings
