"""Keep a set of processes running: start, restart with back-off, stop in order."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from relance.embedded.account import Account
from relance.embedded.children import start_child

_FIRST_BACK_OFF_S = 0.5
_LONGEST_BACK_OFF_S = 8.0
_TRY_AGAIN_S = 1.0
_HEALTHY_AFTER_S = 60.0


@dataclass(frozen=True, slots=True)
class Process:
    """One process to keep running, as `account` if one is given. Its output goes to `log`, which outlives us
    when we are killed."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    cwd: Path
    log: Path
    stop_patience_s: float = 20.0
    account: Account | None = None


class Supervisor:
    """Processes in starting order; they are stopped in the order of `stop_order`.

    `report` gets one line for a person per event. Use it in the main thread only.
    """

    def __init__(
        self, processes: Sequence[Process], *, stop_order: Sequence[str], report: Callable[[str], None]
    ) -> None:
        self._watched = {process.name: _Watched(process) for process in processes}
        self._stop_order = [name for name in stop_order if name in self._watched]
        self._report = report
        if set(self._stop_order) != set(self._watched):
            raise ValueError("stop_order must name every process")

    def start(self, *names: str) -> None:
        """Start these processes, or all."""
        for watched in self._watched.values():
            if not names or watched.process.name in names:
                watched.start()

    def plan_start(self) -> None:
        """Let `restart_dead` start what does not run yet."""
        for watched in self._watched.values():
            if watched.child is None:
                watched.start_at = time.monotonic()

    def restart_dead(self) -> None:
        """Start again what has died and has waited long enough. Call it a few times a second.

        What has died for the first time in a while is started at once. Raises the OSError of what could not
        be started; that is tried again a second later.
        """
        failed: OSError | None = None
        for watched in self._watched.values():
            if watched.child is not None and (code := watched.child.poll()) is not None:
                back_off_s = watched.note_death()
                again = f"in {back_off_s:g} s" if back_off_s else "at once"
                self._report(
                    f"{watched.process.name} ended ({describe_exit(code)}); "
                    f"starting again {again}; log: {watched.process.log}"
                )
            if watched.is_due():
                try:
                    watched.start()
                except OSError as error:
                    watched.start_at, failed = time.monotonic() + _TRY_AGAIN_S, error
        if failed is not None:
            raise failed

    def pids(self) -> dict[str, int]:
        """Process ids of what runs now, by name."""
        return {
            name: watched.child.pid
            for name, watched in self._watched.items()
            if watched.child is not None and watched.child.poll() is None
        }

    def stop(
        self, *, hurry: Callable[[], bool] = lambda: False, meanwhile: Callable[[], object] = lambda: None
    ) -> None:
        """End all in order, each by SIGTERM and after its patience by SIGKILL; `hurry()` skips waiting.

        `meanwhile` is called a few times a second: what those that stop still need is kept alive there.
        """
        for name in self._stop_order:
            self._watched[name].stop(hurry, meanwhile)


class _Watched:
    """One process and its history."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.child: subprocess.Popen[bytes] | None = None
        self.start_at: float | None = None
        self._started_at = 0.0
        self._deaths = 0

    def start(self) -> None:
        with self.process.log.open("ab") as output:
            self.child = start_child(
                self.process.command,
                death_signal=signal.SIGTERM,
                env=self.process.env,
                cwd=self.process.cwd,
                account=self.process.account,
                stdout=output,
            )
        self._started_at = time.monotonic()

    def note_death(self) -> float:
        """Plan the next start; returns the seconds until then."""
        self._kill_group()  # a dead Celery master may leave its pool behind
        self.child = None
        now = time.monotonic()
        self._deaths = 1 if now - self._started_at > _HEALTHY_AFTER_S else self._deaths + 1
        back_off_s = 0.0
        if self._deaths > 1:
            back_off_s = min(_FIRST_BACK_OFF_S * 2.0 ** (self._deaths - 2), _LONGEST_BACK_OFF_S)
        self.start_at = now + back_off_s
        return back_off_s

    def is_due(self) -> bool:
        """Whether it does not run and has waited long enough."""
        return self.child is None and self.start_at is not None and time.monotonic() >= self.start_at

    def stop(self, hurry: Callable[[], bool], meanwhile: Callable[[], object]) -> None:
        self.start_at = None
        if self.child is None:
            return
        if self.child.poll() is None:
            self.child.terminate()
        deadline = time.monotonic() + self.process.stop_patience_s
        while self.child.poll() is None and time.monotonic() < deadline and not hurry():
            meanwhile()
            with suppress(subprocess.TimeoutExpired):
                self.child.wait(0.1)
        self._kill_group()
        self.child.wait()
        self.child = None

    def _kill_group(self) -> None:
        """The child leads a group of its own: whatever it started and left goes with it."""
        assert self.child is not None
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.child.pid, signal.SIGKILL)


def describe_exit(code: int) -> str:
    """Popen's return code in words."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
