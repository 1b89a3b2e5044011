"""From a line of a file to a contact, or to the reason why not."""

from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from relance.contacts.field_types import FieldValue
from relance.contacts.phones.parse import ParsedPhone, PhoneRefused, country_of_code, parse_phone
from relance.contacts.upsert import ContactRow
from relance.core.errors import ReasonError
from relance.imports.columns import PACKED, Columns, PhoneKind
from relance.imports.csv_lines import Line
from relance.reasons import Reason
from relance.reasons.lines import LINE_PROBLEMS

LONGEST_NAME = 200
LONGEST_ATTRIBUTE = 1000

# Names are at most a little longer than the API takes: columns of one name are numbered.
_PACKED = TypeAdapter(
    dict[Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f-\x9f]+$")], FieldValue]
)


class LineRefused(ReasonError):
    """No contact can be made of a line."""


def read_person(
    line: Line, columns: Columns, default_country: str | None
) -> tuple[ContactRow, tuple[Reason, ...]]:
    """The contact of a line, and warnings about it. Raises LineRefused.

    Missing cells at the end of a line are empty. More cells than the header has mean that a separator
    stands in a value: nobody knows any more which value belongs where.
    """
    if line.problem is not None:
        raise LineRefused(line.problem)
    cells = line.cells
    width = columns.width
    if len(cells) != width:
        if any(cell.strip() for cell in cells[width:]):
            raise LineRefused(LINE_PROBLEMS.make("cells", cells=len(cells), width=width))
        cells = (cells + [""] * width)[:width]
    try:
        phone = _read_phone(cells, columns, default_country)
    except PhoneRefused as refused:
        raise LineRefused(LINE_PROBLEMS.make("phone", problem=refused.reason)) from refused
    attributes: dict[str, Any] = {}
    if columns.packed is not None and (packed := cells[columns.packed].strip()):
        attributes = _unpack(packed)
    for place, name in columns.attributes:
        if value := cells[place].strip():
            attributes[name] = _bounded(value, name, LONGEST_ATTRIBUTE)
    row = ContactRow(
        phone=phone.e164,
        first_name=_name(cells, columns.first_name, "first_name"),
        last_name=_name(cells, columns.last_name, "last_name"),
        attributes=attributes,
    )
    return row, phone.warnings


def _read_phone(cells: list[str], columns: Columns, default_country: str | None) -> ParsedPhone:
    for place, kind in columns.phones:
        cell = cells[place].strip()
        if not cell:
            continue
        if kind is PhoneKind.WITH_CODE and columns.country_code is not None:
            return _read_with_code(cell, cells[columns.country_code].strip(), default_country)
        if kind is PhoneKind.FULL and cell[0] not in "+0":
            # The column says that the country code is there; only a number that fits its plan proves it.
            try:
                parsed = parse_phone(f"+{cell}", default_country=None)
            except PhoneRefused:
                parsed = None
            if parsed is not None and parsed.valid:
                return parsed
        return parse_phone(cell, default_country=default_country)
    raise PhoneRefused("empty")


def _read_with_code(cell: str, code: str, default_country: str | None) -> ParsedPhone:
    if not code or cell.startswith(("+", "00")):
        return parse_phone(cell, default_country=default_country)
    country = country_of_code(code)
    if country is None:
        raise PhoneRefused("column_code_unknown", code=code[:20])
    return parse_phone(cell, default_country=country)


def _unpack(packed: str) -> dict[str, Any]:
    try:
        values = _PACKED.validate_json(packed)
    except ValidationError:
        raise LineRefused(LINE_PROBLEMS.make("packed", column=PACKED)) from None
    return {name: value for name, value in values.items() if value is not None}


def _name(cells: list[str], place: int | None, field: str) -> str | None:
    if place is None or not (value := cells[place].strip()):
        return None
    return _bounded(value, field, LONGEST_NAME)


def _bounded(value: str, field: str, longest: int) -> str:
    if len(value) > longest:
        raise LineRefused(LINE_PROBLEMS.make("too_long", field=field, most=longest))
    return value
