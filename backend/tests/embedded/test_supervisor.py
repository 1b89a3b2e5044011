"""Supervision: what dies comes back, what is stopped stays stopped, and nothing is left behind."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from relance.embedded.logs import LogTail, keep_small, last_lines
from relance.embedded.supervisor import Process, Supervisor

SLEEPER = "import time; print('ready', flush=True); time.sleep(300)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SLEEPER
WRITES_AT_END = (
    "import signal, sys, time\n"
    "def end(*_):\n"
    "    with open(sys.argv[2], 'a') as f: f.write(sys.argv[1] + '\\n')\n"
    "    sys.exit(0)\n"
    "signal.signal(signal.SIGTERM, end)\n" + SLEEPER
)
WITH_CHILD = (
    "import subprocess, sys, time\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)'])\n"
    "print(child.pid, flush=True)\n"
    "time.sleep(300)"
)


class Stage:
    """A supervisor on small programs, stopped at the end of the test."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.reports: list[str] = []
        self.supervisor = Supervisor([], stop_order=[], report=self.reports.append)

    def start(self, programs: dict[str, tuple[str, ...]], *, patience_s: float = 10) -> Supervisor:
        """Start `{name: (code, argument, …)}` and wait until each has written a line."""
        processes = [
            Process(
                name=name,
                command=[sys.executable, "-c", *program],
                env=dict(os.environ),
                cwd=self._folder,
                log=self.log(name),
                stop_patience_s=patience_s,
            )
            for name, program in programs.items()
        ]
        self.supervisor = Supervisor(processes, stop_order=list(programs), report=self.reports.append)
        self.supervisor.start()
        for name in programs:
            wait_until(partial(last_lines, self.log(name)), f"{name} to begin")
        return self.supervisor

    def log(self, name: str) -> Path:
        return self._folder / f"{name}.log"


def wait_until(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, f"waited too long for {what}"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    stage.supervisor.stop(hurry=lambda: True)


def test_killed_process_is_reported_and_started_again(stage: Stage) -> None:
    supervisor = stage.start({"sender": (SLEEPER,)})
    first = supervisor.pids()["sender"]
    os.kill(first, signal.SIGKILL)

    def came_back() -> bool:
        supervisor.restart_dead()
        return supervisor.pids().get("sender", first) != first

    wait_until(came_back, "the sender to come back")
    assert "sender ended (SIGKILL); starting again at once" in stage.reports[0]


def test_process_that_dies_at_once_is_started_ever_more_seldom(stage: Stage) -> None:
    supervisor = stage.start({"worker": ("print('cannot', flush=True); raise SystemExit(3)",)})

    def died_thrice() -> bool:
        supervisor.restart_dead()
        return len(stage.reports) == 3

    wait_until(died_thrice, "three deaths")
    assert "(exit code 3); starting again at once" in stage.reports[0]
    assert "(exit code 3); starting again in 0.5 s" in stage.reports[1]
    assert "(exit code 3); starting again in 1 s" in stage.reports[2]


def test_what_cannot_be_started_now_is_tried_again_and_keeps_nothing_else_from_starting(
    stage: Stage, tmp_path: Path
) -> None:
    supervisor = stage.start({"api": (SLEEPER,), "sender": (SLEEPER,)})
    before = supervisor.pids()
    stage.log("api").unlink()
    stage.log("api").mkdir()  # a log that cannot be opened, as on a full disk
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)

    def sender_is_back() -> bool:
        try:
            supervisor.restart_dead()
        except OSError:
            errors.append("api")
        return supervisor.pids().get("sender", before["sender"]) != before["sender"]

    errors: list[str] = []
    wait_until(sender_is_back, "the sender to come back")
    wait_until(lambda: sender_is_back() and errors, "the API to be tried")
    stage.log("api").rmdir()
    wait_until(lambda: sender_is_back() and "api" in supervisor.pids(), "the API to come back")


