"""What the sent log asks of the disk: a sync a second, nobody waits for it, and no file for ever."""

import os
import threading
import time
from pathlib import Path

import pytest

from relance.sending import sent_log
from relance.sending.sent_log import SentLog
from relance.sending.sent_log_file import FOLDER
from tests.support.waiting import eventually

SYNC_S = 0.2
LINES = 200


def leave(log: SentLog, message_id: int) -> None:
    log.left(1000.5, "a1b2c3", 10, 7, message_id + 100, "message_1", message_id, 1)


def lines_of(folder: Path) -> int:
    return sum(path.read_bytes().count(b"\nL\t") for path in folder.glob(f"{FOLDER}/*.log"))


@pytest.fixture
def syncs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """When a file of this test was synced; every fifth of a second here, instead of every second."""
    times: list[float] = []

    def sync(file: int) -> None:
        if Path(f"/proc/self/fd/{file}").readlink().is_relative_to(tmp_path):
            times.append(time.monotonic())

    monkeypatch.setattr(sent_log, "SYNC_EVERY_S", SYNC_S)
    monkeypatch.setattr(os, "fsync", sync)
    return times


async def test_it_is_synced_once_a_period_and_not_once_a_line(tmp_path: Path, syncs: list[float]) -> None:
    log = SentLog(tmp_path, process="host:1:aa")
    log.start()
    at_start = len(syncs)  # the folder, so that the new file is found in it
    given = 0

    async def synced_twice() -> bool:
        nonlocal given
        given += 1
        leave(log, given)
        return len(syncs) >= at_start + 2

    await eventually(synced_twice)
    first, second = syncs[at_start : at_start + 2]
    assert second - first >= SYNC_S * 0.9
    assert given > 5
    log.close()
    assert lines_of(tmp_path) == given


async def test_what_was_not_written_is_not_synced(tmp_path: Path, syncs: list[float]) -> None:
    log = SentLog(tmp_path, process="host:1:aa")
    log.start()
    leave(log, 1)

    async def written() -> bool:
        return lines_of(tmp_path) == 1 and not log._file._dirty

    await eventually(written)
    before = len(syncs)
    turns = 0

    async def turned_often() -> bool:
        nonlocal turns
        turns += not log._closing.wait(SYNC_S / 4)
        return turns >= 8  # two periods

    await eventually(turned_often)
    assert len(syncs) == before
    log.close()


async def test_a_sync_that_hangs_keeps_nobody_waiting(
    tmp_path: Path, syncs: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    log = SentLog(tmp_path, process="host:1:aa")
    log.start()
    hangs, released = threading.Event(), threading.Event()

    def hang(_: int) -> None:
        hangs.set()
        released.wait(20)

    monkeypatch.setattr(os, "fsync", hang)
    leave(log, 1)

    async def hanging() -> bool:
        return hangs.is_set()

    async def all_written() -> bool:
        return lines_of(tmp_path) == LINES

    await eventually(hanging)
    for message_id in range(2, LINES + 1):
        leave(log, message_id)
    await eventually(all_written)
    assert log.is_writable
    released.set()
    log.close()


async def test_a_sync_that_fails_stops_sending_until_one_succeeds(
    tmp_path: Path, syncs: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    log = SentLog(tmp_path, process="host:1:aa")
    log.start()

    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fail)
        leave(log, 1)

        async def refused() -> bool:
            return not log.is_writable

        await eventually(refused)
        assert "Input/output error" in (log.trouble or "")
    leave(log, 2)

    async def writable() -> bool:
        return log.is_writable

    await eventually(writable)
    assert log.trouble is None
    log.close()
    assert lines_of(tmp_path) == 2


async def test_a_running_log_deletes_files_that_are_older_than_seven_days(
    tmp_path: Path, syncs: list[float]
) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    for name, age_days in (("2026010100-old.log", 7.1), ("2026010800-young.log", 6.9)):
        (folder / name).write_text("")
        os.utime(folder / name, (0, time.time() - age_days * 86_400))
    log = SentLog(tmp_path, process="host:1:aa")
    log.start()

    async def pruned() -> bool:
        return not (folder / "2026010100-old.log").exists()

    await eventually(pruned)
    assert (folder / "2026010800-young.log").exists()
    log.close()
