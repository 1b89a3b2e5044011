"""What an export writes, the import reads without change: whatever stands in it, in every form."""

import csv
import io
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from relance.categories.service import create_category
from relance.contacts.consents.service import Consent, note_consents
from relance.contacts.filters import ContactFilter, Order
from relance.contacts.lists.export import export_contacts
from relance.contacts.suppressions import Choice, opt_in, record_choices
from relance.contacts.upsert import ContactRow, upsert_contacts
from relance.core.db import Pool, transaction
from relance.downloads.look import PLAIN, FileKind, Look
from relance.downloads.words import Language
from relance.imports.columns.guess import map_columns
from relance.imports.columns.mapping import guess_meanings, map_as_told
from relance.imports.columns.table import open_table
from relance.imports.people.person import LineRefused, read_person
from tests.imports.office import import_text

FRENCH = Look(separator=";", language=Language.FR, timezone="Africa/Porto-Novo")
LOOKS = {
    "plain": PLAIN,
    "french": FRENCH,
    "tab": Look(separator="\t", language=Language.EN, timezone="Europe/Paris"),
    "local": Look(timezone="America/Sao_Paulo"),
    "workbook": Look(kind=FileKind.XLSX, language=Language.FR, timezone="Africa/Porto-Novo"),
    "english workbook": Look(kind=FileKind.XLSX, language=Language.EN),
}
CATEGORIES = ["Clients", "Amis, anciens", '=VIP "or"', "Été 2026", "+1;2|3", "'", "a\u00a0b"]
TEXTS = [
    "Awa", "=1+1", "'=1", "''", "-5", "+229", "@x", "é", "Ọláìyá", "NULL", "-", "nan", "12,5", "a;b", "a,b",
    '"', 'say "hi"', "\u200b=x", "\uff1d1", "1*2", "01/02/2026", "2026-11-30", "true", "0012", "x\ty", "’‘ʼ",
    "a|b", "😀", "\x01\u200b", "_x0041_", "<b>", "{{name}}", "\\n", "a = b", "#N/A", "1e5", "Prénom",
]  # fmt: skip
FIELDS = [
    "ville", "Prénom usuel", "=formule", "Téléphone", "phone", "a;b", "Date d’achat", "attributes", "x",
    "Désabonné le (UTC)", "note", "category_names",
]  # fmt: skip


def people(count: int) -> list[ContactRow]:
    chance = random.Random(7)
    rows = []
    for n in range(count):
        attributes: dict[str, Any] = {name: chance.choice(TEXTS) for name in chance.sample(FIELDS, 3)}
        if n % 10 == 0:
            attributes["note"] = chance.choice(["line\nline", "\n" * 60 + "x", " blank ", "x" * 1000, "\r\n"])
        rows.append(
            ContactRow(
                f"+2290197{n:06}",
                chance.choice([None, *TEXTS]),
                chance.choice([None, *TEXTS]),
                attributes,
            )
        )
    return rows


async def fill(pool: Pool, count: int) -> None:
    """Contacts with everything that may be awkward, a third of them opted out, in up to three categories."""
    chance = random.Random(8)
    async with transaction(pool) as conn:
        ids = list((await upsert_contacts(conn, rows=people(count))).ids.values())
        moment = datetime(2026, 3, 29, 0, 59, 59, 123456, UTC)
        await record_choices(
            conn,
            choices=[
                Choice(True, reason, moment + timedelta(minutes=37 * n), contact_id=id_)
                for n, id_ in enumerate(ids[::3])
                for reason in [("whatsapp_preference", "asked by phone", "=STOP", "oui")[n % 4]]
            ],
        )
        consents = [
            Consent(id_, True, moment + timedelta(minutes=n), "paper") for n, id_ in enumerate(ids[1::4])
        ]
        await note_consents(conn, consents)
        values = [(None, True, False)[n % 3] for n in range(count)]
        await conn.execute(
            "UPDATE contacts c SET whatsapp_verified = x.v"
            " FROM unnest($1::bigint[], $2::boolean[]) AS x (id, v) WHERE c.id = x.id",
            ids,
            values,
        )
        for name in CATEGORIES:
            made = await create_category(conn, name=name)
            await conn.execute(
                "INSERT INTO category_contacts (category_id, contact_id, flags)"
                " SELECT $1, id, flags FROM contacts WHERE id = ANY($2::bigint[])",
                made.id,
                chance.sample(ids, count // 3),
            )


async def export(pool: Pool, look: Look) -> bytes:
    return b"".join(
        [
            piece
            async for piece in export_contacts(pool, wanted=ContactFilter(), order=Order.OLDEST, look=look)
        ]
    )


def read(file: bytes, look: Look) -> list[dict[str, Any]]:
    """Its lines by number, without what is not to be equal."""
    if look.kind is FileKind.XLSX:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0)
        lines = [[str(cell) for cell in line] for line in sheet.to_python()]
    else:
        text = file.decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=look.separator))
    header, *rest = lines
    left_out = ("created_at", "category_ids", "Ajouté le", "Added on")
    kept = [place for place, name in enumerate(header) if not str(name).startswith(left_out)]
    return sorted(
        ({header[place]: line[place] for place in kept} for line in rest),
        key=lambda line: str(next(iter(line.values()))),
    )


