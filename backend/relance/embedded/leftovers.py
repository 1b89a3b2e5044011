"""What an earlier start has left running: ended before the next one begins, and never anything else.

A pid file proves nothing: after a power cut its number may belong to any program. A process is ours when it
is the program that we started, in the folder that we gave it.
"""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from relance.embedded.children import is_running_in

PIDS_FILE = "pids.json"
"""In the data folder: the processes of the last `relance up`, by name."""

_PROC = Path("/proc")
_LOOK_EVERY_S = 0.05
_KILLED_WITHIN_S = 10.0


def end_server_leftovers(data: Path, program: str, *, patience_s: float) -> None:
    """End every `program` (a server's, or one of its own children) that still runs in its folder `data`.

    A server that was killed leaves children that write on for a moment; the next one refuses to start beside
    them. Call it only while the folder is locked, and before a server is started.
    """
    _end(lambda: _find_programs(data, program), patience_s=patience_s, ask=None)


def remove_stale_socket_locks(sockets: Path) -> None:
    """Remove PostgreSQL's sockets and their locks; call it only when no server of the folder lives.

    A lock holds the number of its server, and PostgreSQL believes it while any process has that number. The
    folder is ours alone.
    """
    for path in sockets.glob(".s.PGSQL.*"):
        path.unlink(missing_ok=True)


def find_leftovers(folder: Path) -> dict[str, int]:
    """Processes of a former `relance up` on this data folder that still run, by name."""
    try:
        noted = json.loads((folder / PIDS_FILE).read_text())
        pids = {str(name): int(pid) for name, pid in noted.items()}
    except (OSError, ValueError, AttributeError):
        return {}
    mark = f"RELANCE_DATA_DIR={folder.absolute()}".encode()
    return {name: pid for name, pid in pids.items() if pid > 1 and mark in _read_environment(pid)}


def end_leftovers(folder: Path, *, patience_s: float) -> None:
    """End them in good order: what they have under way is recorded, as far as their patience goes."""
    _end(lambda: list(find_leftovers(folder).values()), patience_s=patience_s, ask=signal.SIGTERM)


def _end(find: Callable[[], list[int]], *, patience_s: float, ask: signal.Signals | None) -> None:
    asked: set[int] = set()
    deadline = time.monotonic() + patience_s
    while (living := find()) and time.monotonic() < deadline + _KILLED_WITHIN_S:
        for pid in living:
            if time.monotonic() > deadline:
                _kill(pid, signal.SIGKILL)
            elif ask is not None and pid not in asked:
                asked.add(pid)
                _kill(pid, ask)
        time.sleep(_LOOK_EVERY_S)


def _find_programs(data: Path, program: str) -> list[int]:
    return [pid for pid in _list_pids() if is_running_in(pid, data) and _is_program(pid, program)]


def _list_pids() -> Iterator[int]:
    if _PROC.joinpath("self").exists():
        yield from (int(path.name) for path in _PROC.iterdir() if path.name.isdigit())


def _is_program(pid: int, program: str) -> bool:
    # Of a file that was replaced meanwhile the link says " (deleted)".
    with suppress(OSError):
        return (_PROC / str(pid) / "exe").readlink().name.split(" ")[0] == program
    return False


def _read_environment(pid: int) -> list[bytes]:
    try:
        if (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] in ("Z", "X"):
            return []
        return (_PROC / str(pid) / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def _kill(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if number == signal.SIGKILL and os.getpgid(pid) == pid:
            os.killpg(pid, number)
        else:
            os.kill(pid, number)
