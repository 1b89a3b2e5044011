r"""CSV files that leave: no spreadsheet finds a formula in them, and our own import reads what was written.

A spreadsheet takes what begins with `=`, `+`, `-` or `@` for a formula, and it decides by its own settings
what separates cells: a French one splits our comma file at semicolons and knows no quotes but those at the
beginning of what it takes for a cell. So in every cell an apostrophe stands wherever any of the usual
separators would make such a beginning, also behind blanks, quotes and what nobody sees. Full-width and
similar signs count: they become the plain ones when a file is saved in an old encoding.

`restore` takes away exactly these apostrophes. A cell that nobody could take for a formula stays as it is.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

BOM = "\ufeff".encode()
"""At the beginning of a file: without it a spreadsheet takes UTF-8 for something else."""

# What Unicode's compatibility forms (NFKC) make of these is, or begins with, the first of each line; hyphens
# and the minus sign become "-" in Windows' own tables. A test goes through all of Unicode.
_SIGNS = (
    "=\u207c\u208c\u2a75\u2a76\ufe66\uff1d"
    "+\u207a\u208a\ufb29\ufe62\uff0b"
    "\\-\u2010\u2011\u2212\u207b\u208b\ufe63\uff0d"
    "@\ufe6b\uff20"
)
_SEPARATORS = (
    ",\ufe10\ufe50\uff0c\U0001f101-\U0001f10a"  # the last ten: a digit with a comma
    ";\u037e\ufe14\ufe54\uff1b"
    "|\uff5c"
    "\t"
)
_LINE_ENDS = "\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
# Blanks, control and format characters, and letters, marks and symbols without ink.
_UNSEEN = (
    " \x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\xa0\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u202a-\u202f\u205f-\u206f\u2800\u3000\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\uffff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)

# Of a cell: what may be taken for a formula, also behind what is dropped. Some programs drop a tab or a line
# end at the beginning of a cell; at the beginning of a line they are a blank line or an indented text.
_AHEAD = f"[{_UNSEEN}\"']*"
_BEGINNING = re.compile(rf"{_AHEAD}[{_SIGNS}\t\r\n]")


# Each pattern begins with one set of characters: those that cannot begin a cell are passed over quickly.
def _within(apostrophe: str) -> re.Pattern[str]:
    of_a_cell = rf"(?<=[{_SEPARATORS}]{apostrophe}){_AHEAD}[\t\r\n]"
    return re.compile(rf"([{_SEPARATORS}{_LINE_ENDS}]){apostrophe}(?={_AHEAD}[{_SIGNS}]|{of_a_cell})")


_DANGEROUS = _within("")
_HARMLESS = _within("'")
_SIGN_IN_JSON = re.compile(rf"([{_SEPARATORS}{_LINE_ENDS}]{_AHEAD})([{_SIGNS}])")
_PHONE = re.compile(r"\+[0-9]+")
_BLANKS = rf"[\s{_UNSEEN}{_LINE_ENDS}]"
_GOES_ON_COUNTING = re.compile(
    rf"(?:{_BLANKS}|[\d.,])*+(?:[ed][+-]?\d++)?{_BLANKS}*+[-+*/^&=<>%:!~|]", re.IGNORECASE
)


# Functions: where nothing is found, as nearly always, a template is read in vain.
def _with_apostrophe(found: re.Match[str]) -> str:
    return f"{found[1]}'"


def _without_apostrophe(found: re.Match[str]) -> str:
    return found[1]


def _escaped(found: re.Match[str]) -> str:
    return f"{found[1]}\\u{ord(found[2]):04x}"


def make_harmless(cell: str) -> str:
    """The cell with an apostrophe before each beginning that a spreadsheet could take for a formula."""
    if cell.isalnum():
        return cell
    if _BEGINNING.match(cell):
        cell = f"'{cell}"
    return _DANGEROUS.sub(_with_apostrophe, cell)


def restore(cell: str) -> str:
    """What `make_harmless` was given."""
    if "'" not in cell:
        return cell
    if cell[0] == "'" and _BEGINNING.match(cell, 1):
        cell = cell[1:]
    return _HARMLESS.sub(_without_apostrophe, cell)


def make_json_harmless(text: str) -> str:
    r"""The same JSON; a sign in a string that a separator would put first is written as `\u003d`."""
    return _SIGN_IN_JSON.sub(_escaped, text)


def write_lines(lines: Iterable[Sequence[str]], *, phone_first: bool = False) -> bytes:
    """Lines of a CSV file, all cells made harmless.

    With `phone_first` the first cell of each is a number in E.164, which stays as it is where it can.
    """
    text = io.StringIO()
    write = csv.writer(text).writerow
    for line in lines:
        cells = [make_harmless(cell) for cell in line]
        if phone_first and _PHONE.fullmatch(line[0]) and not _goes_on_counting(cells[1]):
            cells[0] = line[0]
        write(cells)
    return text.getvalue().encode()


def _goes_on_counting(cell: str) -> bool:
    """Whether `+229…,` and this cell would be a formula to who takes the comma for a decimal one: `1*2`."""
    if cell.isalpha() or not cell:
        return False
    return _GOES_ON_COUNTING.match(unicodedata.normalize("NFKC", cell)) is not None
