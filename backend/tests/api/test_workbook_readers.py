"""Uploads of workbooks that take long: what they hold, how many are read at once, what ends them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from relance.core.db import Pool
from relance.core.settings import Settings
from relance.http.services import services_of
from relance.imports.edge import checking
from relance.imports.edge.checking import WorkbookTurns
from relance.imports.formats import workbook_child
from tests.api.quotas_scene import Key, Office, hang_up, hear, open_office
from tests.door.scene import Caller
from tests.imports.workbooks import make_workbook
from tests.support.waiting import eventually

WORKBOOK = make_workbook([["phone"], ["+2290197000001"]])
PREVIEW = "/api/contacts/import/preview"
IMPORT = "/api/contacts/import"


@pytest.fixture
async def office(
    settings: Settings, pool: Pool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[Office]:
    """Whose readers never come to an end."""
    program = tmp_path / "endless.py"
    program.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(workbook_child, "__file__", str(program))
    async with open_office(settings, pool) as office:
        yield office


def readers() -> int:
    """Children of this process that read a workbook."""
    found = 0
    for thread in Path("/proc/self/task").iterdir():
        for pid in (thread / "children").read_text().split():
            found += b"endless.py" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return found


async def readers_are(number: int) -> None:
    async def are() -> bool:
        return readers() == number

    await eventually(are)


async def upload(office: Office, key: Key, path: str = PREVIEW) -> Caller:
    return await office.upload(key, path, WORKBOOK)


@pytest.mark.parametrize("path", [PREVIEW, IMPORT])
async def test_a_reader_ends_with_its_client(office: Office, path: str) -> None:
    key = await office.key()
    caller = await upload(office, key, path)
    await readers_are(1)
    hang_up(caller)
    await readers_are(0)
    await office.has_under_way(key, "uploads", 0)
    assert await office.pool.fetchval("SELECT count(*) FROM import_jobs") == 0


async def test_the_check_of_a_file_holds_no_connection(pool: Pool, office: Office) -> None:
    callers = [await upload(office, await office.key(), IMPORT) for _ in range(2)]
    await readers_are(2)
    requests: Pool = services_of(office.api).pool
    assert requests.get_idle_size() == requests.get_size()
    assert await pool.fetchval(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND state LIKE 'idle in transaction%'"
    ) == 0  # fmt: skip
    for caller in callers:
        hang_up(caller)
    await readers_are(0)


async def test_two_are_read_at_once_and_a_third_is_told_when_to_come_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [await office.key() for _ in range(3)]
    callers = [await upload(office, key) for key in keys[:2]]
    await readers_are(2)
    monkeypatch.setattr(checking, "PATIENCE_S", 0.05)
    answer = await hear(await upload(office, keys[2]))
    assert (answer.status, answer.error["code"]) == (503, "workbooks_busy")
    assert answer.headers["retry-after"] == str(checking.BUSY_RETRY_AFTER_S)
    # A text needs no reader.
    assert (await hear(await office.upload(keys[2], PREVIEW, b"phone\n+2290197000001\n"))).status == 200
    hang_up(callers[0])
    await readers_are(1)
    await upload(office, keys[2])
    await readers_are(2)


async def test_one_caller_has_one_reader(office: Office) -> None:
    one, other = await office.key(), await office.key()
    first = await upload(office, one)
    await readers_are(1)
    await upload(office, one)
    await office.has_under_way(one, "uploads", 2)
    await upload(office, other)
    await readers_are(2)
    hang_up(first)
    await office.has_under_way(one, "uploads", 1)
    await readers_are(2)  # the second one's turn has come


async def test_who_hangs_up_while_waiting_is_forgotten(office: Office) -> None:
    key = await office.key()
    first, second = await upload(office, key), await upload(office, key)
    await office.has_under_way(key, "uploads", 2)
    hang_up(second)
    await office.has_under_way(key, "uploads", 1)
    hang_up(first)
    await readers_are(0)
    await office.has_under_way(key, "uploads", 0)
    assert not services_of(office.api).of(WorkbookTurns)._taken


async def test_a_file_is_stored_whole_after_it_was_looked_into(settings: Settings, pool: Pool) -> None:
    """Whoever looks into a file shares the place in it with whoever stores it."""
    large = b"phone\n" + b"".join(b"+22901970%05d\n" % number for number in range(100_000))
    async with open_office(settings, pool) as office:
        key = await office.key()
        for content in (b"phone\n+2290197000001\n", large, WORKBOOK):
            answer = await hear(await office.upload(key, IMPORT, content))
            assert answer.status == 202, answer.body
            stored = await pool.fetchval(
                "SELECT string_agg(data, ''::bytea ORDER BY place) FROM import_pieces WHERE job_id = $1",
                answer.body["id"],
            )
            assert stored == content
