"""Which column of a file is what, by its header and by what stands below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from relance.contacts.lists.export_columns import PACKED
from relance.contacts.own_fields import field_name
from relance.core.errors import AppError
from relance.downloads.words import HEADINGS
from relance.imports.columns.consent_columns import (
    ConsentColumns,
    consent_columns,
    find_consents,
    holds_consents,
)
from relance.imports.columns.headers import (
    COUNTRY_CODES,
    FIRST_NAMES,
    FULL,
    LAST_NAMES,
    WHOLE_NAMES,
    phone_rank,
    speaks_of_no_number,
    speaks_of_persons,
)
from relance.imports.columns.looks import FEW, HALF, MOST, Looks, look_at_columns
from relance.imports.columns.own_export import TOLD, OwnExport, find_own_export
from relance.imports.columns.told_columns import ToldColumns
from relance.imports.formats.csv_lines import Line
from relance.reasons.causes import CAUSES

MOST_COLUMNS = 200
"""Of a file; what stands further right is left out."""
FAR_TOO_MANY_COLUMNS = 2_000

_PERSON = ("phone", "first_name", "last_name")

_ENOUGH = 3
"""Filled cells that may speak against a header."""
REASON = "rejected_because"
REASON_HEADINGS = frozenset({REASON, *HEADINGS[REASON]})
"""Above the reasons in a file of rejected lines."""

_NAMES_SHOWN = 20
_NAME_SHOWN = 25
"""Of a header without a phone column, in the refusal."""


class PhoneKind(Enum):
    """How a phone column is written."""

    ANY = "any"
    FULL = "full"  # with country code, whether or not a + stands before it
    WITH_CODE = "with_code"  # local, the country code stands in another column


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of the columns. The first phone column with something in it counts.

    `packed` is that of PACKED in a file that we exported, `told` what such a file says beside the fields,
    `consents` what one of somebody else's says.
    """

    width: int
    phones: tuple[tuple[int, PhoneKind], ...]
    country_code: int | None
    first_name: int | None
    last_name: int | None
    attributes: tuple[tuple[int, str], ...]
    packed: int | None = None
    told: ToldColumns | None = None
    consents: ConsentColumns | None = None


def map_columns(header: list[str], lines: Sequence[Line] = ()) -> Columns:
    """Find out what the columns are. Raises AppError `no_phone_column`, `too_many_columns`.

    Columns that are nothing known become attributes, under a name usable as a template variable. A lone
    column of whole names stands for the first name, so that it can be used to address people.
    """
    columns = guess_columns(header, lines)
    if not columns.phones:
        raise no_phone_column(header)
    return columns


def no_phone_column(header: list[str]) -> AppError:
    """Nothing in the header, nor below it, is surely a number."""
    found = _begin(_field_names(header))
    return AppError("no_phone_column", why=CAUSES.make("phone_column_not_found", found=found))


def guess_columns(header: list[str], lines: Sequence[Line] = ()) -> Columns:
    """The same where no column may be a phone: then `phones` is empty, and the others are what they are.

    `lines`, a sample of the file, decide with the header: a column "Contact" full of names is none of
    numbers, and one under an unknown word is, when nobody could take its cells for anything else.
    Of more than MOST_COLUMNS the further ones are left out. Raises AppError `too_many_columns`.
    """
    if len(header) > FAR_TOO_MANY_COLUMNS:
        raise AppError("too_many_columns", most=FAR_TOO_MANY_COLUMNS)
    if (own := find_own_export(header)) is not None:
        return _columns_of_own(header, own)
    names = _field_names(header)
    looks = look_at_columns(lines, len(header))[: len(names)]
    places = {name: place for place, name in reversed(list(enumerate(names)))}
    country_code = _first(places, COUNTRY_CODES)
    phones = _find_phones(names, looks, with_code=country_code is not None)
    first_name, last_name = _find_names(names, places, looks, {place for place, _ in phones})
    taken = {first_name, last_name} | reason_places(header)
    taken |= {
        place for place, text in enumerate(header[: len(names)]) if _is_empty(text, looks[place], lines)
    }
    if phones:
        # Further phone columns stand in where the first is empty, and stay fields of their own.
        taken |= {phones[0][0], None if phones[0][1] is PhoneKind.FULL else country_code}
    attributes = tuple((place, name) for place, name in enumerate(names) if place not in taken)
    found = find_consents(names, looks, lines, {*taken, country_code, *(place for place, _ in phones)})
    return Columns(
        len(header),
        tuple(phones),
        country_code,
        first_name,
        last_name,
        attributes,
        consents=consent_columns(found),
    )


