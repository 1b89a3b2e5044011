"""The sent log: every line on its way to the disk within moments, or nothing is sent."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.restored.log_reader import ACCEPTED, LEFT, Claims, Departure, ProcessLog, list_logs
from relance.sending.sent_log import SentLog
from relance.sending.sent_log_file import FOLDER, find_highest_claim, prune
from tests.sending.world import make_campaign, running_sender, states
from tests.support.waiting import eventually
from whatsapp_simulator import Simulator

OURS = "a1b2c3"


def read(folder: Path, installation: str = OURS) -> tuple[list[Departure], Claims]:
    claims, found = Claims(), []
    for files in list_logs([folder]):
        found += list(ProcessLog(files, frozenset({installation}), claims).departures())
    return found, claims


def write_claim(log: SentLog, lease: int, messages: range, *, nth: int = 1, before: int = 0) -> None:
    log.claimed(
        1000.0, OURS, lease, campaign_id=7, sender_id=1, lane="bulk", nth=nth, before=before,
        messages=[(id_, id_ + 100, "message_1", 1) for id_ in messages],
    )  # fmt: skip


def leave(log: SentLog, lease: int, message_id: int) -> None:
    log.left(1000.5, OURS, lease, 7, message_id + 100, "message_1", message_id, 1)


def lines_of(folder: Path) -> list[str]:
    return [line for path in folder.glob(f"{FOLDER}/*.log") for line in path.read_text().splitlines()]


async def written(folder: Path, count: int) -> None:
    async def there() -> bool:
        return len(lines_of(folder)) >= count

    await eventually(there)


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    log = SentLog(tmp_path, process="host:1:aa")
    log.start()
    write_claim(log, 10, range(1, 6))
    for message_id in range(1, 6):
        leave(log, 10, message_id)
    log.answered(1001, OURS, 10, 1, 1, "accepted", "wamid.\t1\n")
    log.answered(1001, OURS, 10, 2, 1, "held", "wamid.2")
    log.answered(1001, OURS, 10, 3, 1, "refused", 131026)
    log.answered(1001, OURS, 10, 4, 1, "unsent", None)
    log.answered(1001, OURS, 10, 5, 1, "lost", -2)
    log.ended(1002, OURS, 10)
    log.close()
    found, claims = read(tmp_path)
    assert {(one.message_id, one.contact_id, one.verdict, one.wamid) for one in found} == {
        (1, 101, ACCEPTED, "wamid.1"),
        (2, 102, ACCEPTED, "wamid.2"),
        (5, 105, LEFT, None),
    }
    assert (claims.highest, claims.expected, claims.last) == (10, 1, {("host:1:aa", 1, "bulk"): 1})
    assert read(tmp_path, "another")[0] == []
    assert find_highest_claim(tmp_path, OURS) == 10
    assert find_highest_claim(tmp_path, "another") is None
    (file,) = (tmp_path / FOLDER).iterdir()
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_claim_that_a_killed_sender_did_not_end_counts_as_left(tmp_path: Path) -> None:
    log = SentLog(tmp_path, process="host:1:aa")
    log.start()
    write_claim(log, 10, range(1, 4))
    leave(log, 10, 1)
    log.answered(1001, OURS, 10, 1, 1, "accepted", "wamid.1")
    log.close()
    # Ended in good order, all is told; killed, its last lines may be missing.
    assert {one.message_id for one in read(tmp_path)[0]} == {1}
    (file,) = (tmp_path / FOLDER).iterdir()
    file.write_text(file.read_text().partition("Z\t")[0])
    assert {(one.message_id, one.verdict) for one in read(tmp_path)[0]} == {
        (1, ACCEPTED), (2, LEFT), (3, LEFT),
    }  # fmt: skip


def test_a_line_cut_off_in_the_middle_spoils_no_other(tmp_path: Path) -> None:
    log = SentLog(tmp_path, process="host:1:aa")
    log.start()
    write_claim(log, 10, range(1, 3))
    leave(log, 10, 1)
    log.close()
    (file,) = (tmp_path / FOLDER).iterdir()
    file.write_bytes(file.read_bytes() + b"L\t1000.5\ta1b2c3\t10\t7\t1")
    assert {one.message_id for one in read(tmp_path)[0]} == {1}
    assert find_highest_claim(tmp_path, OURS) == 10


async def test_a_folder_that_vanishes_is_made_again_with_the_last_lines(tmp_path: Path) -> None:
    log = SentLog(tmp_path, process="host:1:aa")
    log.start()
    leave(log, 10, 1)
    await written(tmp_path, 2)
    shutil.rmtree(tmp_path / FOLDER)
    leave(log, 10, 2)
    await written(tmp_path, 3)
    assert log.is_writable
    log.close()
    assert {one.message_id for one in read(tmp_path)[0]} == {1, 2}


async def test_a_folder_that_cannot_be_made_says_so_and_goes_on_when_it_can(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("in the way")
    log = SentLog(tmp_path, process="host:1:aa")
    log.start()
    assert not log.is_writable
    assert "nothing is sent" in (log.trouble or "")
    leave(log, 10, 1)
    (tmp_path / FOLDER).unlink()

    async def mended() -> bool:
        return log.is_writable

    await eventually(mended)
    log.close()
    assert {one.message_id for one in read(tmp_path)[0]} == {1}


def test_only_old_files_are_pruned(tmp_path: Path) -> None:
    for name, age_days in (("2026010100-old.log", 8), ("2026010800-young.log", 6)):
        (tmp_path / name).write_text("")
        os.utime(tmp_path / name, (0, time.time() - age_days * 86_400))
    prune(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["2026010800-young.log"]


FULL = """
import resource, sys, time
from pathlib import Path
from relance.sending.sent_log import SentLog
resource.setrlimit(resource.RLIMIT_FSIZE, (4000, resource.RLIM_INFINITY))
log = SentLog(Path(sys.argv[1]), process="host:1:aa")
log.start()
given = 0
while log.is_writable:
    given += 1
    log.left(1000.5, "a1b2c3", 10, 7, given + 100, "message_1", given, 1)
    time.sleep(0.001)