async def empty(pool: Pool) -> None:
    await pool.execute("TRUNCATE contacts, categories, suppressions, contact_fields CASCADE")


@pytest.fixture
async def filled(pool: Pool) -> Pool:
    await fill(pool, 1_000)
    return pool


@pytest.mark.parametrize("form", LOOKS)
async def test_export_import_export_is_equal(filled: Pool, form: str) -> None:
    look = LOOKS[form]
    before = await export(filled, look)
    plain = read(await export(filled, PLAIN), PLAIN)
    await empty(filled)
    imported = await import_text(filled, before, category_name=None)
    assert imported.rejected == [] and imported.counts == (1000, 1000, 0, 0, 0, 0)
    assert read(await export(filled, look), look) == read(before, look)
    if form in ("plain", "local"):
        assert read(await export(filled, PLAIN), PLAIN) == plain
    again = await import_text(filled, before, category_name=None)
    assert again.counts == (1000, 0, 0, 1000, 0, 0)
    assert await filled.fetchval("SELECT count(*) FROM categories WHERE id > 0") == len(CATEGORIES)


async def test_an_opt_out_of_a_file_holds_as_of_its_moment(pool: Pool) -> None:
    await fill(pool, 3)
    file = await export(pool, FRENCH)
    async with transaction(pool) as conn:
        first = await conn.fetchval("SELECT min(id) FROM contacts WHERE opted_out_at IS NOT NULL")
        await opt_in(conn, contact_ids=[first], reason="START", at=datetime(2026, 10, 1, tzinfo=UTC))
    await import_text(pool, file, category_name=None)
    assert await pool.fetchval("SELECT opted_out_at FROM contacts WHERE id = $1", first) is None
    await pool.execute("UPDATE contacts SET whatsapp_verified = true")
    await import_text(pool, file, category_name=None, update_existing=False)
    assert await pool.fetchval("SELECT bool_and(whatsapp_verified) FROM contacts")


def french(*cells: str) -> bytes:
    header = "Téléphone;Prénom;Nom;Catégories;ville;Sur WhatsApp;Désabonné le (Africa/Porto-Novo);"
    header += "Motif du désabonnement;Ajouté le (Africa/Porto-Novo);Autres champs\r\n"
    return (header + ";".join(cells) + "\r\n").encode()


def one_line(file: bytes) -> Any:
    with open_table(file) as table:
        told = {str(column.place): column.meaning for column in guess_meanings(table.header)}
        line = next(table.lines)
    by_guess = read_person(line, map_columns(table.header), "FR")
    assert read_person(line, map_as_told(table.header, told), "FR") == by_guess
    return by_guess[0]


def test_a_french_export_that_a_spreadsheet_saved_again_is_known() -> None:
    row = one_line(
        french(
            "(+229) 01 97 00 00 01", "Awa", "", "Clients", "Ouidah", "VRAI", "01/12/2026 00:05", "", "", ""
        )
    )
    assert (row.phone, row.attributes, row.told.whatsapp_verified) == (
        "+2290197000001",
        {"ville": "Ouidah"},
        True,
    )
    assert row.told.opted_out_at == datetime(2026, 11, 30, 23, 5, tzinfo=UTC)
    assert (row.told.opted_out_reason, row.told.category_names) == ("import", ("Clients",))


@pytest.mark.parametrize(
    ("place", "cell"),
    [(5, "peut-être"), (6, "hier"), (6, "01/13/2026 00:05"), (3, '"Clients'), (3, "x" * 101), (9, "[1]")],
)
def test_what_is_none_of_our_words_costs_its_line(place: int, cell: str) -> None:
    cells = ["+2290197000001", *[""] * 9]
    cells[place] = f'"{cell.replace(chr(34), chr(34) * 2)}"'
    with pytest.raises(LineRefused, match="of an export"):
        one_line(french(*cells))


async def test_a_person_may_leave_our_columns_out(pool: Pool) -> None:
    await fill(pool, 3)
    file = await export(pool, PLAIN)
    await empty(pool)
    await import_text(pool, file, category_name=None, mapping={"4": "skip", "9": "skip", "3": "skip"})
    assert await pool.fetchval("SELECT count(opted_out_at) FROM contacts") == 0
    assert await pool.fetchval("SELECT count(*) FROM category_contacts") == 0


async def test_a_consent_of_a_file_is_written_down_and_brings_nobody_back(pool: Pool) -> None:
    await fill(pool, 6)
    file = await export(pool, PLAIN)
    for _ in range(2):
        await pool.execute("UPDATE contacts SET first_name = 'x'")
        await import_text(pool, file, category_name=None)
    assert await pool.fetchval("SELECT count(*) FROM consents WHERE how = 'import'") == 0
    await empty(pool)
    await import_text(pool, file, category_name=None)
    written = await pool.fetch("SELECT given, how, at FROM consents ORDER BY at")
    assert [(row["given"], row["how"]) for row in written] == [(True, "import")] * 2
    assert await pool.fetchval("SELECT count(*) FROM contacts WHERE opted_out_at IS NOT NULL") == 2
