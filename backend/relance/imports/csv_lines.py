"""Lines of a CSV file, each by its number, whatever is broken around them."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from relance.core.csv_cells import restore
from relance.reasons import Reason
from relance.reasons.lines import LINE_PROBLEMS

MOST_LINES_OF_A_RECORD = 50
"""A quoted cell may hold line breaks; one that goes on longer is a quotation mark that nobody closed."""

_DELIMITERS = ",;\t|"


class Line(NamedTuple):
    """One record, its cells without what exports put in front of formulas.

    `number` is that of its first line in the file, from 1; `problem` says what is broken.
    """

    number: int
    cells: list[str]
    problem: Reason | None = None


class CsvLines:
    """Splits physical lines into records; a broken one costs itself, not the lines after it."""

    def __init__(self, physical_lines: Iterable[str]) -> None:
        self._source = iter(physical_lines)
        self._returned: deque[str] = deque()
        self._number = 0
        self._delimiter = ","

    def __iter__(self) -> Iterator[Line]:
        """All records that are not blank; the first decides about the delimiter."""
        while (first := self._take()) is not None:
            if not first.strip(" \t\r\n,;|"):
                continue
            if declared := _declared_delimiter(first):
                self._delimiter = declared
            else:
                self._delimiter = _guess_delimiter(first) or self._delimiter
                self._give_back([first])
                break
        while (line := self._take()) is not None:
            number = self._number
            # Most lines have no quotes, and splitting them is ten times cheaper than the csv module.
            if '"' not in line:
                cells, problem = line.rstrip("\r\n").split(self._delimiter), None
            else:
                cells, problem = self._read_quoted(line)
            if problem is None:
                cells = list(map(restore, cells))
            if problem is not None or any(cell and not cell.isspace() for cell in cells):
                yield Line(number, cells, problem)

    def _read_quoted(self, line: str) -> tuple[list[str], Reason | None]:
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
            cells = next(csv.reader(feed(), delimiter=self._delimiter))
        except csv.Error as error:
            self._give_back(taken[1:])
            return [line], LINE_PROBLEMS.make("not_csv", error=str(error))
        if unclosed:
            self._give_back(taken[1:])
            return [line], LINE_PROBLEMS.make("quote_unclosed")
        return cells, None

    def _take(self) -> str | None:
        line = self._returned.popleft() if self._returned else next(self._source, None)
        if line is not None:
            self._number += 1
            if "\x00" in line:  # PostgreSQL stores no NUL, and no person meant one
                line = line.replace("\x00", "")
        return line

    def _give_back(self, lines: list[str]) -> None:
        self._number -= len(lines)
        self._returned.extendleft(reversed(lines))


def _declared_delimiter(line: str) -> str | None:
    """Excel's own first line, such as `sep=;`."""
    text = line.strip().strip('"')
    return text[4] if len(text) == 5 and text.lower().startswith("sep=") else None


def _guess_delimiter(header: str) -> str | None:
    outside_quotes = "".join(header.split('"')[::2])
    best = max(_DELIMITERS, key=outside_quotes.count)
    return best if best in outside_quotes else None
