"""From a line of a file to a contact, or to the reason why not."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any, NamedTuple

from pydantic import Field, TypeAdapter, ValidationError

from relance.contacts.field_types import MOST_OWN_FIELDS, FieldValue
from relance.contacts.lists.export_columns import PACKED
from relance.contacts.own_columns import OWN_TEXTS
from relance.contacts.phones.country_names import country_of_name
from relance.contacts.phones.parse import ParsedPhone, PhoneRefused, country_of_code, parse_phone
from relance.contacts.upsert import ContactRow
from relance.imports.columns.consent_columns import read_consent
from relance.imports.columns.guess import Columns, PhoneKind
from relance.imports.columns.nothing import says_nothing
from relance.imports.columns.told_columns import LineRefused as LineRefused
from relance.imports.columns.told_columns import read_told
from relance.imports.formats.csv_lines import Line
from relance.reasons import Reason
from relance.reasons.lines import LINE_PROBLEMS
from relance.reasons.phones import PHONE_WARNINGS

_FURTHER = tuple(name for name in OWN_TEXTS if name not in ("first_name", "last_name"))
"""Own texts that are known by their own name only."""

LONGEST_NAME = 200
LONGEST_ATTRIBUTE = 1000
LONGEST_TEXT_AS_NAME = 1000
"""What is longer is no name: the columns of the line are not where the header says."""

_NOT_READ = "\ufffd"
_BETWEEN_NUMBERS = re.compile(
    r":::|[;,|/\\\n]|\b(?:ou|or|et|and)\b|\s-\s|\s{2,}|\s(?=\+)|(?<=\d{6})-(?=\d{6})", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_LEAST_DIGITS = 6

# Names are at most a little longer than the API takes: columns of one name are numbered.
_PACKED = TypeAdapter(
    dict[Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f-\x9f]+$")], FieldValue]
)


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
    warnings = phone.warnings
    if any(_NOT_READ in cell for cell in cells):
        warnings += (PHONE_WARNINGS.make("letters_not_read"),)
    attributes: dict[str, Any] = {}
    if columns.packed is not None and (packed := cells[columns.packed].strip()):
        attributes = _unpack(packed)
    for place, name in columns.attributes:
        if name in _FURTHER:
            continue
        # What we exported ourselves is what it is, with the blanks at its ends.
        cell = cells[place] if columns.told is not None else _without_nothing(cells[place].strip(), columns)
        if value := cell:
            attributes[name] = value
    names = _own_texts(cells, columns)
    warnings += tuple(_cut(names, LONGEST_NAME)) + tuple(_cut(attributes, LONGEST_ATTRIBUTE))
    consent = None
    if columns.consents is not None:
        consent, not_read = read_consent(cells, columns.consents)
        warnings += not_read
    row = ContactRow(
        phone=phone.e164,
        **names,
        attributes=attributes,
        consent=consent,
        told=None if columns.told is None else read_told(cells, columns.told),
    )
    return row, warnings


class PhoneCell(NamedTuple):
    """A cell that is to hold a number, with the country code that stands beside it."""

    text: str
    code: str | None
    is_full: bool


def find_phone_cell(line: Line, columns: Columns) -> PhoneCell | None:
    """The first that has anything in it."""
    return None if line.problem is not None else next(_phone_cells(line.cells, columns), None)


def _phone_cells(cells: list[str], columns: Columns) -> Iterator[PhoneCell]:
    for place, kind in columns.phones:
        text = _without_nothing(cells[place].strip(), columns) if place < len(cells) else ""
        if text:
            if columns.told is not None and columns.told.language is not None and not text.startswith("+"):
                text = "+" + "".join(filter(str.isdecimal, text))  # `(+229) 01 97 00 00 01`
            code = None
            if kind is PhoneKind.WITH_CODE and columns.country_code is not None:
                code = cells[columns.country_code].strip() if columns.country_code < len(cells) else ""
            yield PhoneCell(text, code, kind is PhoneKind.FULL)


def _read_phone(cells: list[str], columns: Columns, default_country: str | None) -> ParsedPhone:
    """Of the first column that holds a possible number."""
    refused: PhoneRefused | None = None
    for cell in _phone_cells(cells, columns):
        try:
            return read_cell(cell, default_country)
        except PhoneRefused as error:
            refused = refused or error
    raise refused or PhoneRefused("empty")


def read_cell(cell: PhoneCell, default_country: str | None) -> ParsedPhone:
    """The number in it, or the first possible one of several. Raises PhoneRefused."""
    try:
        return _read_number(cell, default_country)
    except PhoneRefused:
        several = [
            part for part in _BETWEEN_NUMBERS.split(cell.text) if len(_DIGIT.findall(part)) >= _LEAST_DIGITS
        ]
        if len(several) < 2:
            raise
        refused = None
        for part in several:
            try:
                found = _read_number(cell._replace(text=part.strip()), default_country)
            except PhoneRefused as error:
                refused = refused or error
            else:
                told = PHONE_WARNINGS.make("several_in_cell", several=len(several), number=found.e164)
                return replace(found, warnings=(*found.warnings, told))
        assert refused is not None
        raise refused from None


def _read_number(cell: PhoneCell, default_country: str | None) -> ParsedPhone:
    if cell.code is not None:
        return _read_with_code(cell.text, cell.code, default_country)
    if cell.is_full and cell.text[0] not in "+0":
        # The column says that the country code is there; only a number that fits its plan proves it.
        try:
            parsed = parse_phone(f"+{cell.text}", default_country=None)
        except PhoneRefused:
            parsed = None
        if parsed is not None and parsed.valid:
            return parsed
    return parse_phone(cell.text, default_country=default_country)


def _read_with_code(cell: str, code: str, default_country: str | None) -> ParsedPhone:
    if not code or cell.startswith(("+", "00")):
        return parse_phone(cell, default_country=default_country)
    country = country_of_code(code) or country_of_name(code)
    if country is None:
        raise PhoneRefused("column_code_unknown", code=code[:20])
    return parse_phone(cell, default_country=country)


def _unpack(packed: str) -> dict[str, Any]:
    try:
        values = _PACKED.validate_json(packed)
    except ValidationError:
        raise LineRefused(LINE_PROBLEMS.make("packed", column=PACKED)) from None
    if len(values) > MOST_OWN_FIELDS:
        raise LineRefused(
            LINE_PROBLEMS.make("packed_fields", column=PACKED, fields=len(values), most=MOST_OWN_FIELDS)
        )
    return {name: value for name, value in values.items() if value is not None}


def _without_nothing(cell: str, columns: Columns) -> str:
    """Empty where a program wrote that nothing is there. What we exported ourselves is what it is."""
    return "" if columns.told is None and says_nothing(cell) else cell


def _own_texts(cells: list[str], columns: Columns) -> dict[str, str | None]:
    """The two names, by whatever header; a further text under its own."""
    places: dict[str, int | None] = {name: place for place, name in columns.attributes if name in _FURTHER}
    places |= {"first_name": columns.first_name, "last_name": columns.last_name}
    return {name: _name(cells, columns, place, name) for name, place in places.items()}


def _name(cells: list[str], columns: Columns, place: int | None, field: str) -> str | None:
    if place is None or not (value := _without_nothing(cells[place].strip(), columns)):
        return None
    if len(value) > LONGEST_TEXT_AS_NAME:
        raise LineRefused(LINE_PROBLEMS.make("too_long", field=field, most=LONGEST_TEXT_AS_NAME))
    return value


def _cut(values: dict[str, Any], longest: int) -> Iterator[Reason]:
    """A note that is too long costs its end, and nobody the message."""
    for name, value in values.items():
        if isinstance(value, str) and len(value) > longest:
            values[name] = value[:longest].rstrip()
            yield PHONE_WARNINGS.make("value_cut", field=name, most=longest)
