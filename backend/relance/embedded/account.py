"""Which user the servers run as. PostgreSQL refuses to run as root."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from relance.core.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Account:
    """A user of this system; `switch` says whether children must change to it."""

    uid: int
    gid: int
    switch: bool

    def can_reach(self, folder: Path) -> bool:
        """Whether this user may pass through `folder` and all its parents."""
        if not self.switch:
            return True
        resolved = folder.resolve()
        return all(self._can_pass(part) for part in (resolved, *resolved.parents))

    def _can_pass(self, folder: Path) -> bool:
        status = folder.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & stat.S_IXUSR)
        if status.st_gid == self.gid:
            return bool(status.st_mode & stat.S_IXGRP)
        return bool(status.st_mode & stat.S_IXOTH)

    def own(self, path: Path) -> None:
        """Give a file or folder that we made to this user."""
        if self.switch:
            os.chown(path, self.uid, self.gid)


def choose_account(existing_data: Path) -> Account:
    """Ourselves; for root the owner of the existing data, else `relance`, `postgres` or `nobody`.

    No user is created: initdb wants one that the system can name, and every system has `nobody`.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), switch=False)
    if existing_data.exists() and (owner := existing_data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid, switch=True)
    for name in ("relance", "postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, switch=True)
    raise SettingsError(
        "RELANCE_DATABASE_URL is not set, and the embedded PostgreSQL cannot run as root on a system "
        "without a user relance, postgres or nobody: start Relance as an ordinary user, or set the URL"
    )
