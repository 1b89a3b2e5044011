"""Which column is what, as a person says it, instead of what the header lets guess."""

from collections.abc import Mapping
from dataclasses import dataclass

from relance.contacts.own_fields import field_name
from relance.core.errors import AppError
from relance.imports.columns import (
    MOST_COLUMNS,
    Columns,
    PhoneKind,
    find_told,
    guess_columns,
    map_columns,
    name_own,
    with_told,
)
from relance.imports.own_export import find_own_export
from relance.reasons.causes import CAUSES

PHONE = "phone"
FULL_NUMBER = "full_number"
COUNTRY_CODE = "country_code"
FIRST_NAME = "first_name"
LAST_NAME = "last_name"
SKIP = "skip"
KNOWN = (PHONE, FULL_NUMBER, COUNTRY_CODE, FIRST_NAME, LAST_NAME, SKIP)
_ONCE = (COUNTRY_CODE, FIRST_NAME, LAST_NAME)


@dataclass(frozen=True, slots=True)
class GuessedColumn:
    """A column of a file: its place from 0, its header, and what it is taken for (a field's name else)."""

    place: int
    header: str
    meaning: str


def guess_meanings(header: list[str]) -> list[GuessedColumn]:
    """What the header lets guess; nothing is a phone where no column looks like one."""
    columns = guess_columns(header)
    if (own := find_own_export(header)) is not None:
        named = name_own(header, own)
        return [
            GuessedColumn(place, text, named.get(place, SKIP))
            for place, text in enumerate(header[:MOST_COLUMNS])
        ]
    meanings = dict(columns.attributes)
    for place, kind in reversed(columns.phones):
        if place not in meanings:
            meanings[place] = FULL_NUMBER if kind is PhoneKind.FULL else PHONE
    known = {
        columns.country_code: COUNTRY_CODE,
        columns.first_name: FIRST_NAME,
        columns.last_name: LAST_NAME,
    }
    meanings |= {place: meaning for place, meaning in known.items() if place is not None}
    return [
        GuessedColumn(place, text, meanings.get(place, SKIP))
        for place, text in enumerate(header[:MOST_COLUMNS])
    ]


def map_as_told(header: list[str], mapping: Mapping[str, str] | None) -> Columns:
    """The columns by a mapping `{"0": "phone", "2": "city"}`; places left out keep what is guessed.

    A meaning that is none of KNOWN is the name of a field. Raises AppError `mapping_refused`,
    `no_phone_column`.
    """
    if not mapping:
        return map_columns(header)
    meanings = {column.place: column.meaning for column in guess_meanings(header)}
    if PHONE in mapping.values() or FULL_NUMBER in mapping.values():
        # The person knows which column is the number: the guessed ones are fields.
        for place, meaning in meanings.items():
            if meaning in (PHONE, FULL_NUMBER):
                meanings[place] = _own_name(header[place], place)
    for text, meaning in mapping.items():
        place = int(text)
        if place >= len(header):
            raise AppError(
                "mapping_refused", why=CAUSES.make("mapping_no_such_column", columns=len(header), place=place)
            )
        if meanings.get(place) == meaning:
            continue  # a field of an export, under exactly the name that it has
        meanings[place] = meaning if meaning in KNOWN else field_name(meaning) or _own_name("", place)
    return _columns(header, meanings)


def _columns(header: list[str], meanings: Mapping[int, str]) -> Columns:
    places: dict[str, list[int]] = {}
    for place, meaning in sorted(meanings.items()):
        places.setdefault(meaning, []).append(place)
    for meaning, found in places.items():
        if len(found) > 1 and meaning not in (PHONE, FULL_NUMBER, SKIP):
            raise AppError("mapping_refused", why=CAUSES.make("mapping_twice", meaning=meaning))
    code, first, last = (places.get(meaning, [None])[0] for meaning in _ONCE)
    kind = PhoneKind.ANY if code is None else PhoneKind.WITH_CODE
    phones = [(place, PhoneKind.FULL) for place in places.get(FULL_NUMBER, [])]
    phones += [(place, kind) for place in places.get(PHONE, [])]
    if not phones:
        raise AppError("no_phone_column", why=CAUSES.make("phone_column_not_named"))
    export = find_own_export(header)
    told = {} if export is None else find_told(export, meanings)
    own = tuple(
        (place, meaning)
        for place, meaning in sorted(meanings.items())
        if meaning not in KNOWN and place not in told.values()
    )
    columns = Columns(len(header), tuple(phones), code, first, last, own)
    return columns if export is None else with_told(columns, export, told)


def _own_name(header: str, place: int) -> str:
    name = field_name(header) or f"column_{place + 1}"
    return f"{name}_{place + 1}" if name in KNOWN else name
