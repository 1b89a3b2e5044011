"""Where uploads wait while they arrive. Many systems keep the usual folder in memory."""

import os
import tempfile
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")
_IN_MEMORY = ("tmpfs", "ramfs")


def keep_uploads_on_disk(data_dir: Path) -> None:
    """Of this process and its children: in a folder of `data_dir` if the usual one is in memory.

    `TMPDIR`, where somebody has set it, says where. The files have no names: nothing is left behind.
    """
    if "TMPDIR" in os.environ or not is_in_memory(Path(tempfile.gettempdir()), _read_mounts()):
        return
    folder = data_dir.absolute() / "uploads"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return  # a read-only disk: memory then
    # For this process and for those it starts.
    os.environ["TMPDIR"] = str(folder)
    tempfile.tempdir = str(folder)


def is_in_memory(folder: Path, mounts: str) -> bool:
    """Whether a folder lies on a file system that is kept in memory. `mounts`: as /proc/mounts has them."""
    kinds = {}
    for line in mounts.splitlines():
        _, place, kind, *_ = line.split(" ")
        kinds[place.replace("\\040", " ")] = kind  # the last one mounted at a place is the one that is seen
    resolved = folder.resolve()
    for parent in (resolved, *resolved.parents):
        if (found := kinds.get(str(parent))) is not None:
            return found in _IN_MEMORY
    return False


def _read_mounts() -> str:
    try:
        return MOUNTS.read_text()
    except OSError:
        return ""  # macOS: on disk
