"""In which encoding a CSV file was written."""

import codecs
from typing import BinaryIO

from charset_normalizer import from_bytes

from relance.core.errors import AppError

_BLOCK = 1 << 20
_SAMPLE = 1 << 16
_MAGIC = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"SQLite format",
)
_OLD_ENCODINGS = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "mac_roman"]


def detect_encoding(stream: BinaryIO) -> str:
    """The encoding to decode the stream with; the stream is left at its beginning.

    A BOM decides; then UTF-16 by its zero bytes; then UTF-8 if the whole file is; else what a Windows or Mac
    spreadsheet writes. Raises AppError `not_a_table` for files that are no text at all.
    """
    head = stream.read(_SAMPLE)
    try:
        return _by_head(head) or _by_reading(stream, head)
    finally:
        stream.seek(0)


def not_a_table() -> AppError:
    """The file is something else."""
    return AppError("not_a_table")


def _by_head(head: bytes) -> str | None:
    if head.startswith(_MAGIC):
        raise not_a_table()
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    half = len(head) // 2
    # Latin text in UTF-16 has a zero in every second byte.
    if half > 4 and head[1::2].count(0) > half * 0.4 and head[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if half > 4 and head[::2].count(0) > half * 0.4 and head[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    controls = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c" for byte in head)
    if controls > len(head) * 0.1:
        raise not_a_table()
    return None


def _by_reading(stream: BinaryIO, block: bytes) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    while True:
        try:
            decoder.decode(block, final=not block)
        except UnicodeDecodeError:
            return _guess(block)
        if not block:
            return "utf-8"
        block = stream.read(_BLOCK)


def _guess(block: bytes) -> str:
    lines = [line for line in block.splitlines() if not line.isascii()]
    matches = list(from_bytes(b"\n".join(lines)[:_SAMPLE], cp_isolation=_OLD_ENCODINGS))
    # Short texts fit many encodings: among the least chaotic, that of Western European Windows wins.
    least = min((match.chaos for match in matches), default=0.0)
    best = [match for match in matches if match.chaos <= least + 0.02]
    if not best or any("cp1252" in match.could_be_from_charset for match in best):
        return "cp1252"
    return best[0].encoding
