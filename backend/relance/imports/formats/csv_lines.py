"""Lines of a CSV file, each by its number, whatever is broken around them."""

import csv
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from relance.core.csv_cells import restore
from relance.reasons import Reason
from relance.reasons.lines import LINE_PROBLEMS

MOST_LINES_OF_A_RECORD = 50
"""A quoted cell may hold line breaks; one that goes on longer is a quotation mark that nobody closed."""

LOOKED_AT = 50
"""Lines that decide together by what cells are parted."""

_DELIMITERS = ",;\t|"


class Line(NamedTuple):
    """One record, its cells without what exports put in front of formulas.

    `number` is that of its first line in the file, from 1; `problem` says what is broken.
    """

    number: int
    cells: list[str]
    problem: Reason | None = None


_IN_APOSTROPHES = re.compile(r"'[^']*'(?:[,;\t|]'[^']*')+")
"""A header of a file whose cells stand between apostrophes, as some programs let choose."""
_END_OF_DOS = "\x1a"
"""Old programs end a file so."""


class CsvLines:
    """Splits physical lines into records; a broken one costs itself, not the lines after it."""

    def __init__(self, physical_lines: Iterable[str], delimiter: str | None = None) -> None:
        self._source = iter(physical_lines)
        self._returned: deque[str] = deque()
        self._number = 0
        self._delimiter, self._quote = ",", '"'
        self._delimiter = self._find_delimiter(delimiter)
        self._padded = re.compile(rf"(?:^|{re.escape(self._delimiter)})[ \xa0]+{self._quote}")

    @property
    def delimiter(self) -> str:
        """What parts the cells."""
        return self._delimiter

    def __iter__(self) -> Iterator[Line]:
        """All records that are not blank."""
        while (line := self._take()) is not None:
            number = self._number
            # Most lines have no quotes, and splitting them is ten times cheaper than the csv module.
            if self._quote not in line:
                cells, problem = line.rstrip("\r\n").split(self._delimiter), None
            else:
                cells, problem = self._read_quoted(line)
            if problem is None:
                cells = list(map(restore, cells))
            if problem is not None or any(cell and not cell.isspace() for cell in cells):
                yield Line(number, cells, problem)

    def _find_delimiter(self, wanted: str | None) -> str:
        """What Excel's first line declares (it is taken away), else what the first lines have in common.

        What a person wants goes before both.
        """
        first = self._take()
        while first is not None and not first.strip(" \t\r\n,;|"):
            first = self._take()
        if first is None:
            return self._delimiter
        if declared := _declared_delimiter(first):
            return wanted or declared
        if _IN_APOSTROPHES.fullmatch(first.strip()):
            self._quote = "'"
        lines = [first]
        while len(lines) < LOOKED_AT and (line := self._take()) is not None:
            lines.append(line)
        self._give_back(lines)
        return wanted or guess_delimiter(lines, self._quote) or self._delimiter

    def _read_quoted(self, line: str, *, padded: bool = False) -> tuple[list[str], Reason | None]:
        """`padded`: blanks before a quotation mark are no part of the cell."""
        taken = [line]
        unclosed = False

        def feed() -> Iterator[str]:
            nonlocal unclosed
            yield line
            while len(taken) < MOST_LINES_OF_A_RECORD and (following := self._take()) is not None:
                taken.append(following)
                yield following
            unclosed = True

        try:
            cells = next(
                csv.reader(feed(), delimiter=self._delimiter, quotechar=self._quote, skipinitialspace=padded)
            )
        except csv.Error as error:
            self._give_back(taken[1:])
            return [line], LINE_PROBLEMS.make("not_csv", error=str(error))
        if not padded and self._padded.search(line) and any(map(self._is_padded, cells)):
            self._give_back(taken[1:])
            return self._read_quoted(line, padded=True)
        if unclosed:
            self._give_back(taken[1:])
            return [line], LINE_PROBLEMS.make("quote_unclosed")
        return cells, None

    def _is_padded(self, cell: str) -> bool:
        """A cell with a comma in it, or a line break, would be two."""
        return cell[:1].isspace() and cell.lstrip().startswith(self._quote)

    def _take(self) -> str | None:
        line = self._returned.popleft() if self._returned else next(self._source, None)
        if line is not None:
            self._number += 1
            if "\x00" in line:  # PostgreSQL stores no NUL, and no person meant one
                line = line.replace("\x00", "")
            if line == _END_OF_DOS:
                line = ""
        return line

    def _give_back(self, lines: list[str]) -> None:
        self._number -= len(lines)
        self._returned.extendleft(reversed(lines))


def _declared_delimiter(line: str) -> str | None:
    """Excel's own first line, such as `sep=;`."""
    text = line.strip().strip('"')
    return text[4] if len(text) == 5 and text.lower().startswith("sep=") else None


def guess_delimiter(lines: Sequence[str], quote: str = '"') -> str | None:
    """What parts most lines into the same number of cells, the header last to be asked.

    "Nom, prénom;Téléphone" above lines of semicolons, prices with a decimal comma: the header alone, or the
    number of marks alone, would take the comma.
    """
    best: tuple[float, int, int] = (0.0, 0, 0)
    found: str | None = None
    for mark in _DELIMITERS:
        cells = [len(record) - 1 for record in _split(lines, mark, quote)]
        counts = Counter(count for count in cells if count > 0)
        if not counts:
            continue
        usual, alike = max(counts.items(), key=lambda item: (item[1], item[0]))
        score = (alike / len(cells), cells[0], usual)
        if score > best:
            best, found = score, mark
    return found


def _split(lines: Sequence[str], mark: str, quote: str) -> Iterator[list[str]]:
    records = csv.reader(lines, delimiter=mark, quotechar=quote)
    while True:
        try:
            record = next(records, None)
        except csv.Error:
            continue
        if record is None:
            return
        if record:
            yield record
