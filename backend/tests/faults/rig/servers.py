"""PostgreSQL and Valkey of the rig's own, behind proxies, with clocks of their own where asked."""

import signal
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from relance.embedded import Addresses, EmbeddedServers
from relance.embedded import postgres as embedded_postgres
from tests.faults.rig import tree
from tests.faults.rig.loop_thread import LoopThread
from tests.faults.rig.proxy import Proxy


class RigServers:
    """Durable, as an operator's are. `through` are the URLs that lead over the proxies."""

    def __init__(self, folder: Path, loop: LoopThread, *, env: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self._loop = loop
        self._env = dict(env or {})
        self._servers = EmbeddedServers(folder)
        self._addresses: Addresses
        self.database = "relance"

    @property
    def direct(self) -> Addresses:
        url = f"{self._addresses.database_url.rpartition('/')[0]}/{self.database}"
        return Addresses(database_url=url, redis_url=self._addresses.redis_url)

    def start(self) -> None:
        # The servers start with this and nothing else; both modules share the one dict.
        embedded_postgres.SERVER_ENV.update(self._env)
        self._addresses = self._servers.start()
        self.to_postgres = Proxy(self._loop, urlsplit(self.direct.database_url).port or 0)
        self.to_redis = Proxy(self._loop, urlsplit(self.direct.redis_url).port or 0)

    @property
    def through(self) -> Addresses:
        return Addresses(
            database_url=_with_port(self.direct.database_url, self.to_postgres.port),
            redis_url=_with_port(self.direct.redis_url, self.to_redis.port),
        )

    def tick(self) -> None:
        """What died is started again."""
        self._servers.start_missing()

    def pids(self) -> dict[str, int]:
        found = {}
        for name, file in (("postgres", "postgres/postmaster.pid"), ("valkey", "valkey/valkey.pid")):
            path = self.folder / file
            if path.exists():
                found[name] = int(path.read_text().splitlines()[0])
        return found

    def stop(self) -> None:
        for pid in self.pids().values():
            tree.send(tree.descendants(pid), signal.SIGCONT)
        self._servers.stop()
        for name in self._env:
            embedded_postgres.SERVER_ENV.pop(name, None)


def _with_port(url: str, port: int) -> str:
    parts = urlsplit(url)
    assert parts.port is not None
    return url.replace(f":{parts.port}/", f":{port}/", 1)