print("full", flush=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
while not log.is_writable:
    time.sleep(0.01)
log.close()
print(given)
"""


def test_a_full_disk_stops_sending_and_loses_no_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, timeout=60, check=True
    )
    assert "sent_log_not_writable" in done.stdout + done.stderr
    given = int(done.stdout.split()[-1])
    assert sorted(one.message_id for one in read(tmp_path)[0]) == list(range(1, given + 1))


KILLED = """
import sys, time
from pathlib import Path
from relance.sending.sent_log import SentLog
log = SentLog(Path(sys.argv[1]), process="host:1:aa")
log.start()
for given in range(1, 10**6):
    log.left(1000.5, "a1b2c3", 10, 7, given + 100, "message_1", given, 1)
    print(given, flush=True)
    time.sleep(0.001)
"""


def test_a_kill_loses_at_most_the_last_moment(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        given = []
        for line in child.stdout:
            given.append(line)
            if len(given) == 1500:
                child.send_signal(signal.SIGKILL)
    last = len(given)
    known = {one.message_id for one in read(tmp_path)[0]}
    assert known == set(range(1, len(known) + 1))
    assert len(known) > last - 1000  # a second of this pace


async def test_a_log_that_cannot_be_written_stops_the_sender_until_it_can(
    pool: Pool,
    redis: RedisClient,
    settings: Settings,
    simulator: Simulator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    campaign_id = await make_campaign(pool, settings, 20)
    settings.data_dir.mkdir()
    (settings.data_dir / FOLDER).write_text("in the way")
    fast = settings.model_copy(update={"sender_rate_per_s": 1000.0})

    async def offered_often() -> bool:
        return len(polls) >= 5

    async def done() -> bool:
        return await states(pool, campaign_id) == {"sent": 20}

    async with running_sender(pool, redis, fast, simulator.url) as loop:
        polls: list[object] = []
        halted = loop._halted

        def ask(sender_id: int) -> bool:
            polls.append(sender_id)
            return halted(sender_id)

        monkeypatch.setattr(loop, "_halted", ask)
        await eventually(offered_often)
        assert simulator.summary()["accepted"] == 0
        (settings.data_dir / FOLDER).unlink()
        await eventually(done)
    assert simulator.summary()["accepted"] == 20


async def test_every_request_stands_in_the_log_with_its_answer(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    campaign_id = await make_campaign(pool, settings, 30)
    fast = settings.model_copy(update={"sender_rate_per_s": 1000.0})

    async def done() -> bool:
        return await states(pool, campaign_id) == {"sent": 30}

    async with running_sender(pool, redis, fast, simulator.url, process="host:1:aa"):
        await eventually(done)
    found, claims = read(settings.data_dir, await pool.fetchval("SELECT id FROM installation"))
    rows = await pool.fetch("SELECT id, contact_id, wamid FROM messages")
    assert {(one.message_id, one.contact_id, one.wamid) for one in found} == {tuple(row) for row in rows}
    assert {one.verdict for one in found} == {ACCEPTED}
    assert sum(claims.last.values()) == claims.expected
    text = "\n".join(lines_of(settings.data_dir))
    assert "2299" not in text and "Awa" not in text and settings.whatsapp_token not in text
