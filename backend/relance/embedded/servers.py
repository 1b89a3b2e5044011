"""The two embedded servers together: what `relance up`, the demo and the tests start."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType

import asyncpg

from relance.core.errors import SettingsError
from relance.embedded.account import choose_account
from relance.embedded.binaries import find_binaries
from relance.embedded.data_folder import (
    SERVERS,
    Addresses,
    FolderLock,
    find_server_home,
    format_addresses,
    load_passwords,
    load_ports,
    make_data_folder,
    make_server_home,
    mark_running,
    mark_stopped,
    save_ports,
)
from relance.embedded.logs import keep_small
from relance.embedded.names import APPLICATION, SUPERUSER
from relance.embedded.ports import is_free, pick_port
from relance.embedded.postgres import (
    DURABLE,
    FOR_TESTS,
    PostgresServer,
    ServerStartError,
    make_sockets_folder,
)
from relance.embedded.roles import role_url, settle_roles
from relance.embedded.valkey import ValkeyServer

_NAMES = {"postgres": "PostgreSQL", "valkey": "Valkey"}


class EmbeddedServers:
    """PostgreSQL and Valkey, or one of them, on one data folder, locked against a second start.

    `start` and `stop` block and belong in the main thread (the death signal follows the thread). Also a
    context manager: `with EmbeddedServers(folder) as addresses`.
    """

    def __init__(self, data_dir: Path, *, durable: bool = True, wanted: Sequence[str] = SERVERS) -> None:
        self._folder = data_dir.absolute()
        self._wanted = wanted
        self._durable = durable
        self._lock = FolderLock(self._folder)
        self._ports: dict[str, int] = {}
        self._postgres: PostgresServer | None = None
        self._valkey: ValkeyServer | None = None

    def __enter__(self) -> Addresses:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> Addresses:
        """Start what is wanted and return the URLs. Raises SettingsError with a sentence if it cannot be."""
        make_data_folder(self._folder)
        self._lock.take()
        try:
            mark_stopped(self._folder)
            self._prepare()
            self.start_missing(may_move=True)
            mark_running(self._folder, self._wanted)
        except BaseException:
            self.stop()
            raise
        return self.addresses

    @property
    def names(self) -> list[str]:
        """What is wanted, as a person knows it."""
        return [_NAMES[name] for name in self._wanted]

    @property
    def addresses(self) -> Addresses:
        """The URLs; they stay the same while the servers run."""
        ports = {name: self._ports[name] for name in self._wanted}
        return format_addresses(asdict(load_passwords(self._folder)), ports, role=APPLICATION)

    def start_missing(self, *, may_move: bool = False) -> list[str]:
        """Start what does not run; returns the names. For supervision: call it often.

        Only with `may_move` on another port than before: the other processes know the old URL. Raises
        SettingsError when a server cannot be started.
        """
        started = []
        for name, server in (("postgres", self._postgres), ("valkey", self._valkey)):
            if name in self._wanted and server is not None and not server.is_alive():
                self._start_one(name, server, may_move=may_move)
                started.append(name)
        return started

    def stop(self) -> None:
        """Stop Valkey, then PostgreSQL, and unlock; harmless when not started."""
        if self._lock.is_held:  # else the mark is that of another Relance, which runs on
            mark_stopped(self._folder)
        if self._valkey is not None:
            self._valkey.stop()
        if self._postgres is not None:
            self._postgres.stop()
        self._lock.release()

    def _prepare(self) -> None:
        home = find_server_home(self._folder)
        account = choose_account((home or self._folder) / "postgres")
        if home is None:
            home = make_server_home(self._folder, account)
        binaries = find_binaries(account, home)
        passwords = load_passwords(self._folder)
        (self._folder / "logs").mkdir(mode=0o700, exist_ok=True)
        make_sockets_folder(home, account)
        self._postgres = PostgresServer(
            home=home,
            account=account,
            binaries=binaries,
            password=passwords.postgres,
            tuning=DURABLE if self._durable else FOR_TESTS,
        )
        self._valkey = ValkeyServer(
            home=home, account=account, binaries=binaries, password=passwords.valkey, durable=self._durable
        )
        self._ports = load_ports(self._folder)

    def _start_one(self, name: str, server: PostgresServer | ValkeyServer, *, may_move: bool) -> None:
        """On the kept port; another one when it is taken, also when somebody was quicker than we."""
        log = self._folder / "logs" / f"{name}.log"
        keep_small(log)
        for attempt in range(5):
            port = pick_port(self._ports.get(name)) if may_move else self._ports[name]
            try:
                server.start(port=port, log=log)
            except ServerStartError as error:
                if not may_move or attempt == 4 or is_free(port):  # not the port's fault
                    raise SettingsError(f"RELANCE_DATA_DIR={self._folder}: {error}") from error
                continue
            self._ports[name] = port
            save_ports(self._folder, self._ports)
            if name == "postgres":
                self._settle_roles()
            return

    def _settle_roles(self) -> None:
        passwords, port = load_passwords(self._folder), self._ports["postgres"]
        try:
            settle_roles(
                role_url(SUPERUSER, passwords.postgres, port),
                passwords.application,
                for_tests=not self._durable,
            )
        except (asyncpg.PostgresError, OSError) as error:
            raise SettingsError(
                f"RELANCE_DATA_DIR={self._folder}: the database could not be given to its own role: {error}"
            ) from error
