"""What the demo runs on: its own data folder, secrets, servers and processes, and a simulator for Meta."""

import asyncio
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from redis.asyncio import Redis

from relance.cli.demo_options import DemoOptions
from relance.cli.processes import order_of_stopping, plan_processes
from relance.embedded import Addresses
from relance.embedded.data_folder import maintenance_url, write_private
from relance.embedded.names import APPLICATION, DATABASE
from relance.embedded.ports import pick_port
from relance.embedded.supervisor import Supervisor

PROCESSES = ("simulator", "api", "worker", "beat", "sender")
PHONE_NUMBER_ID = "106540352242922"
BUSINESS_ACCOUNT_ID = "102290129340398"


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """Where everything of one demo is."""

    folder: Path
    api_url: str
    simulator_url: str
    env: dict[str, str]
    login_password: str

    @property
    def log_dir(self) -> Path:
        """One file per process."""
        return self.folder / "logs"

    def supervise(self, report: "list[str]") -> Supervisor:
        """All processes, not started yet; `report` collects what happens to them."""
        processes = plan_processes(PROCESSES, env=self.env, cwd=self.folder, log_dir=self.log_dir)
        return Supervisor(processes, stop_order=order_of_stopping(PROCESSES), report=report.append)


def demo_folder() -> Path:
    """Apart from the data of a real installation, which the demo never touches."""
    return Path(os.environ.get("RELANCE_DATA_DIR") or ".relance").absolute() / "demo"


def prepare_place(folder: Path, servers: Addresses, options: DemoOptions) -> DemoPlace:
    """Choose ports, and settings that owe nothing to the environment or to `.env`."""
    kept = _load_secrets(folder)
    api_port = pick_port(options.port)
    simulator_port = pick_port(None)
    api_url, simulator_url = f"http://127.0.0.1:{api_port}", f"http://127.0.0.1:{simulator_port}"
    env = {name: "" for name in os.environ if name.startswith(("RELANCE_", "WHATSAPP_SIMULATOR_"))}
    env |= _relance_settings(folder, servers, options, kept, api_port, simulator_url)
    env |= _simulator_settings(options, kept, simulator_port, f"{api_url}/api/webhooks/whatsapp")
    return DemoPlace(
        folder=folder,
        api_url=api_url,
        simulator_url=simulator_url,
        env=env,
        login_password=kept["login_password"],
    )


def _relance_settings(
    folder: Path,
    servers: Addresses,
    options: DemoOptions,
    kept: dict[str, str],
    api_port: int,
    simulator_url: str,
) -> dict[str, str]:
    settings = {
        "DATABASE_URL": servers.database_url,
        "REDIS_URL": servers.redis_url,
        "DATA_DIR": str(folder),
        "HOST": "127.0.0.1",
        "PORT": str(api_port),
        "SECRET_KEY": kept["secret_key"],
        "TIMEZONE": "UTC",
        "WHATSAPP_API_URL": simulator_url,
        "WHATSAPP_GRAPH_VERSION": "v26.0",
        "WHATSAPP_TOKEN": kept["token"],
        "WHATSAPP_APP_SECRET": kept["app_secret"],
        "WHATSAPP_VERIFY_TOKEN": kept["verify_token"],
        "WHATSAPP_PHONE_NUMBER_ID": PHONE_NUMBER_ID,
        "WHATSAPP_BUSINESS_ACCOUNT_ID": BUSINESS_ACCOUNT_ID,
        "SENDER_RATE_PER_S": f"{options.rate_per_s:g}",
        "REPLY_SHARE": "0.2",
        "INTERACTION_WINDOW_S": str(options.window_s),
        "EXPIRY_INTERVAL_S": "1",
        "UNKNOWN_GRACE_S": "5",
        "CACHE": "on",
    }
    return {f"RELANCE_{name}": value for name, value in settings.items()}


def _simulator_settings(
    options: DemoOptions, kept: dict[str, str], port: int, webhook_url: str
) -> dict[str, str]:
    """By the environment, not as arguments: every user of the machine can read those."""
    settings = {
        "PORT": str(port),
        "WEBHOOK_URL": webhook_url,
        "TOKEN": kept["token"],
        "APP_SECRET": kept["app_secret"],
        "PHONE_NUMBER_ID": PHONE_NUMBER_ID,
        "WABA_ID": BUSINESS_ACCOUNT_ID,
        "SEED": "1",
        # People who answer do so well inside the window; the silent ones are what it is there to show.
        "BEHAVIOUR": json.dumps({"reply_after_s": [0.5, min(8.0, options.window_s * 0.5)]}),
    }
    return {f"WHATSAPP_SIMULATOR_{name}": value for name, value in settings.items()}


def _load_secrets(folder: Path) -> dict[str, str]:
    path = folder / "secrets.json"
    if not path.exists():
        names = ("secret_key", "token", "app_secret", "verify_token", "login_password")
        write_private(path, {name: secrets.token_urlsafe(24) for name in names})
    kept: dict[str, str] = json.loads(path.read_text())
    return kept


def empty_servers(folder: Path, servers: Addresses) -> None:
    """Each demo begins with an empty database: what it shows at the end is this run and nothing else."""
    asyncio.run(_empty(maintenance_url(folder), servers))


async def _empty(superuser_url: str, servers: Addresses) -> None:
    # The application may neither make nor drop a database.
    connection = await asyncpg.connect(superuser_url.rpartition("/")[0] + "/postgres")
    try:
        await connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        await connection.execute(f"CREATE DATABASE {DATABASE} OWNER {APPLICATION}")
    finally:
        await connection.close()
    client = Redis.from_url(servers.redis_url)
    try:
        await client.flushall()
    finally:
        await client.aclose()
