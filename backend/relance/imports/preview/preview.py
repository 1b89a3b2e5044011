"""A file as it would be imported, before anything is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from relance.imports.columns.mapping import (
    FULL_NUMBER,
    PHONE,
    GuessedColumn,
    guess_meanings,
    map_as_told,
    settle_meanings,
)
from relance.imports.columns.sample import read_sample
from relance.imports.formats.reading import Reading
from relance.imports.formats.workbook_lines import Ending
from relance.imports.preview.doubt import CountryDoubt, Example, find_doubt, show_examples
from relance.imports.preview.first_look import FileChoices

_ROWS_SHOWN = 10
_CELL_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Preview:
    """Columns with what they are taken for, the first rows, and three numbers as they will be stored."""

    columns: Sequence[GuessedColumn]
    rows: list[list[str]]
    reading: Reading
    sheets: Sequence[str] = ()
    numbers: Sequence[Example] = ()
    country_doubt: CountryDoubt | None = None

    @property
    def has_phone(self) -> bool:
        """Whether a column holds numbers."""
        return any(column.meaning in (PHONE, FULL_NUMBER) for column in self.columns)


def preview_file(choices: FileChoices, stream: BinaryIO, ending: Ending) -> Preview:
    """Raises AppError for what is no table, and for a mapping that cannot be. Blocks."""
    sample = read_sample(stream, ending, chosen=choices.reading)
    columns = guess_meanings(sample.header, sample.lines)
    if choices.mapping:
        told = settle_meanings(sample.header, choices.mapping, sample.lines)
        columns = [
            replace(column, meaning=choices.mapping.get(str(column.place), told[str(column.place)]))
            for column in columns
        ]
    rows = [[cell[:_CELL_SHOWN] for cell in line.cells] for line in sample.lines[:_ROWS_SHOWN]]
    shown = Preview(columns, rows, sample.reading, sample.sheets)
    if not shown.has_phone:
        return shown
    mapped = map_as_told(sample.header, settle_meanings(sample.header, choices.mapping, sample.lines))
    doubt = find_doubt(
        sample.lines,
        mapped,
        country=choices.country,
        contacts_country=choices.contacts_country,
    )
    return replace(shown, numbers=show_examples(sample.lines, mapped, choices.country), country_doubt=doubt)
