"""Which column is what, as a person says it, instead of what the header lets guess."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from relance.contacts.own_fields import field_name
from relance.core.errors import AppError
from relance.imports.columns.consent_columns import CONSENTS, as_one_kind, consent_columns
from relance.imports.columns.guess import (
    MOST_COLUMNS,
    Columns,
    PhoneKind,
    find_told,
    guess_columns,
    map_columns,
    name_own,
    no_phone_column,
    with_told,
)
from relance.imports.columns.headers import phone_rank
from relance.imports.columns.looks import Holds, look_at_columns
from relance.imports.columns.own_export import find_own_export
from relance.imports.formats.csv_lines import Line
from relance.reasons.causes import CAUSES

PHONE = "phone"
FULL_NUMBER = "full_number"
COUNTRY_CODE = "country_code"
FIRST_NAME = "first_name"
LAST_NAME = "last_name"
SKIP = "skip"
FURTHER_PHONE = "further_phone"
"""Stands in where the phone is missing or impossible, and stays a field under its header's name."""
KNOWN = (PHONE, FULL_NUMBER, FURTHER_PHONE, COUNTRY_CODE, FIRST_NAME, LAST_NAME, SKIP, *CONSENTS)
MANY = (PHONE, FULL_NUMBER, FURTHER_PHONE, SKIP)
"""What several columns may be."""
_ONE = (COUNTRY_CODE, FIRST_NAME, LAST_NAME)
_ONCE = (*_ONE, *CONSENTS)


@dataclass(frozen=True, slots=True)
class GuessedColumn:
    """A column of a file: its place from 0, its header, and what it is taken for (a field's name else).

    `holds` is what its cells look like, None where they look like several things or nothing known.
    """

    place: int
    header: str
    meaning: str
    holds: Holds | None = None


def guess_meanings(header: list[str], lines: Sequence[Line] = ()) -> list[GuessedColumn]:
    """What header and cells let guess; nothing is a phone where no column looks like one."""
    columns = guess_columns(header, lines)
    looks = look_at_columns(lines, len(header))
    if (own := find_own_export(header)) is not None:
        named = name_own(header, own)
        return [
            GuessedColumn(place, text, named.get(place, SKIP), looks[place].holds)
            for place, text in enumerate(header[:MOST_COLUMNS])
        ]
    meanings = dict(columns.attributes)
    for place, _ in columns.phones[1:]:
        meanings[place] = FURTHER_PHONE
    for place, kind in columns.phones[:1]:
        meanings[place] = FULL_NUMBER if kind is PhoneKind.FULL else PHONE
    known = {
        columns.country_code: COUNTRY_CODE,
        columns.first_name: FIRST_NAME,
        columns.last_name: LAST_NAME,
    }
    meanings |= {place: meaning for place, meaning in known.items() if place is not None}
    if columns.consents is not None:
        meanings |= columns.consents.meanings
    return [
        GuessedColumn(place, text, meanings.get(place, SKIP), looks[place].holds)
        for place, text in enumerate(header[:MOST_COLUMNS])
    ]


def settle_meanings(
    header: list[str], mapping: Mapping[str, str] | None, lines: Sequence[Line]
) -> dict[str, str]:
    """The mapping of all columns, for `map_as_told`: what is told, and what is guessed of the others.

    Raises AppError `mapping_refused`, `no_phone_column`.
    """
    meanings = _meanings(header, mapping or {}, lines)
    if not {PHONE, FULL_NUMBER} & set(meanings.values()):
        raise (
            AppError("no_phone_column", why=CAUSES.make("phone_column_not_named"))
            if mapping
            else (no_phone_column(header))
        )
    _columns(header, meanings)
    return {str(place): meaning for place, meaning in meanings.items()}


