"""`relance import` as a process that is ended in the middle of a file."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest

from relance.core.db import Pool, create_pool
from relance.core.settings import Settings
from relance.imports.jobs import enqueue_waiting
from relance.imports.running.run import run_job
from tests.contacts.api_scene import NotedJobs
from tests.support.waiting import eventually

LINES = 60_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Chunk after chunk of people."""
    file = tmp_path / "people.csv"
    file.write_text("phone\n" + "".join(f"+2290197{number:06d}\n" for number in range(LINES)))
    return file


async def _end_midway(pool: Pool, file: Path, how: signal.Signals) -> tuple[Process, str]:
    """The command, ended when the first chunk is stored, and what it said."""
    command = [sys.executable, "-m", "relance", "import", str(file), "--category", "Friends"]
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE, start_new_session=True)

    async def has_stored() -> bool:
        return bool(await pool.fetchval("SELECT lines > 0 FROM import_jobs"))

    await eventually(has_stored, within_s=60)
    os.kill(process.pid, how)
    _, said = await process.communicate()
    return process, said.decode()


async def test_killed_it_leaves_a_job_that_a_worker_finishes(
    relance_environment: Settings, file: Path
) -> None:
    async with await create_pool(relance_environment.require_database_url(), name="test", max_size=2) as pool:
        await _end_midway(pool, file, signal.SIGKILL)
        stored: int = await pool.fetchval("SELECT lines FROM import_jobs WHERE status = 'running'")
        assert 0 < stored < LINES
        await pool.execute("UPDATE import_jobs SET lease_until = now() - interval '1 second'")
        assert await enqueue_waiting(pool, NotedJobs()) == 1  # type: ignore[arg-type]
        assert await run_job(pool, job_id=await pool.fetchval("SELECT id FROM import_jobs"))
        job = await pool.fetchrow(
            "SELECT status, lines, created, updated, duplicates_in_file FROM import_jobs"
        )
        assert job is not None and tuple(job) == ("completed", LINES, LINES, 0, 0)
        assert await pool.fetchval("SELECT count(*) FROM contacts") == LINES


async def test_broken_off_by_a_person_it_says_how_to_go_on(relance_environment: Settings, file: Path) -> None:
    async with await create_pool(relance_environment.require_database_url(), name="test", max_size=2) as pool:
        process, said = await _end_midway(pool, file, signal.SIGINT)
        assert process.returncode == 130 and "import the file again" in said
        assert await pool.fetchval("SELECT error_code FROM import_jobs") == "import_interrupted"
        assert await enqueue_waiting(pool, NotedJobs()) == 0  # type: ignore[arg-type]
        assert 0 < await pool.fetchval("SELECT count(*) FROM contacts") < LINES


async def test_it_reads_as_it_is_told(relance_environment: Settings, tmp_path: Path) -> None:
    """The likeliest sheet, separator and meaning would be others."""
    people = tmp_path / "people.csv"
    people.write_bytes("phone|note|accord\n+2290197000001|é;é;é|oui\n".encode("mac_roman"))
    command = [sys.executable, "-m", "relance", "import", str(people), "--category", "Friends"]
    options = ["--encoding", "mac_roman", "--separator", "|", "--column", "Accord=consent_given"]
    process = await asyncio.create_subprocess_exec(*command, *options, stdout=PIPE, stderr=PIPE)
    said, wrong = await process.communicate()
    assert process.returncode == 0 and b"1 contacts created" in said, wrong
    async with await create_pool(relance_environment.require_database_url(), name="test", max_size=2) as pool:
        row = await pool.fetchrow("SELECT attributes, consented_at FROM contacts WHERE phone > ''")
        assert row is not None and row["attributes"]["note"] == "é;é;é" and row["consented_at"] is not None
    for option, value in (("--column", "Accord"), ("--encoding", "ebcdic"), ("--separator", ";;")):
        process = await asyncio.create_subprocess_exec(*command, option, value, stdout=PIPE, stderr=PIPE)
        assert option.encode() in (await process.communicate())[1] and process.returncode == 2
