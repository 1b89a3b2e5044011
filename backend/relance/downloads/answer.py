"""The answer of a route that gives a file."""

from collections.abc import AsyncIterator

from fastapi.responses import StreamingResponse

from relance.downloads.look import FileKind, Look

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"


def answer_file(pieces: AsyncIterator[bytes], look: Look, *, name: str) -> StreamingResponse:
    """A download; `name` has no ending."""
    kind = XLSX_TYPE if look.kind is FileKind.XLSX else CSV_TYPE
    headers = {"Content-Disposition": f'attachment; filename="{name}.{look.kind}"'}
    return StreamingResponse(pieces, media_type=kind, headers=headers)
