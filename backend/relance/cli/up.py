"""`relance up`: everything, supervised, with one command."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from relance.cli.environment import fill_in, find_upkeep_url, url_variables
from relance.cli.migrate import migrate_database
from relance.cli.processes import PidsFile, order_of_stopping, plan_processes
from relance.cli.room import Room
from relance.cli.stop_signals import StopSignals
from relance.cli.unprivileged import are_folders_missing, find_user, make_folders, user_environment
from relance.cli.up_words import greet
from relance.core.errors import SettingsError
from relance.core.settings import Settings, load_settings
from relance.embedded import Addresses, EmbeddedServers
from relance.embedded.data_folder import FolderLock, make_data_folder
from relance.embedded.leftovers import end_leftovers, find_leftovers
from relance.embedded.logs import LogTail, keep_small
from relance.embedded.ports import is_free, listens
from relance.embedded.supervisor import Supervisor

_LOOK_EVERY_S = 0.25
_SERVER_RETRY_S = 2.0
_FULL_DISK_RETRY_S = 1.0
_LEFTOVERS_PATIENCE_S = 30.0
"""Longer than what they may take for an end in good order."""

_COLOURS = {"api": "cyan", "sender": "green", "worker": "magenta", "beat": "blue"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(up)


def up(
    senders: Annotated[int, typer.Option(min=1, help="Number of sender processes.")] = 1,
    quiet: Annotated[bool, typer.Option("--quiet", help="Logs go to their files only.")] = False,
) -> None:
    """Start everything: servers (unless URLs are set), API, sender, worker, beat; Ctrl-C stops it all."""
    settings = load_settings()
    if not find_leftovers(settings.data_dir):
        _check_port(settings)
    console = Console(stderr=True, highlight=False)
    with StopSignals() as signals:
        room = Room(settings.data_dir, lambda line: _say(console, f"[yellow]{escape(line)}"))
        servers = _prepare_servers(settings)
        try:
            complete = _start_patiently(lambda: _start(settings, servers, console), room, signals)
            if complete is not None:
                _Watch(complete, servers, room, signals, console, quiet=quiet).run(_name_senders(senders))
        finally:
            servers.stop()
    _say(console, "Stopped.")


def _prepare_servers(settings: Settings) -> "EmbeddedServers | _NoServers":
    """Only what has no URL is ours to start."""
    urls = {"postgres": settings.database_url, "valkey": settings.redis_url}
    wanted = [name for name, url in urls.items() if url is None]
    if not wanted:
        return _NoServers(settings.data_dir)
    return EmbeddedServers(settings.data_dir, wanted=wanted)


class _NoServers:
    """In the place of the embedded servers where all URLs are set: only the lock on the data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FolderLock(folder)

    def start(self) -> Addresses:
        make_data_folder(self._folder)
        self._lock.take()
        return Addresses(database_url="", redis_url="")

    def start_missing(self) -> list[str]:
        return []

    def stop(self) -> None:
        self._lock.release()


def _start(settings: Settings, servers: "EmbeddedServers | _NoServers", console: Console) -> Settings:
    """The servers, what an earlier start has left, and the schema; returns settings with URLs."""
    if isinstance(servers, EmbeddedServers):
        _say(console, f"Starting {' and '.join(servers.names)} ...")
    try:
        complete = fill_in(settings, servers.start())
        # After the servers: what they have under way they can still record.
        end_leftovers(settings.data_dir, patience_s=_LEFTOVERS_PATIENCE_S)
        _check_port(settings)
        (settings.data_dir / "logs").mkdir(mode=0o700, exist_ok=True)
        upkeep_url = find_upkeep_url(settings.data_dir)
        migrate_database(complete.require_database_url(), timezone=complete.timezone, upkeep_url=upkeep_url)
    except BaseException:
        servers.stop()
        raise
    return complete


def _start_patiently(start: Callable[[], Settings], room: Room, signals: StopSignals) -> Settings | None:
    """Try again while the disk is full; None when somebody wants us to stop meanwhile."""
    while not signals.asked:
        try:
            return start()
        except Exception as error:
            if not room.explains(error):
                raise
        signals.wait(_FULL_DISK_RETRY_S)
    return None


def _check_port(settings: Settings) -> None:
    if settings.port and not is_free(settings.port, settings.host):
        raise SettingsError(
            f"RELANCE_PORT={settings.port} cannot be used on {settings.host}: another program listens there, "
            "or the address is not this machine's"
        )


