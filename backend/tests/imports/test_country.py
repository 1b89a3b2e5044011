"""By which country numbers without country code are read, and when that is in doubt."""

from typing import Any

import pytest

from relance.core.db import Pool, transaction
from relance.imports.preview.default_country import choose_country, find_contacts_country
from relance.imports.report import read_report, render_report
from tests.imports.office import import_text

BENIN = "".join(f"01 97 45 67 {n:02d}\n" for n in range(20))
"""Ten digits that are numbers of Paris, too."""


async def add_sender(pool: Pool, phone: str) -> None:
    await pool.execute("INSERT INTO accounts (waba_id) VALUES ('w') ON CONFLICT DO NOTHING")
    await pool.execute(
        "INSERT INTO senders (phone_number_id, waba_id, display_phone_number) VALUES ($1, 'w', $1)", phone
    )


async def test_setting_then_most_sending_numbers_then_none(pool: Pool) -> None:
    async with transaction(pool) as conn:
        assert await choose_country(conn, asked=None, setting=None) == (None, None)
    for phone in ("+1 555-015-0001", "+229 01 97 00 00 01", "+229 01 97 00 00 02", "+33 6 12 34 56 78"):
        await add_sender(pool, phone)
    async with transaction(pool) as conn:
        assert await choose_country(conn, asked=None, setting=None) == ("BJ", "sender")
        assert await choose_country(conn, asked=None, setting="TG") == ("TG", "setting")
        assert await choose_country(conn, asked="fr", setting="TG") == ("FR", "asked")
        assert await choose_country(conn, asked="none", setting="TG") == (None, "asked")


async def test_import_without_a_country_takes_that_of_the_sending_number(pool: Pool) -> None:
    await add_sender(pool, "+229 01 97 00 00 01")
    report = await import_text(pool, "phone\n01 97 45 67 89\n")
    assert (report.job["default_country"], report.job["country_doubt"]) == ("BJ", None)
    assert await pool.fetchval("SELECT phone FROM contacts") == "+2290197456789"


@pytest.mark.parametrize(
    ("header", "lines", "because"),
    [
        ("phone\n", BENIN + "+22997000001\n+229 01 97 00 00 02\n", "file"),
        ("Téléphone;Pays\n", BENIN.replace("\n", ";Bénin\n"), "country_column"),
    ],
)
async def test_file_says_another_country(pool: Pool, header: str, lines: str, because: str) -> None:
    report = await import_text(pool, header + lines, default_country="FR")
    doubt = report.job["country_doubt"]
    assert (doubt["suggested"], doubt["because"], doubt["numbers"]) == ("BJ", because, 20)
    assert (doubt["stored"], doubt["instead"]) == ("+33197456700", "+2290197456700")
    # Asked for in so many words, it is obeyed.
    assert await pool.fetchval("SELECT count(*) FROM contacts WHERE phone LIKE '+331974567%'") == 20
    async with pool.acquire() as conn:
        text = render_report(await read_report(conn, job=report.job))
    assert "To read them so: --default-country BJ" in text


TOGO = "".join(f"90 12 34 {n:02d}" + ";{}\n" for n in range(5))


async def test_a_file_of_two_countries_names_the_other_beside_its_numbers(pool: Pool) -> None:
    """Togo's eight digits are old ones of Benin, too: five of twenty-five would be strangers there."""
    lines = BENIN.replace("\n", ";Bénin\n") + TOGO.replace("{}", "Togo")
    report = await import_text(pool, "Téléphone;Pays\n" + lines, default_country="BJ")
    doubt = report.job["country_doubt"]
    assert (doubt["suggested"], doubt["because"], doubt["numbers"]) == ("TG", "country_column", 5)
    assert (doubt["stored"], doubt["instead"]) == ("+2290190123400", "+22890123400")
    few = "Téléphone;Pays\n" + BENIN.replace("\n", ";Bénin\n") + "90 99 99 99;Togo\n"
    assert (await import_text(pool, few, default_country="BJ")).job["country_doubt"] is None


async def test_a_column_of_countries_is_obeyed_as_one_of_codes(pool: Pool) -> None:
    lines = BENIN.replace("\n", ";Bénin\n") + TOGO.replace("{}", "Togo")
    report = await import_text(pool, "Téléphone;Indicatif\n" + lines, default_country="FR")
    assert (report.job["country_doubt"], report.job["created"]) == (None, 25)
    assert await pool.fetchval("SELECT count(*) FROM contacts WHERE phone LIKE '+228901234%'") == 5


async def test_contacts_here_say_another_country(pool: Pool) -> None:
    await import_text(pool, "phone\n" + BENIN, default_country="BJ")
    async with transaction(pool) as conn:
        assert await find_contacts_country(conn) == "BJ"
    report = await import_text(pool, "phone\n01 96 00 00 01\n" * 1 + BENIN, default_country="FR")
    assert report.job["country_doubt"]["because"] == "contacts"


@pytest.mark.parametrize(
    ("lines", "options"),
    [
        (BENIN, {"default_country": "BJ"}),
        ("01 97 45 67 89\n" * 4 + "+22997000001\n" * 9, {"default_country": "FR"}),  # four: strangers
        ("06 12 34 56 78\n" * 9 + "+22997000001\n" * 2, {"default_country": "FR"}),  # none of Benin's
        (BENIN + "+33612345678\n" * 3, {"default_country": "FR"}),  # the file agrees, whatever is here
    ],
)
async def test_no_doubt(pool: Pool, lines: str, options: dict[str, Any]) -> None:
    await import_text(pool, "phone\n" + "".join(f"+22901960000{n:02d}\n" for n in range(20)))
    report = await import_text(pool, "phone\n" + lines, **options)
    assert report.job["country_doubt"] is None


async def test_the_middle_of_a_long_file_counts(pool: Pool) -> None:
    """The first half megabyte is of France, the other nine tenths are not."""
    french = "".join(f"06 12 {n:06d},x\n" for n in range(3_000))
    others = "".join(f"01 97 {n:06d},{'y' * 90}\n" for n in range(30_000)) + "+2290196000001,\n" * 3_000
    report = await import_text(pool, "phone,note\n" + french + others, default_country="FR")
    assert report.job["country_doubt"]["suggested"] == "BJ"
