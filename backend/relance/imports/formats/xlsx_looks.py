"""What an XLSX says of the looks of its cells: their number formats, and which rows are hidden.

The reader of workbooks tells neither. Both are found in the sheet's XML as it streams by, without a tree of
it: a sheet of a million rows has half a gigabyte.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.etree import ElementTree

from relance.imports.formats.cell_formats import Format, read_format

_CHUNK = 1 << 20
_SMALL_PART = 32 << 20
"""Bytes of a part that is read as a whole."""

_SHEETS = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_CELL = rb'|<(?:\w+:)?c\b(?=[^>]*\ss="(%s)")[^>]*\sr="([A-Z]{1,3})\d+"'
_NUMBER = re.compile(rb'\br="(\d+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"|\bzeroHeight="(?:1|true)"')


@dataclass(slots=True)
class RowLooks:
    """Of one row: whether it is hidden, and the formats of its cells by their place from 0."""

    number: int
    is_hidden: bool
    formats: dict[int, Format] = field(default_factory=dict)


class XlsxLooks:
    """Of a workbook. What is odd or missing in it costs the looks and nothing else."""

    def __init__(self, stream: BinaryIO) -> None:
        self._archive = zipfile.ZipFile(stream)
        self._formats = dict(self._read_formats())
        self._parts = dict(self._find_parts())

    def list_rows(self, sheet: str) -> Iterator[RowLooks]:
        """The rows of a sheet in their order, those that say nothing of themselves included."""
        part = self._parts.get(sheet)
        if part is None:
            return
        pattern = _ROW
        if self._formats:
            styles = b"|".join(str(style).encode() for style in self._formats)
            # Whichever stands first of the two attributes.
            pattern = re.compile(_ROW.pattern + _CELL % styles)
        row: RowLooks | None = None
        for found in _find(self._archive, part, pattern):
            if found[1] is not None:
                if row is not None:
                    yield row
                number = _NUMBER.search(found[1])
                after = 1 if row is None else row.number + 1
                row = RowLooks(int(number[1]) if number else after, _HIDDEN.search(found[1]) is not None)
            elif row is not None:
                row.formats[_place(found[3])] = self._formats[int(found[2])]
        if row is not None:
            yield row

    def _read_formats(self) -> Iterator[tuple[int, Format]]:
        root = self._read(_STYLES)
        if root is None:
            return
        codes = {
            _int(one, "numFmtId"): one.get("formatCode") for one in root.iterfind(".//{*}numFmts/{*}numFmt")
        }
        for style, one in enumerate(root.iterfind("./{*}cellXfs/{*}xf")):
            number = _int(one, "numFmtId")
            if (found := read_format(number, codes.get(number))) is not None:
                yield style, found

    def _find_parts(self) -> Iterator[tuple[str, str]]:
        book, relations = self._read(_SHEETS), self._read(_RELATIONS)
        if book is None or relations is None:
            return
        targets = {one.get("Id"): one.get("Target", "") for one in relations}
        for sheet in book.iterfind("./{*}sheets/{*}sheet"):
            relation = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
            target = targets.get(relation, "")
            yield (
                sheet.get("name", ""),
                target.removeprefix("/") if target.startswith("/") else f"xl/{target}",
            )

    def _read(self, part: str) -> ElementTree.Element | None:
        try:
            with self._archive.open(part) as file:
                text = file.read(_SMALL_PART + 1)
            return ElementTree.fromstring(text) if len(text) <= _SMALL_PART else None  # noqa: S314 - limits below
        except (KeyError, ElementTree.ParseError, zipfile.BadZipFile, NotImplementedError):
            return None


def _find(archive: zipfile.ZipFile, part: str, pattern: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
    """What is found in a part, piece by piece; a tag is never cut."""
    try:
        file = archive.open(part)
    except KeyError:
        return
    rest = b""
    with file:
        while piece := file.read(_CHUNK):
            piece = rest + piece
            cut = piece.rfind(b"<")
            piece, rest = piece[:cut], piece[cut:][:_CHUNK]
            yield from pattern.finditer(piece)
    yield from pattern.finditer(rest)


def _int(element: ElementTree.Element, name: str) -> int:
    text = element.get(name, "")
    return int(text) if text.isdecimal() else -1


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1
