"""What a column is, by its header and by what stands in it; one guess for preview, API and command."""

import pytest

from relance.core.db import Pool
from relance.core.errors import AppError
from relance.imports.columns.looks import look_at
from relance.imports.columns.mapping import guess_meanings, map_as_told, settle_meanings
from relance.imports.columns.table import open_table
from relance.imports.formats.csv_lines import Line
from relance.imports.people.person import read_person
from tests.imports.office import import_text


def lines_of(*rows: list[str]) -> list[Line]:
    return [Line(number, row) for number, row in enumerate(rows, start=2)]


def meanings(header: list[str], *rows: list[str]) -> list[str]:
    return [column.meaning for column in guess_meanings(header, lines_of(*rows))]


@pytest.mark.parametrize(
    ("cells", "holds"),
    [
        (["97 00 00 01", "+22997000002", "(229) 97000003", "-"], "numbers"),
        (["+229 0197000001 ::: +229 0197000002", "97000001 / 97000002"], "numbers"),
        (["12/05/1990", "1.3.87", "2026-01-02"], "dates"),
        (["Awa Kérékou", "N’Dah Koffi", "Jean-Pierre d'Almeida"], "names"),
        (["oui", "Non", "OUI"], "consents"),
        (["Cotonou 1", "rue 12, lot 4", "97000001"], None),
        (["12", "1500", "3 000 F"], None),
        ([], None),
    ],
)
def test_looks(cells: list[str], holds: str | None) -> None:
    assert look_at(cells).holds == holds


def test_contact_full_of_names_is_the_person() -> None:
    rows = [["Awa Kérékou", "97 00 00 01"], ["Koffi Sèna", "97 00 00 02"], ["Moïse", "97000003"]]
    assert meanings(["Contact", "Joignable au"], *rows) == ["first_name", "phone"]
    assert meanings(["Contact", "Tél."], *rows) == ["first_name", "phone"]


def test_digits_alone_make_no_phone() -> None:
    """References of eight digits are phones of Togo, too: a person has to say so."""
    rows = [["90123456", "Awa"], ["90123457", "Koffi"], ["90123458", "Sèna"]]
    assert "phone" not in meanings(["Réf", "Bénéficiaire"], *rows)
    told = [["+228 90 12 34 56", "Awa"], ["+228 90 12 34 57", "Koffi"], ["+22890123458", "Sèna"]]
    assert meanings(["Réf", "Bénéficiaire"], *told) == ["phone", "first_name"]
    # Two such columns: which of them is not for us to say.
    both = [[*row, "+228 90 99 99 99"] for row in told]
    assert "phone" not in meanings(["Réf", "Bénéficiaire", "Garantie"], *both)
    # And never one whose header says whose it is.
    assert "phone" not in meanings(["Urgence", "Nom"], *told)


@pytest.mark.parametrize("header", ["Facture", "Date", "Urgence"])
async def test_nobody_is_written_to_by_a_column_that_holds_no_phone(pool: Pool, header: str) -> None:
    with pytest.raises(AppError) as refused:
        await import_text(pool, f"{header};Ville\n" + "+229 01 97 00 00 01;Cotonou\n" * 5)
    assert refused.value.code == "no_phone_column"


def test_further_phones_stand_in_and_stay() -> None:
    header = ["Nom", "Business Phone", "Mobile Phone", "Tél. domicile"]
    rows = [["Awa", "21 30 00 01", "97000001", "21300002"], ["Koffi", "21300003", "", ""]]
    assert meanings(header, *rows) == ["last_name", "further_phone", "phone", "further_phone"]
    columns = map_as_told(header, settle_meanings(header, None, lines_of(*rows)))
    first, second = (read_person(line, columns, "BJ")[0] for line in lines_of(*rows))
    assert first.phone == "+2290197000001"
    assert first.attributes == {"business_phone": "21 30 00 01", "tel_domicile": "21300002"}
    assert second.phone == "+2290121300003"


def test_what_is_mended_leaves_every_other_guess() -> None:
    header = ["Prénom", "Nom d'usage", "Tel", "Indicatif", "Ville"]
    told = settle_meanings(header, {"1": "first_name"}, lines_of(["A", "B", "90123456", "228", "Lomé"]))
    assert told == {"0": "prenom", "1": "first_name", "2": "phone", "3": "country_code", "4": "ville"}


def test_doubled_headers_and_columns_of_nothing() -> None:
    header = ["Tel", "Tel", "Nom", "Nom", "", ""]
    rows = [["97000001", "97000002", "A", "B", "", "x"], ["97000003", "", "C", "D", "", ""]]
    assert meanings(header, *rows) == ["phone", "further_phone", "last_name", "nom_2", "skip", "column_6"]


@pytest.mark.parametrize(
    "content", ["+2290197000001,Awa Sèna\n+2290197000002,Koffi Sèna\n+2290197000003,Moïse Adjovi\n"]
)
async def test_file_without_a_header_loses_nobody(pool: Pool, content: str) -> None:
    with open_table(content.encode()) as table:
        assert (table.header, next(table.lines).number) == (["", ""], 1)
    report = await import_text(pool, content)
    assert report.counts[:2] == (3, 3)
    assert await pool.fetchval("SELECT first_name FROM contacts ORDER BY phone LIMIT 1") == "Awa Sèna"
