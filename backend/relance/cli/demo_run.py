"""The demo from the first process to the verdict, by the same commands and API that everybody has."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from relance.cli.demo_contacts import contacts_file
from relance.cli.demo_http import JsonApi, Ledger, RequestRefusedError
from relance.cli.demo_options import DemoOptions
from relance.cli.demo_progress import LiveProgress, is_over
from relance.cli.demo_setup import DemoPlace
from relance.cli.demo_verdict import find_faults, read_facts, summarise
from relance.cli.processes import PidsFile
from relance.cli.stop_signals import StopSignals
from relance.core.db import create_pool
from relance.embedded.logs import last_lines
from relance.embedded.supervisor import Supervisor

if TYPE_CHECKING:
    from relance.core.db import Row

_START_PATIENCE_S = 60.0
_TEMPLATES_PATIENCE_S = 20.0
_MESSAGE_2 = "Merci pour votre réponse ! Votre code : BIENVENUE. Il vaut jusqu'à dimanche."


class DemoFailedError(Exception):
    """The demo cannot go on; the message says why."""


class DemoInterruptedError(Exception):
    """Ctrl-C."""


LOGIN = "demo"


@dataclass(slots=True)
class Demo:
    """One run on servers and processes that stand ready."""

    place: DemoPlace
    options: DemoOptions
    console: Console
    signals: StopSignals
    supervisor: Supervisor
    events: list[str] = field(default_factory=list)
    api: JsonApi = field(init=False)
    key: str = ""
    imported: int = 0
    category_ids: list[int | None] = field(default_factory=list)
    pids: PidsFile = field(init=False)

    def __post_init__(self) -> None:
        self.api = JsonApi(self.place.api_url)
        self.pids = PidsFile(self.place.folder)

    def start_processes(self) -> None:
        """Start everything; the simulator first, for the API reads senders and templates from it."""
        self.supervisor.start("simulator")
        simulator = JsonApi(self.place.simulator_url)
        self._wait_until(lambda: simulator.is_ready("/_simulator/ledger"), "the simulator")
        self.supervisor.start("api", "worker", "beat", "sender")

    def import_contacts(self) -> int:
        """Import the file, before any process runs; returns how many contacts there are to reach."""
        from relance.auth.command import run_create_api_key, run_create_user  # see commands.py on imports

        database_url = self.place.env["RELANCE_DATABASE_URL"]
        file = contacts_file(self.place.folder, self.options.contacts)
        job = asyncio.run(_import(database_url, file))
        self.category_ids = [job["category_id"]]
        self.imported = job["created"] + job["updated"] + job["unchanged"]
        self.key = asyncio.run(run_create_api_key(database_url, name="demo"))
        password, role = self.place.login_password, "super_admin"
        asyncio.run(run_create_user(database_url, username=LOGIN, password=password, role=role))
        return self.imported

    def wait_for_api(self) -> None:
        """Return when the API takes requests."""
        self._wait_until(lambda: self.api.is_ready("/readyz"), "the API")
        self.api = JsonApi(self.place.api_url, key=self.key)

    def start_campaign(self) -> str:
        """Create and start; templates may still be on their way from the simulator. Returns the id."""
        body = {
            "name": f"Demo {time.strftime('%H:%M:%S')}",
            "category_ids": self.category_ids,
            "template": {"name": "welcome_offer", "language": "fr"},
            "variables": {"1": {"field": "first_name", "default": "chère cliente, cher client"}},
            "message_2": {"type": "text", "text": _MESSAGE_2},
        }
        deadline = time.monotonic() + _TEMPLATES_PATIENCE_S
        while True:
            try:
                return str(self.api.post("/api/campaigns/start", body)["id"])
            except RequestRefusedError as error:
                may_pass = error.status == 503 or error.code.startswith("template")
                if not may_pass or time.monotonic() > deadline:
                    raise DemoFailedError(f"the campaign could not be started: {error}") from error
            self._pause(0.3)

    def follow(self, campaign_id: str) -> dict[str, Any]:
        """Show progress until the campaign is over; returns the last numbers."""
        longest_s = self.options.longest_run_s(self.imported)
        deadline = time.monotonic() + longest_s
        with LiveProgress(self.console, name="Campaign", window_s=self.options.window_s) as progress:
            while True:
                stats = self._stats(campaign_id)
                if stats is not None:
                    progress.show(stats, self.events)
                    if is_over(stats) or time.monotonic() > deadline:
                        return stats
                elif time.monotonic() > deadline:
                    raise DemoFailedError(f"no numbers from the API within {longest_s:g} s")
                self._pause(0.5)

    def judge(self, campaign_id: str, seconds: float) -> tuple[dict[str, Any], list[str]]:
        """The summary, and everything that is wrong with it."""
        ledger = Ledger(JsonApi(self.place.simulator_url, timeout_s=60))
        faults: list[str] = []
        try:
            ledger.wait_for_webhooks(60)
        except (RequestRefusedError, OSError) as error:
            faults.append(f"webhooks were still waiting: {error}")
        stats = self._stats(campaign_id)
        if stats is None:
            raise DemoFailedError("the API gave no final numbers")
        facts = read_facts(ledger.summary(), ledger.messages(), ledger.recipients())
        summary = summarise(stats, facts, imported=self.imported, seconds=seconds)
        faults += find_faults(summary, stats, facts)
        try:
            run_command(self.place, ["recount", "--check"])
        except DemoFailedError as error:
            faults.append(f"the counts drifted from the rows: {error}")
        return summary, faults

    def watch(self) -> None:
        """Restart what died, and write down who runs. Called whenever the demo waits."""
        self.supervisor.restart_dead()
        self.pids.note(self.supervisor.pids())

    def _stats(self, campaign_id: str) -> dict[str, Any] | None:
        """The numbers, or None while the API is away (it may have been killed to see what happens)."""
        with suppress(OSError, HTTPException):
            try:
                stats: dict[str, Any] = self.api.get(f"/api/campaigns/{campaign_id}/stats")
                return stats
            except RequestRefusedError as error:
                if error.status < 500:
                    raise DemoFailedError(f"the numbers of the campaign: {error}") from error
        return None

    def _pause(self, seconds: float) -> None:
        self.watch()
        if self.signals.wait(seconds):
            raise DemoInterruptedError

    def _wait_until(self, is_ready: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + _START_PATIENCE_S
        while not is_ready():
            if time.monotonic() > deadline or len(self.events) >= 4:
                raise DemoFailedError(f"{what} did not start\n{self._explain()}")
            self._pause(0.1)

    def _explain(self) -> str:
        """The last words of the processes that died, else of all."""
        died = {event.split()[0] for event in self.events}
        lines = list(self.events)
        for log in sorted(self.place.log_dir.glob("*.log")):
            if not died or log.stem in died:
                lines += [f"{log.stem:>8} {line[-400:]}" for line in last_lines(log, 3)]
        return "\n".join(lines)


async def _import(database_url: str, file: Path) -> "Row":
    from relance.imports.jobs import NewImport
    from relance.imports.running.run_here import make_job, run_to_end

    new = NewImport(file.name, category_name="Demo", default_country="BJ")
    async with await create_pool(database_url, name="import", max_size=2) as pool:
        return await run_to_end(pool, job_id=await make_job(pool, file=file, new=new))


def run_command(place: DemoPlace, arguments: Sequence[str]) -> str:
    """`relance <arguments>` with the demo's settings. Raises DemoFailedError with what it said."""
    result = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "relance", *arguments],
        cwd=place.folder,
        env=dict(os.environ) | place.env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
        check=False,
    )
    if result.returncode != 0:
        said = (result.stderr or result.stdout).strip().splitlines()[-5:]
        raise DemoFailedError(f"relance {arguments[0]} failed ({result.returncode}): " + "\n".join(said))
    return result.stdout
