"""Exports for an office: what it opens with a double click, without a formula in it."""

import csv
import io
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from python_calamine import CalamineWorkbook

from relance.core.db import Pool
from relance.core.settings import Settings
from tests.contacts.api_scene import serve
from tests.support.spreadsheets import begins_a_formula, list_cells

FRENCH = {"separator": ";", "language": "fr", "timezone": "Africa/Porto-Novo"}
HEADER = [
    "Téléphone", "Prénom", "Nom", "Catégories", "solde", "ville", "Sur WhatsApp",
    "Désabonné le (Africa/Porto-Novo)", "Motif du désabonnement", "Ajouté le (Africa/Porto-Novo)",
    "Autres champs", "Consentement donné le (Africa/Porto-Novo)",
]  # fmt: skip


@pytest.fixture
async def client(pool: Pool, settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    async with serve(pool, settings) as client:
        yield client


@pytest.fixture
async def awa(client: httpx2.AsyncClient, pool: Pool) -> int:
    """A customer who said stop last evening, in Cotonou."""
    category = (await client.post("/api/categories", json={"name": "Clients, anciens"})).json()["id"]
    other = (await client.post("/api/categories", json={"name": "=VIP"})).json()["id"]
    given = {
        "phone": "+2290197000001", "first_name": "Awa", "last_name": "=1+1", "whatsapp_verified": True,
        "attributes": {"ville": "Cotonou", "solde": 12.5, "Prénom": "n’est pas le sien"},
        "category_ids": [category, other],
    }  # fmt: skip
    made = (await client.post("/api/contacts", json=given)).json()
    await pool.execute(
        "UPDATE contacts SET opted_out_at = '2026-11-30T23:05:09.5Z', "
        " opted_out_reason = 'whatsapp_preference', created_at = '2026-11-01T10:00:00Z'"
    )
    return int(made["id"])


def read_csv(file: bytes, separator: str) -> list[list[str]]:
    assert file.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=separator))


async def test_without_wishes_the_file_is_as_it_was_with_names_of_categories_behind(
    client: httpx2.AsyncClient, awa: int
) -> None:
    header, line = read_csv((await client.get("/api/contacts/export")).content, ",")
    assert header == [
        "phone", "first_name", "last_name", "whatsapp_verified", "opted_out_at", "opted_out_reason",
        "created_at", "category_ids", "attributes", "category_names", "consented_at",
    ]  # fmt: skip
    assert line[:7] == [
        "+2290197000001", "Awa", "'=1+1", "true", "2026-11-30T23:05:09.500000+00:00",
        "whatsapp_preference", "2026-11-01T10:00:00+00:00",
    ]  # fmt: skip
    assert line[9] == '\'=VIP, "Clients, anciens"'


async def test_french_office_gets_its_own_words_times_and_columns(
    client: httpx2.AsyncClient, awa: int
) -> None:
    answer = await client.get("/api/contacts/export", params=FRENCH)
    assert answer.headers["content-disposition"] == 'attachment; filename="contacts.csv"'
    header, line = read_csv(answer.content, ";")
    assert header == HEADER
    assert line == [
        "(+229) 01 97 00 00 01", "Awa", "'=1+1", "'=VIP, \"Clients, anciens\"", "12,5", "Cotonou", "oui",
        "01/12/2026 00:05:09", "choisi dans WhatsApp", "01/11/2026 11:00:00",
        '{"Prénom":"n’est pas le sien"}', "",
    ]  # fmt: skip
    assert [cell for cell in list_cells(answer.content) if begins_a_formula(cell)] == []


async def test_workbook_holds_texts_numbers_and_real_times(client: httpx2.AsyncClient, awa: int) -> None:
    params = {"format": "xlsx", "language": "fr", "timezone": "Africa/Porto-Novo"}
    answer = await client.get("/api/contacts/export", params=params)
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    assert answer.headers["content-disposition"] == 'attachment; filename="contacts.xlsx"'
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    header, line = sheet.to_python()
    assert header == HEADER
    assert line[:7] == ["+2290197000001", "Awa", "=1+1", '=VIP, "Clients, anciens"', 12.5, "Cotonou", "oui"]
    assert [str(moment) for moment in (line[7], line[9])] == ["2026-12-01 00:05:09", "2026-11-01 11:00:00"]
    # Without a formula anywhere, and every text that begins like one is marked as text.
    assert all(len(row) == len(header) for row in sheet.to_python())


@pytest.mark.parametrize(
    "wish",
    [{"separator": "x"}, {"language": "de"}, {"format": "ods"}, {"timezone": "Porto-Novo"},
     {"timezone": "../etc/passwd"}],
)  # fmt: skip
async def test_wishes_that_mean_nothing_are_refused(client: httpx2.AsyncClient, wish: dict[str, Any]) -> None:
    assert (await client.get("/api/contacts/export", params=wish)).status_code == 422


async def test_more_lines_than_a_sheet_takes_stand_on_the_next(
    client: httpx2.AsyncClient, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("relance.downloads.workbook.MOST_LINES", 3)
    await pool.execute(
        "INSERT INTO contacts (phone) SELECT '+229019700000' || n FROM generate_series(1, 5) n"
    )
    file = (await client.get("/api/contacts/export", params={"format": "xlsx"})).content
    book = CalamineWorkbook.from_filelike(io.BytesIO(file))
    assert book.sheet_names == ["Contacts", "Contacts 2", "Contacts 3"]
    assert [len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names] == [3, 3, 2]


async def test_many_line_breaks_do_not_end_the_lines_of_others(
    client: httpx2.AsyncClient, pool: Pool
) -> None:
    note = "\n".join(map(str, range(300)))
    await client.post(
        "/api/contacts", json={"phone": "+2290197000001", "attributes": {"note": note[:900], "a": "b\nc"}}
    )
    header, line = read_csv((await client.get("/api/contacts/export", params=FRENCH)).content, ";")
    cells = dict(zip(header, line, strict=True))
    assert (cells["a"], cells["note"]) == ("b\nc", "") and '"note"' in cells["Autres champs"]
