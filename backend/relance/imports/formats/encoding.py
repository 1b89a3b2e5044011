"""In which encoding a CSV file was written."""

import codecs
import re
from itertools import pairwise
from typing import BinaryIO

from charset_normalizer import from_bytes

from relance.core.errors import AppError

_BLOCK = 1 << 20
_SAMPLE = 1 << 16
_FIRST_WORDS = 1 << 10
"""Bytes at the beginning that tell what a file is."""
_MAGIC = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"SQLite format",
    b"BEGIN:VCARD",
    b"{\\rtf",
)
_OTHER_SCRIPTS = ["cp1251", "cp1253", "cp1255", "cp1256", "cp1254", "cp1250"]
_LATIN = ("cp1252", "mac_roman", "cp850")
"""Windows, older Macs, DOS and what was made for it; where two fit as well, the first."""

_USUAL = frozenset("éèêëàâäáãçîïíìôöóòõùûüúñœæßÉÈÊËÀÂÄÁÇÎÏÍÔÖÓÙÛÜÚÑŒÆ°º’‘“”«»–—…€\xa0")
"""What a Latin text is likely to have beside ASCII."""
_FRENCH = frozenset("éèêëàâçîïôùûœ")
_SURE = 0.6
"""So large a share of it must be, for an encoding that few have today."""

_WEB_PAGE = re.compile(
    rb"\s*(?:<(?:!doctype|html|head|meta|body|style|div|table|\?xml|!--)|mime-version:|content-type:\s*multipart/)",
    re.IGNORECASE,
)
"""Also one in an envelope of mail, as spreadsheets save "a single file"."""
_JSON = re.compile(rb"\s*(?:\[\s*)?\{\s*[\"}]")
_FOREIGN_WORD = re.compile(rb"[\x80-\xff]{3,}")


def detect_encoding(stream: BinaryIO) -> str:
    """The encoding to decode the stream with; the stream is left at its beginning.

    A BOM decides; then UTF-16 by its zero bytes; then UTF-8 if the whole file is, or all but a few bytes of
    it: a file in which one line was pasted from elsewhere is not garbled as a whole. Else what a Windows or
    Mac spreadsheet writes. Raises AppError `not_a_table` for files that are no text at all.
    """
    head = stream.read(_SAMPLE)
    try:
        return _by_head(head) or _by_reading(stream, head)
    finally:
        stream.seek(0)


def refuse_what_is_no_text(stream: BinaryIO) -> None:
    """Raises AppError `not_a_table`. For a file whose encoding is known; it is left at its beginning."""
    try:
        _by_head(stream.read(_SAMPLE))
    finally:
        stream.seek(0)


def not_a_table() -> AppError:
    """The file is something else."""
    return AppError("not_a_table")


def _by_head(head: bytes) -> str | None:
    text = _without_zeros(head)
    if text.startswith(_MAGIC) or _JSON.match(text):
        raise not_a_table()
    if _WEB_PAGE.match(text):
        # Programs of banks and operators call theirs .xls, and Excel opens it.
        raise AppError("file_is_web_page")
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


def _without_zeros(head: bytes) -> bytes:
    """The first words whatever they are encoded in: without BOM, and without the zeros of UTF-16."""
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        head = head.removeprefix(mark)
    return head[:_FIRST_WORDS].replace(b"\0", b"")


def _by_reading(stream: BinaryIO, block: bytes) -> str:
    """By the whole file: what decodes as UTF-8 beside what does not."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="relance-count")
    right = wrong = 0
    sample: list[bytes] = []
    sampled = 0
    while True:
        text = decoder.decode(block, final=not block)
        if not text.isascii():
            wrong_here = text.count(_WRONG)
            wrong += wrong_here
            right += sum(letter > "\x7f" for letter in text) - wrong_here
        if sampled < _SAMPLE and not block.isascii():
            lines = b"\n".join(line for line in block.splitlines() if not line.isascii())
            sample.append(lines[: _SAMPLE - sampled])
            sampled += len(sample[-1]) + 1
        if not block:
            break
        block = stream.read(_BLOCK)
    return "utf-8" if right >= wrong else _guess(b"\n".join(sample))


def _guess(sample: bytes) -> str:
    high = sum(byte > 127 for byte in sample)
    if sum(map(len, _FOREIGN_WORD.findall(sample))) > high / 2:
        # Words of nothing but letters beyond ASCII: Cyrillic, Greek, Hebrew, Arabic.
        matches = list(from_bytes(sample, cp_isolation=[*_OTHER_SCRIPTS, "cp1252"]))
        least = min(matches, key=lambda match: match.chaos, default=None)
        return "cp1252" if least is None else least.encoding
    usual = {name: _usual_letters(sample, name) for name in _LATIN}
    # Where two fit as well (ã or ï), that in which it is French.
    found = max(_LATIN, key=lambda name: (usual[name], name == "cp1252", _french_letters(sample, name)))
    if found != "cp1252" and usual[found] >= _SURE * high:
        return found
    if _is_possible(sample, "cp1252"):
        return "cp1252"
    # Bytes that Western European Windows does not have: one of its neighbours.
    best = from_bytes(sample, cp_isolation=["cp1250", "cp1254", "cp1257", "cp1258"]).best()
    return "cp1252" if best is None else best.encoding


def _usual_letters(sample: bytes, encoding: str) -> int:
    """How many of the letters beyond ASCII make sense. A capital within a word makes none."""
    text = sample.decode(encoding, errors="replace")
    score = 0
    for before, letter in pairwise(f" {text}"):
        if letter > "\x7f" and letter in _USUAL:
            score += -1 if letter.isupper() and before.islower() else 1
    return score


def _french_letters(sample: bytes, encoding: str) -> int:
    return sum(letter in _FRENCH for letter in sample.decode(encoding, errors="replace"))


def _is_possible(sample: bytes, encoding: str) -> bool:
    try:
        sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _count_wrong(error: UnicodeError) -> tuple[str, int]:
    """One mark for each byte that is no UTF-8; the file may well have the sign of replacement itself."""
    assert isinstance(error, UnicodeDecodeError)
    return _WRONG * (error.end - error.start), error.end


_WRONG = "\udcff"
codecs.register_error("relance-count", _count_wrong)
