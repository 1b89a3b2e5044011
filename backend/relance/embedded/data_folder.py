"""What the embedded servers keep in the data folder: lock, passwords, ports, and where the data lie."""

import fcntl
import json
import os
import secrets
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import TracebackType
from typing import Any

from relance.core.errors import SettingsError
from relance.embedded.account import Account
from relance.embedded.names import APPLICATION, SUPERUSER
from relance.embedded.roles import role_url

SERVERS = ("postgres", "valkey")
"""What can be embedded, in starting order."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """URLs of the servers, passwords included: never log them. Empty for a server that is not ours."""

    database_url: str = field(repr=False)
    redis_url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Passwords:
    """Generated once per data folder: the superuser's, the one programs sign in with, and Valkey's."""

    postgres: str = field(repr=False)
    application: str = field(repr=False)
    valkey: str = field(repr=False)


class FolderLock:
    """One `relance up` per data folder, by flock: it cannot outlive its process."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "lock"
        self._file = -1

    def __enter__(self) -> "FolderLock":
        self.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def take(self, patience_s: float = 1.0) -> None:
        """Take it, or raise SettingsError with a sentence. A reader may hold it for an instant."""
        try:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except PermissionError as error:
            raise SettingsError(
                f"RELANCE_DATA_DIR={self._path.parent} belongs to another user: use another folder"
            ) from error
        deadline = time.monotonic() + patience_s
        while not _try_lock(self._file):
            if time.monotonic() > deadline:
                holder = os.pread(self._file, 20, 0).decode(errors="replace").strip() or "unknown"
                self.release()
                raise SettingsError(
                    f"RELANCE_DATA_DIR={self._path.parent} is in use by another Relance (process {holder}): "
                    "stop that one, or use another folder"
                )
            time.sleep(0.05)
        with suppress(OSError):  # the number is for a message only, and the disk may be full
            os.ftruncate(self._file, 0)
            os.pwrite(self._file, f"{os.getpid()}\n".encode(), 0)

    @property
    def is_held(self) -> bool:
        """Whether it is ours."""
        return self._file >= 0

    def release(self) -> None:
        """Give it back; harmless when not held."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _try_lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def make_data_folder(folder: Path) -> None:
    """Make it if missing: for us alone, or, as root, passable (not readable) for the servers' user."""
    if folder.is_dir():
        return
    try:
        folder.mkdir(parents=True)
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)  # whatever the umask says
    except OSError as error:
        raise SettingsError(f"RELANCE_DATA_DIR={folder} cannot be made: {error.strerror or error}") from error


def load_passwords(folder: Path) -> Passwords:
    """The passwords of this data folder, generated at the first start; call it with the lock taken."""
    path = folder / "passwords.json"
    kept = json.loads(path.read_text()) if path.exists() else {}
    wanted = [part.name for part in fields(Passwords)]
    if missing := [name for name in wanted if name not in kept]:
        kept |= {name: secrets.token_urlsafe(24) for name in missing}
        write_private(path, kept)
    return Passwords(**{name: kept[name] for name in wanted})


def load_ports(folder: Path) -> dict[str, int]:
    """Ports of the last start by server name; empty at the first."""
    try:
        return {name: int(port) for name, port in json.loads((folder / "ports.json").read_text()).items()}
    except (OSError, ValueError):
        return {}


def save_ports(folder: Path, ports: dict[str, int]) -> None:
    """Keep the ports for the next start and for other commands."""
    write_private(folder / "ports.json", ports)


def find_server_home(folder: Path) -> Path | None:
    """Where this data folder's servers keep their data since their first start."""
    if (folder / "postgres").exists():
        return folder
    try:
        home = Path((folder / "server-home").read_text().strip())
    except OSError:
        return None
    return home if home.is_dir() else None


def make_server_home(folder: Path, account: Account) -> Path:
    """The data folder itself, or, when the servers' user cannot reach that, a new folder of ours.

    A folder such as /root stays closed: its rights are not ours to change.
    """
    if account.can_reach(folder):
        return folder
    for parent in (Path("/var/lib"), Path("/var/tmp"), Path("/tmp")):  # noqa: S108 - made 0711, random name
        home = parent / f"relance-{secrets.token_hex(6)}"
        try:
            home.mkdir()
            home.chmod(0o711)
        except OSError:
            continue
        if account.can_reach(home):
            (folder / "server-home").write_text(f"{home}\n")
            return home
        home.rmdir()
    raise SettingsError(
        f"RELANCE_DATA_DIR={folder} cannot be reached by the unprivileged user that PostgreSQL needs: "
        "use a folder that others may pass through, such as /var/lib/relance"
    )


def format_addresses(passwords: Mapping[str, str], ports: Mapping[str, int], *, role: str) -> Addresses:
    """The URLs that all processes use, of the servers in `ports`; `role` signs in to the database."""
    database_url = redis_url = ""
    if "postgres" in ports:
        password = passwords["application" if role == APPLICATION else "postgres"]
        database_url = role_url(role, password, ports["postgres"])
    if "valkey" in ports:
        redis_url = f"redis://:{passwords['valkey']}@127.0.0.1:{ports['valkey']}/0"
    return Addresses(database_url=database_url, redis_url=redis_url)


def mark_running(folder: Path, servers: Sequence[str] = SERVERS) -> None:
    """From now on other commands find the servers."""
    about = {"pid": os.getpid(), "servers": list(servers), "database_role": APPLICATION}
    write_private(folder / "running.json", about)


def mark_stopped(folder: Path) -> None:
    """From now on other commands do not look for the servers any more."""
    (folder / "running.json").unlink(missing_ok=True)


def read_running(data_dir: Path) -> Addresses | None:
    """Addresses of the servers that a running `relance up` with this data folder has started, if any."""
    try:
        running = json.loads((data_dir / "running.json").read_text())
    except (OSError, ValueError):
        return None
    try:
        lock = os.open(data_dir / "lock", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        if _try_lock(lock):  # nobody holds it: that `up` was killed
            return None
    finally:
        os.close(lock)
    ports = load_ports(data_dir)
    servers = running.get("servers", SERVERS)
    if not set(servers) <= ports.keys():
        return None
    passwords = json.loads((data_dir / "passwords.json").read_text())
    # A `relance up` of before this release knows one role only.
    role = running.get("database_role", SUPERUSER)
    return format_addresses(passwords, {name: ports[name] for name in servers}, role=role)


def maintenance_url(data_dir: Path) -> str:
    """The URL of the running embedded PostgreSQL's superuser, for upkeep: no process is given it."""
    return role_url(SUPERUSER, load_passwords(data_dir).postgres, load_ports(data_dir)["postgres"])


def write_private(path: Path, value: Any) -> None:
    """JSON into a file that only we can read, complete or not at all."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    try:
        file = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(file, "w") as stream:
            json.dump(value, stream)
        unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
