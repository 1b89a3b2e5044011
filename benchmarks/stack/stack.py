"""One version of the code with servers, processes and simulator of its own, on a fresh data folder."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from relance.cli.demo_http import JsonApi, Ledger
from relance.embedded.ports import pick_port
from stack.cpu import find_child, read_cpu_s

PHONE_NUMBER_ID = "106540352242922"
BUSINESS_ACCOUNT_ID = "102290129340398"
APP_SECRET = TOKEN = VERIFY_TOKEN = "benchmark-secret-word"  # noqa: S105 - of a machine of its own
STOP_ORDER = ("sender", "worker", "api", "beat", "simulator")
_PATIENCE_S = 60.0


@dataclass(slots=True)
class Stack:
    """Processes by name ("api", "sender-2", …), each `python -m relance <name>` of `code`."""

    code: Path
    folder: Path
    env: dict[str, str]
    servers: "subprocess.Popen[bytes]"
    api: JsonApi
    simulator: JsonApi
    children: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def ledger(self) -> Ledger:
        """What the simulator has accepted."""
        return Ledger(self.simulator)

    @property
    def database_url(self) -> str:
        """With its password."""
        return self.env["RELANCE_DATABASE_URL"]

    def start(self, *names: str, **settings: str) -> None:
        """Start processes, with settings over those of the stack."""
        env = self.env | {f"RELANCE_{name.upper()}": value for name, value in settings.items()}
        for name in names:
            with (self.folder / f"{name}.log").open("ab") as log:
                self.children[name] = subprocess.Popen(  # noqa: S603 - our own program
                    [sys.executable, "-m", "relance", name.partition("-")[0]],
                    cwd=self.folder, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                    start_new_session=True,
                )  # fmt: skip

    def stop(self, *names: str) -> None:
        """Stop these, or all, in good order; whoever does not end in time is killed."""
        for name in sorted(names or self.children, key=lambda one: STOP_ORDER.index(one.partition("-")[0])):
            child = self.children.pop(name)
            child.send_signal(signal.SIGTERM)
            try:
                child.wait(30)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def run(self, *arguments: str) -> str:
        """`relance <arguments>`; returns what it printed. Raises RuntimeError."""
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "relance", *arguments],
            cwd=self.folder, env=self.env, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"relance {arguments[0]}: {(done.stderr or done.stdout)[-2000:]}")
        return done.stdout

    def read_cpu_s(self) -> dict[str, float]:
        """CPU seconds so far: the two servers, and each process with all that it started."""
        pids = {name: find_child(self.servers.pid, name) for name in ("postgres", "valkey")}
        pids |= {name: child.pid for name, child in self.children.items()}
        return {name: read_cpu_s(pid) for name, pid in pids.items()}

    def wait_until(self, is_so: Callable[[], Any], what: str, *, patience_s: float = _PATIENCE_S) -> None:
        """Ask ten times a second. Raises RuntimeError when it takes too long, or somebody has died."""
        deadline = time.monotonic() + patience_s
        while not is_so():
            dead = [name for name, child in self.children.items() if child.poll() is not None]
            if dead or time.monotonic() > deadline:
                raise RuntimeError(
                    f"{what}: not within {patience_s:g} s; dead: {dead}\n{self._explain(dead)}"
                )
            time.sleep(0.1)

    def _explain(self, dead: list[str]) -> str:
        names = dead or list(self.children)
        return "\n".join(f"{name}: {(self.folder / f'{name}.log').read_text()[-1000:]}" for name in names)


@contextmanager
def open_stack(code: Path, folder: Path, **settings: str) -> Iterator[Stack]:
    """Servers that run, a schema, and nothing else yet. `settings`: of Relance, and SIMULATOR_… for that."""
    folder.mkdir()
    folder.chmod(0o711)  # PostgreSQL runs as another user when we are root
    env = _inherited() | {"PYTHONPATH": str(code)}
    script = Path(__file__).parent / "servers.py"
    servers = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, str(script), str(folder / "data")],
        env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert servers.stdin is not None and servers.stdout is not None
    try:
        addresses = json.loads(servers.stdout.readline())
        api_port, simulator_port = pick_port(None), pick_port(None)
        env |= _settings(folder, addresses, api_port, simulator_port)
        env |= {f"RELANCE_{name.upper()}": value for name, value in settings.items()}
        stack = Stack(
            code, folder, env, servers,
            JsonApi(f"http://127.0.0.1:{api_port}", timeout_s=60),
            JsonApi(f"http://127.0.0.1:{simulator_port}", timeout_s=120),
        )  # fmt: skip
        try:
            stack.run("migrate")
            yield stack
        finally:
            stack.stop()
    finally:
        servers.stdin.close()
        servers.wait(60)


def _inherited() -> dict[str, str]:
    """Our environment without settings of another installation."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("RELANCE_", "WHATSAPP_SIMULATOR_"))
    }


def _settings(folder: Path, addresses: dict[str, str], api_port: int, simulator_port: int) -> dict[str, str]:
    relance = {
        "DATABASE_URL": addresses["database_url"], "REDIS_URL": addresses["redis_url"],
        "DATA_DIR": str(folder / "data"), "PORT": str(api_port), "SECRET_KEY": "benchmark-secret-key",
        "WHATSAPP_API_URL": f"http://127.0.0.1:{simulator_port}", "WHATSAPP_TOKEN": TOKEN,
        "WHATSAPP_APP_SECRET": APP_SECRET, "WHATSAPP_VERIFY_TOKEN": VERIFY_TOKEN,
        "WHATSAPP_PHONE_NUMBER_ID": PHONE_NUMBER_ID, "WHATSAPP_BUSINESS_ACCOUNT_ID": BUSINESS_ACCOUNT_ID,
    }  # fmt: skip
    simulator = {
        "PORT": str(simulator_port), "TOKEN": TOKEN, "APP_SECRET": APP_SECRET, "SEED": "1",
        "PHONE_NUMBER_ID": PHONE_NUMBER_ID, "WABA_ID": BUSINESS_ACCOUNT_ID,
    }  # fmt: skip
    return {f"RELANCE_{name}": value for name, value in relance.items()} | {
        f"WHATSAPP_SIMULATOR_{name}": value for name, value in simulator.items()
    }
