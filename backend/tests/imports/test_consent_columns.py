"""Consent in files of other programs: which columns are guessed, what is read, what comes of it."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest

from relance.contacts.consents.service import Consent, record_consents
from relance.core.db import Pool, transaction
from relance.core.errors import AppError
from relance.core.settings import Settings
from relance.imports.columns.consent_words import read_how, read_moment, read_refused, read_yes
from relance.imports.columns.guess import guess_columns
from relance.imports.columns.mapping import guess_meanings
from relance.imports.formats.csv_lines import Line
from relance.imports.people import chunks
from relance.imports.running import run
from tests.contacts.api_scene import serve
from tests.imports.office import import_text


@pytest.fixture
async def client(pool: Pool, settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    async with serve(pool, settings) as client:
        yield client


@pytest.mark.parametrize(
    ("cell", "yes", "refused"),
    [
        ("Oui", True, True), ("OUI ", True, True), ("yes", True, True), ("x", True, True), ("1", True, True),
        ("VRAI", True, True), ("✓", True, True), ("D’accord", True, False), ("accepté", True, False),
        ("ACCEPTE\u0301E", True, False), ("opt-in", True, False), ("Subscribed", True, False),
        ("non", False, False), ("N", False, False), ("0", False, False), ("FAUX", False, False),
        ("Refusé", False, True), ("opt out", False, True), ("UNSUBSCRIBED", False, True),
        ("NEVER_SUBSCRIBED", False, True), ("désabonnée", False, True), ("retiré", False, True),
        ("peut-être", None, None), ("oui mais pas le soir", None, None), ("pending", None, None),
        ("2", None, None), ("?", None, None),
    ],
)  # fmt: skip
def test_yes_and_no(cell: str, yes: bool | None, refused: bool | None) -> None:
    assert (read_yes(cell), read_refused(cell)) == (yes, refused)


@pytest.mark.parametrize(
    ("cell", "day_first", "month_first"),
    [
        ("03/04/2026", "2026-04-03", "2026-03-04"), ("25.12.24", "2024-12-25", None),
        ("03/25/2026", None, "2026-03-25"), ("31/02/2026", None, None), ("2026-03-04", "2026-03-04", None),
        ("5 mars 2026", "2026-03-05", None), ("1er août 2025", "2025-08-01", None),
        ("jeudi 5 mars 2026", "2026-03-05", None), ("March 5, 2026", "2026-03-05", None),
        ("Dec. 5th, 2025", "2025-12-05", None), ("2026/3/4", "2026-03-04", None),
        ("05/03/2026 à 14h30", "2026-03-05T14:30", "2026-05-03T14:30"),
        ("2026-03-05 14:30:10", "2026-03-05T14:30:10", None),
        ("2026-03-05T14:30:10+01:00", "2026-03-05T13:30:10", None),
        ("2026-03-05 14:30:00 UTC", "2026-03-05T14:30", None), ("05/03/1926", None, None),
        ("05/03/2999", None, None), ("mars 2026", None, None), ("45000", None, None), ("hier", None, None),
    ],
)  # fmt: skip
def test_days(cell: str, day_first: str | None, month_first: str | None) -> None:
    expected = [
        None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)
        for text in (day_first, month_first or (None if "/" in cell[:3] else day_first))
    ]
    found = [read_moment(cell, month_first=first) for first in (False, True)]
    assert found[0] == expected[0]
    if month_first is not None:
        assert found[1] == expected[1]


@pytest.mark.parametrize(
    ("cell", "how"),
    [
        ("Formulaire papier", "paper"), ("Formulaire web", "form"), ("Landing page", "form"),
        ("SMS", "keyword"),
        ("Bouton", "button"), ("WhatsApp", "whatsapp"), ("Appel téléphonique", "operator"), ("", "import"),
        ("Salon de Cotonou", "import"),
    ],
)  # fmt: skip
def test_how_it_was_given(cell: str, how: str) -> None:
    assert read_how(cell) == how


def guessed(header: list[str], *rows: list[str]) -> dict[str, str]:
    lines = [Line(number, ["+2290197000001", *row]) for number, row in enumerate(rows, start=2)]
    return {one.header: one.meaning for one in guess_meanings(["phone", *header], lines)[1:]}


@pytest.mark.parametrize(
    ("header", "cells", "meaning"),
    [
        ("Consentement", ["oui", "non", ""], "consent_given"),
        ("Opt-in WhatsApp", ["1", "0", "1"], "consent_given"),
        ("J'accepte de recevoir des offres", ["x", "", "x"], "consent_given"),
        ("GDPR consent", ["true", "false", "true"], "consent_given"),
        ("Date d'opt-in", ["03/04/2026", "13/04/2026", ""], "consent_date"),
        ("OPTIN_TIME", ["2026-03-04 10:00:00", "2026-03-04 11:00:00", ""], "consent_date"),
        ("Consent date", ["3/25/2026", "3/4/2026", ""], "consent_date_month_first"),
        ("Consentement", ["5 mars 2026", "6 avril 2026", ""], "consent_date"),
        ("Opt-out", ["oui", "", ""], "consent_refused"),
        ("Désabonné le", ["03/04/2026", "", ""], "consent_refused"),
        ("Do not contact", ["TRUE", "FALSE", "FALSE"], "consent_refused"),
        # An address for letters, a number of a rule, a text: none of it is a yes to WhatsApp.
        ("Email opt-in", ["oui", "non", "oui"], "email_opt_in"),
        ("Newsletter consent", ["oui", "non", "oui"], "newsletter_consent"),
        ("SMS consent", ["oui", "non", "oui"], "sms_consent"),
        ("Consent ID", ["1", "0", "1"], "consent_id"),
        ("OPTIN_IP", ["10.0.0.1", "10.0.0.2", ""], "optin_ip"),
        ("Consentement", ["voir dossier", "à demander", "oui"], "consentement"),
        ("Consentement", ["", "", ""], "consentement"),
        ("Accord commercial", ["oui", "non", "oui"], "accord_commercial"),
        ("Présent", ["oui", "non", "oui"], "present"),
    ],
)
def test_a_column_of_consent_is_guessed_from_header_and_cells(
    header: str, cells: list[str], meaning: str
) -> None:
    assert guessed([header], *([cell] for cell in cells)) == {header: meaning}


def test_of_several_that_of_whatsapp_and_its_proofs() -> None:
    header = [
        "Consentement",
        "WhatsApp opt-in",
        "Date de consentement",
        "Source du consentement",
        "Texte du consentement",
    ]
    row = ["oui", "non", "03/04/2026", "Formulaire", "J'accepte"]
    assert guessed(header, row, row) == {
        "Consentement": "consentement", "WhatsApp opt-in": "consent_given",
        "Date de consentement": "consent_date",
        "Source du consentement": "consent_how", "Texte du consentement": "consent_words",
    }  # fmt: skip
    assert guessed(["Source du consentement"], ["web"], ["web"]) == {
        "Source du consentement": "source_du_consentement"
    }


def test_nothing_is_guessed_without_cells() -> None:
    assert guess_columns(["phone", "consent"]).consents is None


FILE = (
    "Téléphone;Prénom;Opt-in;Date d'opt-in;Source opt-in;Texte opt-in\n"
    "+2290197000001;Awa;Oui;03/04/2026;Formulaire papier, Cotonou;J'accepte les offres\n"
    "+2290197000002;Koffi;non;04/04/2026;;\n"
    "+2290197000003;Sèna;oui;;Salon;\n"
    "+2290197000004;Ayo;peut-être;05/04/2026;;\n"
    "+2290197000005;Binta;oui;31/02/2026;;\n"
    "+2290197000006;Zoé;;06/04/2026;;\n"
    "+2290197000007;Luc;Non;;;\n"
)

CONSENTS = """
SELECT c.phone, k.given, k.at, k.how, k.words, k.source, c.opted_out_at, c.opted_out_reason, c.consented_at
FROM consents k JOIN contacts c ON c.id = k.contact_id ORDER BY c.phone, k.id
"""


async def consents(pool: Pool) -> dict[str, Any]:
    return {row["phone"][-1]: row for row in await pool.fetch(CONSENTS)}


async def test_consents_of_a_foreign_file_are_written_down(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "CHUNK_LINES", 3)
    report = await import_text(pool, FILE)
    assert report.counts == (7, 7, 0, 0, 0, 0)
    assert report.warnings == [
        (5, "its consent is not readable, and counts as none: peut-être"),
        (6, "its consent is not readable, and counts as none: 31/02/2026"),
    ]
    found = await consents(pool)
    assert set(found) == {"1", "2", "3", "7"}
    awa, koffi, sena, luc = (found[key] for key in "1237")
    day = datetime(2026, 4, 3, tzinfo=UTC)
    assert tuple(awa)[1:6] == (True, day, "paper", "J'accepte les offres", "Formulaire papier, Cotonou")
    assert awa["consented_at"] == day and awa["opted_out_at"] is None
    assert (koffi["given"], koffi["at"], koffi["source"]) == (False, day.replace(day=4), "people.csv")
    assert (koffi["opted_out_at"], koffi["opted_out_reason"]) == (day.replace(day=4), "consent_withdrawn")
    assert sena["given"] and (datetime.now(UTC) - sena["at"]).total_seconds() < 60
    assert (sena["how"], sena["source"]) == ("import", "Salon")
    assert luc["opted_out_at"] is not None and luc["consented_at"] is None
    # They stay fields, as they were before.
    attributes = await pool.fetchval("SELECT attributes FROM contacts WHERE phone LIKE '%1'")
    assert attributes["opt_in"] == "Oui" and attributes["date_d_opt_in"] == "03/04/2026"
    again = await import_text(pool, FILE)
    assert again.counts == (7, 0, 0, 7, 0, 0)
    assert await pool.fetchval("SELECT count(*) FROM consents") == 4


async def test_an_old_list_undoes_no_stop(pool: Pool) -> None:
    await import_text(pool, "phone\n+2290197000001\n+2290197000002\n")
    stopped = datetime(2026, 5, 1, tzinfo=UTC)
    async with transaction(pool) as conn:
        ids = [
            row["id"] for row in await conn.fetch("SELECT id FROM contacts WHERE phone > '' ORDER BY phone")
        ]
        await record_consents(conn, [Consent(id_, False, stopped, "keyword") for id_ in ids])
    await import_text(pool, "phone,optin,optin_date\n+2290197000001,yes,2026-04-01\n+2290197000002,yes,\n")
    rows = await pool.fetch("SELECT opted_out_at, consented_at FROM contacts WHERE phone > ''")
    assert [tuple(row) for row in rows] == [(stopped, None)] * 2


@pytest.mark.parametrize("lines_of_a_chunk", [1, 100])
async def test_who_says_no_in_one_line_has_not_agreed_in_another(
    pool: Pool, monkeypatch: pytest.MonkeyPatch, lines_of_a_chunk: int
) -> None:
    monkeypatch.setattr(chunks, "CHUNK_LINES", lines_of_a_chunk)
    for number, (first, second) in enumerate((("oui", "non"), ("non", "oui")), start=1):
        phone = f"+229019700000{number}"
        await import_text(pool, f"phone,optin\n{phone},{first}\n{phone},{second}\n")
    rows = await pool.fetch(
        "SELECT opted_out_at IS NULL AS open, consented_at FROM contacts WHERE phone > ''"
    )
    assert [tuple(row) for row in rows] == [(False, None)] * 2


async def test_a_dry_run_and_erased_people_leave_no_consent(pool: Pool) -> None:
    await import_text(pool, FILE, dry_run=True)
    assert await pool.fetchval("SELECT count(*) FROM consents") == 0


async def test_the_import_says_what_a_column_is(client: httpx2.AsyncClient, pool: Pool) -> None:
    content = b"phone,ok,when,quit\n+2290197000001,oui,3/4/2026,\n+2290197000002,oui,3/4/2026,oui\n"
    columns = {"1": "consent_given", "2": "consent_date_month_first", "3": "consent_refused"}
    files = {"file": ("people.csv", content)}
    shown = await client.post(
        "/api/contacts/import/preview", files=files, data={"columns": json.dumps(columns)}
    )
    assert [column["meaning"] for column in shown.json()["columns"]] == ["phone", *columns.values()]
    answer = await client.post("/api/contacts/import", files=files, data={"columns": json.dumps(columns)})
    assert answer.status_code == 202
    assert await run.run_job(pool, job_id=answer.json()["id"])
    found = await consents(pool)
    assert (found["1"]["given"], found["1"]["at"]) == (True, datetime(2026, 3, 4, tzinfo=UTC))
    assert found["2"]["given"] is False and found["2"]["opted_out_at"] is not None
    twice = json.dumps({"1": "consent_date", "2": "consent_date_month_first"})
    refused = await client.post("/api/contacts/import", files=files, data={"columns": twice})
    assert refused.json()["error"]["code"] == "mapping_refused"


async def test_what_is_mended_leaves_the_other_guesses_alone(pool: Pool) -> None:
    await import_text(pool, FILE, mapping={"2": "skip"})
    found = await consents(pool)
    assert set(found) == {"1", "2", "4", "6"} and all(row["given"] for row in found.values())  # by the date
    assert "opt_in" not in await pool.fetchval("SELECT attributes FROM contacts WHERE phone LIKE '%1'")


async def test_the_command_names_columns_by_their_header(pool: Pool) -> None:
    text = "phone,Reçu le 5 = ok,Ville\n+2290197000001,oui,Cotonou\n"
    await import_text(pool, text, named={"reçu le 5 = OK": "consent_given", "Ville": "town"})
    assert (await consents(pool))["1"]["given"]
    assert (await pool.fetchval("SELECT attributes FROM contacts WHERE phone > ''"))["town"] == "Cotonou"
    for named in ({"Villes": "town"}, {"x": "town"}):
        with pytest.raises(AppError, match="0 columns of the file are called"):
            await import_text(pool, text, named=named)


async def test_an_undo_takes_back_who_came_with_a_consent(client: httpx2.AsyncClient, pool: Pool) -> None:
    job = (await import_text(pool, FILE)).job
    counts = (await client.get(f"/api/contacts/import/{job['id']}/undo")).json()
    assert (counts["unused"], counts["used"]) == (7, 0)
