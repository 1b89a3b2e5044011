"""Start and stop one Valkey on a data folder of ours."""

import signal
import socket
import subprocess
import time
from pathlib import Path

from relance.embedded.account import Account
from relance.embedded.binaries import Binaries
from relance.embedded.children import end_leftover, start_child, stop_child
from relance.embedded.leftovers import end_server_leftovers
from relance.embedded.postgres import SERVER_ENV, ServerStartError


class ValkeyServer:
    """One Valkey: `start`, `stop`, and `is_alive` in between."""

    def __init__(
        self, *, home: Path, account: Account, binaries: Binaries, password: str, durable: bool
    ) -> None:
        self.data = home / "valkey"
        self._home = home
        self._account = account
        self._binaries = binaries
        self._password = password
        self._durable = durable
        self._child: subprocess.Popen[bytes] | None = None

    def start(self, *, port: int, log: Path, patience_s: float = 60) -> None:
        """Start and wait until it answers; loading its file may need the patience.

        Raises ServerStartError, whose message ends with the last lines of the log.
        """
        self.data.mkdir(mode=0o700, exist_ok=True)
        self._account.own(self.data)
        end_leftover(self.data / "valkey.pid", self.data, (signal.SIGTERM, 10))
        end_server_leftovers(self.data, "valkey-server", patience_s=5)
        with log.open("ab") as output:
            self._child = start_child(
                [self._binaries.valkey_server, "-"],
                death_signal=signal.SIGTERM,
                env=SERVER_ENV,
                cwd=self.data,
                account=self._account,
                stdin=subprocess.PIPE,
                stdout=output,
            )
        # The configuration goes by stdin: on the command line everyone could read the password.
        assert self._child.stdin is not None
        self._child.stdin.write(self._configuration(port).encode())
        self._child.stdin.close()
        deadline = time.monotonic() + patience_s
        while not self._answers(port):
            if self._child.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise ServerStartError("Valkey", log)
            time.sleep(0.02)

    def is_alive(self) -> bool:
        """Whether the process that we started still runs."""
        return self._child is not None and self._child.poll() is None

    def stop(self) -> None:
        """Stop in good order: what it holds is on disk."""
        if self._child is not None:
            stop_child(self._child, (signal.SIGINT, 10), (signal.SIGTERM, 5))
            self._child = None

    def _configuration(self, port: int) -> str:
        """Celery's queue and the cache share it: only keys with a time to live may be evicted."""
        sockets = self._home / "sockets" / "valkey"
        lines = {
            "bind": "127.0.0.1",
            "port": str(port),
            "unixsocket": f'"{sockets}"' if len(str(sockets)) < 100 else '""',
            "unixsocketperm": "700",
            "requirepass": self._password,
            "pidfile": f'"{self.data}/valkey.pid"',
            "dir": f'"{self.data}"',
            "appendonly": "yes" if self._durable else "no",
            "appendfsync": "everysec",
            "save": '""',
            "maxmemory": "512mb",
            "maxmemory-policy": "volatile-lru",
            "loglevel": "warning",
        }
        return "".join(f"{name} {value}\n" for name, value in lines.items())

    def _answers(self, port: int) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
                connection.sendall(b"AUTH %s\r\nPING\r\n" % self._password.encode())
                answer = b""
                while answer.count(b"\r\n") < 2:
                    if not (received := connection.recv(1024)):
                        return False
                    answer += received
                return answer == b"+OK\r\n+PONG\r\n"
        except OSError:
            return False
