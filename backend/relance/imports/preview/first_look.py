"""What a file is, before a job is made of it: whether it can be imported at all, and how it will be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from relance.core.errors import AppError
from relance.imports.columns.mapping import find_places, map_as_told, settle_meanings
from relance.imports.columns.sample import read_sample
from relance.imports.formats.reading import AS_IT_LOOKS, Reading
from relance.imports.formats.workbook_lines import Ending
from relance.imports.preview.doubt import CountryDoubt, find_doubt


@dataclass(frozen=True, slots=True)
class FileChoices:
    """What somebody says of a file; `country` is the one that numbers without code are read by.

    `contacts_country` is where most of the contacts here are from; `named` are meanings by header.
    """

    mapping: Mapping[str, str] | None = None
    reading: Reading = AS_IT_LOOKS
    country: str | None = None
    contacts_country: str | None = None
    named: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """What a job is told, so that its runs need guess nothing: each column's meaning, and how to read."""

    mapping: Mapping[str, str]
    reading: Reading
    country_doubt: CountryDoubt | None


def understand_file(
    choices: FileChoices, source: Path | BinaryIO, ending: Ending | None = None
) -> Understood:
    """Raise AppError for what a run could only refuse later: no table, no phone column, no line. Blocks."""
    sample = read_sample(source, ending, chosen=choices.reading)
    told = find_places(sample.header, choices.named) if choices.named else choices.mapping
    mapping = settle_meanings(sample.header, told, sample.lines)
    if not sample.lines:
        raise no_contacts()
    doubt = find_doubt(
        sample.lines,
        map_as_told(sample.header, mapping),
        country=choices.country,
        contacts_country=choices.contacts_country,
    )
    return Understood(mapping, sample.reading, doubt)


def no_contacts() -> AppError:
    """A table, and nobody in it."""
    return AppError("no_contacts")
