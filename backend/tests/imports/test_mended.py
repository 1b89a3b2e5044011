"""Rejected lines in their own columns, mended and imported again; dry runs; imports taken back."""

import csv
import io
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from python_calamine import CalamineWorkbook

from relance.contacts.erasure.service import erase_contacts
from relance.core.db import Pool, transaction
from relance.core.settings import Settings
from relance.imports import jobs
from relance.imports.report import read_report, render_report
from relance.imports.running import run, undo
from tests.contacts.api_scene import enqueued_by, serve
from tests.imports.office import import_text

FILE = (
    "Nom;Téléphone;Ville;Note\n"
    "Awa;+2290197000001;Cotonou;=1\n"
    "Koffi;abc;Ouidah;'=2\n"
    'Sèna;0197000003;"Porto;Novo";\n'
    "Binta;+2290197000004;a;b;c\n"
)


@pytest.fixture
async def client(pool: Pool, settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    async with serve(pool, settings) as client:
        yield client


async def send(client: httpx2.AsyncClient, content: bytes | str, **form: str) -> dict[str, Any]:
    data = content.encode() if isinstance(content, str) else content
    answer = await client.post("/api/contacts/import", files={"file": ("people.csv", data)}, data=form)
    assert answer.status_code == 202, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def imported(
    client: httpx2.AsyncClient, pool: Pool, content: bytes | str, **form: str
) -> dict[str, Any]:
    job_id = (await send(client, content, **form))["id"]
    assert await run.run_job(pool, job_id=job_id)
    return await show(client, job_id)


async def show(client: httpx2.AsyncClient, job_id: int) -> dict[str, Any]:
    job: dict[str, Any] = (await client.get(f"/api/contacts/import/{job_id}")).json()
    return job


async def rejected(client: httpx2.AsyncClient, job_id: int, **wishes: str) -> bytes:
    answer = await client.get(
        f"/api/contacts/import/{job_id}/rejected.csv", params={"form": "original", **wishes}
    )
    assert answer.status_code == 200
    return answer.content


async def test_rejected_lines_keep_their_columns_and_are_imported_once_mended(
    client: httpx2.AsyncClient, pool: Pool
) -> None:
    job = await imported(client, pool, FILE)
    assert (job["created"], job["rejected"]) == (1, 3)
    file = await rejected(client, job["id"], separator=";", language="fr")
    header, *lines = csv.reader(io.StringIO(file.decode("utf-8-sig")), delimiter=";")
    assert header == ["Motif du rejet", "Nom", "Téléphone", "Ville", "Note"]
    assert lines[0][0].startswith("le numéro de téléphone est refusé\u00a0: il contient des lettres")
    assert [line[1:] for line in lines] == [
        ["Koffi", "abc", "Ouidah", "'=2"], ["Sèna", "0197000003", "Porto;Novo", ""],
        ["Binta", "'+2290197000004", "a", "b", "c"],
    ]  # fmt: skip
    mended = file.decode().replace("abc", "+2290197000002").replace("a;b;c", "ab;c")
    again = await imported(client, pool, mended, default_country="BJ")
    assert (again["created"], again["rejected"]) == (3, 0)
    rows = await pool.fetch("SELECT first_name, last_name, attributes FROM contacts ORDER BY phone")
    assert [row["attributes"] for row in rows] == [
        {"ville": "Cotonou", "note": "=1"}, {"ville": "Ouidah", "note": "=2"}, {"ville": "Porto;Novo"},
        {"ville": "ab", "note": "c"},
    ]  # fmt: skip


async def test_rejected_lines_of_a_file_without_a_header_come_back(
    client: httpx2.AsyncClient, pool: Pool
) -> None:
    """Under the same names: the column of reasons moves no other."""
    lines = "x;Awa;+2290197000001\nx;Bi;+2299700\nx;Co;+2299701\n"
    job = await imported(client, pool, lines)
    file = (await rejected(client, job["id"], language="fr")).decode()
    mended = file.replace("+2299700", "+2290197000002").replace("+2299701", "+2290197000003")
    again = await imported(client, pool, mended)
    assert (job["rejected"], again["created"], again["rejected"]) == (2, 2, 0)
    rows = await pool.fetch("SELECT attributes FROM contacts WHERE phone IS NOT NULL")
    assert [row["attributes"].get("column_1") for row in rows] == ["x", "x", "x"]


AWKWARD = (
    "Nom;Téléphone;Ville\r\n"
    "Awa;+2290197000001;Cotonou\r\n"
    "Amoïse \u20ac;abc;Dassa; \r\n"
    '=1;abd;"Porto;Novo"\r\n'
)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", "\t", "|", ","])
async def test_rejected_lines_have_the_form_of_their_file(
    client: httpx2.AsyncClient, pool: Pool, encoding: str, separator: str
) -> None:
    content = AWKWARD.replace("; \r", "\r").replace(";", separator)
    job = await imported(client, pool, content.encode(encoding))
    assert (job["created"], job["rejected"]) == (1, 2)
    file = await rejected(client, job["id"], language="fr")
    assert file.startswith(b"\xef\xbb\xbf") == encoding.startswith("utf-8")
    text = file.decode({"utf-8": "utf-8-sig", "utf-16-be": "utf-16"}.get(encoding, encoding))
    header, first, second = csv.reader(io.StringIO(text), delimiter=separator)
    assert header == ["Motif du rejet", "Nom", "Téléphone", "Ville"]
    assert first[0].startswith("le numéro de téléphone est refusé\u00a0: il contient des lettres")
    assert (first[1:], second[1:]) == (
        ["Amoïse €", "abc", "Dassa"], ["'=1", "abd", f"Porto{separator}Novo"],
    )  # fmt: skip
    again = await imported(client, pool, file)
    assert (again["rejected"], again["reading"]["separator"]) == (2, separator)
    assert await rejected(client, again["id"], language="fr") == file
    asked = await rejected(client, job["id"], separator=";")
    assert asked.decode("utf-16" if "16" in encoding else encoding).splitlines()[0].count(";") == 3


async def test_what_an_encoding_does_not_have_stands_as_what_comes_near(
    client: httpx2.AsyncClient, pool: Pool
) -> None:
    content = "Имя;Phone\nАвва Иванова;abc\nЁлка Петрова;+2290197000001\n".encode("cp1251")
    job = await imported(client, pool, content)
    file = (await rejected(client, job["id"], language="fr")).decode("cp1251")
    assert file.splitlines()[1] == (
        "le numero de telephone est refuse\u00a0: il contient des lettres;Авва Иванова;abc"
    )


async def test_the_lines_of_erased_people_are_nothing_to_mend(client: httpx2.AsyncClient, pool: Pool) -> None:
    await imported(client, pool, "phone\n+2290197000001\n")
    async with transaction(pool) as conn:
        contact = await conn.fetchval("SELECT id FROM contacts WHERE phone IS NOT NULL")
        await erase_contacts(conn, contact_ids=[contact])
    job = await imported(client, pool, FILE)
    assert (job["erased"], job["rejected"]) == (1, 3)
    assert (await rejected(client, job["id"])).decode().count("\r\n") == 4
    listed = (await rejected(client, job["id"], form="list")).decode("utf-8-sig").splitlines()
    assert listed[1] == '2,"this person was erased, and is left out",,erased,{}' and len(listed) == 5
    shown = (await client.get(f"/api/contacts/import/{job['id']}/lines")).json()["items"][0]
    assert (shown["line"], shown["content"], shown["code"]) == (2, "", "erased")


async def test_lines_rejected_again_have_their_new_reason_only(
    client: httpx2.AsyncClient, pool: Pool
) -> None:
    job = await imported(client, pool, FILE)
    again = await imported(client, pool, await rejected(client, job["id"]), default_country="BJ")
    lines = list(
        csv.reader(io.StringIO((await rejected(client, again["id"])).decode("utf-8-sig")), delimiter=";")
    )
    assert lines[0] == ["rejected_because", "Nom", "Téléphone", "Ville", "Note"]
    assert [(line[1], line[2]) for line in lines[1:]] == [("Koffi", "abc"), ("Binta", "'+2290197000004")]


async def test_rejected_lines_of_a_workbook_and_of_older_imports(
    client: httpx2.AsyncClient, pool: Pool
) -> None:
    job = await imported(client, pool, FILE)
    sheet = CalamineWorkbook.from_filelike(
        io.BytesIO(await rejected(client, job["id"], format="xlsx"))
    ).get_sheet_by_index(0)
    assert sheet.to_python()[3][1:] == ["Binta", "+2290197000004", "a", "b", "c"]
    await pool.execute("UPDATE import_lines SET cells = NULL")
    assert b"Koffi | abc" in await rejected(client, job["id"])


async def test_rejected_lines_of_an_export_come_back_as_an_export(
    client: httpx2.AsyncClient, pool: Pool
) -> None:
    header = "phone,first_name,last_name,whatsapp_verified,opted_out_at,opted_out_reason,created_at,"
    header += "category_ids,attributes,category_names\n"
    job = await imported(
        client, pool, header + 'abc,Awa,,,2026-11-01T00:00:00+00:00,STOP,,,"{""a"":1}",vip\n'
    )
    mended = (await rejected(client, job["id"])).decode().replace("abc", "+2290197000001")
    assert (await imported(client, pool, mended))["created"] == 1
    row = await pool.fetchrow("SELECT attributes, opted_out_reason FROM contacts")
    assert row is not None and (row["attributes"], row["opted_out_reason"]) == ({"a": 1}, "STOP")


async def test_a_dry_run_tells_the_same_as_the_import_and_writes_nothing(
    client: httpx2.AsyncClient, pool: Pool
) -> None:
    await imported(client, pool, "phone,first_name\n+2290197000001,Ann\n+2290197000009,Old\n")
    content = FILE + "Zoé;+2290197000009;;\nZoé;+2290197000009;;\n"
    form = {"category_name": "new", "columns": json.dumps({"0": "first_name"})}
    told = await imported(client, pool, content, dry_run="true", **form)
    assert told["dry_run"] is True and told["status"] == "completed"
    numbers = ("lines", "created", "updated", "unchanged", "duplicates_in_file", "rejected", "warnings")
    assert [told[name] for name in numbers] == [6, 0, 2, 0, 1, 3, 0]
    assert await pool.fetchval("SELECT count(*) FROM contacts") == 2
    assert await pool.fetchval("SELECT count(*) FROM categories WHERE id > 0") == 0
    assert b"abc" in await rejected(client, told["id"])
    answer = await client.post(f"/api/contacts/import/{told['id']}/run")
    assert answer.status_code == 202 and answer.json()["status"] == "queued"
    assert enqueued_by(client)[-1] == (jobs.RUN, {"job_id": told["id"]})
    assert await run.run_job(pool, job_id=told["id"])
    done = await show(client, told["id"])
    assert [done[name] for name in numbers] == [told[name] for name in numbers]
    assert done["dry_run"] is False and done["category_name"] == "new" and done["category_id"] is not None
    assert await pool.fetchval("SELECT count(*) FROM import_lines") == 3
    assert (await client.post(f"/api/contacts/import/{told['id']}/run")).status_code == 409


async def test_the_command_says_that_nothing_was_written(pool: Pool) -> None:
    told = await import_text(pool, "phone\n+2290197000001\n", dry_run=True)
    async with pool.acquire() as conn:
        text = render_report(await read_report(conn, job=told.job))
    assert text.startswith("Dry run: nothing was written.\n1 lines read") and "1 contacts created" in text
    assert await pool.fetchval("SELECT count(*) FROM contacts") == 0


async def test_a_file_that_was_only_checked_goes_after_a_day(client: httpx2.AsyncClient, pool: Pool) -> None:
    told = await imported(client, pool, FILE, dry_run="true")
    await jobs.forget_old(pool)
    assert await pool.fetchval("SELECT count(*) FROM import_pieces") == 1
    await pool.execute("UPDATE import_jobs SET finished_at = now() - interval '25 hours'")
    await jobs.forget_old(pool)
    assert await pool.fetchval("SELECT count(*) FROM import_pieces") == 0
    answer = await client.post(f"/api/contacts/import/{told['id']}/run")
    assert answer.json()["error"]["code"] == "import_not_checked"


async def test_undo_takes_back_who_was_created_and_not_used(client: httpx2.AsyncClient, pool: Pool) -> None:
    await imported(client, pool, "phone\n+2290197000000\n")
    people = "".join(f"+229019700000{n},P,\n" for n in range(6)) + "+2290197000005,P,later\n"
    job = await imported(client, pool, f"phone,first_name,city\n{people}", category_name="vip")
    ids = {
        row["phone"][-1]: row["id"]
        for row in await pool.fetch("SELECT id, phone FROM contacts WHERE phone IS NOT NULL")
    }
    await client.patch(f"/api/contacts/{ids['1']}", json={"first_name": "Awa"})
    await pool.execute(
        "WITH a AS (INSERT INTO accounts (waba_id) VALUES ('1')),"
        " s AS (INSERT INTO senders (phone_number_id, waba_id) VALUES ('9', '1') RETURNING id)"
        " INSERT INTO interactions (contact_id, sender_id, kind, at, wamid)"
        " SELECT $1, id, 'text', now(), 'w' FROM s",
        ids["2"],
    )
    await client.post(f"/api/contacts/{ids['3']}/opt-out", json={"reason": "asked"})
    path = f"/api/contacts/import/{job['id']}/undo"
    counts = (await client.get(path)).json()
    assert (counts["unused"], counts["used"]) == (2, 3)
    assert (await client.post(path)).json() == {"undone": 2, "is_done": True}
    left = await pool.fetch("SELECT phone FROM contacts WHERE deleted_at IS NULL ORDER BY phone")
    assert [row["phone"][-1] for row in left] == ["0", "1", "2", "3"]
    assert (await client.post(path)).json() == {"undone": 2, "is_done": True}
    after = await show(client, job["id"])
    assert after["undone"] == 2 and after["undone_at"] is not None
    logged = await pool.fetch("SELECT details FROM activity WHERE what = 'import_undone'")
    assert [row["details"] for row in logged] == [{"contacts": 2}]
    again = await imported(client, pool, "phone\n+2290197000004\n")
    assert again["created"] == 1


async def test_undo_goes_on_where_a_request_ended(client: httpx2.AsyncClient, pool: Pool) -> None:
    job = await imported(client, pool, "phone\n+2290197000001\n")
    await pool.execute(
        "WITH c AS (INSERT INTO contacts (phone, created_at, updated_at) SELECT '+22990' || n, $2, $2"
        " FROM generate_series(1, 4) n RETURNING id)"
        " INSERT INTO import_created (job_id, contact_ids) SELECT $1, ARRAY[id] FROM c",
        job["id"],
        await pool.fetchval("SELECT created_at FROM import_jobs"),
    )
    first = await undo.undo(pool, job_id=job["id"], budget_s=0)
    assert (first.undone, first.is_done) == (1, False)
    last = await undo.undo(pool, job_id=job["id"])
    assert (last.undone, last.is_done) == (5, True)


@pytest.mark.parametrize(
    "meanwhile", ["finished_at = now() - interval '25 hours'", "status = 'running'", "dry_run = true"]
)
async def test_what_cannot_be_taken_back_says_so(
    client: httpx2.AsyncClient, pool: Pool, meanwhile: str
) -> None:
    job = await imported(client, pool, "phone\n+2290197000001\n")
    await pool.execute(f"UPDATE import_jobs SET {meanwhile}")
    for ask in (client.get, client.post):
        answer = await ask(f"/api/contacts/import/{job['id']}/undo")
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "import_not_undoable")
    assert (await client.get("/api/contacts/import/999/undo")).status_code == 404