class _Watch:
    """Keeps everything running until somebody wants it to stop, whatever the disk does meanwhile."""

    def __init__(
        self,
        settings: Settings,
        servers: "EmbeddedServers | _NoServers",
        room: Room,
        signals: StopSignals,
        console: Console,
        *,
        quiet: bool,
    ) -> None:
        self._settings = settings
        self._servers = _ServerWatch(servers, room, console)
        self._room = room
        self._signals = signals
        self._console = console
        self._quiet = quiet
        self._greeted = False
        self._log_dir = settings.data_dir.absolute() / "logs"

    def run(self, senders: list[str]) -> None:
        names = ["api", "worker", "beat", *senders]
        logs = {name: self._log_dir / f"{name}.log" for name in names}
        account = find_user(self._settings, lambda line: _say(self._console, escape(line)))
        env, cwd = _environment(self._settings), Path.cwd()
        if account is not None:
            env, cwd = user_environment(self._settings) | env, self._settings.data_dir.absolute()
        plan = plan_processes(names, env=env, cwd=cwd, log_dir=self._log_dir, account=account)
        supervisor = Supervisor(
            plan,
            stop_order=order_of_stopping(names),
            report=lambda line: _say(self._console, f"[yellow]{escape(line)}"),
        )
        tail = LogTail({} if self._quiet else logs)
        pids = PidsFile(self._settings.data_dir)
        try:
            if not self._signals.asked:
                self._begin(supervisor)
            while not self._signals.wait(_LOOK_EVERY_S):
                self._servers.look()
                self._room.attempt(supervisor.restart_dead)
                self._greet_once()
                self._room.attempt(lambda: pids.note(supervisor.pids()))
                _show(tail, self._console)
                for log in logs.values():
                    self._room.attempt(partial(keep_small, log))
                self._room.look()
                if account is not None and are_folders_missing(self._settings.data_dir):
                    self._room.attempt(partial(make_folders, self._settings.data_dir, account))
        finally:
            _say(self._console, "Stopping; what is under way is finished and recorded (again: at once) ...")
            # Who asks a whole group to stop asks the servers too; what is under way could not be recorded.
            supervisor.stop(hurry=self._signals.in_a_hurry, meanwhile=self._servers.look)
            _show(tail, self._console)

    def _begin(self, supervisor: Supervisor) -> None:
        supervisor.plan_start()
        self._room.attempt(supervisor.restart_dead)

    def _greet_once(self) -> None:
        """As soon as somebody listens: before, the address would be refused."""
        if self._greeted or (self._settings.port and not listens(self._settings.port, self._settings.host)):
            return
        self._greeted = True
        for line in greet(self._settings, str(self._log_dir)):
            _say(self._console, line)


class _ServerWatch:
    """Starts an embedded server again when it has died; when that fails, again a little later."""

    def __init__(self, servers: "EmbeddedServers | _NoServers", room: Room, console: Console) -> None:
        self._servers = servers
        self._room = room
        self._console = console
        self._not_before = 0.0

    def look(self) -> None:
        if time.monotonic() < self._not_before:
            return
        try:
            for name in self._servers.start_missing():
                _say(self._console, f"[yellow]{name} had ended and was started again")
        except (SettingsError, OSError) as error:
            self._not_before = time.monotonic() + _SERVER_RETRY_S
            if not self._room.explains(error):
                _say(self._console, f"[red]{escape(str(error))}; trying again in {_SERVER_RETRY_S:g} s")


def _say(console: Console, line: str) -> None:
    """For a person; a terminal that is gone or a file on a full disk ends nothing."""
    with suppress(OSError):
        console.print(line, soft_wrap=True)


def _show(tail: LogTail, console: Console) -> None:
    for name, line in tail.read_new():
        colour = _COLOURS.get(name.partition("-")[0], "white")
        _say(console, f"[{colour}]{name:>8}[/] {escape(line)}")


def _environment(settings: Settings) -> dict[str, str]:
    return {
        **url_variables(settings),
        "RELANCE_DATA_DIR": str(settings.data_dir.absolute()),
        "PYTHONUNBUFFERED": "1",
        "PATH": os.environ.get("PATH", ""),
    }


def _name_senders(count: int) -> list[str]:
    return ["sender"] if count == 1 else [f"sender-{number}" for number in range(1, count + 1)]
