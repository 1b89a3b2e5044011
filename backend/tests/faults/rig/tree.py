"""Processes and what they started, by /proc: to kill, freeze and look at a whole tree at one moment."""

import os
import signal
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def descendants(root: int) -> list[int]:
    """The living processes below `root`, itself first."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (parent := _parent(folder)) is not None:
            children.setdefault(parent, []).append(int(folder.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def _parent(folder: Path) -> int | None:
    try:
        state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return None
    return None if state in ("Z", "X") else int(parent)


def send(pids: Iterable[int], number: signal.Signals) -> None:
    """The signal to each that still lives."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def kill_at_once(pids: Iterable[int]) -> None:
    """As a power cut: everybody stands still first, so that nobody sees another end."""
    pids = list(pids)
    send(pids, signal.SIGSTOP)
    send(pids, signal.SIGKILL)


def wait_gone(pids: Iterable[int], within_s: float = 20.0) -> None:
    """Returns when none of them lives any more. Raises TimeoutError."""
    deadline = time.monotonic() + within_s
    while left := [pid for pid in pids if _parent(Path("/proc") / str(pid)) is not None]:
        if time.monotonic() > deadline:
            raise TimeoutError(f"processes that would not end: {left}")
        time.sleep(0.02)
