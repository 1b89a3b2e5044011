"""Which column of a file is what, by its header."""

from dataclasses import dataclass
from enum import Enum

from relance.contacts.lists.export import COLUMNS
from relance.contacts.own_fields import field_name
from relance.core.errors import AppError
from relance.imports.headers import COUNTRY_CODES, FIRST_NAMES, FULL, LAST_NAMES, WHOLE_NAMES, phone_rank
from relance.reasons.causes import CAUSES

MOST_COLUMNS = 200
"""Of a file; what stands further right is left out."""
FAR_TOO_MANY_COLUMNS = 2_000

PACKED = "attributes"
"""The column of our own exports that holds all own fields of a contact as one JSON object."""

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

    `packed` is that of PACKED in a file that we exported.
    """

    width: int
    phones: tuple[tuple[int, PhoneKind], ...]
    country_code: int | None
    first_name: int | None
    last_name: int | None
    attributes: tuple[tuple[int, str], ...]
    packed: int | None = None


def map_columns(header: list[str]) -> Columns:
    """Find out what the columns are. Raises AppError `no_phone_column`, `too_many_columns`.

    Columns that are nothing known become attributes, under a name usable as a template variable. A lone
    column of whole names stands for the first name, so that it can be used to address people.
    """
    columns = guess_columns(header)
    if not columns.phones:
        found = _begin(_field_names(header))
        raise AppError("no_phone_column", why=CAUSES.make("phone_column_not_found", found=found))
    return columns


def guess_columns(header: list[str]) -> Columns:
    """The same where no header may say "phone": then `phones` is empty, and the others are what they are.

    Of more than MOST_COLUMNS the further ones are left out. Raises AppError `too_many_columns`.
    """
    if len(header) > FAR_TOO_MANY_COLUMNS:
        raise AppError("too_many_columns", most=FAR_TOO_MANY_COLUMNS)
    names = _field_names(header)
    places = {name: place for place, name in reversed(list(enumerate(names)))}
    country_code = _first(places, COUNTRY_CODES)
    kind = PhoneKind.ANY if country_code is None else PhoneKind.WITH_CODE
    phones = [(places[name], PhoneKind.FULL) for name in FULL if name in places]
    ranked = [(rank, place) for place, name in enumerate(names) if (rank := phone_rank(name)) is not None]
    phones += [(place, kind) for _, place in sorted(ranked)]
    first_name = _first(places, FIRST_NAMES)
    if first_name is None:
        first_name = _first(places, WHOLE_NAMES)
    last_name = _first(places, LAST_NAMES)
    taken = {first_name, last_name}
    if phones:
        # Further phone columns stand in where the first is empty, and stay fields of their own.
        taken |= {phones[0][0], country_code if kind is phones[0][1] else None}
    packed = None
    if is_own_export(header):
        # What we know of a contact ourselves is no field of it because we told it.
        taken |= {places[name] for name in COLUMNS if name in places}
        packed = places[PACKED]
    attributes = tuple((place, name) for place, name in enumerate(names) if place not in taken)
    return Columns(len(header), tuple(phones), country_code, first_name, last_name, attributes, packed)


def _begin(names: list[str]) -> list[str]:
    """As many of the first as a person reads."""
    return [name[:_NAME_SHOWN] for name in names[:_NAMES_SHOWN]]


def is_own_export(header: list[str]) -> bool:
    """Whether the file is one that `contacts.lists.export` wrote, whatever was added to it.

    Older ones have no names of categories.
    """
    return set(COLUMNS[:9]) <= {text.strip() for text in header}


def _field_names(header: list[str]) -> list[str]:
    names: list[str] = []
    for place, text in enumerate(header[:MOST_COLUMNS], start=1):
        name = field_name(text) or f"column_{place}"
        unique, copy = name, 2
        while unique in names:
            unique, copy = f"{name}_{copy}", copy + 1
        names.append(unique)
    return names


def _first(places: dict[str, int], names: tuple[str, ...]) -> int | None:
    return next((places[name] for name in names if name in places), None)
