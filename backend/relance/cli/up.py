"""`relance up`: everything, supervised, with one command."""

import asyncio
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from relance.cli.environment import fill_in
from relance.cli.migrate import migrate_database
from relance.cli.processes import PidsFile, order_of_stopping, plan_processes
from relance.cli.stop_signals import StopSignals
from relance.core.errors import SettingsError
from relance.core.settings import Settings, load_settings
from relance.embedded import EmbeddedServers
from relance.embedded.data_folder import FolderLock, make_data_folder
from relance.embedded.logs import LogTail, keep_small
from relance.embedded.ports import is_free
from relance.embedded.supervisor import Supervisor

_LOOK_EVERY_S = 0.25
_SERVER_RETRY_S = 5.0
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
    if settings.port and not is_free(settings.port, settings.host):
        raise SettingsError(
            f"RELANCE_PORT={settings.port} cannot be used on {settings.host}: another program listens there, "
            "or the address is not this machine's"
        )
    console = Console(stderr=True, highlight=False)
    with StopSignals() as signals, _servers(settings, console) as (complete, servers):
        assert complete.database_url is not None
        migrate_database(complete.database_url, timezone=complete.timezone)
        names = ["api", "worker", "beat", *_sender_names(senders)]
        log_dir = settings.data_dir.absolute() / "logs"
        supervisor = Supervisor(
            plan_processes(names, env=_environment(complete), cwd=Path.cwd(), log_dir=log_dir),
            stop_order=order_of_stopping(names),
            report=lambda line: console.print(f"[yellow]{escape(line)}", soft_wrap=True),
        )
        tail = LogTail({} if quiet else {name: log_dir / f"{name}.log" for name in names})
        watch = _ServerWatch(servers, console)
        pids = PidsFile(settings.data_dir)
        try:
            if not signals.asked:
                supervisor.start()
                console.print(
                    f"Relance runs: [bold]http://{settings.host}:{settings.port}[/]  "
                    f"(logs: {escape(str(log_dir))}; Ctrl-C stops)",
                    soft_wrap=True,
                )
                _show_setup_code(complete, console)
            while not signals.wait(_LOOK_EVERY_S):
                watch.look()
                supervisor.restart_dead()
                pids.note(supervisor.pids())
                _show(tail, console)
                for name in names:
                    keep_small(log_dir / f"{name}.log")
        finally:
            console.print("Stopping; what is under way is finished and recorded (Ctrl-C again: at once) ...")
            supervisor.stop(hurry=signals.in_a_hurry)
            _show(tail, console)
    console.print("Stopped.")


def _show_setup_code(settings: Settings, console: Console) -> None:
    """While there is no user yet: the code with which the first one makes the super admin."""
    from relance.auth.command import run_setup_code  # see commands.py on imports

    if (code := asyncio.run(run_setup_code(settings))) is not None:
        console.print(f"No user yet. Code to make the super admin: [bold]{code}[/]", soft_wrap=True)


@contextmanager
def _servers(settings: Settings, console: Console) -> Iterator[tuple[Settings, EmbeddedServers | None]]:
    """Settings with URLs, and the servers behind them if they are ours."""
    if settings.database_url is not None and settings.redis_url is not None:
        make_data_folder(settings.data_dir)
        with FolderLock(settings.data_dir):
            yield settings, None
        return
    console.print("Starting PostgreSQL and Valkey ...")
    servers = EmbeddedServers(settings.data_dir)
    try:
        yield fill_in(settings, servers.start()), servers
    finally:
        servers.stop()


class _ServerWatch:
    """Starts an embedded server again when it has died; when that fails, again a little later."""

    def __init__(self, servers: EmbeddedServers | None, console: Console) -> None:
        self._servers = servers
        self._console = console
        self._not_before = 0.0

    def look(self) -> None:
        if self._servers is None or time.monotonic() < self._not_before:
            return
        try:
            for name in self._servers.start_missing():
                self._console.print(f"[yellow]{name} had ended and was started again")
        except SettingsError as error:
            self._not_before = time.monotonic() + _SERVER_RETRY_S
            self._console.print(f"[red]{escape(str(error))}; trying again in {_SERVER_RETRY_S:g} s")


def _show(tail: LogTail, console: Console) -> None:
    for name, line in tail.read_new():
        colour = _COLOURS.get(name.partition("-")[0], "white")
        console.print(f"[{colour}]{name:>8}[/] {escape(line)}", soft_wrap=True)


def _environment(settings: Settings) -> dict[str, str]:
    return {
        "RELANCE_DATABASE_URL": settings.require_database_url(),
        "RELANCE_REDIS_URL": settings.require_redis_url(),
        "RELANCE_DATA_DIR": str(settings.data_dir.absolute()),
        "PYTHONUNBUFFERED": "1",
        "PATH": os.environ.get("PATH", ""),
    }


def _sender_names(count: int) -> list[str]:
    return ["sender"] if count == 1 else [f"sender-{number}" for number in range(1, count + 1)]
