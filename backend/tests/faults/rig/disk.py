"""A small disk of its own for the data folder, that can be filled to the last byte."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class SmallDisk:
    """A tmpfs on `folder`; only root may make one."""

    def __init__(self, folder: Path, size_mb: int) -> None:
        self._folder = folder
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size_mb}m,mode=0711", "tmpfs", str(folder)], check=True
        )

    @contextmanager
    def full(self) -> Iterator[None]:
        """No byte is left, whatever others free meanwhile is taken at the next look only."""
        ballast = self._folder / "ballast"
        file = os.open(ballast, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            for size in (1 << 20, 1 << 12, 1):
                try:
                    while True:
                        os.write(file, b"x" * size)
                except OSError:
                    continue
            yield
        finally:
            os.close(file)
            ballast.unlink()

    def close(self) -> None:
        subprocess.run(["umount", "-l", str(self._folder)], check=False)
