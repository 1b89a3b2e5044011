"""What the commands create-user, set-password and create-api-key do. Each raises AppError with a sentence."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from relance.auth.api_keys import create_api_key
from relance.auth.setup import setup_code
from relance.auth.users import ADMIN, create_user, set_password
from relance.core.db import Pool, create_pool, transaction
from relance.core.settings import Settings


async def run_create_user(database_url: str, *, username: str, password: str, role: str = ADMIN) -> int:
    """Create a user, return the id."""
    async with _pool(database_url) as pool:
        return await create_user(pool, username=username, password=password, role=role)


async def run_set_password(database_url: str, *, username: str, password: str) -> int:
    """Replace a user's password, return the id."""
    async with _pool(database_url) as pool:
        return await set_password(pool, username=username, password=password)


async def run_create_api_key(database_url: str, *, name: str) -> str:
    """Create an API key, return it: it cannot be read again."""
    async with _pool(database_url) as pool, transaction(pool) as conn:
        return await create_api_key(conn, name=name)


async def run_setup_code(settings: Settings) -> str | None:
    """The code that makes the first user; None once there is one."""
    async with _pool(settings.require_database_url()) as pool, transaction(pool) as conn:
        return await setup_code(conn, settings)


@asynccontextmanager
async def _pool(database_url: str) -> AsyncIterator[Pool]:
    pool = await create_pool(database_url, name="command", max_size=1)
    try:
        yield pool
    finally:
        await pool.close()
