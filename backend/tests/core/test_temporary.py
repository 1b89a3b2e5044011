"""Uploads wait on a disk, also where the usual folder is kept in memory."""

import os
import tempfile
from pathlib import Path

import pytest

from relance.core import temporary
from relance.core.temporary import is_in_memory, keep_uploads_on_disk

DISK = "/dev/vda / ext4 rw 0 0\n"


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", "to be put back")
    monkeypatch.delenv("TMPDIR")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.mark.parametrize(
    ("folder", "mounts", "expected"),
    [
        ("/tmp", DISK, False),
        ("/tmp/inner", DISK + "tmpfs /tmp tmpfs rw 0 0\n", True),
        ("/tmp", DISK + "tmpfs /tmpfs tmpfs rw 0 0\n", False),
        ("/tmp/a b", DISK + "tmpfs /tmp tmpfs rw 0 0\n/dev/b /tmp/a\\040b xfs rw 0 0\n", False),
        ("/tmp", DISK + "tmpfs /tmp tmpfs rw 0 0\n/dev/b /tmp ext4 rw 0 0\n", False),
        ("/tmp", "", False),
    ],
)
def test_what_is_in_memory(folder: str, mounts: str, expected: bool) -> None:
    assert is_in_memory(Path(folder), mounts) is expected


def mount(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(DISK + f"x {tmp_path} {kind} rw 0 0\n")
    monkeypatch.setattr(temporary, "MOUNTS", mounts)


def test_files_then_go_into_the_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mount(monkeypatch, tmp_path, "tmpfs")
    keep_uploads_on_disk(tmp_path / "data")
    folder = tmp_path / "data" / "uploads"
    assert folder.stat().st_mode & 0o777 == 0o700
    with tempfile.NamedTemporaryFile() as file:
        assert Path(file.name).parent == folder


@pytest.mark.parametrize(("kind", "told"), [("ext4", None), ("tmpfs", "/somewhere/else")])
def test_else_all_stays_as_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str, told: str | None
) -> None:
    mount(monkeypatch, tmp_path, kind)
    if told is not None:
        monkeypatch.setenv("TMPDIR", told)
    keep_uploads_on_disk(tmp_path / "data")
    assert os.environ.get("TMPDIR") == told
    assert not (tmp_path / "data").exists()
