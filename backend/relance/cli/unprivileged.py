"""`relance up` as root: the processes that speak to the world run as another user, where one can.

The user is that of the embedded servers. Whether it can do the work is tried, not computed: a child with its
rights loads the program, reaches PostgreSQL, binds the port and writes where it will have to. Where it
cannot, everything runs as root as it always did, and the reason is said.
"""

import asyncio
import os
import pwd
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from relance.core.current_settings import CurrentSettings
from relance.core.db import connect
from relance.core.errors import SettingsError
from relance.core.settings import SECRETS, Settings, load_settings
from relance.embedded.account import Account, choose_account
from relance.embedded.children import start_child
from relance.embedded.data_folder import find_server_home
from relance.sending.sent_log_file import FOLDER as SENT_LOG

BEAT = "beat"
"""Folder of beat's own file, where the data folder is not its user's."""

_TRIAL_S = 60


def find_user(settings: Settings, say: Callable[[str], None]) -> Account | None:
    """Whom API, sender, worker and beat run as; None: as we do. `settings` with URLs, all of them running."""
    if os.geteuid() != 0:
        return None
    folder = settings.data_dir.absolute()
    try:
        account = choose_account((find_server_home(folder) or folder) / "postgres")
        reason = _find_obstacle(settings, account)
    except (SettingsError, OSError, subprocess.TimeoutExpired) as error:
        say(f"API, sender, worker and beat run as root: {error}")
        return None
    if reason:
        say(f"API, sender, worker and beat run as root: the user {_name(account)} {reason}")
        return None
    say(f"API, sender, worker and beat run as the user {_name(account)}, not as root")
    return account


def make_folders(data_dir: Path, account: Account) -> None:
    """What the processes write in the data folder is their user's; all else in it stays ours."""
    for name in (SENT_LOG, BEAT):
        folder = data_dir.absolute() / name
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        # Made by root before. What has another name elsewhere is not ours to give away.
        for path in (folder, *folder.iterdir()):
            about = path.lstat()
            if about.st_uid != account.uid and (path == folder or about.st_nlink == 1):
                os.chown(path, account.uid, account.gid, follow_symlinks=False)


def are_folders_missing(data_dir: Path) -> bool:
    """Whether somebody has moved one away: the processes could not make it again."""
    return not all((data_dir / name).exists() for name in (SENT_LOG, BEAT))


def user_environment(settings: Settings) -> dict[str, str]:
    """The settings as variables: the user may read neither our `.env` nor our files of secrets.

    One that may change while Relance runs is left out unless it is set: a variable would lock it.
    """
    free = CurrentSettings(settings).declared.keys() - settings.model_fields_set
    env = {f"RELANCE_{name.upper()}_FILE": "" for name in SECRETS}
    for name, value in settings.model_dump(mode="json").items():
        if value is not None and name not in free:
            env[f"RELANCE_{name.upper()}"] = str(value)
    folder = str(settings.data_dir.absolute())
    # A closed home makes errors of files that are not even there, such as certificates.
    return env | {"RELANCE_DATA_DIR": folder, "HOME": folder}


def _find_obstacle(settings: Settings, account: Account) -> str:
    folder = settings.data_dir.absolute()
    if not account.can_reach(folder):
        return f"cannot reach RELANCE_DATA_DIR={folder} (let others pass: chmod 711, its parents too)"
    make_folders(folder, account)
    try:
        child = start_child(
            [sys.executable, "-m", "relance.cli.unprivileged"],
            death_signal=signal.SIGKILL,
            env=dict(os.environ) | user_environment(settings),
            cwd=folder,
            account=account,
            stdout=subprocess.PIPE,
        )
    except OSError as error:
        return f"cannot run {sys.executable}: {error.strerror or error}"
    try:
        output, _ = child.communicate(timeout=_TRIAL_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
        return f"did not come to an end within {_TRIAL_S} s when it was tried"
    if child.returncode == 0:
        return ""
    said = output.decode(errors="replace").strip().splitlines()
    return said[-1] if said else "cannot run the program"


def try_everything() -> str:
    """In the child: what this user cannot do, in words that go on after its name; empty when all is well."""
    settings = load_settings()
    for folder in (settings.data_dir / SENT_LOG, settings.data_dir / BEAT, Path(tempfile.gettempdir())):
        try:
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            return f"cannot write in {folder}: {error.strerror}"
    try:
        with socket.create_server((settings.host, settings.port)):
            pass
    except PermissionError:
        return f"may not listen on the port {settings.port}: take one from 1024 on"
    except OSError:
        pass  # whatever it is, it is not a question of rights
    try:
        asyncio.run(_reach_database(settings.require_database_url()))
    except Exception as error:
        return f"cannot reach the database: {error}"
    return _load_program()


async def _reach_database(url: str) -> None:
    async with asyncio.timeout(10):
        await (await connect(url, name="trial")).close()


def _load_program() -> str:
    try:
        for name in ("relance.cli.commands", "relance.sending.main", "relance.worker"):
            import_module(name)
    except (ImportError, OSError) as error:
        return f"cannot load the program: {error}"
    return ""


def _name(account: Account) -> str:
    try:
        return pwd.getpwuid(account.uid).pw_name
    except KeyError:
        return str(account.uid)


if __name__ == "__main__":
    obstacle = try_everything()
    sys.stdout.write(obstacle)
    sys.exit(1 if obstacle else 0)
