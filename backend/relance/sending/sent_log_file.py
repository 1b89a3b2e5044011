"""The files of the sent log: one an hour and process, appended to, kept for seven days."""

import os
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from relance.installation.identity import LOG_KEPT_DAYS

FOLDER = "sent-log"
VERSION = "2"

_OF_A_CLAIM = frozenset("CLAE")
_TAIL = 262_144


class LogFile:
    """The file of the present hour. What could not be written is kept and written first."""

    def __init__(self, folder: Path, process: str) -> None:
        self._folder = folder
        self._process = process
        self._path: Path | None = None
        self._fd = -1
        self._hour = ""
        # Guards the descriptor: one thread writes, another one syncs.
        self._lock = threading.Lock()
        self._dirty = False
        # Since the file was last seen in its folder: written again if it is not there any more.
        self._recent: list[bytes] = []
        self.unwritten = b""

    def write(self, data: bytes) -> None:
        """Append, in the file of this hour. Raises OSError; what is missing then goes with the next."""
        # A line that is written in part is ended in its own file.
        may_change = not self.unwritten
        self.unwritten += data
        self._open(may_change=may_change)
        while self.unwritten:
            written = os.write(self._fd, self.unwritten)
            self._recent.append(self.unwritten[:written])
            self.unwritten = self.unwritten[written:]
            self._dirty = True

    def sync(self) -> None:
        """Bring what is written to the disk. A file that is not in its folder any more is made again."""
        with self._lock:
            if self._fd < 0 or not self._dirty:
                return
            fd = os.dup(self._fd)
            self._dirty = False
        try:
            os.fsync(fd)
        except OSError:
            self._dirty = True
            raise
        finally:
            os.close(fd)

    def _open(self, *, may_change: bool) -> None:
        hour = datetime.now(UTC).strftime("%Y%m%d%H")
        there = self._fd >= 0 and self._is_there()
        if there and (hour == self._hour or not may_change):
            return
        gone = self._fd >= 0 and not there
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / f"{hour}-{_file_word(self._process)}.log"
        fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with self._lock:
            old, self._fd, self._path, self._hour = self._fd, fd, path, hour
        if old >= 0:
            with suppress(OSError):
                os.fsync(old)
            os.close(old)
        host, pid = [*self._process.split(":"), "", ""][:2]
        head = f"S\t{time.time():.3f}\t{VERSION}\t{host}\t{pid}\t{self._process}\n".encode()
        self.unwritten = head + (b"".join(self._recent) if gone else b"") + self.unwritten
        self._recent.clear()
        folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _is_there(self) -> bool:
        """Whether the open file still is the one in the folder; asked for each write, some microseconds."""
        try:
            assert self._path is not None
            there = self._path.stat().st_ino == os.fstat(self._fd).st_ino
        except FileNotFoundError:
            return False
        if there and sum(map(len, self._recent)) > _TAIL:
            self._recent.clear()
        return there


def prune(folder: Path, *, keep_days: int = LOG_KEPT_DAYS) -> None:
    """Delete what was last written more than `keep_days` ago."""
    oldest = time.time() - keep_days * 86_400
    with suppress(OSError):
        for path in folder.glob("*.log"):
            with suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()


def find_highest_claim(data_dir: Path, installation: str) -> int | None:
    """The newest claim of this installation that the sent logs of this folder know of.

    Within a file claims only grow, so the end of each file is enough.
    """
    highest: int | None = None
    with suppress(OSError):
        for path in (data_dir / FOLDER).glob("*.log"):
            for line in _last_lines(path):
                parts = line.split("\t", 4)
                if (
                    len(parts) > 3
                    and parts[0] in _OF_A_CLAIM
                    and parts[2] == installation
                    and parts[3].isdigit()
                ):
                    highest = max(highest or 0, int(parts[3]))
    return highest


def _last_lines(path: Path) -> list[str]:
    try:
        with path.open("rb") as stream:
            size = stream.seek(0, os.SEEK_END)
            stream.seek(max(0, size - _TAIL))
            # The first may be cut off in front, the last in the middle of a number.
            return stream.read().decode(errors="replace").split("\n")[int(size > _TAIL) : -1]
    except OSError:
        return []


def _file_word(process: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in process)
