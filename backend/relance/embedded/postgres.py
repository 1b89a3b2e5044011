"""Start and stop one PostgreSQL on a data folder of ours."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from relance.core.errors import SettingsError
from relance.embedded.account import Account
from relance.embedded.binaries import Binaries
from relance.embedded.children import end_leftover, start_child, stop_child
from relance.embedded.leftovers import end_server_leftovers, remove_stale_socket_locks

SERVER_ENV = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
"""Nothing of our own environment: it holds secrets, and PG* variables change how PostgreSQL starts."""

DURABLE = {
    "synchronous_commit": "on",
    "shared_buffers": "384MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "wal_buffers": "16MB",
}
"""A laptop or small server with 2 cores that carries everything else too. wal_compression stays off: the
wheel has only pglz, and processor time is scarcer here than disk."""

FOR_TESTS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "1h",
    "max_wal_size": "4GB",
    "autovacuum": "off",
}
"""Data that nobody will miss: speed instead of surviving a power cut. Its users vacuum when they mean to:
beside an ANALYZE in the background, which holds a snapshot, VACUUM marks no page as visible to all, and the
planner then has no use for index-only scans."""

_COMMON = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "120",
    "jit": "off",
    "random_page_cost": "1.1",
    "effective_cache_size": "2GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_parallel_workers_per_gather": "1",
    "autovacuum_naptime": "15s",
    "autovacuum_vacuum_cost_limit": "1000",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_duration_statement": "2s",
    "log_checkpoints": "off",
    "log_line_prefix": "%m [%p] %a ",
    # No phone number in a log: neither as a parameter of a slow statement nor as the key of a conflict.
    "log_parameter_max_length": "0",
    "log_error_verbosity": "terse",
}


class PostgresServer:
    """One PostgreSQL: `start`, `stop`, and `is_alive` in between."""

    def __init__(
        self, *, home: Path, account: Account, binaries: Binaries, password: str, tuning: dict[str, str]
    ) -> None:
        self.data = home / "postgres"
        self._home = home
        self._account = account
        self._binaries = binaries
        self._password = password
        self._tuning = tuning
        self._child: subprocess.Popen[bytes] | None = None

    def start(self, *, port: int, log: Path, patience_s: float = 120) -> None:
        """Start and wait until it takes connections; a recovery after a crash may need the patience.

        Raises ServerStartError, whose message ends with the last lines of the log.
        """
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._check_version()
        end_leftover(self.data / "postmaster.pid", self.data, (signal.SIGINT, 30), (signal.SIGQUIT, 10))
        end_server_leftovers(self.data, "postgres", patience_s=5)
        remove_stale_socket_locks(self._home / "sockets")
        with log.open("ab") as output:
            self._child = start_child(
                [self._binaries.postgres, "-D", self.data, *self._options(port)],
                death_signal=signal.SIGINT,
                env=SERVER_ENV,
                cwd=self.data,
                account=self._account,
                stdout=output,
            )
        deadline = time.monotonic() + patience_s
        while not self._is_ready():
            if self._child.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise ServerStartError("PostgreSQL", log)
            time.sleep(0.02)

    def is_alive(self) -> bool:
        """Whether the process that we started still runs."""
        return self._child is not None and self._child.poll() is None

    def stop(self) -> None:
        """Fast stop: open transactions are rolled back, everything committed is on disk."""
        if self._child is not None:
            stop_child(self._child, (signal.SIGINT, 60), (signal.SIGQUIT, 10))
            self._child = None

    def _options(self, port: int) -> list[str]:
        sockets = self._home / "sockets"
        settings = _COMMON | self._tuning | {"port": str(port)}
        settings["unix_socket_directories"] = str(sockets) if len(str(sockets)) < 80 else ""
        settings["unix_socket_permissions"] = "0700"
        return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]

    def _initialise(self) -> None:
        """initdb with passwords everywhere, then our database; a start killed on the way begins again."""
        unfinished = self.data.with_name("postgres.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        _make_private(unfinished, self._account)
        password_file = self._home / f"initdb-password.{os.getpid()}"
        password_file.touch(mode=0o600)
        try:
            password_file.write_text(self._password)
            self._account.own(password_file)
            self._run(
                unfinished, self._binaries.initdb, "-D", unfinished, "-U", "relance",
                "--pwfile", password_file, "--auth=scram-sha-256", "--encoding=UTF8",
                "--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions",
                *(["--no-sync"] if self._tuning.get("fsync") == "off" else []),
            )  # fmt: skip
        finally:
            password_file.unlink(missing_ok=True)
        single: list[str | Path] = [self._binaries.postgres, "--single", "-D", unfinished, "postgres"]
        self._run(unfinished, *single, stdin=b"CREATE DATABASE relance;")
        unfinished.rename(self.data)

    def _run(self, folder: Path, *command: str | Path, stdin: bytes = b"") -> None:
        child = start_child(
            command,
            death_signal=signal.SIGKILL,
            env=SERVER_ENV,
            cwd=folder,
            account=self._account,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        output, _ = child.communicate(stdin)
        if child.returncode != 0:
            reason = output.decode(errors="replace").strip().splitlines()[-1:] or ["no reason given"]
            raise SettingsError(
                "RELANCE_DATABASE_URL is not set and the embedded PostgreSQL could not be prepared: "
                + reason[0]
            )

    def _check_version(self) -> None:
        major = int((self.data / "PG_VERSION").read_text())
        if major != self._binaries.postgres_major:
            raise SettingsError(
                f"RELANCE_DATA_DIR holds data of PostgreSQL {major}, the installed one is "
                f"{self._binaries.postgres_major}: dump with the old one and restore with the new one first"
            )

    def _is_ready(self) -> bool:
        """The last line of the pid file is how pg_ctl knows too: no connection, no password needed."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) >= 8 and lines[7].strip() == "ready"


class ServerStartError(Exception):
    """A server ended or stayed silent at its start; the message says what its log says."""

    def __init__(self, server: str, log: Path) -> None:
        try:
            tail = log.read_text(errors="replace").strip().splitlines()[-3:]
        except OSError:
            tail = []
        super().__init__(f"{server} did not start (log: {log}): {' | '.join(tail) or 'no output'}")


def make_sockets_folder(home: Path, account: Account) -> None:
    """The folder of both servers' unix sockets, for their user alone."""
    _make_private(home / "sockets", account)


def _make_private(folder: Path, account: Account) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    account.own(folder)
