"""The rejected lines of an import in the columns of their file, with the reason in front: to be mended and
imported again. The import knows the column of reasons and leaves it out.

Parted and encoded as the file was, so that it opens where that did. A workbook's lines are as is asked for.
"""

import codecs
import unicodedata
from collections.abc import AsyncIterator
from dataclasses import replace

from relance.core.csv_cells import BOM
from relance.core.db import Pool, Row
from relance.downloads.columns import Column
from relance.downloads.look import FileKind, Look
from relance.downloads.writing import write_file
from relance.imports import jobs
from relance.imports.columns.guess import REASON, reason_places
from relance.imports.formats.reading import Reading
from relance.imports.lines.export_rejected import tell_reason
from relance.imports.lines.pages import read_lines
from relance.reasons.lines import ERASED

_UNICODE = ("utf-8", "utf-8-sig")


async def export_original(
    pool: Pool, *, job_id: int, look: Look, encoding: str = "utf-8"
) -> AsyncIterator[bytes]:
    """The header of the file, and each line with all that stood in it, also beyond the header.

    Nobody can mend the lines of people who were erased: they are no part of it.
    """
    async with pool.acquire() as conn:
        header = await jobs.read_header(conn, job_id=job_id) or []
    # A line that was rejected twice has its new reason only.
    left_out = reason_places(header)
    kept = [text for place, text in enumerate(header) if place not in left_out]
    columns = [Column(REASON), *(Column(text, is_own=True) for text in kept)]
    lines = read_lines(pool, job_id=job_id, rejected=True)
    pages = (
        ([tell_reason(row, look), *_cells(row, left_out)] for row in rows if row["reason_code"] != ERASED)
        async for rows in lines
    )
    first = True
    async for piece in write_file(pages, columns=columns, look=look, sheet_name="Rejected"):
        yield piece if encoding in _UNICODE else _encode(piece, encoding, is_first=first)
        first = False


def as_the_file(look: Look, reading: Reading, *, is_parted: bool) -> tuple[Look, str]:
    """The look of a download in the file's own separator and encoding, unless others are asked for.

    `is_parted`: a separator is.
    """
    if look.kind is FileKind.XLSX or reading.encoding is None:
        return look, "utf-8"
    if is_parted or reading.separator is None:
        return look, reading.encoding
    return replace(look, separator=reading.separator), reading.encoding


def _encode(piece: bytes, encoding: str, *, is_first: bool) -> bytes:
    """A piece of UTF-8, of whole lines. What the encoding does not have is written by what comes near it."""
    text = piece.removeprefix(BOM).decode()
    if encoding.startswith("utf-16"):
        return (codecs.BOM_UTF16_LE if is_first else b"") + text.encode("utf-16-le")
    return text.encode(encoding, errors=_NEAR)


_NEAR = "relance-near"


def _write_near(error: UnicodeError) -> tuple[str, int]:
    """A blank of any width is a blank, accents are left out; else a question mark, which parts nothing."""
    assert isinstance(error, UnicodeEncodeError)
    letters = error.object[error.start : error.end]
    near = (unicodedata.normalize("NFKD", letter)[:1] for letter in letters)
    return "".join(one if one == " " or (one.isascii() and one.isalnum()) else "?" for one in near), error.end


codecs.register_error(_NEAR, _write_near)


def _cells(row: Row, left_out: set[int]) -> list[str]:
    """What stood there; of lines that were too long, and of older imports, the beginning."""
    if row["cells"] is None:
        return [row["raw"]]
    return [cell for place, cell in enumerate(row["cells"]) if place not in left_out]
