"""A file that appears whole or not at all, and never in the place of another one by mistake."""

import errno
import fcntl
import os
from pathlib import Path
from types import TracebackType

from relance.core.errors import CommandError

_FULL = (errno.ENOSPC, errno.EDQUOT)


class NewFile:
    """While entered, `file` is open under a hidden name beside `target`, for us alone (0600).

    `keep` gives it its name; without that nothing of it is left. The hidden name is always the same and
    locked: what a killed one has left is taken by the next, and two at once are refused.
    Raises CommandError `file_exists`, `file_in_use`, `file_unwritable`.
    """

    def __init__(self, target: Path, *, replace: bool) -> None:
        self.target = target.absolute()
        self.hidden = self.target.with_name(f".{self.target.name}.unfinished")
        self._replace = replace
        self._kept = False
        self.file = -1

    def __enter__(self) -> "NewFile":
        self._refuse_existing()
        try:
            self._open()
        except OSError as error:
            raise self.unwritable(error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._kept:
            self.hidden.unlink(missing_ok=True)
        os.close(self.file)

    def keep(self) -> int:
        """On the disk, then under its name; returns its bytes."""
        try:
            os.fsync(self.file)
            size = os.fstat(self.file).st_size
            self._name_it()
            self._kept = True
            _sync_folder(self.target.parent)
        except OSError as error:
            raise self.unwritable(error) from error
        return size

    def unwritable(self, error: OSError) -> CommandError:
        """Why it cannot be written, and what to do."""
        if error.errno in _FULL:
            return self.no_room()
        words = f"{self.target} cannot be written ({error.strerror or error}): choose another place"
        return CommandError("file_unwritable", f"{words}. {self._as_before()}")

    def no_room(self) -> CommandError:
        """The disk is full."""
        words = f"The disk of {self.target.parent} is full: make room there, or choose another place"
        return CommandError("file_unwritable", f"{words}. {self._as_before()}")

    def _as_before(self) -> str:
        return f"{self.target.name} is as it was." if self.target.exists() else "Nothing was left behind."

    def _open(self) -> None:
        while True:
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
            self.file = os.open(self.hidden, flags, 0o600)
            try:
                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if self._is_still_hidden():
                    os.fchmod(self.file, 0o600)
                    os.ftruncate(self.file, 0)
                    return
            except BlockingIOError:
                os.close(self.file)
                words = (
                    f"Another backup is being written to {self.target}: wait for it, or choose another name"
                )
                raise CommandError("file_in_use", f"{words}.") from None
            except BaseException:
                os.close(self.file)
                raise
            os.close(self.file)  # whoever had it gave it its name, or took it away, before we had the lock

    def _is_still_hidden(self) -> bool:
        try:
            return os.path.samestat(self.hidden.stat(), os.fstat(self.file))
        except FileNotFoundError:
            return False

    def _name_it(self) -> None:
        if self._replace:
            self._refuse_existing()
            self.hidden.replace(self.target)
            return
        try:
            os.link(self.hidden, self.target)
        except FileExistsError:
            self._refuse_existing()
            raise
        except OSError:  # a file system without a second name for a file
            self._refuse_existing()
            self.hidden.replace(self.target)
        else:
            self.hidden.unlink()

    def _refuse_existing(self) -> None:
        if self.target.is_dir() or (self.target.exists() and not self.target.is_file()):
            raise CommandError("file_unwritable", f"{self.target} is not a file: give the name of one.")
        if not self._replace and os.path.lexists(self.target):
            words = f"{self.target} exists: choose another name, or replace it with --force"
            raise CommandError("file_exists", f"{words}. It is as it was.")


def _sync_folder(folder: Path) -> None:
    """Else the name may be gone after a power cut."""
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # a file system that has no such thing
            raise
    finally:
        os.close(file)
