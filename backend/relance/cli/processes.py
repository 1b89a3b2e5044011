"""Which processes `relance up` and the demo keep running, and in which order they stop."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from relance.embedded.account import Account
from relance.embedded.data_folder import write_private
from relance.embedded.leftovers import PIDS_FILE
from relance.embedded.supervisor import Process

STOP_ORDER = ("sender", "worker", "api", "beat", "simulator")
"""Whoever sends stops first and records; the API takes in webhooks until then. The servers come last."""

_PATIENCE_S = {"sender": 25.0, "worker": 25.0, "api": 28.0, "beat": 5.0, "simulator": 5.0}


def plan_processes(
    names: Sequence[str],
    *,
    env: Mapping[str, str],
    cwd: Path,
    log_dir: Path,
    arguments: Mapping[str, Sequence[str]] | None = None,
    account: Account | None = None,
) -> list[Process]:
    """One process per name ("api", "sender-2", …), each `relance <name>` with its own log."""
    log_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    return [
        Process(
            name=name,
            command=[sys.executable, "-m", "relance", _role(name), *(arguments or {}).get(name, ())],
            env=dict(os.environ) | dict(env),
            cwd=cwd,
            log=log_dir / f"{name}.log",
            stop_patience_s=_PATIENCE_S[_role(name)],
            account=account,
        )
        for name in names
    ]


def order_of_stopping(names: Sequence[str]) -> list[str]:
    """The names sorted by when they stop."""
    return sorted(names, key=lambda name: STOP_ORDER.index(_role(name)))


class PidsFile:
    """`pids.json` in the data folder: who runs now, for people and for fault tests."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / PIDS_FILE
        self._written: dict[str, int] | None = None

    def note(self, pids: dict[str, int]) -> None:
        """Write it when it has changed. Raises OSError, and tries again the next time."""
        if pids != self._written:
            write_private(self._path, pids)
            self._written = pids


def _role(name: str) -> str:
    return name.partition("-")[0]
