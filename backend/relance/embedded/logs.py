"""The children's log files: shown on the console as they grow, and kept from growing for ever."""

import shutil
from pathlib import Path

_LARGEST_LOG = 50_000_000


class LogTail:
    """New complete lines of several files since the last look."""

    def __init__(self, logs: dict[str, Path]) -> None:
        self._logs = logs
        self._positions = {name: _size(path) for name, path in logs.items()}

    def read_new(self) -> list[tuple[str, str]]:
        """(name, line) of everything that was written since; at most 64 KB of each file at a time."""
        lines: list[tuple[str, str]] = []
        for name, path in self._logs.items():
            position = self._positions[name]
            size = _size(path)
            if size < position:
                position = 0
            if size == position:
                continue
            try:
                with path.open("rb") as stream:
                    stream.seek(position)
                    new = stream.read(65_536)
            except OSError:
                continue  # moved aside by somebody, or too many files are open: the next look
            complete = new[: new.rfind(b"\n") + 1] or (new if len(new) == 65_536 else b"")
            self._positions[name] = position + len(complete)
            lines += [(name, line) for line in complete.decode(errors="replace").splitlines()]
        return lines


def keep_small(path: Path, largest: int = _LARGEST_LOG) -> None:
    """Move a large log's content aside to `<name>.1`, in place: its writer has it open for appending."""
    if _size(path) <= largest:
        return
    aside = path.with_name(f"{path.name}.1")
    try:
        aside.unlink(missing_ok=True)
        shutil.copyfile(path, aside)
    except OSError:
        # A log is not worth a disk that stays full.
        aside.unlink(missing_ok=True)
    with path.open("r+b") as stream:
        stream.truncate(0)


def last_lines(path: Path, count: int = 3) -> list[str]:
    """The last lines of a log, for a message to a person."""
    try:
        with path.open("rb") as stream:
            stream.seek(max(0, _size(path) - 8192))
            return stream.read().decode(errors="replace").strip().splitlines()[-count:]
    except OSError:
        return []


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
