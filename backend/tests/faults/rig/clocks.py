"""Wall clocks that are wrong, for the processes that get `env`; monotonic clocks stay right.

By a library of the rig's own: libfaketime, tried first, breaks sleeps of Python (celery's beat died of it).
"""

import os
import shutil
import subprocess
from contextlib import suppress
from functools import cache
from pathlib import Path

_SOURCE = Path(__file__).with_name("wrong_clock.c")


def find_compiler() -> str | None:
    """The C compiler, if the machine has one."""
    return shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")


@cache
def make_library(folder: Path) -> Path:
    """The library, compiled into the folder, which everybody must be able to pass through."""
    compiler = find_compiler()
    assert compiler is not None, "asked for before a kind that needs it is run"
    library = folder / "wrong_clock.so"
    words = ["-O2", "-shared", "-fPIC", "-o", str(library), str(_SOURCE), "-ldl"]
    subprocess.run([compiler, *words], check=True, capture_output=True, timeout=60)
    library.chmod(0o755)
    return library


class Clock:
    """The wall clock of the processes that get `env`; it can be moved while they run."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.set(0.0)
        self.env = {"LD_PRELOAD": str(make_library(file.parent)), "WRONG_CLOCK_FILE": str(file)}

    def set(self, ahead_s: float) -> None:
        """So many seconds ahead of the true time, negative behind; taken within a twentieth of a second."""
        unfinished = self._file.with_suffix(".new")
        unfinished.write_text(f"{ahead_s:.0f}\n")
        with suppress(OSError):
            os.chmod(unfinished, 0o644)
        unfinished.replace(self._file)
