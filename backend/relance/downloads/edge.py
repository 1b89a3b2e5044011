"""What a request asks of a file, and the answer of a route that gives one."""

from collections.abc import AsyncIterator
from typing import Annotated
from zoneinfo import available_timezones

from fastapi import Depends, Query
from fastapi.responses import StreamingResponse
from pydantic import AfterValidator

from relance.downloads.look import FileKind, Look, Separator
from relance.downloads.words import Language
from relance.reasons.problems import problem

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset={}"


_CHARSETS = {
    **dict.fromkeys(("utf-8", "utf-8-sig"), "utf-8"),
    **dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be"), "utf-16"),
    "mac_roman": "macintosh",
    "cp850": "ibm850",
}


def check_timezone(name: str) -> str:
    """A name of the IANA's, as browsers tell theirs. Raises a problem for any other."""
    if name not in available_timezones():
        raise problem("timezone_unknown", name=name)
    return name


TimeZone = Annotated[
    str, Query(min_length=1, max_length=64, examples=["Africa/Porto-Novo"]), AfterValidator(check_timezone)
]


def _asked(
    kind: Annotated[FileKind, Query(alias="format", description="csv, or a workbook")] = FileKind.CSV,
    separator: Annotated[Separator, Query(description="of the cells of a CSV file")] = Separator.COMMA,
    language: Annotated[
        Language | None, Query(description="of headings and words; own fields become columns")
    ] = None,
    timezone: Annotated[TimeZone | None, Query(description="in which times are told; else UTC")] = None,
) -> Look:
    if kind is FileKind.XLSX and language is None:
        language = Language.EN
    return Look(kind, separator.mark, language, timezone)


AskedLook = Annotated[Look, Depends(_asked)]
"""How a request wants its file."""


def answer_file(
    pieces: AsyncIterator[bytes], look: Look, *, name: str, encoding: str = "utf-8"
) -> StreamingResponse:
    """A download; `name` has no ending, `encoding` is one of Python's names."""
    charset = _CHARSETS.get(encoding) or encoding.replace("cp125", "windows-125")
    kind = XLSX_TYPE if look.kind is FileKind.XLSX else CSV_TYPE.format(charset)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{look.kind}"'}
    return StreamingResponse(pieces, media_type=kind, headers=headers)
