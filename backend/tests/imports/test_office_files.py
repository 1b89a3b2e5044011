"""Files as offices, Google, Outlook and phones write them: which column is what, and in what letters."""

import io

import pytest

from relance.imports.columns.guess import guess_columns
from relance.imports.columns.mapping import guess_meanings, map_as_told
from relance.imports.columns.table import open_table
from relance.imports.formats.csv_lines import Line, guess_delimiter
from relance.imports.formats.encoding import detect_encoding
from relance.imports.people.person import read_person

FRENCH = (
    "phone,prénom,ville\n+2290196000001,Moïse Kérékou,Abomey-Calavi\n+2290196000002,Sèna Adjovi,Natitingou\n"
)


@pytest.mark.parametrize(
    ("header", "phone", "names"),
    [
        ("Nom;Téléphone 1;Téléphone 2", "Téléphone 1", ("", "Nom")),
        ("Nº de téléphone;Nom et prénoms", "Nº de téléphone", ("Nom et prénoms", "")),
        ("N° Tél.;Prénom(s);Nom", "N° Tél.", ("Prénom(s)", "Nom")),
        ("Prénom;Téléphone fixe;Portable", "Portable", ("Prénom", "")),
        ("Nom;Numéro de facture;Tél", "Tél", ("", "Nom")),
        ("Nom;Type de téléphone;Contact", "Contact", ("", "Nom")),
        ("Name;Given Name;Family Name;Phone 1 - Type;Phone 1 - Value", "Phone 1 - Value",
         ("Given Name", "Family Name")),
        ("First Name;Last Name;Phone 1 - Label;Phone 1 - Value;Phone 2 - Label;Phone 2 - Value",
         "Phone 1 - Value", ("First Name", "Last Name")),
        ("First Name;Last Name;Business Phone;Home Phone;Mobile Phone;Business Fax", "Mobile Phone",
         ("First Name", "Last Name")),
        ("Prénom;Nom;Tél. (bureau);Tél. mobile", "Tél. mobile", ("Prénom", "Nom")),
        ("Display Name;Mobile Number;Home Number", "Mobile Number", ("Display Name", "")),
        ("id;created_time;full_name;phone_number", "phone_number", ("full_name", "")),
        ("Noms;Numéros WhatsApp;Téléphone de la mère", "Numéros WhatsApp", ("", "Noms")),
        ("Client;Cellulaire", "Cellulaire", ("", "")),
    ],
)  # fmt: skip
def test_headers(header: str, phone: str, names: tuple[str, str]) -> None:
    cells = header.split(";")
    columns = guess_columns(cells)
    assert cells[columns.phones[0][0]] == phone
    found = (columns.first_name, columns.last_name)
    assert tuple("" if place is None else cells[place] for place in found) == names


@pytest.mark.parametrize(
    "header",
    [
        "Code pays;Ville",
        "Numéro de commande;Nom",
        "Phone Type;Name",
        "Indicatif;Opérateur",
        "Nombre de téléphones?;x",
    ],
)
def test_headers_that_say_nothing_of_a_number(header: str) -> None:
    assert guess_columns(header.split(";")).phones == ()


def test_a_header_that_is_not_known_leaves_every_other_guess() -> None:
    """The country code of Togo was thrown away with an unknown name of the number, and it became Benin."""
    header = ["Indicatif", "Joignable au", "Prénom"]
    assert [column.meaning for column in guess_meanings(header)] == [
        "country_code",
        "joignable_au",
        "first_name",
    ]
    columns = map_as_told(header, {"1": "phone"})
    row, _ = read_person(Line(2, ["228", "90 12 34 56", "Awa"]), columns, "BJ")
    assert (row.phone, row.first_name, row.attributes) == ("+22890123456", "Awa", {})


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("cp1252", "cp1252"),
        ("latin-1", "cp1252"),
        ("mac_roman", "mac_roman"),
        ("cp850", "cp850"),
    ],
)
def test_french_in_the_encodings_of_offices(encoding: str, found: str) -> None:
    assert detect_encoding(io.BytesIO(FRENCH.encode(encoding))) == found


