"""Child processes that end when we end, however we end.

A child lives in a session of its own, so that Ctrl-C in the terminal reaches only us and we choose the
order of stopping; a death signal of the kernel ends it when we are killed.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from relance.embedded.account import Account

_PR_SET_PDEATHSIG = 1


def start_child(
    command: Sequence[str | Path],
    *,
    death_signal: signal.Signals,
    env: Mapping[str, str],
    cwd: Path,
    account: Account | None = None,
    stdin: int = subprocess.DEVNULL,
    stdout: int | IO[bytes] = subprocess.DEVNULL,
    stderr: int | IO[bytes] = subprocess.STDOUT,
) -> subprocess.Popen[bytes]:
    """Start `command`; it gets `death_signal` when this process dies (Linux).

    Must be called in the main thread: the kernel sends the signal when the *thread* that made the child
    ends.
    """
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("children must be started in the main thread")
    switch = account is not None and account.switch
    return subprocess.Popen(  # noqa: S603 - our own programs
        [str(part) for part in command],
        cwd=cwd,
        env=dict(env),
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        start_new_session=True,
        umask=0o077,
        user=account.uid if account and switch else None,
        group=account.gid if account and switch else None,
        extra_groups=[] if switch else None,
        # Runs after the change of user, which would clear the signal.
        preexec_fn=_death_signal_setter(death_signal),
    )


def _death_signal_setter(death_signal: signal.Signals) -> Callable[[], None] | None:
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def set_death_signal() -> None:
        prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:  # we died before the signal was set
            os._exit(1)

    return set_death_signal


def stop_child(child: subprocess.Popen[bytes], *steps: tuple[signal.Signals, float]) -> None:
    """Send each signal in turn, waiting its seconds for the end; at last SIGKILL."""
    for stop_signal, patience_s in steps:
        if child.poll() is not None:
            return
        child.send_signal(stop_signal)
        try:
            child.wait(patience_s)
        except subprocess.TimeoutExpired:
            continue
        return
    child.kill()
    child.wait()


def is_running_in(pid: int, folder: Path) -> bool:
    """Whether process `pid` is alive and its working folder is `folder`.

    A pid file alone proves nothing: the number may belong to another program by now, or to a zombie that
    nobody waits for (containers without an init).
    """
    proc = Path("/proc") / str(pid)
    if not Path("/proc/self").exists():  # macOS
        return _answers(pid)
    try:
        state = (proc / "stat").read_text().rpartition(")")[2].split()[0]
        return state not in ("Z", "X") and (proc / "cwd").resolve() == folder.resolve()
    except OSError:
        return False


def end_leftover(pid_file: Path, folder: Path, *steps: tuple[signal.Signals, float]) -> None:
    """End a server that outlived its parent, and remove a pid file that speaks of nobody.

    Two servers on one folder destroy it; and a server refuses to start when the number in its old pid
    file belongs to any live process of the same user.
    """
    try:
        pid = int(pid_file.read_text().split("\n")[0])
    except (OSError, ValueError):
        return
    if pid <= 1:  # of a single-user session; to a negative number signals go to a whole group
        pid_file.unlink(missing_ok=True)
        return
    for stop_signal, patience_s in (*steps, (signal.SIGKILL, 5.0)):
        if not is_running_in(pid, folder):
            break
        with suppress(ProcessLookupError):
            os.kill(pid, stop_signal)
        deadline = time.monotonic() + patience_s
        while is_running_in(pid, folder) and time.monotonic() < deadline:
            time.sleep(0.02)
    pid_file.unlink(missing_ok=True)


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
