"""Real processes whose essential tasks end of a bug: the process ends and says which, and another goes on."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from relance.core.db import Pool
from relance.core.essential import EXIT_CODE
from relance.core.settings import Settings
from tests.support.waiting import eventually

BACKEND = Path(__file__).parents[2]

# The bug happens once: whoever is started after it finds the file.
BUG = """
import os, sys
from pathlib import Path
def fail_once(*_, **__):
    marker = Path(os.environ["BUG_MARKER"])
    if not marker.exists():
        marker.touch()
        raise RuntimeError("a bug of ours")
"""
API = """
from relance.cli import serve
serve.api(workers=1)
"""
INTAKE_DIES = """
from relance.webhooks.group_commit import Intake
take = Intake._take
def take_or_fail(self):
    fail_once()
    return take(self)
Intake._take = take_or_fail
"""
RETRIES_DIE = """
from relance.webhooks.group_commit import Intake
retry = Intake._retry_interactions
async def retry_or_fail(self):
    fail_once()
    await retry(self)
Intake._retry_interactions = retry_or_fail
"""
HEART_STOPS = """
from relance.monitoring.heartbeat import beat
import relance.sending.main, relance.start, relance.worker
async def beat_or_fail(*args, **kwargs):
    fail_once()
    await beat(*args, **kwargs)
relance.start.beat = relance.sending.main.beat = relance.worker.beat = beat_or_fail
"""
POLL_DIES = """
from relance.sending.loop import SenderLoop
poll = SenderLoop._poll
async def poll_or_fail(self):
    fail_once()
    await poll(self)
SenderLoop._poll = poll_or_fail
"""
SETTLING_DIES = """
from relance.sending.recovery import Recovery
look = Recovery.look
async def look_or_fail(self):
    fail_once()
    await look(self)
Recovery.look = look_or_fail
"""
LISTENER_DIES = """
from redis.asyncio.client import PubSub
subscribe = PubSub.subscribe
async def subscribe_or_fail(self, *args):
    fail_once()
    return await subscribe(self, *args)
PubSub.subscribe = subscribe_or_fail
"""
THREAD_ENDS = """
from relance.worker import WorkerProcess
open_tools = WorkerProcess._open
async def open_and_stop(self, celery):
    import asyncio
    if not Path(os.environ["BUG_MARKER"]).exists():
        Path(os.environ["BUG_MARKER"]).touch()
        asyncio.get_running_loop().call_later(0.5, asyncio.get_running_loop().stop)
    return await open_tools(self, celery)
WorkerProcess._open = open_and_stop
"""
SENDER = """
from relance.sending.main import run
run()
"""
CELERY = """
from celery.bin.celery import main
sys.argv = ["celery", "--app", "relance.worker:app", "--quiet", *{arguments!r}]
main()
"""
WORKER = CELERY.format(
    arguments=["worker", "--concurrency", "1", "--without-mingle", "--without-gossip", "--loglevel", "INFO"]
)
BEAT = CELERY.format(arguments=["beat", "--pidfile", "", "--loglevel", "INFO"])

Start = Callable[[str], "asyncio.subprocess.Process"]


@pytest.fixture
async def programs(relance_environment: Settings, tmp_path: Path) -> AsyncIterator["Programs"]:
    """Starts programs with this test's settings; ends them all."""
    relance_environment.data_dir.mkdir(parents=True)
    programs = Programs(tmp_path)
    yield programs
    programs.end()


class Programs:
    """Python programs with one log."""

    def __init__(self, folder: Path) -> None:
        self._log = folder / "log"
        self._marker = folder / "bug-happened"
        self._started: list[subprocess.Popen[bytes]] = []

    def start(self, *parts: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(BACKEND), "BUG_MARKER": str(self._marker)}
        with self._log.open("ab") as log:
            program = subprocess.Popen(
                [sys.executable, "-c", "".join((BUG, *parts))],
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._started.append(program)
        return program

    def deaths(self) -> list[str]:
        """Lines that tell of the death of an essential task."""
        return [line for line in self._log.read_text().splitlines() if "essential_task_died" in line]

    def end(self) -> None:
        for program in self._started:
            program.terminate()
            program.wait(30)
        print(self._log.read_text())


@pytest.mark.parametrize(
    ("bug", "program", "task"),
    [
        (INTAKE_DIES, API, "webhook-commits"),
        (RETRIES_DIE, API, "interaction-retries"),
        (HEART_STOPS, API, "heartbeat"),
        (HEART_STOPS, SENDER, "heartbeat"),
        (POLL_DIES, SENDER, "poll"),
        (SETTLING_DIES, SENDER, "settle"),
        (LISTENER_DIES, SENDER, "listen"),
        (HEART_STOPS, BEAT, "heartbeat"),
    ],
    ids=lambda part: part if "\n" not in part else "",
)
async def test_a_process_that_lost_an_essential_task_ends_and_its_successor_lives(
    programs: Programs, pool: Pool, bug: str, program: str, task: str
) -> None:
    ended = programs.start(bug, program)
    assert await asyncio.to_thread(ended.wait, 60) == EXIT_CODE
    [line] = programs.deaths()
    assert f'"task": "{task}"' in line and "a bug of ours" in line
    successor = programs.start(bug, program)

    async def beats() -> bool:
        return bool(await pool.fetchval("SELECT count(*) FROM processes WHERE pid = $1", successor.pid))

    await eventually(beats, within_s=60)


@pytest.mark.parametrize(
    ("bug", "task"), [(HEART_STOPS, "heartbeat"), (THREAD_ENDS, "thread jobs")], ids=["heart", "thread"]
)
async def test_a_child_of_the_worker_that_lost_an_essential_task_is_replaced(
    programs: Programs, pool: Pool, bug: str, task: str
) -> None:
    worker = programs.start(bug, WORKER)

    async def died() -> bool:
        return bool(programs.deaths())

    async def another_beats() -> bool:
        nonlocal worker
        if (
            worker.poll() is not None
        ):  # Celery gives up when its first children die at once; it is started again too
            worker = programs.start(bug, WORKER)
        return bool(await pool.fetchval("SELECT count(*) FROM processes WHERE name = 'worker'"))

    await eventually(died, within_s=60)
    [line] = programs.deaths()
    assert f'"task": "{task}"' in line
    # The dead one may have beaten before its death, and could not sign off: its beat is not another's.
    await pool.execute("DELETE FROM processes WHERE name = 'worker'")
    await eventually(another_beats, within_s=60)
    assert worker.poll() is None
