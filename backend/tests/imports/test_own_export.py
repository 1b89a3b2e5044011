"""An export of contacts imported again gives the same contacts, whatever stands in them."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.contacts.lists.export import COLUMNS, write_contacts
from relance.core.csv_cells import BOM, write_lines
from relance.core.errors import AppError
from relance.imports.columns.guess import map_columns
from relance.imports.columns.mapping import guess_meanings, map_as_told
from relance.imports.columns.table import open_table
from relance.imports.people.person import LineRefused, read_person
from tests.support.spreadsheets import begins_a_formula, list_cells

PHONE = "+2290197000001"
HEADER = list(COLUMNS)
PARTS = [*"=+-@,;|\"' a1*é\t\n\r", "\u200b", "\ufeff", "\uff1d", "';=", "\\n", "\u2028", "{", "1*2;"]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=8).map("".join)
NAMES = TEXTS.map(str.strip).map(lambda name: name or None)
FIELDS = st.dictionaries(
    TEXTS.map(lambda name: " ".join(name.split())).filter(bool),
    TEXTS | st.integers(-(2**53), 2**53) | st.booleans() | st.floats(allow_nan=False, allow_infinity=False),
    max_size=4,
)


def contact(**values: Any) -> dict[str, Any]:
    return {
        "phone": PHONE, "first_name": None, "last_name": None, "whatsapp_verified": True,
        "opted_out_at": datetime(2026, 11, 22, tzinfo=UTC), "opted_out_reason": "=STOP",
        "created_at": datetime(2026, 11, 20, tzinfo=UTC), "category_ids": [1, 2], "attributes": {},
        "consented_at": None, **values,
    }  # fmt: skip


def exported(*contacts: dict[str, Any]) -> bytes:
    return BOM + write_lines([COLUMNS]) + write_contacts(contacts)


@given(NAMES, NAMES, FIELDS)
def test_export_and_import_give_the_same_contact(
    first_name: str | None, last_name: str | None, attributes: dict[str, Any]
) -> None:
    file = exported(contact(first_name=first_name, last_name=last_name, attributes=attributes))
    assert [cell for cell in list_cells(file) if begins_a_formula(cell)] == []
    with open_table(file) as table:
        told = {str(column.place): column.meaning for column in guess_meanings(table.header)}
        lines = list(table.lines)
    for columns in (map_columns(table.header), map_as_told(table.header, told)):
        (line,) = lines
        row, warnings = read_person(line, columns, None)
        assert (row.phone, row.first_name, row.last_name) == (PHONE, first_name, last_name)
        assert row.attributes == attributes and warnings == ()


def test_export_saved_by_a_french_spreadsheet_is_known_again() -> None:
    cells = [
        PHONE,
        "Awa",
        "'=1",
        "true",
        "",
        "",
        "2026-11-20",
        "1",
        '{"ville":"x;\\u003d1"}',
        "",
        "",
        "suivi",
    ]
    file = ";".join([*HEADER, "note"]) + "\r\n"
    file += ";".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in cells)
    with open_table(file.encode()) as table:
        row, _ = read_person(next(table.lines), map_columns(table.header), None)
    assert (row.last_name, row.attributes) == ("=1", {"ville": "x;=1", "note": "suivi"})


@pytest.mark.parametrize(
    "packed", ["Cotonou", "[1]", '{"a":[1]}', '{"a":"\\u0000"}', '{"":1}', '{"a":1e999}']
)
def test_packed_fields_that_are_none_cost_their_line_and_say_why(packed: str) -> None:
    with open_table(BOM + write_lines([COLUMNS, (PHONE, *[""] * 7, packed)])) as table:
        line = next(table.lines)
    with pytest.raises(LineRefused, match="attributes of an export holds JSON"):
        read_person(line, map_columns(table.header), None)


def test_more_packed_fields_than_a_contact_may_have_cost_their_line() -> None:
    packed = json.dumps({f"field {number}": number for number in range(201)})
    with open_table(BOM + write_lines([COLUMNS, (PHONE, *[""] * 7, packed)])) as table:
        line = next(table.lines)
    with pytest.raises(LineRefused, match="holds 201 fields; a contact may have 200"):
        read_person(line, map_columns(table.header), None)


def test_column_called_attributes_of_another_file_is_a_field_like_any_other() -> None:
    with open_table(f"phone,attributes\n{PHONE},tall\n".encode()) as table:
        row, _ = read_person(next(table.lines), map_columns(table.header), None)
    assert row.attributes == {"attributes": "tall"}


def test_person_may_say_otherwise() -> None:
    place = str(HEADER.index("attributes"))
    created = str(HEADER.index("created_at"))
    with open_table(exported(contact(attributes={"city": "Cotonou"}))) as table:
        line = next(table.lines)
    row, _ = read_person(line, map_as_told(HEADER, {place: "raw", created: "since"}), None)
    assert row.attributes == {"raw": '{"city":"Cotonou"}', "since": "2026-11-20T00:00:00+00:00"}
    with pytest.raises(AppError, match="Two columns are both 'attributes'"):
        map_as_told(HEADER, {created: "attributes"})
