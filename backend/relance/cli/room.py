"""A disk that is full is waited out: said once, and gone on from when there is room again."""

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from relance.embedded.data_folder import find_server_home

_FULL = (errno.ENOSPC, errno.EDQUOT)
_LEAST_FREE = 24 * 1024 * 1024
"""PostgreSQL makes files of 16 MB: with less it does not start."""


class Room:
    """Watches the disk of the data folder for one `relance up`. `say` gets a line for a person."""

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self._folder = folder
        self._say = say
        self._waiting = False
        self._told: set[str] = set()

    def is_short(self) -> bool:
        """Whether too little is free for the servers, which may keep their data on another disk."""
        return any(map(_is_short, (self._folder, find_server_home(self._folder))))

    def explains(self, error: BaseException) -> bool:
        """Whether `error` comes of a full disk; then it is said, once, and may be waited out."""
        found: BaseException | None = error
        while found is not None:
            if isinstance(found, OSError) and found.errno in _FULL:
                self._note()
                return True
            found = found.__cause__ or found.__context__
        if self.is_short():
            self._note()
            return True
        return False

    def attempt(self, step: Callable[[], object]) -> None:
        """One step of the watch over everything. What the operating system refuses ends nothing."""
        try:
            step()
        except OSError as error:
            words = f"{os.strerror(error.errno)}" if error.errno else str(error)
            if not self.explains(error) and words not in self._told:
                self._told.add(words)
                self._say(f"{words} ({error.filename or 'a start'}); trying again")

    def look(self) -> None:
        """Say when there is room again."""
        if self._waiting and not self.is_short():
            self._waiting = False
            self._say("There is room on the disk again; going on")

    def _note(self) -> None:
        if not self._waiting:
            self._waiting = True
            self._say(
                f"The disk of RELANCE_DATA_DIR={self._folder} is full: waiting for room, and going on by "
                "itself when there is some. Nothing is lost meanwhile"
            )


def _is_short(folder: Path | None) -> bool:
    if folder is None:
        return False
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    with suppress(OSError):
        return shutil.disk_usage(folder).free < _LEAST_FREE
    return False
