"""An older version of Relance out of the repository's history, to be upgraded while it runs."""

import io
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path

_ROOT = Path(__file__).parents[4]


class OldVersion:
    """The backend of `commit`, unpacked into `folder`."""

    def __init__(self, commit: str, folder: Path) -> None:
        self._home = folder / f"version-{commit}"
        packed = subprocess.run(
            ["git", "-C", str(_ROOT), "archive", commit, "backend"], capture_output=True, check=True
        ).stdout
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(self._home, filter="data")

    def environment(self, env: Mapping[str, str]) -> dict[str, str]:
        """`env`, but the code is the old one."""
        return {**env, "PYTHONPATH": str(self._home / "backend")}


def has_history(commit: str = "aa6cdad") -> bool:
    """Whether this is a clone with its history."""
    found = subprocess.run(
        ["git", "-C", str(_ROOT), "cat-file", "-e", f"{commit}^{{commit}}"], capture_output=True, check=False
    )
    return found.returncode == 0
