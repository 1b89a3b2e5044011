"""Whether the numbers of a file are likely of another country than they would be read as."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from relance.contacts.phones.country_names import country_of_name
from relance.contacts.phones.parse import ParsedPhone, PhoneRefused, country_of_code, parse_phone
from relance.imports.columns.guess import Columns
from relance.imports.columns.headers import COUNTRIES
from relance.imports.formats.csv_lines import Line
from relance.imports.people.person import PhoneCell, find_phone_cell, read_cell
from relance.imports.preview.default_country import most_of
from relance.reasons import Reason

LEAST_NUMBERS = 5
LEAST_SHARE = 0.2
"""Of the lines that have a number: fewer than both are strangers among the people, and no mistake."""

_EXAMPLES = 3
_LEAST_EVIDENCE = 2

Because = Literal["file", "country_column", "contacts"]


@dataclass(frozen=True, slots=True)
class Example:
    """A number as the file has it, and as it will be stored; `refused` where it cannot be."""

    written: str
    stored: str | None
    country: str | None
    refused: Reason | None = None


@dataclass(frozen=True, slots=True)
class CountryDoubt:
    """`numbers` of `of` that a sample has are valid ones of `suggested`, and would be read otherwise.

    `country` is what they would be read by; `because` says what suggests the other.
    """

    country: str | None
    suggested: str
    because: Because
    numbers: int
    of: int
    written: str
    stored: str | None
    instead: str

    def as_json(self) -> Mapping[str, Any]:
        """As the job keeps it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a sample says of its numbers: those without country code, and where the others are from.

    `named` are those of the first beside which a country stands.
    """

    local: list[str]
    named: list[tuple[str, str]]
    of: int
    by_codes: str | None
    by_column: str | None


def find_doubt(
    lines: list[Line],
    columns: Columns,
    *,
    country: str | None,
    contacts_country: str | None,
) -> CountryDoubt | None:
    """None where the file (or, if it says nothing, the contacts here) agrees, and for a few numbers only.

    A file of two countries agrees with one of them, and names the other beside numbers that would be read
    as the first: there the lines speak for themselves.
    """
    evidence = _gather(lines, columns)
    suggestions: list[tuple[str | None, Because]] = [
        (evidence.by_column, "country_column"),
        (evidence.by_codes, "file"),
        (contacts_country, "contacts"),
    ]
    for suggested, because in suggestions:
        if suggested is not None:
            if suggested != country:
                return _weigh(evidence, country, suggested, because)
            break
    return _find_named(evidence, country)


def _find_named(evidence: Evidence, country: str | None) -> CountryDoubt | None:
    """Of the numbers beside which another country stands; that which most of them name."""
    named = Counter(there for _, there in evidence.named if there != country)
    for suggested, _ in named.most_common(1):
        theirs = [text for text, there in evidence.named if there == suggested]
        return _weigh(replace(evidence, local=theirs), country, suggested, "country_column")
    return None


def _weigh(evidence: Evidence, country: str | None, suggested: str, because: Because) -> CountryDoubt | None:
    otherwise = list(_read_otherwise(evidence.local, country, suggested))
    if len(otherwise) < max(LEAST_NUMBERS, LEAST_SHARE * evidence.of):
        return None
    written, stored, instead = otherwise[0]
    return CountryDoubt(
        country,
        suggested,
        because,
        len(otherwise),
        evidence.of,
        written,
        stored,
        instead,
    )


def show_examples(lines: list[Line], columns: Columns, country: str | None) -> list[Example]:
    """Three numbers of the file, those that the country decides first."""
    cells = [cell for line in lines if (cell := find_phone_cell(line, columns)) is not None]
    cells.sort(key=lambda cell: not _is_local(cell))
    return [_example(cell, country) for cell in cells[:_EXAMPLES]]


def _example(cell: PhoneCell, country: str | None) -> Example:
    try:
        parsed = read_cell(cell, country)
    except PhoneRefused as refused:
        return Example(cell.text, None, None, refused.reason)
    return Example(cell.text, parsed.e164, parsed.country)


def _gather(lines: list[Line], columns: Columns) -> Evidence:
    places = [place for place, name in columns.attributes if name in COUNTRIES]
    local: list[str] = []
    named: list[tuple[str, str]] = []
    by_codes: list[str | None] = []
    n = 0
    for line in lines:
        cell = find_phone_cell(line, columns)
        if cell is None:
            continue
        n += 1
        if _is_local(cell):
            local.append(cell.text)
            cells = [line.cells[place] for place in places if place < len(line.cells)]
            named += [(cell.text, there) for text in cells if (there := _country_of_cell(text)) is not None]
        elif (parsed := _read(cell.text, None, cell)) is not None and parsed.valid:
            by_codes.append(parsed.country)
    return Evidence(
        local,
        named,
        n,
        most_of(by_codes, least=_LEAST_EVIDENCE),
        most_of([there for _, there in named], least=_LEAST_EVIDENCE),
    )


def _country_of_cell(text: str) -> str | None:
    return country_of_name(text) or country_of_code(text)


def _is_local(cell: PhoneCell) -> bool:
    """Whether the default country decides what it is."""
    if cell.code or cell.text.lstrip("'\"(` ").startswith(("+", "00")):
        return False
    return not cell.is_full or _read(f"+{cell.text}", None, None) is None


def _read_otherwise(
    local: list[str], country: str | None, suggested: str
) -> Iterator[tuple[str, str | None, str]]:
    for text in local:
        instead = _read(text, suggested, None)
        if instead is None or not instead.valid:
            continue
        now = _read(text, country, None)
        if now is None or now.e164 != instead.e164:
            yield text, None if now is None else now.e164, instead.e164


def _read(text: str, country: str | None, cell: PhoneCell | None) -> ParsedPhone | None:
    try:
        return read_cell(cell, country) if cell else parse_phone(text, default_country=country)
    except PhoneRefused:
        return None
