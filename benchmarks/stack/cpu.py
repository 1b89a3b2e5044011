"""CPU seconds of whole process trees, from /proc."""

import os
from collections import defaultdict
from pathlib import Path

_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


def read_cpu_s(pid: int) -> float:
    """User and system seconds of a process and of all that it started.

    Children that have ended stand in the figures of whoever waited for them: a backend of PostgreSQL in the
    postmaster's, a job of the worker in the worker's.
    """
    children, own = _read_all()
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        total += own.get(one, 0)
        waiting += children[one]
    return total / _TICKS_PER_S


def find_child(pid: int, program: str) -> int:
    """The child of `pid` whose program has this name. Raises LookupError."""
    children, _ = _read_all()
    for child in children[pid]:
        if Path(f"/proc/{child}/comm").read_text().strip().startswith(program):
            return child
    raise LookupError(f"process {pid} has no child {program}")


def _read_all() -> tuple[dict[int, list[int]], dict[int, int]]:
    """Children by parent, and ticks by process with those of its children that have ended."""
    children: dict[int, list[int]] = defaultdict(list)
    ticks: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        children[int(fields[1])].append(int(folder.name))
        ticks[int(folder.name)] = sum(map(int, fields[11:15]))
    return children, ticks
