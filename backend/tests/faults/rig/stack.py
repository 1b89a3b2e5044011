"""Relance as it runs: `relance up`, or its processes one by one as a service manager keeps them."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from relance.cli.processes import order_of_stopping, plan_processes
from relance.embedded import read_running
from relance.embedded.children import start_child, stop_child
from relance.embedded.supervisor import Supervisor
from tests.faults.rig import tree

_STOP_PATIENCE_S = 60.0


class Stack(Protocol):
    """What the scene needs of a running Relance."""

    events: list[str]

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def tick(self) -> None:
        """Called several times a second while the rig waits."""

    def pids(self) -> dict[str, int]:
        """The living processes by name; servers that it runs are `postgres` and `valkey`."""

    def everybody(self) -> list[int]:
        """All pids, with everything that they started."""


class UpStack:
    """`relance up` as a child. It is started again only by `start`: restarting its own is its business."""

    def __init__(self, folder: Path, env: Mapping[str, str], *, senders: int = 1) -> None:
        self.folder = folder
        self.env = dict(env)
        self.events: list[str] = []
        self._command = [sys.executable, "-m", "relance", "up", "--quiet", "--senders", str(senders)]
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.folder / "up.log").open("ab") as output:
            self._child = start_child(
                self._command, death_signal=signal.SIGTERM, env=self.env, cwd=self.folder, stdout=output
            )

    def stop(self) -> None:
        if self._child is None:
            return
        everybody = self.everybody()
        tree.send(everybody, signal.SIGCONT)
        stop_child(self._child, (signal.SIGTERM, _STOP_PATIENCE_S))
        tree.send(everybody, signal.SIGKILL)
        self._child = None

    def terminate(self) -> None:
        """SIGTERM to `up` alone; returns when it has ended."""
        assert self._child is not None
        stop_child(self._child, (signal.SIGTERM, _STOP_PATIENCE_S))
        self._child = None

    def terminate_group(self) -> None:
        """SIGTERM to everybody at once, servers too, as systemd does to a control group."""
        assert self._child is not None
        tree.send(self.everybody(), signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._child.wait(_STOP_PATIENCE_S)
        self.stop()

    def cut_power(self) -> None:
        """SIGKILL to everything, servers too."""
        assert self._child is not None
        everybody = self.everybody()
        tree.kill_at_once(everybody)
        self._child.wait()
        self._child = None
        tree.wait_gone(everybody)

    def run_one(self, name: str) -> subprocess.Popen[bytes]:
        """One more process of Relance beside what `up` runs; the caller ends it."""
        env = dict(self.env)
        with (self.folder / f"extra-{name}.log").open("ab") as output:
            return start_child(
                [sys.executable, "-m", "relance", name],
                death_signal=signal.SIGTERM,
                env=env,
                cwd=self.folder,
                stdout=output,
            )

    def tick(self) -> None:
        if self._child is not None and (code := self._child.poll()) is not None:
            self.events.append(f"`relance up` ended by itself with {code}")
            self._child = None

    def pids(self) -> dict[str, int]:
        found: dict[str, int] = {}
        with suppress(OSError, ValueError):
            found = {name: int(pid) for name, pid in json.loads(self._read("pids.json")).items()}
        for name, file in (("postgres", "postgres/postmaster.pid"), ("valkey", "valkey/valkey.pid")):
            with suppress(OSError, ValueError, IndexError):
                found[name] = int(self._read(file).splitlines()[0])
        alive = set(self.everybody())
        return {name: pid for name, pid in found.items() if pid in alive}

    def everybody(self) -> list[int]:
        return [] if self._child is None else tree.descendants(self._child.pid)

    def urls(self) -> tuple[str, str] | None:
        """Database and Redis, while the embedded servers run."""
        running = read_running(self.folder)
        return None if running is None else (running.database_url, running.redis_url)

    def _read(self, name: str) -> str:
        return (self.folder / name).read_text()


class ProcessStack:
    """API, worker, beat and senders, each with an environment of its own; what dies is started again."""

    def __init__(self, folder: Path, envs: Mapping[str, Mapping[str, str]]) -> None:
        self.events: list[str] = []
        log_dir = folder / "logs"
        planned = [
            process
            for name, env in envs.items()
            for process in plan_processes([name], env=env, cwd=folder, log_dir=log_dir)
        ]
        self._supervisor = Supervisor(
            planned, stop_order=order_of_stopping(list(envs)), report=self.events.append
        )

    def start(self) -> None:
        self._supervisor.start()

    def stop(self) -> None:
        tree.send(self.everybody(), signal.SIGCONT)
        self._supervisor.stop()

    def tick(self) -> None:
        self._supervisor.restart_dead()

    def pids(self) -> dict[str, int]:
        return self._supervisor.pids()

    def everybody(self) -> list[int]:
        return [pid for root in self.pids().values() for pid in tree.descendants(root)]


def clean_environment() -> dict[str, str]:
    """Ours without settings of Relance, with the code under test importable."""
    env = {
        name: value for name, value in os.environ.items() if not name.startswith(("RELANCE_", "WHATSAPP_"))
    }
    env["PYTHONPATH"] = str(Path(__file__).parents[3])
    env["PYTHONUNBUFFERED"] = "1"
    return env