def _find_phones(
    names: Sequence[str], looks: Sequence[Looks], *, with_code: bool
) -> list[tuple[int, PhoneKind]]:
    """The likeliest first. By the header, unless the cells say otherwise; else the one column of numbers."""
    kind = PhoneKind.WITH_CODE if with_code else PhoneKind.ANY
    ranked = sorted(
        (rank, place) for place, name in enumerate(names) if (rank := phone_rank(name)) is not None
    )
    by_header = [(names.index(name), PhoneKind.FULL) for name in FULL if name in names]
    by_header += [(place, kind) for _, place in ranked]
    by_header = [(place, kind) for place, kind in by_header if not holds_consents(names[place], looks[place])]
    held = [(place, kind) for place, kind in by_header if not _is_of_something_else(looks[place])]
    if held:
        return held
    by_cells = [
        (place, kind)
        for place, name in enumerate(names)
        if _is_surely_of_numbers(looks[place]) and not speaks_of_no_number(name)
    ]
    return by_cells if len(by_cells) == 1 else by_header


def _is_surely_of_numbers(looks: Looks) -> bool:
    return looks.numbers >= MOST and looks.told >= HALF


def _is_of_something_else(looks: Looks) -> bool:
    return looks.filled >= _ENOUGH and looks.numbers < FEW


def _find_names(
    names: Sequence[str], places: dict[str, int], looks: Sequence[Looks], phones: set[int]
) -> tuple[int | None, int | None]:
    """Of the first and of the last name. Where no header says "name", the one column of persons' names."""
    first_name, last_name = _first(places, FIRST_NAMES), _first(places, LAST_NAMES)
    if first_name is None:
        first_name = _first(places, WHOLE_NAMES)
    if first_name is None and last_name is None:
        persons = [
            place
            for place, name in enumerate(names)
            if place not in phones and speaks_of_persons(name) and looks[place].names >= MOST
        ]
        first_name = persons[0] if len(persons) == 1 else None
    return first_name, last_name


def _is_empty(header: str, looks: Looks, lines: Sequence[Line]) -> bool:
    """A column of nothing, as spreadsheets leave it beside what somebody has deleted."""
    return bool(lines) and not header.strip() and not looks.filled


def _begin(names: list[str]) -> list[str]:
    """As many of the first as a person reads."""
    return [name[:_NAME_SHOWN] for name in names[:_NAMES_SHOWN]]


def name_own(header: list[str], own: OwnExport) -> dict[int, str]:
    """What each column of an export is: own fields under exactly the names that stand above them.

    What we know of a contact ourselves is no field of it because we told it.
    """
    shown = {place: name for name, place in own.columns.items() if name in (*_PERSON, *TOLD, PACKED)}
    taken = set(own.columns.values())
    taken |= reason_places(header)
    others = {place: name for place, name in enumerate(_field_names(header)) if place not in taken}
    if own.language is not None:
        others = {
            place: text.strip() or f"column_{place + 1}"
            for place, text in enumerate(header)
            if place not in taken
        }
    return shown | others


def reason_places(header: list[str]) -> set[int]:
    """Of the column that says why lines were rejected: it is there for people only."""
    return {place for place, text in enumerate(header) if text.strip() in REASON_HEADINGS}


def find_told(own: OwnExport, meanings: Mapping[int, str]) -> dict[str, int]:
    """Where an export says what is no field, unless a person says that it is something else."""
    return {
        name: place for name in (*TOLD, PACKED) if meanings.get(place := own.columns.get(name, -1)) == name
    }


def with_told(columns: Columns, own: OwnExport, told: Mapping[str, int]) -> Columns:
    """The columns of an export."""
    said = ToldColumns(**{name: told.get(name) for name in TOLD}, language=own.language, zone=own.zone)
    return replace(columns, packed=told.get(PACKED), told=said)


def _columns_of_own(header: list[str], own: OwnExport) -> Columns:
    meanings = name_own(header, own)
    told = find_told(own, meanings)
    phone, first_name, last_name = (own.columns[name] for name in _PERSON)
    taken = {phone, first_name, last_name, *told.values()}
    fields = tuple((place, name) for place, name in sorted(meanings.items()) if place not in taken)
    columns = Columns(len(header), ((phone, PhoneKind.ANY),), None, first_name, last_name, fields)
    return with_told(columns, own, told)


def _field_names(header: list[str]) -> list[str]:
    names: list[str] = []
    # As in the file whose rejected lines these are: a column of reasons moves no other.
    reasons = reason_places(header)
    number = 0
    for place, text in enumerate(header[:MOST_COLUMNS]):
        number += place not in reasons
        name = field_name(text) or f"column_{number}"
        unique, copy = name, 2
        while unique in names:
            unique, copy = f"{name}_{copy}", copy + 1
        names.append(unique)
    return names


def _first(places: dict[str, int], names: tuple[str, ...]) -> int | None:
    return next((places[name] for name in names if name in places), None)