def find_places(header: Sequence[str], named: Mapping[str, str]) -> dict[str, str]:
    """A mapping by headers as one by places. Raises AppError `mapping_refused`."""
    places: dict[str, str] = {}
    for name, meaning in named.items():
        exact = [place for place, text in enumerate(header) if text.strip() == name]
        found = exact or [place for place, text in enumerate(header) if field_name(text) == field_name(name)]
        if len(found) != 1:
            raise AppError(
                "mapping_refused", why=CAUSES.make("mapping_no_such_header", header=name, n=len(found))
            )
        places[str(found[0])] = meaning
    return places


def map_as_told(header: list[str], mapping: Mapping[str, str] | None) -> Columns:
    """The columns by a mapping `{"0": "phone", "2": "city"}`; places left out keep what is guessed.

    A meaning that is none of KNOWN is the name of a field. Raises AppError `mapping_refused`,
    `no_phone_column`.
    """
    return _columns(header, _meanings(header, mapping, ())) if mapping else map_columns(header)


def _meanings(header: list[str], mapping: Mapping[str, str], lines: Sequence[Line]) -> dict[int, str]:
    meanings = {column.place: column.meaning for column in guess_meanings(header, lines)}
    if PHONE in mapping.values() or FULL_NUMBER in mapping.values():
        # The person knows which column is the number: the guessed ones are fields.
        for place, meaning in meanings.items():
            if meaning in (PHONE, FULL_NUMBER, FURTHER_PHONE):
                meanings[place] = _own_name(header[place], place)
    named = {as_one_kind(meaning) for meaning in mapping.values()}
    for place, meaning in meanings.items():
        if meaning in _ONCE and as_one_kind(meaning) in named and str(place) not in mapping:
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
    return meanings


def _columns(header: list[str], meanings: Mapping[int, str]) -> Columns:
    places: dict[str, list[int]] = {}
    for place, meaning in sorted(meanings.items()):
        places.setdefault(as_one_kind(meaning), []).append(place)
    for meaning, found in places.items():
        if len(found) > 1 and meaning not in MANY:
            raise AppError("mapping_refused", why=CAUSES.make("mapping_twice", meaning=meaning))
    code, first, last = (places.get(meaning, [None])[0] for meaning in _ONE)
    kind = PhoneKind.ANY if code is None else PhoneKind.WITH_CODE
    phones = [(place, PhoneKind.FULL) for place in places.get(FULL_NUMBER, [])]
    phones += [(place, kind) for place in places.get(PHONE, [])]
    if not phones:
        raise AppError("no_phone_column", why=CAUSES.make("phone_column_not_named"))
    further = places.get(FURTHER_PHONE, [])
    phones += [(place, kind) for place in sorted(further, key=lambda place: _rank(header[place]))]
    export = find_own_export(header)
    told = {} if export is None else find_told(export, meanings)
    own = {
        place: meaning
        for place, meaning in sorted(meanings.items())
        if meaning not in KNOWN and place not in told.values()
    }
    of_consent = [place for place, meaning in sorted(meanings.items()) if meaning in CONSENTS]
    own |= dict(_name_further(header, [*further, *of_consent], set(own.values())))
    columns = Columns(
        len(header),
        tuple(phones),
        code,
        first,
        last,
        tuple(sorted(own.items())),
        consents=consent_columns(meanings),
    )
    return columns if export is None else with_told(columns, export, told)


def _name_further(header: list[str], further: list[int], taken: set[str]) -> Iterator[tuple[int, str]]:
    """Numbers that stand in for others, and consents, stay fields, too, under names of their own."""
    for place in further:
        name = _own_name(header[place], place)
        if name in taken:
            name = f"{name}_{place + 1}"
        taken.add(name)
        yield place, name


def _rank(header: str) -> tuple[int, int]:
    return phone_rank(field_name(header)) or (9, 9)


def _own_name(header: str, place: int) -> str:
    name = field_name(header) or f"column_{place + 1}"
    return f"{name}_{place + 1}" if name in KNOWN and name not in CONSENTS else name
