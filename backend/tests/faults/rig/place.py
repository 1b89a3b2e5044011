"""Where one run takes place: folder, ports, simulator, proxies, servers, and Relance itself."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from relance.embedded import EmbeddedServers
from relance.embedded.data_folder import maintenance_url
from relance.embedded.ports import pick_port
from tests.faults.kind import Kind
from tests.faults.rig.clocks import Clock, find_compiler
from tests.faults.rig.disk import SmallDisk
from tests.faults.rig.loop_thread import LoopThread
from tests.faults.rig.old_version import OldVersion
from tests.faults.rig.proxy import Proxy
from tests.faults.rig.servers import RigServers
from tests.faults.rig.simulator import PEOPLE, SECRETS, USUAL, SimulatorProcess
from tests.faults.rig.stack import ProcessStack, Stack, UpStack, clean_environment

PROCESSES = ("api", "worker", "beat", "sender")
PHONE_NUMBER_ID, WABA_ID = "106540352242922", "102290129340398"


class Place:
    """A context manager: everything made for a run ends with it. `keep` leaves the folder for a look."""

    def __init__(self, kind: Kind, seed: int, *, keep: bool = False) -> None:
        self.kind = kind
        self.keep = keep
        self.folder = Path(tempfile.mkdtemp(prefix=f"relance-faults-{kind.name}-"))
        self.folder.chmod(0o711)  # PostgreSQL's user must pass through, where the rig is root
        self.data = self.folder / "data"
        self.data.mkdir(mode=0o711)
        self.key = ""
        self.category_id: int | None = None
        self.servers: RigServers | None = None
        self.servers_held = False
        self.disk = SmallDisk(self.data, kind.disk_mb) if kind.disk_mb else None
        self.clocks: dict[str, Clock] = {}
        self._loop = LoopThread()
        self._seed = seed
        self.api_port = pick_port(None)
        self.api_url = f"http://127.0.0.1:{self.api_port}"

    def __enter__(self) -> Self:
        self._loop.__enter__()
        self.from_meta = Proxy(self._loop, self.api_port, seed=self._seed)
        self.webhook_url = f"http://127.0.0.1:{self.from_meta.port}/api/webhooks/whatsapp"
        self.simulator = SimulatorProcess(self.folder, seed=self._seed, options=self._simulator_options())
        self.to_meta = Proxy(self._loop, self.simulator.port, seed=self._seed)
        if find_compiler() is not None and self.kind.shape == "processes":
            (self.folder / "clocks").mkdir(mode=0o755)
            self.clocks = {
                name: Clock(self.folder / "clocks" / name) for name in (*PROCESSES, "postgres", "valkey")
            }
        if self.kind.shape != "up":
            clock = self.clocks.get("postgres")
            self.servers = RigServers(self.folder / "servers", self._loop, env=clock.env if clock else None)
            self.servers.start()
        self.env = clean_environment() | self._settings()
        if commit := os.environ.get("CODE"):  # another version under the same faults
            self.env = OldVersion(commit, self.folder).environment(self.env)
        self.stack: Stack = self._make_stack()
        if self.kind.shape == "processes":  # nobody else brings the schema
            code, said = self.command("migrate", within_s=60)
            if code != 0:
                raise RuntimeError(f"relance migrate: {said}")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for end in (self.stack.stop, self.simulator.stop):
            with suppress(OSError, subprocess.SubprocessError):
                end()
        if self.servers is not None:
            self.servers.stop()
            self.servers.to_postgres.close()
            self.servers.to_redis.close()
        self.to_meta.close()
        self.from_meta.close()
        self._loop.__exit__(kind, error, trace)
        if self.disk is not None:
            self.disk.close()
        if not self.keep:
            shutil.rmtree(self.folder, ignore_errors=True)

    def direct_urls(self) -> tuple[str, str]:
        """Database and Redis past every proxy. Raises OSError while the embedded servers do not run."""
        if self.servers is not None:
            return self.servers.direct.database_url, self.servers.direct.redis_url
        assert isinstance(self.stack, UpStack)
        urls = self.stack.urls()
        if urls is None:
            raise ConnectionError("the embedded servers do not run")
        return urls

    def superuser_url(self) -> str:
        """Of PostgreSQL, past every proxy, as the person has it who restores a database."""
        folder = self.data if self.servers is None else self.servers.folder
        name = "relance" if self.servers is None else self.servers.database
        return f"{maintenance_url(folder).rpartition('/')[0]}/{name}"

    def use_database(self, name: str) -> None:
        """From the next start on, another database of the same server."""
        assert self.servers is not None
        assert isinstance(self.stack, UpStack)
        self.servers.database = name
        self.env["RELANCE_DATABASE_URL"] = self.servers.through.database_url
        self.stack.env = dict(self.env)

    @contextmanager
    def second_stack(self, *, own_redis: bool) -> Iterator[UpStack]:
        """Another `relance up` on the same database, in a folder and on a port of its own."""
        folder = self.folder / "second"
        folder.mkdir(mode=0o711)
        env = self.env | {"RELANCE_DATA_DIR": str(folder), "RELANCE_PORT": str(pick_port(None))}
        with ExitStack() as end:
            if own_redis:
                other = end.enter_context(EmbeddedServers(self.folder / "second-servers"))
                env["RELANCE_REDIS_URL"] = other.redis_url
            second = UpStack(folder, env)
            end.callback(second.stop)
            second.start()
            yield second

    def command(self, *words: str, within_s: float) -> tuple[int, str]:
        """`relance words` with the settings of this place."""
        done = subprocess.run(
            [sys.executable, "-m", "relance", *words],
            cwd=self.folder,
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=within_s,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def logs(self) -> Mapping[str, Path]:
        """By process."""
        return {path.stem: path for path in (self.data / "logs").glob("*.log")}

    def _make_stack(self) -> Stack:
        if self.kind.shape == "processes":
            envs = {name: self.env | (self.clocks[name].env if self.clocks else {}) for name in PROCESSES}
            return ProcessStack(self.data, envs)
        return UpStack(self.data, self.env)

    def _simulator_options(self) -> dict[str, Any]:
        return {
            "webhook_url": self.webhook_url,
            "phone_number_id": PHONE_NUMBER_ID,
            "waba_id": WABA_ID,
            "behaviour": {**PEOPLE, **self.kind.behaviour},
            "faults": {**USUAL, **self.kind.faults},
            "retry_first_s": self.kind.redelivery_s,
            "retry_longest_s": max(20.0, self.kind.redelivery_s * 4),
            **self.kind.simulator,
        }

    def _settings(self) -> dict[str, str]:
        settings = {
            "DATA_DIR": str(self.data),
            "HOST": "127.0.0.1",
            "PORT": str(self.api_port),
            "SECRET_KEY": "a-secret-key-of-the-fault-rig",
            "TIMEZONE": "UTC",
            "WHATSAPP_API_URL": f"http://127.0.0.1:{self.to_meta.port}",
            "WHATSAPP_TOKEN": SECRETS["token"],
            "WHATSAPP_APP_SECRET": SECRETS["app_secret"],
            "WHATSAPP_VERIFY_TOKEN": "rig-verify-token",
            "WHATSAPP_PHONE_NUMBER_ID": PHONE_NUMBER_ID,
            "WHATSAPP_BUSINESS_ACCOUNT_ID": WABA_ID,
            "SENDER_RATE_PER_S": f"{self.kind.rate_per_s:g}",
            "INTERACTION_WINDOW_S": str(self.kind.window_s),
            "EXPIRY_INTERVAL_S": "1",
            "UNKNOWN_GRACE_S": f"{self.kind.grace_s:g}",
        }
        if self.servers is not None:
            settings["DATABASE_URL"] = self.servers.through.database_url
            settings["REDIS_URL"] = self.servers.through.redis_url
        settings |= dict(self.kind.settings)
        return {f"RELANCE_{name}": value for name, value in settings.items()}
