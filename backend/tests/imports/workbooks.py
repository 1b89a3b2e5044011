"""A smallest workbook: the format is a zip of XML, and no writer is among the dependencies."""

import io
import zipfile
from collections.abc import Sequence

_WORKBOOK = """<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="Empty" sheetId="1" r:id="rId1"/><sheet name="People" sheetId="2" r:id="rId2"/></sheets>
</workbook>"""
_PACKAGE = """<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="xl/workbook.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
</Relationships>"""
_RELATIONS = """<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
 Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
 Target="worksheets/sheet2.xml"/></Relationships>"""


NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def make_workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """An xlsx whose first sheet is empty; floats and ints are numbers, `=…` a formula without value."""
    return make_workbook_of(_sheet(rows))


def make_workbook_of(sheet: str) -> bytes:
    """An xlsx whose second sheet is this XML."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", _PACKAGE)
        archive.writestr("xl/workbook.xml", _WORKBOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", _RELATIONS)
        archive.writestr("xl/worksheets/sheet1.xml", _sheet([]))
        archive.writestr("xl/worksheets/sheet2.xml", sheet)
    return stream.getvalue()


def _sheet(rows: Sequence[Sequence[object]]) -> str:
    lines = "".join(
        f'<row r="{number}">{"".join(_cell(number, place, value) for place, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    return f'<?xml version="1.0"?><worksheet xmlns="{NAMESPACE}"><sheetData>{lines}</sheetData></worksheet>'


def _cell(number: int, place: int, value: object) -> str:
    reference = f"{chr(65 + place)}{number}"
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f'<c r="{reference}"><v>{value!r}</v></c>'
    if str(value).startswith("="):
        return f'<c r="{reference}"><f>{str(value)[1:]}</f></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t>{value}</t></is></c>'
