"""Files that importers of others stumbled over, as their public bug reports tell: each with its thread."""

import io
import zipfile

import pytest

from relance.imports.columns.mapping import map_as_told, settle_meanings
from relance.imports.columns.sample import read_sample
from relance.imports.people.person import LineRefused, read_person
from tests.imports.workbooks import NAMESPACE, make_workbook_of

AWA, BI = "+2290197000001", "+2290197000002"


def people(content: str | bytes) -> list[tuple[str | None, ...]]:
    """Phone and names of each line, and the fields' values behind them; why it was refused instead."""
    sample = read_sample(content.encode() if isinstance(content, str) else content)
    columns = map_as_told(sample.header, settle_meanings(sample.header, None, sample.lines))
    found: list[tuple[str | None, ...]] = []
    for line in sample.lines:
        try:
            row, _ = read_person(line, columns, "BJ")
        except LineRefused as refused:
            found.append((str(refused.reason.text),))
        else:
            found.append((row.phone, row.first_name, row.last_name, *row.attributes.values()))
    return found


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        # knadh/listmonk#46, #65: a BOM is no part of the first header; twice neither.
        ("\ufeff\ufeffphone,name\r\n+2290197000001,Awa\r\n", [(AWA, "Awa", None)]),
        # knadh/listmonk#1070: cells are padded, quotation marks stand behind blanks, a comma ends each line.
        (
            'phone      , name         ,note\n+2290197000001 ,  Awa Bi   , "{""a"": 1, ""b"": 2}"  ,\n'
            '+2290197000002 ,  Bi  , "two\nlines"  ,\n',
            [(AWA, "Awa Bi", None, '{"a": 1, "b": 2}'), (BI, "Bi", None, "two\nlines")],
        ),
        # mholt/PapaParse#681, #1077: more line breaks and commas within quotes than semicolons outside.
        (
            'name;phone;note\nAwa;+2290197000001;"a, b, c\n\nd, e\nf, g, h"\n'
            'Bi;+2290197000002;"a, b, c\n\nd, e\nf, g\ni, j"\n',
            [(AWA, "Awa", None, "a, b, c\n\nd, e\nf, g, h"), (BI, "Bi", None, "a, b, c\n\nd, e\nf, g\ni, j")],
        ),
        # mholt/PapaParse#600, #60, #279: commas in the header, in a price; a blank line at the end.
        (
            "Prénom (court, vide);Téléphone (20 chiffres, oblig);Prix\n"
            "Awa;+2290197000001;1,5\nBi;+2290197000002;2,5\n",
            [(AWA, None, None, "Awa", "1,5"), (BI, None, None, "Bi", "2,5")],
        ),
        ("name\tphone\tamount\nAwa\t+2290197000001\t1,000,000\n\n\n", [(AWA, "Awa", None, "1,000,000")]),
        # salesagility/SuiteCRM#5445: an empty cell has the value of no line above.
        (
            "first_name;last_name;phone\nA;B;+2290197000001\nC;;+2290197000002\nD;;\n",
            [(AWA, "A", "B"), (BI, "C", None), ("the phone number is refused: it is empty",)],
        ),
        # odoo/odoo#99995: the apostrophe before a + is no part of the number.
        ("phone,name\n'+229 01 97 00 00 01,Awa\n", [(AWA, "Awa", None)]),
        # hizzle-co/noptin#602: zeros in front stay, in fields as well.
        ('phone,zip\n"0197000001","01000"\n', [(AWA, None, None, "01000")]),
        # chatwoot/chatwoot#3462, #5025: an id of as many digits is no phone, and phone_number is one.
        (
            "id,name,email,phone_number\n22901970,Awa,a@b.c,+2290197000001\n22901971,Bi,b@b.c,+2290197000002\n",
            [(AWA, "Awa", None, "22901970", "a@b.c"), (BI, "Bi", None, "22901971", "b@b.c")],
        ),
        # owncloud-archive/contacts#818: Google's two numbers in a cell.
        (
            "First Name,Phone 1 - Label,Phone 1 - Value\n"
            "Awa,Mobile,+229 01 97 00 00 01 ::: +229 01 97 00 00 02\n",
            [(AWA, "Awa", None, "Mobile")],
        ),
        # Beside them: old ends of files and lines, cells between apostrophes, texts as formulas.
        ("phone;name\r\n+2290197000001;Awa\r\n\x1a", [(AWA, "Awa", None)]),
        ("phone;name\r+2290197000001;Awa\r", [(AWA, "Awa", None)]),
        (
            "'name';'phone'\n'Awa; Bi';'+2290197000001'\n'D''or';'+2290197000002'\n",
            [(AWA, "Awa; Bi", None), (BI, "D'or", None)],
        ),
        ('phone,name\n"=""0197000001""",Awa\n="0197000002",Bi\n', [(AWA, "Awa", None), (BI, "Bi", None)]),
        # A mark of inches, and a name in quotes, are no quotation that swallows the file.
        (
            'name,phone\nO"Neil,+2290197000001\nBi "B",+2290197000002\n',
            [(AWA, 'O"Neil', None), (BI, 'Bi "B"', None)],
        ),
    ],
)
def test_text_files(content: str, expected: list[tuple[str | None, ...]]) -> None:
    assert people(content) == expected


def book(rows: str, texts: str, before: str = "") -> bytes:
    """A workbook of this XML, with its shared texts."""
    sheet = f'<worksheet xmlns="{NAMESPACE}">{before}<sheetData>{rows}</sheetData></worksheet>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = f'<Relationship Id="rId9" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make_workbook_of(sheet))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name.endswith("workbook.xml.rels"):
                content = content.replace("</Relationships>", relation)
            new.writestr(name, content)
        new.writestr("xl/sharedStrings.xml", f'<sst xmlns="{NAMESPACE}">{texts}</sst>')
    return out.getvalue()


HEAD = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
TEXTS = f"<si><t>phone</t></si><si><t>name</t></si><si><t>{AWA}</t></si>"


@pytest.mark.parametrize(
    ("row", "more", "before", "name"),
    [
        # tafia/calamine#607: a cell of a shared text without a number is empty, not the first text.
        ('<c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v/></c>', "", "", None),
        ('<c r="A2" t="s"><v>2</v></c><c r="B2" t="s"/>', "", "", None),
        # openai/codex#38118, tafia/calamine#573: an empty shared text is empty, not its number.
        ('<c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c>', "<si><t/></si>", "", None),
        ('<c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c>', "<si></si>", "", None),
        # doy/spreadsheet-parsexlsx#72: how a name is spoken is no part of it.
        (
            '<c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c>',
            '<si><r><t>A</t></r><r><t>wa</t></r><rPh sb="0" eb="1"><t>spoken</t></rPh></si>', "", "Awa",
        ),
        # nyaruka/rapidpro#5485: what a sheet says of its size is wrong.
        (
            '<c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c>', "<si><t>Awa</t></si>",
            '<dimension ref="A1"/>', "Awa",
        ),
        (
            '<c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c>', "<si><t>Awa</t></si>",
            '<dimension ref="A1:XFD1048576"/>', "Awa",
        ),
        # dimastbk/python-calamine#105: an error is nobody's name.
        ('<c r="A2" t="s"><v>2</v></c><c r="B2" t="e"><v>#REF!</v></c>', "", "", None),
    ],
)  # fmt: skip
def test_workbooks(row: str, more: str, before: str, name: str | None) -> None:
    assert people(book(f'{HEAD}<row r="2">{row}</row>', TEXTS + more, before)) == [(AWA, name, None)]
