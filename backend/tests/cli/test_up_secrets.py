"""Secrets planted in a whole Relance are found nowhere, and as root it runs as somebody else."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import asyncpg
import pytest
from redis import Redis

from relance.cli.unprivileged import are_folders_missing, find_user, make_folders
from relance.core.jobs import create_job_client
from relance.core.settings import Settings
from relance.embedded import Addresses, read_running
from relance.embedded.account import choose_account
from relance.embedded.ports import pick_port
from tests.cli.test_up import BACKEND, folder, pids_of, read_pids, wait_until

__all__ = ["folder"]

SITE = Path(pytest.__file__).parents[1]
PLANTED = {
    "SECRET_KEY": "planted-secret-key-0123456789",
    "WHATSAPP_TOKEN": "planted-token-0123456789",
    "WHATSAPP_APP_SECRET": "planted-app-secret-0123456789",
    "WHATSAPP_APP_SECRET_PREVIOUS": "planted-former-secret-0123456789",
    "WHATSAPP_VERIFY_TOKEN": "planted-verify-token-0123456789",
}


@dataclass
class Running:
    """A `relance up` and where it listens."""

    folder: Path
    python: str
    env: dict[str, str]
    port: int
    addresses: Addresses
    process: subprocess.Popen[bytes]


def find_python(folder: Path) -> str:
    """One that the servers' user can run too, if there is any: ours may lie in root's closed home."""
    account = choose_account(folder / "data" / "postgres")
    of_the_system = f"/usr/bin/python3.{sys.version_info.minor}"
    for python in (sys.executable, of_the_system):
        if Path(python).exists() and account.can_reach(Path(python).resolve().parent):
            return python
    return sys.executable


def python_path(folder: Path) -> str:
    """Our packages for another Python of the same version; of those before 3.11.3 redis wants one more."""
    (folder / "more").mkdir()
    (folder / "more" / "async_timeout.py").write_text("from asyncio import timeout\n")
    return f"{BACKEND}:{SITE}:{folder}/more"


@pytest.fixture
def up(folder: Path) -> Iterator[Running]:
    port = pick_port(None)
    (folder / "token").write_text(PLANTED["WHATSAPP_TOKEN"] + "\n")
    (folder / "token").chmod(0o600)
    lines = [f"RELANCE_{name}={value}" for name, value in PLANTED.items() if name != "WHATSAPP_TOKEN"]
    lines += [
        f"RELANCE_WHATSAPP_TOKEN_FILE={folder}/token",
        f"RELANCE_DATA_DIR={folder}/data",
        f"RELANCE_PORT={port}",
        "RELANCE_WHATSAPP_API_URL=http://127.0.0.1:9",
        "RELANCE_WHATSAPP_PHONE_NUMBER_ID=1",
        "RELANCE_WHATSAPP_BUSINESS_ACCOUNT_ID=2",
    ]
    (folder / ".env").touch(mode=0o600)
    (folder / ".env").write_text("\n".join(lines))
    env = dict(os.environ) | {"PYTHONPATH": python_path(folder)}
    python = find_python(folder)
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(
            [python, "-m", "relance", "up"],
            cwd=folder,
            env=env,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    with process:
        try:
            wait_until(lambda: ask(port, "/readyz")[0] == 200, "the API")
            addresses = read_running(folder / "data")
            assert addresses is not None
            yield Running(folder, python, env, port, addresses, process)
        finally:
            process.kill()


def ask(port: int, path: str, data: bytes | None = None) -> tuple[int, bytes]:
    headers = {"x-hub-signature-256": "sha256=" + "0" * 64} if data else {}
    try:
        with urlopen(Request(f"http://127.0.0.1:{port}{path}", data=data, headers=headers)) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, error.read()
    except (URLError, OSError):
        return 0, b""


async def read_tables(url: str) -> str:
    connection = await asyncpg.connect(url)
    try:
        tables = await connection.fetch(
            "SELECT oid::regclass::text AS name FROM pg_class "
            "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        rows = [await connection.fetch(f"SELECT t::text AS row FROM {table['name']} t") for table in tables]
        assert len(rows) > 20
        return "\n".join(row["row"] for found in rows for row in found)
    finally:
        await connection.close()


def provoke(up: Running) -> list[bytes]:
    """What makes programs talk of secrets; returns what they answered."""
    webhooks = "/api/webhooks/whatsapp"
    query = "?hub.mode=subscribe&hub.challenge=1&hub.verify_token="
    right = ask(up.port, webhooks + query + PLANTED["WHATSAPP_VERIFY_TOKEN"])
    assert right == (200, b"1")
    answers = [ask(up.port, webhooks, b"{}"), ask(up.port, webhooks + query + "wrong")]
    assert [status for status, _ in answers] == [401, 403]
    answers += [ask(up.port, path) for path in ("/readyz", "/openapi.json", "/api/settings", "/")]
    queue = create_job_client(up.addresses.redis_url)
    queue.send_task("planted.unknown", kwargs={"token": "planted-in-a-body"})
    queue.close()
    worker_log = up.folder / "data/logs/worker.log"
    wait_until(lambda: "task_unknown" in worker_log.read_text(), "the worker's refusal")
    doctor = subprocess.run(
        [up.python, "-m", "relance", "doctor"], cwd=up.folder, env=up.env, capture_output=True, check=False
    )
    assert b"complete and well-formed" in doctor.stdout and b".env" not in doctor.stdout, doctor
    return [body for _, body in answers] + [doctor.stdout, doctor.stderr]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_planted_secrets_are_found_nowhere(up: Running) -> None:
    places: dict[str, bytes] = {f"answer {number}": body for number, body in enumerate(provoke(up))}
    places["tables"] = asyncio.run(read_tables(up.addresses.database_url)).encode()
    with Redis.from_url(up.addresses.redis_url) as redis:
        places |= {f"key {key!r}": redis.dump(key) or b"" for key in redis.scan_iter()}
    for pid in pids_of(up.folder):
        places[f"command line {pid}"] = Path(f"/proc/{pid}/cmdline").read_bytes()
    owners = {name: Path(f"/proc/{pid}").stat().st_uid for name, pid in read_pids(up.folder).items()}
    up.process.send_signal(signal.SIGTERM)
    assert up.process.wait(60) == 0
    for path in [up.folder / "output", *(up.folder / "data").rglob("*")]:
        if path.is_file() and not {"postgres", "valkey", "binaries"} & set(path.parts):
            places[str(path)] = path.read_bytes()
    passwords = json.loads(places.pop(f"{up.folder}/data/passwords.json"))
    assert any(b"job_refused" in place for place in places.values())
    for secret in (*PLANTED.values(), *passwords.values(), "planted-in-a-body"):
        assert [name for name, place in places.items() if secret.encode() in place] == []
    if os.geteuid() == 0:
        said = places[f"{up.folder}/output"].decode()
        dropped = "not as root" in said
        assert dropped or "run as root: the user" in said
        # Whoever could be told apart from root here was.
        assert dropped == (up.python != sys.executable or "cannot run" not in said)
        assert {owner != 0 for owner in owners.values()} == {dropped}, owners


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("case", ["folder", "python", "database"])
def test_as_root_with_what_nobody_else_may_reach_it_says_why_and_goes_on(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    said: list[str] = []
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    data = closed / "data" if case == "folder" else folder / "data"
    data.mkdir(mode=0o711)
    changed = settings.model_copy(update={"data_dir": data})
    monkeypatch.setattr(sys, "executable", find_python(folder))
    monkeypatch.setenv("PYTHONPATH", python_path(folder))
    if case == "python":
        (closed / "python").symlink_to(sys.executable)
        monkeypatch.setattr(sys, "executable", str(closed / "python"))
    if case == "database":
        wrong = (settings.database_url or "").replace("relance_app:", "relance_app:wrong")
        changed = changed.model_copy(update={"database_url": wrong})
    assert find_user(changed, said.append) is None
    [line] = said
    words = {
        "folder": "cannot reach RELANCE_DATA_DIR",
        "python": "cannot run",
        "database": "cannot reach the database: ",
    }
    assert line.startswith("API, sender, worker and beat run as root: the user ") and words[case] in line


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_logs_that_root_wrote_before_become_the_users_and_nothing_beyond_them(folder: Path) -> None:
    account = choose_account(folder / "none")
    logs = folder / "sent-log"
    logs.mkdir(mode=0o700)
    (folder / "other").touch()
    (logs / "former.log").touch()
    (logs / "link").symlink_to(folder / "other")
    (logs / "second-name").hardlink_to(folder / "other")
    assert are_folders_missing(folder)
    make_folders(folder, account)
    assert not are_folders_missing(folder)
    for path in (logs, logs / "former.log", folder / "beat"):
        assert path.stat().st_uid == account.uid
    assert (folder / "other").stat().st_uid == 0
