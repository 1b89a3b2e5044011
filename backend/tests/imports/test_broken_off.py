"""An import whose run is over, or dies, goes on where it was; lines that are stored are not read again."""

from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from relance.core.db import Pool
from relance.core.settings import Settings
from relance.imports.people import chunks
from relance.imports.people.person import read_person
from relance.imports.running import run
from tests.contacts.api_scene import serve
from tests.imports.workbooks import make_workbook

LINES = 30
PHONES = [f"+22901970000{number:02d}" for number in range(LINES)]


@pytest.fixture
async def client(pool: Pool, settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    async with serve(pool, settings) as client:
        yield client


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lines whose people are read; chunks are of two lines."""
    read: list[int] = []

    def note(line: Any, *args: Any) -> Any:
        read.append(line.number)
        return read_person(line, *args)

    monkeypatch.setattr(chunks, "read_person", note)
    monkeypatch.setattr(chunks, "CHUNK_LINES", 2)
    return read


async def send(client: httpx2.AsyncClient, content: bytes, name: str = "people.csv", **form: str) -> int:
    answer = await client.post("/api/contacts/import", files={"file": (name, content)}, data=form)
    job_id: int = answer.json()["id"]
    return job_id


async def run_to_end(pool: Pool, job_id: int) -> int:
    """Each run is over after one chunk. Returns how many were needed."""
    runs = 1
    while not await run.run_job(pool, job_id=job_id, budget_s=0):
        runs += 1
    return runs


async def shown(client: httpx2.AsyncClient, job_id: int) -> tuple[Any, ...]:
    job = (await client.get(f"/api/contacts/import/{job_id}")).json()
    return tuple(job[name] for name in ("status", "lines", "created", "duplicates_in_file"))


FIRST_TWICE = "\n".join(["phone", *PHONES, "", *PHONES[:4]]).encode()


@pytest.mark.parametrize("update_existing", ["true", "false"])
async def test_each_line_is_read_once_and_once_ahead(
    client: Any, pool: Pool, read: list[int], update_existing: str
) -> None:
    job_id = await send(client, FIRST_TWICE, update_existing=update_existing)
    runs = await run_to_end(pool, job_id)
    assert runs > LINES // 2
    # While a chunk is stored the next one is read: in vain, if the run is then over.
    assert len(read) < 2 * (LINES + 4)
    assert await shown(client, job_id) == ("completed", LINES + 4, LINES, 4)
    assert await pool.fetchval("SELECT count(*) FROM import_seen") == 0


async def test_workbooks_too(client: Any, pool: Pool, read: list[int]) -> None:
    rows: list[list[object]] = [[text] for text in ("phone", *PHONES, *PHONES[:4])]
    job_id = await send(client, make_workbook(rows), "people.xlsx")
    assert await run_to_end(pool, job_id) > LINES // 2
    assert len(read) < 2 * (LINES + 4)
    assert await shown(client, job_id) == ("completed", LINES + 4, LINES, 4)


async def test_a_dry_run_and_then_the_import_itself(client: Any, pool: Pool, read: list[int]) -> None:
    job_id = await send(client, FIRST_TWICE, dry_run="true")
    await run_to_end(pool, job_id)
    assert await shown(client, job_id) == ("completed", LINES + 4, LINES, 4)
    assert (await client.post(f"/api/contacts/import/{job_id}/run")).status_code == 202
    await run_to_end(pool, job_id)
    assert await shown(client, job_id) == ("completed", LINES + 4, LINES, 4)
    assert await pool.fetchval("SELECT count(*) FROM contacts") == LINES


async def test_what_an_older_version_has_stored_is_read_again(
    client: Any, pool: Pool, read: list[int]
) -> None:
    job_id = await send(client, FIRST_TWICE)
    for _ in range(5):
        assert not await run.run_job(pool, job_id=job_id, budget_s=0)
    await pool.execute("DELETE FROM import_seen")
    await run_to_end(pool, job_id)
    assert await shown(client, job_id) == ("completed", LINES + 4, LINES, 4)


async def test_only_runs_that_store_nothing_are_counted(
    client: Any, pool: Pool, read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_MOST_ATTEMPTS", 3)
    job_id = await send(client, FIRST_TWICE)
    assert await run_to_end(pool, job_id) > 3
    assert (await shown(client, job_id))[0] == "completed"
    job_id = await send(client, FIRST_TWICE)
    await pool.execute("UPDATE import_jobs SET attempts = 3 WHERE id = $1", job_id)
    assert await run.run_job(pool, job_id=job_id)
    assert (await shown(client, job_id))[0] == "failed"


async def test_a_run_that_dies_after_the_last_line_leaves_nothing_to_do(
    client: Any, pool: Pool, read: list[int]
) -> None:
    job_id = await send(client, FIRST_TWICE)
    while not await run.run_job(pool, job_id=job_id, budget_s=0):
        if await pool.fetchval("SELECT lines FROM import_jobs") == LINES + 4:
            break
    read.clear()
    assert await run.run_job(pool, job_id=job_id)
    assert read == []
    assert await shown(client, job_id) == ("completed", LINES + 4, LINES, 4)
