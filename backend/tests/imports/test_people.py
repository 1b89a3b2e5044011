"""Columns of a file, and people in its lines."""

import pytest

from relance.contacts.own_fields import field_name
from relance.contacts.upsert import ContactRow
from relance.core.errors import AppError
from relance.imports.columns.guess import map_columns
from relance.imports.formats.csv_lines import Line
from relance.imports.people.person import LineRefused, read_person
from relance.reasons.lines import LINE_PROBLEMS


def person(header: str, cells: str, country: str | None = None) -> ContactRow:
    line = Line(2, cells.split(","))
    return read_person(line, map_columns(header.split(",")), country)[0]


@pytest.mark.parametrize(
    "header",
    [
        *("phone", "number", "phone_number", "full_number", "Phone Number", "PHONE", "mobile", "gsm", "Tel."),
        *("Téléphone", "Numéro de téléphone", "N° de téléphone", "Numéro WhatsApp"),
    ],
)
def test_phone_columns(header: str) -> None:
    assert person(f"x,{header}", "1,+2290196000001").phone == "+2290196000001"


@pytest.mark.parametrize(
    ("header", "cells", "phone"),
    [
        ("country_code,phone_number", "229,0196000001", "+2290196000001"),
        ("country_code,phone_number", "+229,0196000001", "+2290196000001"),
        ("country_code,phone_number", "00229,97000000", "+2290197000000"),
        ("country_code,phone_number", "BJ,97000000", "+2290197000000"),
        ("country_code,phone_number", "33,0612345678", "+33612345678"),
        ("country_code,phone_number", "33,612345678", "+33612345678"),
        ("country_code,phone_number", "33,33612345678", "+33612345678"),
        ("country_code,phone_number", "229,+33612345678", "+33612345678"),
        ("country_code,phone_number", "229,0033612345678", "+33612345678"),
        ("country_code,phone_number", ",0612345678", "+33612345678"),
        ("country_code,phone_number,full_number", "229,97000000,2290197000001", "+2290197000001"),
        ("country_code,phone_number,full_number", "229,97000000,", "+2290197000000"),
        ("full_number", "2290197000001", "+2290197000001"),
        ("full_number", "0612345678", "+33612345678"),
        ("phone,mobile", ",0612345678", "+33612345678"),
        ("Indicatif,Téléphone", "229,97000000", "+2290197000000"),
    ],
)
def test_phone_is_put_together(header: str, cells: str, phone: str) -> None:
    assert person(header, cells, "FR").phone == phone


def test_names_and_fields() -> None:
    row = person("Prénom,Nom,Ville préférée,phone,,city,City", " Awa ,Diop,Thiès,+33612345678,x,,Dakar")
    assert (row.first_name, row.last_name) == ("Awa", "Diop")
    assert row.attributes == {"ville_preferee": "Thiès", "column_5": "x", "city_2": "Dakar"}


def test_whole_name_stands_for_the_first_name_only_without_one() -> None:
    assert person("name,phone", "Awa Diop,+33612345678").first_name == "Awa Diop"
    row = person("name,first_name,phone", "Awa Diop,Awa,+33612345678")
    assert (row.first_name, row.attributes) == ("Awa", {"name": "Awa Diop"})


def test_second_phone_column_stays_a_field() -> None:
    assert person("phone,mobile", "+33612345678,+33612345679").attributes == {"mobile": "+33612345679"}


def test_empty_cells_are_nothing() -> None:
    row = person("phone,first_name,city", "+33612345678, , ")
    assert (row.first_name, row.attributes) == (None, {})


def test_missing_cells_at_the_end_are_empty() -> None:
    assert person("phone,first_name,city", "+33612345678").phone == "+33612345678"
    assert person("phone,first_name", "+33612345678,Awa,,").first_name == "Awa"


@pytest.mark.parametrize(
    ("header", "cells", "reason"),
    [
        ("phone,first_name", "+33612345678,Awa,Diop", "it has 3 cells, the header has 2"),
        ("phone,first_name", ",Awa", "the phone number is refused: it is empty"),
        ("phone,first_name", "Awa,x", "the phone number is refused: it contains letters"),
        ("phone,first_name", "+33612345678," + "x" * 1001, "first_name is longer than 1000 characters"),
        (
            "country_code,phone",
            "999,0612345678",
            "the phone number is refused: the country code '999' is unknown",
        ),
    ],
)
def test_line_is_refused_with_its_reason(header: str, cells: str, reason: str) -> None:
    with pytest.raises(LineRefused) as refused:
        person(header, cells)
    assert refused.value.reason.text == reason


def test_broken_line_is_refused() -> None:
    with pytest.raises(LineRefused, match="never closed"):
        read_person(Line(2, ["x"], LINE_PROBLEMS.make("quote_unclosed")), map_columns(["phone"]), None)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (["name", "city"], "no_phone_column"),
        (["x"] * 200 + ["phone"], "no_phone_column"),
        (["phone"] * 2001, "too_many_columns"),
    ],
)
def test_header_that_cannot_be_used(header: list[str], code: str) -> None:
    with pytest.raises(AppError) as refused:
        map_columns(header)
    assert refused.value.code == code


def test_a_header_of_accents_without_end_is_read_in_no_time() -> None:
    """Unicode puts them in order, one by one past all others: of a megabyte that took minutes."""
    assert field_name(" " * 500_000 + "Ville" + "\u0301" * 250_000 + "\u0323" * 250_000) == "ville"
    assert field_name("\n Prénom d'usage " * 20) == ("prenom_d_usage_" * 20)[:60]


def test_what_is_too_long_loses_its_end_and_nobody_the_line() -> None:
    columns = map_columns(["phone", "first_name", "note"])
    row, warnings = read_person(Line(2, ["+33612345678", "x" * 300, "y" * 5000]), columns, None)
    assert (row.first_name, row.attributes) == ("x" * 200, {"note": "y" * 1000})
    assert [warning.text for warning in warnings] == [
        "first_name is longer than 200 characters: its end was left out",
        "note is longer than 1000 characters: its end was left out",
    ]
