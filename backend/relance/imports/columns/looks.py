"""What the cells of a column look like, whatever stands above them."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from relance.imports.columns.consent_words import read_yes
from relance.imports.columns.nothing import says_nothing
from relance.imports.formats.csv_lines import Line

Holds = Literal["numbers", "names", "dates", "consents"]

MOST = 0.8
"""So large a share of its filled cells makes a column one of them."""
HALF = 0.5
FEW = 0.2

_LEAST_DIGITS, _MOST_DIGITS = 7, 15
_LOOKED_AT = 60
"""Characters of a cell."""

_NUMBER = re.compile(
    r"(?:tel:|whatsapp:|p:)?['\"]?(\+|00)?[\d\s.()/\u00a0\u202f\u2010-\u2015-]+", re.IGNORECASE
)
_GROUPED = re.compile(r"\(?\d{1,4}\)?(?:[\s.\u00a0\u202f\u2010-\u2015-]\(?\d{2,4}\)?){2,6}")
_DATE = re.compile(
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|"
    r"(?:[^\W\d_]+\.?,?\s+)?\d{1,2}(?:er|st|nd|rd|th)?(?:\s+[^\W\d_]{3,9})?\.?,?\s+(?:19|20)\d{2})"
    r"(?:[ T,].*?\d{1,2}[:h]\d{2}.*)?"
)
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){0,5}")
_PART = re.compile(r":::|[;,|\n]|\s/\s")


class Looks(NamedTuple):
    """Of the filled cells of a column: how many there are, and the share of each kind.

    `told` are numbers that nobody could take for anything else: with a country code, or in groups.
    """

    filled: int = 0
    numbers: float = 0.0
    told: float = 0.0
    names: float = 0.0
    dates: float = 0.0
    consents: float = 0.0
    distinct: float = 0.0

    @property
    def holds(self) -> Holds | None:
        """What the column is full of, if of one thing."""
        kinds: tuple[tuple[Holds, float], ...] = (
            ("dates", self.dates),
            ("numbers", self.numbers),
            ("consents", self.consents),
            ("names", self.names),
        )
        return next((kind for kind, share in kinds if self.filled and share >= MOST), None)


def look_at_columns(lines: Sequence[Line], width: int) -> list[Looks]:
    """The looks of each column; lines of another width say nothing."""
    whole = [line.cells for line in lines if line.problem is None and len(line.cells) <= width]
    return [look_at(cells[place] for cells in whole if place < len(cells)) for place in range(width)]


def look_at(cells: Iterable[str]) -> Looks:
    """The looks of one column."""
    filled = [text for cell in cells if (text := cell.strip()[:_LOOKED_AT]) and not says_nothing(text)]
    if not filled:
        return Looks()
    dates = [_DATE.fullmatch(text) is not None for text in filled]
    numbers = [None if is_date else _number(text) for text, is_date in zip(filled, dates, strict=True)]
    n = len(filled)
    return Looks(
        filled=n,
        numbers=sum(found is not None for found in numbers) / n,
        told=sum(found == "told" for found in numbers) / n,
        names=sum(_NAME.fullmatch(text) is not None for text in filled) / n,
        dates=sum(dates) / n,
        consents=sum(read_yes(text) is not None for text in filled) / n,
        distinct=len(set(filled)) / n,
    )


def is_number(cell: str) -> bool:
    """Whether a cell looks like a phone number, and like no date."""
    text = cell.strip()[:_LOOKED_AT]
    return _DATE.fullmatch(text) is None and _number(text) is not None


def _number(text: str) -> Literal["told", "digits"] | None:
    part = _PART.split(text, maxsplit=1)[0].strip()
    found = _NUMBER.fullmatch(part)
    if found is None:
        return None
    digits = sum(letter.isdigit() for letter in part)
    if not _LEAST_DIGITS <= digits <= _MOST_DIGITS:
        return None
    return "told" if found[1] or _GROUPED.fullmatch(part) else "digits"