def test_processes_are_stopped_one_after_the_other_in_the_order_given(stage: Stage, tmp_path: Path) -> None:
    order = tmp_path / "order"
    names = ("sender", "worker", "api")
    supervisor = stage.start({name: (WRITES_AT_END, name, str(order)) for name in names})
    supervisor.stop()
    assert order.read_text().split() == list(names)
    assert supervisor.pids() == {}
    supervisor.restart_dead()
    assert supervisor.pids() == {}


def test_process_that_ignores_the_request_is_killed_after_its_patience(stage: Stage) -> None:
    supervisor = stage.start({"api": (STUBBORN,)}, patience_s=0.2)
    pid = supervisor.pids()["api"]
    supervisor.stop()
    assert not is_alive(pid)


def test_what_those_that_stop_still_need_is_looked_after_meanwhile(stage: Stage) -> None:
    looks: list[float] = []
    supervisor = stage.start({"sender": (STUBBORN,)}, patience_s=0.5)
    supervisor.stop(meanwhile=lambda: looks.append(time.monotonic()))
    assert looks


def test_second_request_to_stop_does_not_wait(stage: Stage) -> None:
    supervisor = stage.start({"api": (STUBBORN,)}, patience_s=3600)
    pid = supervisor.pids()["api"]
    supervisor.stop(hurry=lambda: True)
    assert not is_alive(pid)


def test_children_of_a_killed_process_go_with_it(stage: Stage) -> None:
    supervisor = stage.start({"worker": (WITH_CHILD,)})
    grandchild = int(last_lines(stage.log("worker"))[0])
    assert is_alive(grandchild)
    os.kill(supervisor.pids()["worker"], signal.SIGKILL)

    def reported() -> bool:
        supervisor.restart_dead()
        return bool(stage.reports)

    wait_until(reported, "the death to be seen")
    wait_until(lambda: not is_alive(grandchild), "the pool process to end")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="death signals are Linux's")
def test_processes_end_when_the_supervisor_is_killed(tmp_path: Path) -> None:
    code = (
        "import os, sys, time; from pathlib import Path\n"
        "from relance.embedded.supervisor import Process, Supervisor\n"
        "folder = Path(sys.argv[1])\n"
        "process = Process('p', [sys.executable, '-c', 'import time; time.sleep(300)'],"
        " dict(os.environ), folder, folder / 'log')\n"
        "supervisor = Supervisor([process], stop_order=['p'], report=print)\n"
        "supervisor.start(); print(supervisor.pids()['p'], flush=True); time.sleep(300)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    with parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert is_alive(pid)
        parent.kill()
    wait_until(lambda: not is_alive(pid), "the child to end")


def test_stop_order_must_name_every_process(tmp_path: Path) -> None:
    process = Process("api", ["true"], {}, tmp_path, tmp_path / "log")
    with pytest.raises(ValueError, match="every process"):
        Supervisor([process], stop_order=["sender"], report=print)


def test_tail_gives_complete_new_lines_only(tmp_path: Path) -> None:
    log = tmp_path / "api.log"
    log.write_text("of an earlier run\n")
    tail = LogTail({"api": log})
    assert tail.read_new() == []
    with log.open("a") as stream:
        stream.write("one\ntwo\nhal")
    assert tail.read_new() == [("api", "one"), ("api", "two")]
    with log.open("a") as stream:
        stream.write("f\n")
    assert tail.read_new() == [("api", "half")]


def test_a_large_log_goes_even_when_there_is_no_room_to_move_it_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", refuse)
    log = tmp_path / "api.log"
    log.write_bytes(b"x" * 100)
    keep_small(log, largest=50)
    assert log.read_bytes() == b""
    assert list(tmp_path.iterdir()) == [log]


def test_large_log_is_moved_aside_while_its_writer_goes_on(tmp_path: Path) -> None:
    log = tmp_path / "api.log"
    with log.open("ab", buffering=0) as writer:
        writer.write(b"x" * 100 + b"\n")
        keep_small(log, largest=50)
        writer.write(b"after\n")
    assert log.read_bytes() == b"after\n"
    assert log.with_name("api.log.1").stat().st_size == 101
