"""A Valkey of a test's own, to freeze, kill and start again."""

import os
import signal
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

from redis.asyncio import Redis

from relance.core.redis import REDIS_DOWN, RedisClient, create_redis
from relance.embedded.account import Account
from relance.embedded.binaries import find_binaries
from relance.embedded.children import start_child, stop_child
from tests.support.waiting import eventually


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class OwnValkey:
    """Started by `start`; keeps its port, and its data in `folder`, over a kill."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        ourselves = Account(os.geteuid(), os.getegid(), switch=False)
        self._program = find_binaries(ourselves, folder).valkey_server
        self._folder = folder
        self._durable = durable
        self._child: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def client(self, *, timeout_s: float = 1.0) -> RedisClient:
        """A client as the API process has one."""
        return create_redis(self.url, timeout_s=timeout_s)

    @property
    def is_running(self) -> bool:
        """Started and not killed; maybe frozen."""
        return self._child is not None

    async def start(self) -> None:
        """Start and wait until it answers."""
        options = {
            "--port": str(self.port), "--bind": "127.0.0.1", "--save": "", "--dir": str(self._folder),
            "--appendonly": "yes" if self._durable else "no", "--appendfsync": "always",
        }  # fmt: skip
        command: list[str | Path] = [self._program, *(word for pair in options.items() for word in pair)]
        self._child = start_child(command, death_signal=signal.SIGKILL, env={}, cwd=self._folder)
        async with self.client() as probe:
            await eventually(lambda: _answers(probe))

    def freeze(self) -> None:
        """It accepts bytes and does nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on with all that it was sent meanwhile."""
        self._signal(signal.SIGCONT)

    def kill(self) -> None:
        """It is gone at once."""
        if self._child is not None:
            self._signal(signal.SIGCONT)
            stop_child(self._child, (signal.SIGKILL, 5))
            self._child = None

    def _signal(self, number: signal.Signals) -> None:
        assert self._child is not None
        self._child.send_signal(number)


async def _answers(client: "Redis") -> bool:
    with suppress(*REDIS_DOWN):
        return bool(await client.ping())
    return False
