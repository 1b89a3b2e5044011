"""Running a client program: ended with us, however we end, and what it complains of in one line."""

import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from signal import SIGTERM
from typing import IO

from relance.embedded.children import start_child, stop_child

_PATIENCE_S = 10.0
_MOST_COMPLAINTS = 64 * 1024


class ProgramFailedError(Exception):
    """A client program ended with an error; the message is what it said of it, without any row."""


class Running:
    """A program under way. Both pipes are ours; whoever writes to `stdin` closes it."""

    def __init__(self, child: "subprocess.Popen[bytes]", name: str) -> None:
        self.child = child
        self._name = name
        self._said = b""
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self.child.stderr is not None
        while part := self.child.stderr.read1(8192):  # type: ignore[attr-defined]  # a BufferedReader
            self._said = (self._said + part)[:_MOST_COMPLAINTS]

    def wait(self) -> None:
        """Until it has ended. Raises ProgramFailedError."""
        code = self.child.wait()
        self._listener.join()
        if code != 0:
            raise ProgramFailedError(self._complaint() or f"{self._name} ended with {code}")

    def close(self) -> None:
        """End it by a signal where it has not ended, and close our ends of the pipes."""
        stop_child(self.child, (SIGTERM, _PATIENCE_S))
        self._listener.join()
        for pipe in (self.child.stdin, self.child.stdout, self.child.stderr):
            if pipe is not None:
                with suppress(OSError):  # what was still to be written has nobody to read it
                    pipe.close()

    def _complaint(self) -> str:
        """What went wrong first; lines of details hold rows, and rows hold phone numbers."""
        lines = [line.strip() for line in self._said.decode(errors="replace").splitlines() if line.strip()]
        for line in lines:
            for word in ("error: ", "ERROR:  ", "FATAL:  "):
                if word in line:
                    return line.rpartition(word)[2] or line
        return lines[0] if lines else ""


@contextmanager
def running(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    stdin: int = subprocess.DEVNULL,
    stdout: int | IO[bytes] = subprocess.DEVNULL,
) -> Iterator[Running]:
    """Start it; at the end of the block it has ended, by a signal where it had not by itself.

    Call it in the main thread. Raises OSError when it cannot be started.
    """
    child = start_child(
        command,
        death_signal=SIGTERM,
        env=env,
        cwd=Path("/"),
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
    )
    program = Running(child, Path(command[0]).name)
    try:
        yield program
    finally:
        program.close()


def read_output(command: Sequence[str | Path], *, env: Mapping[str, str]) -> str:
    """All it says on stdout. Raises ProgramFailedError, OSError."""
    with running(command, env=env, stdout=subprocess.PIPE) as program:
        assert program.child.stdout is not None
        said = program.child.stdout.read()
        program.wait()
    return str(said, "utf-8", "replace")
