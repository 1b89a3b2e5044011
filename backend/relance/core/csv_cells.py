r"""CSV files that leave: no spreadsheet finds a formula in them, and our own import reads what was written.

A spreadsheet takes what begins with `=`, `+`, `-` or `@` for a formula, and it decides by its own settings
what separates cells: a French one splits our comma file at semicolons and knows no quotes but those at the
beginning of what it takes for a cell. So in every cell an apostrophe stands wherever any of the usual
separators would make such a beginning, also behind blanks, quotes and what nobody sees. Full-width and
similar signs count: they become the plain ones when a file is saved in an old encoding.

Whoever imports a file may also type a separator of his own, or choose the blank. Behind all other punctuation
and, at once, behind a blank, `=` is treated the same; `+`, `-` and `@` only where something is
called further on (a bracket behind a name, `|` or `!`), since without it nothing but an error or a number can
come of them: so times, dates, ranges, addresses and lists with dashes stay as people write them. Letters and
digits separate nothing.

`restore` takes away exactly these apostrophes. A cell that nobody could take for a formula stays as it is.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

BOM = "\ufeff".encode()
"""At the beginning of a file: without it a spreadsheet takes UTF-8 for something else."""
LINES_AT_ONCE = 200
"""Of an export. Everybody else waits meanwhile: a thousand took 15 ms, and no file was sooner done."""

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


# What may be typed as a separator and is none of the usual ones, nor a sign or a quote itself.
_OTHERS = (
    "!#$%&().:/<>?^_`~*{}\\[\\]\\\\"
    "\xa1-\xa9\xab\xac\xae-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u2012-\u2027\u2030-\u205e"
    "\uff01-\uff0a\uff0e\uff0f\uff1a\uff1c\uff1e\uff1f\uff3b-\uff40\uff5b\uff5d-\uff65"
)
_EQUALS = "=\u207c\u208c\u2a75\u2a76\ufe66\uff1d"
_SIGN = re.compile(f"[{_SIGNS}]")
# The last is what an apostrophe behind it would make of it: whoever restores must find the same calls.
_CALL = re.compile(rf"[\w.]\s*[(\uff08]|[|\uff5c]|[!\uff01](?:['$#A-Za-z]|{_AHEAD}[{_SIGNS}])")
_CALLS = re.compile("[(|!\uff08\uff5c\uff01]")
_QUOTES = "[\"']*"


_GOES_ON = rf"[\w(.\\$\[{{{_SIGNS}]"
_AT_ONCE = re.compile(rf"{_QUOTES}(?:[{_EQUALS}]\S|[{_SIGNS}]{_GOES_ON})")
"""Behind a blank: a sign between two of them is how people write."""


def _typed(apostrophe: str) -> re.Pattern[str]:
    """`equals` does harm by itself, `sign` only where a call follows."""
    follows = rf"(?P<equals>[{_EQUALS}])|(?P<sign>[{_SIGNS}]){_AHEAD}{_GOES_ON}"
    # Behind a blank only what `_AT_ONCE` passes over: a row of blanks would be read again from each of them,
    # and fifty thousand of them held up a whole process for as many seconds.
    blank = rf"[ \xa0]{apostrophe}"
    ahead = rf"(?:(?<={blank}){_QUOTES}|(?<!{blank}){_AHEAD})"
    return re.compile(rf"(?P<by>[{_OTHERS} \xa0]){apostrophe}(?={ahead}(?:{follows}))")


_DANGEROUS_IF_TYPED = _typed("")
_HARMLESS_IF_TYPED = _typed("'")
# In JSON numbers stand bare behind a colon; they are no text of anybody's.
_NUMBER_IN_JSON = re.compile(r'(?<=":)-[0-9.]+(?:[eE][+-]?[0-9]+)?(?:,"|\}$)')


def _find_typed(pattern: re.Pattern[str], cell: str, *, numbers: bool) -> Iterator[re.Match[str]]:
    """Separators of the pattern with harm behind them, with or without those before numbers of JSON."""
    if not _SIGN.search(cell):
        return
    last_call = None
    for found in pattern.finditer(cell):
        if found["by"] in " \xa0" and not _AT_ONCE.match(cell, found.end()):
            continue
        if found["sign"]:
            if last_call is None:
                calls = _CALL.finditer(cell) if _CALLS.search(cell) else ()
                last_call = max((call.start() for call in calls), default=-1)
            if found.start("sign") > last_call:
                continue
        if numbers or not _NUMBER_IN_JSON.match(cell, found.end()):
            yield found


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
    cell = _DANGEROUS.sub(_with_apostrophe, cell)
    places = [found.end() for found in _find_typed(_DANGEROUS_IF_TYPED, cell, numbers=False)]
    return "'".join(_cut(cell, places)) if places else cell


def restore(cell: str) -> str:
    """What `make_harmless` was given."""
    if "'" not in cell:
        return cell
    if places := [found.end() for found in _find_typed(_HARMLESS_IF_TYPED, cell, numbers=True)]:
        cell = "".join(part[:-1] for part in _cut(cell, places)[:-1]) + cell[places[-1] :]
    if cell[0] == "'" and _BEGINNING.match(cell, 1):
        cell = cell[1:]
    return _HARMLESS.sub(_without_apostrophe, cell)


def make_json_harmless(text: str) -> str:
    r"""The same JSON; a sign in a string that a separator would put first is written as `\u003d`."""
    text = _SIGN_IN_JSON.sub(_escaped, text)
    # Again, since what is escaped ends with a letter, and a bracket behind it may then be a call.
    while places := _signs_if_typed(text):
        first, *others = _cut(text, places)
        text = first + "".join(f"\\u{ord(part[0]):04x}{part[1:]}" for part in others)
    return text


def _signs_if_typed(text: str) -> list[int]:
    found = _find_typed(_DANGEROUS_IF_TYPED, text, numbers=False)
    return sorted({one.start("sign" if one["sign"] else "equals") for one in found})


def _cut(text: str, places: list[int]) -> list[str]:
    return [text[begin:end] for begin, end in zip([0, *places], [*places, len(text)], strict=True)]


def write_lines(lines: Iterable[Sequence[str]], *, phone_first: bool = False, separator: str = ",") -> bytes:
    """Lines of a CSV file, all cells made harmless.

    With `phone_first` the first cell of each is a number in E.164, which stays as it is where it can.
    """
    text = io.StringIO()
    write = csv.writer(text, delimiter=separator).writerow
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
