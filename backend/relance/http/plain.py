r"""Requests that say one thing to one reader and another to the next, or cost whoever reads them too much.

A form says how it is to be read. A thousand fields of a megabyte each stand in memory, and with
`charset=punycode` Python decodes a field in a time that grows with the square of its length, on the event
loop: one of a megabyte held up everybody for more than a minute.

An address may end with a line end (`/api/events%0A`): to the `$` of a route's pattern it is the same address,
and to all that compares paths another one.
"""

from typing import TypedDict

from python_multipart.multipart import parse_options_header
from starlette.types import ASGIApp, Receive, Scope, Send

from relance.core.errors import AppError
from relance.http.asgi import CLOSE, send_refusal


class FormLimits(TypedDict, total=False):
    """As FastAPI takes them."""

    max_files: int
    max_fields: int
    max_part_size: int


FORM_LIMITS: FormLimits = {"max_files": 4, "max_fields": 16, "max_part_size": 128 * 1024}
"""More than any route reads, so that it can tell itself what is there too often, or too long. The size is
that of a field: files go to the disk."""

_LONGEST_TYPE = 256
"""A boundary has 70 characters at most, and the parser takes a second to find the parts of 60,000."""

_UNKNOWN = "There is nothing at this address: it ends with a line end."
_UNREADABLE = "The Content-Type is not to be understood. Forms are in UTF-8: name no other charset."


class PlainRequests:
    """ASGI middleware: 404 to such an address, 415 to such a `Content-Type`; no byte of a body is read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is plain."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"].endswith("\n"):
            await send_refusal(scope, send, AppError("not_found", words=_UNKNOWN), [CLOSE])
        elif any(name == b"content-type" and not _is_plain(value) for name, value in scope["headers"]):
            refusal = AppError("unsupported_media_type", words=_UNREADABLE)
            await send_refusal(scope, send, refusal, [CLOSE])
        else:
            await self.app(scope, receive, send)


def _is_plain(content_type: bytes) -> bool:
    if len(content_type) > _LONGEST_TYPE:
        return False
    if b"charset" not in content_type.lower():
        return True
    # By the parser whose reading counts.
    kind, options = parse_options_header(content_type)
    return kind != b"multipart/form-data" or options.get(b"charset", b"utf-8").lower() in (b"utf-8", b"utf8")
