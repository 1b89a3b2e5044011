"""Values as the cells of a CSV file have them."""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain, repeat

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from relance.downloads.columns import Column, Kind, Line, Value
from relance.downloads.look import Look
from relance.downloads.words import Language, word

_FURTHER = repeat(Column("", is_own=True))
TIME_FORMATS = {Language.EN: "%Y-%m-%d %H:%M:%S", Language.FR: "%d/%m/%Y %H:%M:%S"}
"""What spreadsheets set up in that language take for a date and a time."""


def write_cells(line: Line, columns: Sequence[Column], look: Look) -> list[str]:
    """The texts of a line; what goes on behind the last column stands there as it is."""
    return [
        _write(value, column, look) for value, column in zip(line, chain(columns, _FURTHER), strict=False)
    ]


def _write(value: Value, column: Column, look: Look) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return write_time(value, look)
    if isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, float) and look.language is Language.FR:
        text = repr(value).replace(".", ",")
    else:
        text = str(value)
    if look.language is None or not text:
        return text
    if column.kind is Kind.PHONE:
        return write_phone(text)
    return text if column.words is None else word(column.words, text, look.language)


def write_time(moment: datetime, look: Look) -> str:
    """In the zone of the file; to the second where people read it."""
    local = moment.astimezone(look.zone) if look.timezone else moment
    if look.language is None:
        return local.isoformat()
    return local.strftime(TIME_FORMATS[look.language])


def write_phone(phone: str) -> str:
    """`(+229) 01 97 00 00 01`: a spreadsheet would make `2,29E+12` of the digits alone."""
    try:
        number = phonenumbers.parse(phone, None)
    except NumberParseException:
        return phone
    code = f"+{number.country_code}"
    grouped = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    # A number may come back with other digits, as some plans write theirs for calls from abroad.
    if not grouped.startswith(f"{code} ") or _digits(grouped) != _digits(phone):
        return f"({code}) {phone.removeprefix(code)}"
    return f"({code}) {grouped.removeprefix(code).strip()}"


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))
