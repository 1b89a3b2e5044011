"""A PostgreSQL of its own, and a result of lines."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from relance.embedded import EmbeddedServers


def write_result(result: Path, head: list[str], run: Callable[[str], Awaitable[list[str]]]) -> None:
    """Run with the URL of an empty server, which is gone afterwards, and write its lines below the head."""

    async def lines_of(server: str) -> list[str]:
        return await run(server)

    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        with EmbeddedServers(Path(folder) / "data", durable=False) as servers:
            lines = asyncio.run(lines_of(servers.database_url))
    result.write_text("\n".join([*head, *lines, ""]))
