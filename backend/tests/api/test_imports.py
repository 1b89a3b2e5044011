"""The import routes and the job behind them."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from relance.core.db import Pool
from relance.core.settings import Settings
from relance.imports import jobs
from relance.imports.edge import upload
from relance.imports.people import chunks
from relance.imports.running import run, store
from tests.contacts.api_scene import NotedJobs, enqueued_by, serve
from tests.support.spreadsheets import begins_a_formula, list_cells
from tests.support.waiting import eventually

CSV = "phone,first_name,city\n+2290197000001,Awa,Cotonou\nabc,Bad,X\n97000002,Koffi,Parakou\n"


@pytest.fixture
async def client(pool: Pool, settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    async with serve(pool, settings) as client:
        yield client


async def send(client: Any, content: bytes | str, path: str = "", **form: str) -> Any:
    files = {"file": ("people.csv", content.encode() if isinstance(content, str) else content)}
    return await client.post(f"/api/contacts/import{path}", files=files, data=form)


async def test_import_runs_and_tells_what_became_of_the_lines(client: Any, pool: Pool) -> None:
    answer = await send(client, CSV, category_name="vip", default_country="BJ")
    job = answer.json()
    assert (answer.status_code, job["status"], job["size_bytes"]) == (202, "queued", len(CSV))
    assert enqueued_by(client) == [(jobs.RUN, {"job_id": job["id"]})]
    assert await run.run_job(pool, job_id=job["id"])
    done = (await client.get(f"/api/contacts/import/{job['id']}")).json()
    assert (done["status"], done["lines"], done["created"], done["rejected"]) == ("completed", 3, 2, 1)
    assert (done["progress"], done["error"], done["warnings"]) == (100.0, None, 1)
    rejected = (await client.get(f"/api/contacts/import/{job['id']}/rejected.csv")).content.decode(
        "utf-8-sig"
    )
    assert rejected.splitlines()[1].startswith("3,the phone number is refused")
    assert await pool.fetchval("SELECT count(*) FROM import_pieces") == 0
    assert (await client.get("/api/categories")).json()["items"][0]["contact_count"] == 2
    assert await run.run_job(pool, job_id=job["id"])  # a second task finds nothing to do
    assert await pool.fetchval("SELECT created FROM import_jobs") == 2


async def test_lines_are_listed_with_their_reasons_as_code_and_values(client: Any, pool: Pool) -> None:
    content = "phone,city\n" + "+2290197000001,a,b\n" + "abc,x\n12345678,x\n97000002,x\n"
    job_id = (await send(client, content, category_name="vip", default_country="BJ")).json()["id"]
    assert await run.run_job(pool, job_id=job_id)
    path, pages = f"/api/contacts/import/{job_id}/lines", []
    cursor: str | None = ""
    while cursor is not None:
        query = {"limit": 1} | ({"cursor": cursor} if cursor else {})
        page = (await client.get(path, params=query)).json()
        pages.append(page["items"])
        cursor = page["next_cursor"]
    first, second = (item for items in pages for item in items)
    assert first == {
        "line": 2, "content": "+2290197000001 | a | b", "reason": "it has 3 cells, the header has 2",
        "code": "cells", "values": {"cells": 3, "width": 2}, "stored": None,
    }  # fmt: skip
    assert (second["line"], second["code"]) == (3, "phone")
    letters = {"kind": "phone", "code": "letters", "values": {}, "text": "it contains letters"}
    assert second["values"] == {"problem": letters}
    warnings = (await client.get(path, params={"rejected": "false"})).json()["items"]
    assert {(item["line"], item["code"]) for item in warnings} >= {(5, "ten_digits_in_benin")}
    assert (await client.get("/api/contacts/import/999/lines")).status_code == 404


async def test_lines_of_an_older_version_keep_their_words(client: Any, pool: Pool) -> None:
    job_id = (await send(client, "phone\nabc\n", category_name="vip")).json()["id"]
    assert await run.run_job(pool, job_id=job_id)
    await pool.execute("UPDATE import_lines SET reason_code = NULL, reason_values = NULL")
    (line,) = (await client.get(f"/api/contacts/import/{job_id}/lines")).json()["items"]
    assert (line["code"], line["values"]) == (None, None) and "contains letters" in line["reason"]


async def test_rejected_lines_run_nowhere(client: Any, pool: Pool) -> None:
    """Also the reason repeats what stood in the file."""
    content = "country_code,phone,note\n=1+1;=2,123456,x\n229,abc,x;=1+1\n229,=3,\u200b\uff1d4\n"
    job_id = (await send(client, content, category_name="vip")).json()["id"]
    assert await run.run_job(pool, job_id=job_id)
    file = (await client.get(f"/api/contacts/import/{job_id}/rejected.csv")).content
    assert len(file.splitlines()) == 4 and b";'=2" in file
    assert [cell for cell in list_cells(file) if begins_a_formula(cell)] == []


async def test_every_rejected_line_of_a_long_file_can_be_downloaded(client: Any, pool: Pool) -> None:
    """Rejected at both ends, more than a hundred thousand."""
    lines = ["abc"] * 60_000 + ["+2290197000001"] * 3 + ["def"] * 45_000 + ["+2290197000002", "ghi"]
    job_id = (await send(client, "phone\n" + "\n".join(lines) + "\n", category_name="vip")).json()["id"]
    assert await run.run_job(pool, job_id=job_id)
    job = (await client.get(f"/api/contacts/import/{job_id}")).json()
    assert (job["lines"], job["created"], job["rejected"]) == (len(lines), 2, 105_001)
    answer = await client.get(f"/api/contacts/import/{job_id}/rejected.csv")
    rows = answer.content.decode("utf-8-sig").splitlines()[1:]
    numbers = [int(row.partition(",")[0]) for row in rows]
    assert numbers == [place + 2 for place, line in enumerate(lines) if not line.startswith("+")]
    assert (
        rows[-1].startswith("105006,the phone number is refused: it contains letters,ghi,phone,")
        and numbers[-1] == len(lines) + 1
    )


async def test_first_warnings_are_kept_however_far_down_they_are(
    client: Any, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "CHUNK_LINES", 2)
    monkeypatch.setattr(store, "MOST_WARNINGS", 3)
    lines = ["+2290197000001", "+2290197000002", *(f"9700001{n}" for n in range(5))]
    job_id = (await send(client, "phone\n" + "\n".join(lines), default_country="BJ")).json()["id"]
    assert await run.run_job(pool, job_id=job_id)
    assert (await client.get(f"/api/contacts/import/{job_id}")).json()["warnings"] == 5
    async with pool.acquire() as conn:
        kept = await jobs.list_lines(conn, job_id=job_id, rejected=False, after_id=0, limit=10)
    assert [row["line"] for row in kept] == [4, 5, 6]


async def test_import_broken_off_goes_on_without_counting_twice(
    client: Any, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "CHUNK_LINES", 2)
    lines = "phone\n" + "".join(f"+22901970000{n:02d}\n" for n in [*range(7), 0])
    job_id = (await send(client, lines, category_name="vip")).json()["id"]
    runs = 0
    while not await run.run_job(pool, job_id=job_id, budget_s=0):
        runs += 1
        assert await pool.fetchval("SELECT lines FROM import_jobs") == 2 * runs
    job = (await client.get(f"/api/contacts/import/{job_id}")).json()
    assert runs >= 3
    assert (job["status"], job["lines"], job["created"], job["duplicates_in_file"]) == ("completed", 8, 7, 1)


async def test_job_of_a_dead_worker_is_enqueued_again_and_finished(client: Any, pool: Pool) -> None:
    job_id = (await send(client, CSV, category_name="vip")).json()["id"]
    await pool.execute("UPDATE import_jobs SET status = 'running', lease_until = now() + interval '1 minute'")
    queue = NotedJobs()
    assert await run.run_job(pool, job_id=job_id)
    assert await jobs.enqueue_waiting(pool, queue) == 0  # type: ignore[arg-type]
    await pool.execute("UPDATE import_jobs SET lease_until = now() - interval '1 second'")
    assert await jobs.enqueue_waiting(pool, queue) == 1  # type: ignore[arg-type]
    assert await run.run_job(pool, job_id=job_id)
    assert await pool.fetchval("SELECT status FROM import_jobs") == "completed"


async def test_job_whose_lease_ends_after_the_clock_went_back_is_finished(client: Any, pool: Pool) -> None:
    job_id = (await send(client, CSV, category_name="vip")).json()["id"]
    await pool.execute("UPDATE import_jobs SET status = 'running', lease_until = now() + interval '1 hour'")
    assert await jobs.enqueue_waiting(pool, NotedJobs()) == 1  # type: ignore[arg-type]
    assert await run.run_job(pool, job_id=job_id)
    assert await pool.fetchval("SELECT status FROM import_jobs") == "completed"


async def test_lease_lasts_as_long_as_the_run_that_has_it(
    client: Any, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_KEEP_EVERY_S", 0.01)
    job_id = (await send(client, CSV, category_name="vip")).json()["id"]

    async def ends_in_s() -> float:
        return float(
            await pool.fetchval("SELECT extract(epoch FROM lease_until - now())::float8 FROM import_jobs")
        )

    async def is_kept() -> bool:
        return await ends_in_s() > 5

    await pool.execute(
        "UPDATE import_jobs SET status = 'running', attempts = 7, lease_until = now() + interval '1 second'"
    )
    async with asyncio.timeout(10):
        await run._keep(pool, job_id, attempt=6)  # gives up: another run has it
    assert not await is_kept()
    async with run._kept(pool, job_id, attempt=7):
        await eventually(is_kept)


async def test_import_into_no_category_leaves_people_where_they_are(client: Any, pool: Pool) -> None:
    before = (await send(client, "phone\n+2290197000001\n", category_name="vip")).json()["id"]
    await run.run_job(pool, job_id=before)
    job = (await send(client, "phone,nom\n+2290197000001,Awa\n+2290197000002,Koffi\n")).json()
    assert (job["category_id"], job["category_name"]) == (None, None)
    await run.run_job(pool, job_id=job["id"])
    job = (await client.get(f"/api/contacts/import/{job['id']}")).json()
    assert (job["status"], job["created"], job["updated"], job["category_name"]) == ("completed", 1, 1, None)
    found = (await client.get("/api/contacts", params={"sort": "oldest"})).json()["items"]
    assert [len(contact["category_ids"]) for contact in found] == [1, 0]
    assert await pool.fetchval("SELECT count(*) FROM categories") == 1


async def test_columns_as_told(client: Any, pool: Pool) -> None:
    columns = json.dumps({"0": "skip", "1": "phone", "2": "Home Town", "3": "first_name"})
    text = "phone,b,c,d\nold,+2290197000001,Cotonou,Awa\n"
    job_id = (await send(client, text, category_name="vip", columns=columns)).json()["id"]
    await run.run_job(pool, job_id=job_id)
    (contact,) = (await client.get("/api/contacts")).json()["items"]
    assert (contact["phone"], contact["first_name"]) == ("+2290197000001", "Awa")
    assert contact["attributes"] == {"home_town": "Cotonou"}


async def test_preview_guesses_and_stores_nothing(client: Any, pool: Pool) -> None:
    body = (await send(client, "Téléphone;Prénom;Ville\n97000001;Awa;Cotonou\n", "/preview")).json()
    assert [column["meaning"] for column in body["columns"]] == ["phone", "first_name", "ville"]
    assert body["rows"] == [["97000001", "Awa", "Cotonou"]]
    assert body["problem"] is None
    assert await pool.fetchval("SELECT count(*) FROM import_jobs") == 0
    without = (await send(client, "a,b\n1,2\n", "/preview")).json()
    assert without["problem"] is not None


@pytest.mark.parametrize(
    ("content", "form", "code"),
    [
        (b"", {"category_name": "x"}, "file_empty"),
        (b"%PDF-1.7 etc", {"category_name": "x"}, "not_a_table"),
        (b"PK\x03\x04 not a zip", {"category_name": "x"}, "not_a_table"),
        (b"a,b\n1,2\n", {"category_name": "x"}, "no_phone_column"),
        (b"phone\n", {"category_name": "x"}, "no_contacts"),
        (b"phone\n+2290197000001\n", {"category_name": "x", "category_id": "1"}, "category_twice"),
        (b"phone\n+2290197000001\n", {"category_name": " "}, "category_name_refused"),
        (b"phone\n+2290197000001\n", {"category_name": "x\x00"}, "category_name_refused"),
        (b"phone\n+2290197000001\n", {"category_name": "x", "default_country": "QQ"}, "unknown_country"),
        (b"phone\n+2290197000001\n", {"category_name": "x", "columns": "[1]"}, "mapping_refused"),
        (b"phone\n+2290197000001\n", {"category_name": "x", "columns": '{"7": "phone"}'}, "mapping_refused"),
        (b"phone\n+2290197000001\n", {"category_name": "x", "columns": '{"0": "skip"}'}, "no_phone_column"),
        (b"phone\n+2290197000001\n", {"category_name": "x", "update_existing": "maybe"}, "malformed"),
        (b"phone\n+2290197000001\n", {"category_id": "-1"}, "malformed"),
    ],
)
async def test_bad_upload_is_422_and_stores_nothing(
    client: Any, pool: Pool, content: bytes, form: dict[str, str], code: str
) -> None:
    answer = await send(client, content, **form)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, code), answer.text
    assert await pool.fetchval("SELECT count(*) FROM import_jobs") == 0
    assert await pool.fetchval("SELECT count(*) FROM categories") == 0


async def test_unknown_category_is_404(client: Any) -> None:
    assert (await send(client, CSV, category_id="5")).status_code == 404


async def test_file_too_large_is_413(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "LARGEST_FILE", 10)
    assert (await send(client, CSV, category_name="x")).status_code == 413
    assert (await send(client, CSV, "/preview")).status_code == 413


async def test_no_multipart_is_422_or_400(client: Any) -> None:
    assert (await client.post("/api/contacts/import", json={"a": 1})).status_code == 422
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = await client.post("/api/contacts/import", content=b"--nonsense", headers=headers)
    assert answer.status_code in (400, 422)


async def test_failure_in_the_worker_is_told(client: Any, pool: Pool) -> None:
    job_id = (await send(client, CSV, category_name="vip")).json()["id"]
    await pool.execute("UPDATE import_pieces SET data = '%PDF'")
    assert await run.run_job(pool, job_id=job_id)
    job = (await client.get(f"/api/contacts/import/{job_id}")).json()
    assert (job["status"], job["error"]["code"]) == ("failed", "not_a_table")


async def test_list_of_imports_is_paged(client: Any) -> None:
    made = [(await send(client, CSV, category_name="vip")).json()["id"] for _ in range(3)]
    first = (await client.get("/api/contacts/import", params={"limit": 2})).json()
    cursor = first["next_cursor"]
    second = (await client.get("/api/contacts/import", params={"limit": 2, "cursor": cursor})).json()
    assert [job["id"] for job in first["items"] + second["items"]] == made[::-1]
    assert second["next_cursor"] is None
    assert (await client.get("/api/contacts/import/999")).status_code == 404
    assert (await client.get("/api/contacts/import/999/rejected.csv")).status_code == 404


TABLE = 'téléphone;prénom;ville\r\n+33755000010;Désiré;Abomey\r\n+33755000011;"A;""B""";Zoé\r\n'


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"]
)
@pytest.mark.parametrize("separator", [";", "\t", ","])
async def test_a_file_in_any_usual_encoding_and_separator_is_imported(
    client: Any, pool: Pool, encoding: str, separator: str
) -> None:
    text = TABLE.replace("A;", "A,").replace(";", separator)
    job_id = (await send(client, text.encode(encoding), category_name="vip")).json()["id"]
    await run.run_job(pool, job_id=job_id)
    people = (await client.get("/api/contacts", params={"sort": "oldest"})).json()["items"]
    assert [(person["phone"], person["first_name"], person["attributes"]) for person in people] == [
        ("+33755000010", "Désiré", {"ville": "Abomey"}),
        ("+33755000011", 'A,"B"', {"ville": "Zoé"}),
    ]