@pytest.mark.parametrize(
    "text", ["Bonjour Moïse", "Zoé", "Sœur Cœur", "10\xa0000 F", "12 €", "l\u2019ami", "ÉLODIE"]
)
def test_a_single_letter_of_western_windows_is_that(text: str) -> None:
    source = f"phone,note\n+2290196000001,{text}\n".encode("cp1252")
    assert detect_encoding(io.BytesIO(source)) == "cp1252"


def test_one_wrong_byte_garbles_its_own_cell_and_no_other() -> None:
    good = "+2290196000001,Désiré\n"
    source = (
        ("phone,prénom\n" + good * 18_000).encode() + "+2290196000002,Zoé\n".encode("cp1252") + good.encode()
    )
    with open_table(source) as table:
        columns, lines = map_as_told(table.header, None), list(table.lines)
    assert {line.cells[1] for line in lines} == {"Désiré", "Zo\ufffd"}
    _, warnings = read_person(lines[18_000], columns, None)
    assert [warning.code for warning in warnings] == ["letters_not_read"]
    assert read_person(lines[-1], columns, None)[1] == ()


@pytest.mark.parametrize(
    ("lines", "mark"),
    [
        (["Nom, prénom;Téléphone;Ville", "Awa;+229;Cotonou", "B;+228;Lomé"], ";"),
        (["phone;prix", "+336;12,5", "+337;13,5", "+338;1,5"], ";"),
        (["Liste des clients, 2026", "", "Nom;Tel", "A;1", "B;2"], ";"),
        (['phone,"a;b;c;d"', '1,"x;y"', '2,"z"'], ","),
        (['phone,note', '1,"x;y', 'z;w"', '2,"z"'], ","),
        (["phone\tname", "1\tA, B", "2\tC"], "\t"),
        (["phone", "+336", "+337"], None),
    ],
)  # fmt: skip
def test_the_separator_is_what_the_lines_have_in_common(lines: list[str], mark: str | None) -> None:
    assert guess_delimiter([f"{line}\n" for line in lines]) == mark


@pytest.mark.parametrize(
    ("source", "header", "first"),
    [
        ("Clients 2026\n\nNom;Tel\nA;1\n", ["Nom", "Tel"], 4),
        (
            "Liste des contacts de la boutique;;\nmise à jour le 3 mai;;\nNom;Ville;Tel\nA;B;1\n",
            ["Nom", "Ville", "Tel"],
            4,
        ),
        ("Contacts\n+2290196000001\n", ["Contacts"], 2),
        ("Tel\n+2290196000001\n", ["Tel"], 2),
        ("Nom;Tel\nA;1\nTel;Nom\n", ["Nom", "Tel"], 2),
    ],
)
def test_titles_above_the_header_are_passed_over(source: str, header: list[str], first: int) -> None:
    with open_table(source.encode()) as table:
        assert table.header == header
        assert next(table.lines).number == first


def test_two_numbers_in_a_cell_and_the_first_possible_column() -> None:
    columns = map_as_told(["Nom", "Téléphone 1", "Téléphone 2"], None)
    row, _ = read_person(Line(2, ["Awa", "inconnu", "97000001"]), columns, "BJ")
    assert row.phone == "+2290197000001"
    for cell in ("+229 0197000001 ::: +229 0197000002", "97 00 00 01 / 97 00 00 02", "97000001 ou 97000002",
        "+22997000001 +22997000002", "97000001-97000002"):  # fmt: skip
        row, warnings = read_person(Line(2, ["Awa", cell, ""]), columns, "BJ")
        assert row.phone == "+2290197000001"
        assert "2 numbers stand in the cell: taken as +2290197000001" in [one.text for one in warnings]


@pytest.mark.parametrize("nothing", ["NULL", "nan", "-", "#N/A", "n/a"])
def test_words_for_nothing_are_nothing(nothing: str) -> None:
    columns = map_as_told(["Nom", "Tel", "Ville", "Mobile"], None)
    row, _ = read_person(Line(2, [nothing, "97000001", nothing, nothing]), columns, "BJ")
    assert (row.phone, row.last_name, row.attributes) == ("+2290197000001", None, {})


def test_more_than_two_hundred_columns_are_read_as_far_as_that() -> None:
    header = ["phone", *(f"c{place}" for place in range(300))]
    row, _ = read_person(Line(2, ["+2290196000001", *("x" * 300)]), map_as_told(header, None), None)
    assert (row.phone, len(row.attributes)) == ("+2290196000001", 199)
