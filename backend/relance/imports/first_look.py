"""Whether a file can be imported at all, before a job is made of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from relance.core.errors import AppError
from relance.imports.mapping import map_as_told
from relance.imports.table import open_table
from relance.imports.workbook_lines import Ending


def check_file(
    mapping: Mapping[str, str] | None, source: Path | BinaryIO, ending: Ending | None = None
) -> None:
    """Raise AppError for what a run could only refuse later: no table, no phone column, no line. Blocks."""
    with open_table(source, ending) as table:
        map_as_told(table.header, mapping)
        if next(table.lines, None) is None:
            raise no_contacts()


def no_contacts() -> AppError:
    """A table, and nobody in it."""
    return AppError("no_contacts")
