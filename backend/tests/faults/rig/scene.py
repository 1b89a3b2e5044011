"""One run of one kind: everything started, a campaign on its way, and the ways to do harm to it."""

import asyncio
import csv
import http.client
import math
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import asyncpg
from redis import Redis

from relance.cli.demo_http import JsonApi, RequestRefusedError
from relance.core.db import create_pool
from tests.faults.kind import Kind
from tests.faults.rig import tree
from tests.faults.rig.database import DatabaseReader
from tests.faults.rig.judge import Cause
from tests.faults.rig.place import Place
from tests.faults.rig.stack import UpStack

AWAY = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, http.client.HTTPException)
_TICK_S = 0.05


class StuckError(Exception):
    """Something that had to happen did not; the message says what."""


class Scene:
    """What an act is given. Its methods block; while they wait, what has to be restarted is restarted."""

    def __init__(self, kind: Kind, place: Place, seed: int) -> None:
        self.kind = kind
        self.place = place
        self.random = random.Random(seed)
        self.simulator = place.simulator
        self.to_meta = place.to_meta
        self.from_meta = place.from_meta
        self.stack = place.stack
        self.causes: list[Cause] = []
        self.excused: set[str] = set()
        self.replies_gone: list[tuple[float, float]] = []
        """What was taken in between these times is in no backup."""
        self.notes: list[str] = []
        self.problems: list[str] = []
        self.campaign_id = 0
        self.people = [f"2290196{number:06d}" for number in range(kind.contacts)]
        self._deadline = math.inf

    # --- waiting ---------------------------------------------------------------------------------------

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.tick()
            time.sleep(min(left, _TICK_S))

    def until(self, condition: Callable[[], bool], what: str, within_s: float = 60.0) -> None:
        """Return when it holds; an error of a program that is away counts as not yet. Raises StuckError."""
        end = min(time.monotonic() + within_s, self._deadline)
        while True:
            with suppress(*AWAY, RequestRefusedError):
                if condition():
                    return
            if time.monotonic() > end:
                raise StuckError(f"{what}: not within {within_s:g} s")
            self.wait(_TICK_S)

    def until_sent(self, share: float) -> None:
        """Return when Meta has accepted this share of Messages 1."""
        wanted = self.kind.contacts * share
        self.until(lambda: self.simulator.accepted() >= wanted, f"{share:.0%} of Messages 1 accepted", 90)

    def tick(self) -> None:
        """Restart what is the rig's to restart."""
        self.stack.tick()
        if self.place.servers is not None and not self.place.servers_held:
            self.place.servers.tick()

    # --- causes ----------------------------------------------------------------------------------------

    @contextmanager
    def cause(self) -> Iterator[None]:
        """What is done inside is the cause: how much was in flight as it began, and when it ended."""
        in_flight, began = self.to_meta.in_flight(), time.time()
        try:
            yield
        finally:
            self.causes.append(Cause(began, time.time(), in_flight))

    @property
    def unknown_allowed(self) -> int:
        """Twice what was in flight at each cause, and 20 ms of the rate."""
        if self.kind.unknown_at_most is not None:
            return self.kind.unknown_at_most
        return sum(2 * cause.in_flight + math.ceil(0.02 * self.kind.rate_per_s) for cause in self.causes)

    # --- processes -------------------------------------------------------------------------------------

    @property
    def up(self) -> UpStack:
        """The stack of a kind whose shape is `up` or `up_apart`."""
        assert isinstance(self.stack, UpStack)
        return self.stack

    def pid(self, name: str) -> int:
        """The process of this name, once it runs."""
        found: list[int] = []

        def runs() -> bool:
            found[:] = [pid for pid in (self._pids().get(name),) if pid is not None]
            return bool(found)

        self.until(runs, f"{name} runs", 30)
        return found[0]

    def kill(self, *names: str) -> None:
        """SIGKILL, to all of them at one moment, with what they started."""
        pids = [pid for name in names for pid in tree.descendants(self.pid(name))]
        tree.kill_at_once(pids)

    def terminate(self, name: str) -> None:
        """SIGTERM: it stops in good order, and is started again by whoever keeps it."""
        self.signal(name, signal.SIGTERM)

    def signal(self, name: str, number: signal.Signals) -> None:
        os.kill(self.pid(name), number)

    @contextmanager
    def frozen(self, *names: str) -> Iterator[None]:
        """They stand still, with what they started; without a name everything does, servers too."""
        roots = [self.pid(name) for name in names]
        pids = [pid for root in roots for pid in tree.descendants(root)] or self._everybody()
        tree.send(pids, signal.SIGSTOP)
        try:
            yield
        finally:
            tree.send(pids, signal.SIGCONT)

    def _pids(self) -> dict[str, int]:
        servers = self.place.servers.pids() if self.place.servers is not None else {}
        return servers | self.stack.pids()

    def _everybody(self) -> list[int]:
        servers = self.place.servers.pids() if self.place.servers is not None else {}
        return self.stack.everybody() + [pid for root in servers.values() for pid in tree.descendants(root)]

    # --- Relance ---------------------------------------------------------------------------------------

    @property
    def database(self) -> DatabaseReader:
        return DatabaseReader(self.place.direct_urls()[0])

    @property
    def api(self) -> JsonApi:
        return JsonApi(self.place.api_url, key=self.place.key, timeout_s=10)

    def campaign(self, action: str) -> None:
        """`pause`, `resume`, `stop` …; a refusal is the caller's. Raises RequestRefusedError, OSError."""
        self.api.post(f"/api/campaigns/{self.campaign_id}/{action}", {})

    def unblock_sender(self) -> None:
        """A person says that number and account are mended."""
        for sender in self.api.get("/api/senders")["items"]:
            self.api.post(f"/api/senders/{sender['id']}/unblock", {})

    def set_rate(self, rate_per_s: float) -> None:
        """Of the number, as a person changes it."""
        (sender,) = self.api.get("/api/senders")["items"]
        self.api.patch(f"/api/senders/{sender['id']}", {"rate_per_s": rate_per_s})

    def answer_restored(self) -> None:
        """A person says that the database was restored; returns when what had left is taken over."""
        self.until(lambda: self._restored() == "asked", "Relance asks whether it was restored", 30)
        code, said = self.command("restored", "--restored")
        if code != 0:
            self.problems.append(f"the answer was refused: {said.strip()[-300:]}")
        self.until(lambda: self._restored() == "settled", "what had left is taken over", 60)

    def _restored(self) -> str:
        return str(self.api.get("/api/installation/restored")["state"])

    def command(self, *words: str, within_s: float = 120.0) -> tuple[int, str]:
        """A command of Relance: its exit code and what it said."""
        return self.place.command(*words, within_s=within_s)

    def import_people(self) -> None:
        """Everybody into one category, and a key for the API."""
        from relance.auth.command import run_create_api_key
        from relance.imports.jobs import NewImport
        from relance.imports.running.run_here import make_job, run_to_end

        file = self.place.folder / "contacts.csv"
        write_contacts(file, self.people)
        new = NewImport(file.name, category_name="Rig", default_country="BJ")

        async def work(url: str) -> None:
            async with await create_pool(url, name="rig", max_size=2) as pool:
                job_id = await make_job(pool, file=file, new=new)
                self.place.category_id = (await run_to_end(pool, job_id=job_id))["category_id"]
            self.place.key = await run_create_api_key(url, name="rig")

        asyncio.run(work(self.place.direct_urls()[0]))

    def start_campaign(self) -> None:
        """Create and start; templates may still be on their way."""

        def started() -> bool:
            self.begun(int(self.api.post("/api/campaigns/start", self.campaign_body())["id"]))
            return True

        self.until(started, "the campaign is started", 40)

    def begun(self, campaign_id: int) -> None:
        """From now on the time limit counts."""
        self.campaign_id = campaign_id
        self._deadline = time.monotonic() + self.kind.time_limit_s

    def campaign_body(self) -> dict[str, Any]:
        """What is posted to make the campaign."""
        return {
            "name": self.kind.name,
            "category_ids": [self.place.category_id],
            "template": {"name": "welcome_offer", "language": "fr"},
            "variables": {"1": {"field": "first_name", "default": "cher client"}},
            "message_2": {"type": "text", "text": "Merci pour votre réponse !"},
        }

    def together(self, *calls: Callable[[], object]) -> list[object]:
        """All at once, each in a thread; what each returned, or the exception that it raised."""

        def attempt(call: Callable[[], object]) -> object:
            try:
                return call()
            except (RequestRefusedError, *AWAY) as error:
                return error

        with ThreadPoolExecutor(len(calls)) as threads:
            return list(threads.map(attempt, calls))

    def is_over(self) -> bool:
        """The campaign has ended, and no late reply waits in the queue to open it again."""
        status = self.database.campaign_status(self.campaign_id)
        waiting = self.kind.ends == "completed" and self.rows(
            "SELECT FROM messages WHERE campaign_id = $1 AND status IN ('pending', 'held') LIMIT 1",
            self.campaign_id,
        )
        return status in ("stopped", "failed") or (status == self.kind.ends and not waiting)

    def note(self, words: str) -> None:
        """For the result's line."""
        self.notes.append(words)

    def empty_redis(self) -> None:
        """FLUSHALL."""
        with Redis.from_url(self.place.direct_urls()[1]) as redis:
            redis.flushall()

    def rows(self, statement: str, *arguments: Any) -> list[Any]:
        """A statement past every proxy."""
        return self.database.fetch(statement, *arguments)


def write_contacts(file: Path, people: list[str]) -> None:
    """A file to import: phone and first name."""
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(("phone", "first_name"))
        writer.writerows((f"+{phone}", f"Afi {number}") for number, phone in enumerate(people))
