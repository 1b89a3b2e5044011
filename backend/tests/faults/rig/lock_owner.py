"""A process that happens to have the number in a stale lock file."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alive_as_the_servers_user(lock: Path) -> Iterator[None]:
    """Write the number of a living process of the lock's owner into its first line, while inside."""
    owner = lock.stat().st_uid
    stranger = subprocess.Popen(["sleep", "600"], user=owner, start_new_session=True)
    try:
        lines = lock.read_text().splitlines(keepends=True)
        lock.write_text("".join([f"{stranger.pid}\n", *lines[1:]]))
        yield
    finally:
        stranger.kill()
        stranger.wait()
