"""What `relance up` says once everything is started: where people find it, and what waits for one of them."""

import asyncio

from rich.markup import escape

from relance.core.db import create_pool, is_passing
from relance.core.settings import Settings


def greet(settings: Settings, log_dir: str) -> list[str]:
    """The lines, with Rich's markup; the address is the one that people use."""
    address = settings.public_url or f"http://{settings.host}:{settings.port}"
    lines = [f"Relance runs: [bold]{address}[/]  (logs: {escape(log_dir)}; Ctrl-C stops)"]
    try:
        return [*lines, *asyncio.run(_list_waiting(settings))]
    except Exception as error:
        if not is_passing(error):
            raise
        return lines  # the database is just away; the app's pages say the same


async def _list_waiting(settings: Settings) -> list[str]:
    from relance.auth.command import run_setup_code  # see commands.py on imports
    from relance.restored.service import read_question

    lines = []
    if (code := await run_setup_code(settings)) is not None:
        lines.append(f"No user yet. Code to make the super admin: [bold]{code}[/]")
    url = settings.require_database_url()
    async with await create_pool(url, name="up", max_size=1) as pool, pool.acquire() as conn:
        state = (await read_question(conn)).state
    if state in ("reading", "asked"):
        lines.append(
            "[yellow]Nothing leaves: this database was restored or copied. Say which:[/] relance restored"
        )
    elif state == "settling":
        lines.append(
            "[yellow]Nothing leaves yet: what left before the database was restored is being taken over"
        )
    return lines
