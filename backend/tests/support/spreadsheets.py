"""How spreadsheets read a CSV file, whatever separates cells for them, and what they would call a formula.

Written down without the code under test: the categories of Unicode instead of its lists.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator

SEPARATORS = ",;\t|"
_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
# A number with a decimal comma, and how it would go on if it were the beginning of a formula.
_PHONE = re.compile(r"\+\d{5,20}(?P<more>,?)")
_FIGURES = re.compile(r"[\d.\s]*(?:[ed][+-]?\d+)?\s*", re.I)
_OPERATORS = "+-*/^&=<>%:!~|"


def list_cells(file: bytes) -> Iterator[str]:
    """All cells that some reader would find: by each separator, with quotes understood and without."""
    text = file.decode("utf-8-sig")
    for separator in SEPARATORS:
        for row in _read(text, separator):
            yield from row
        for line in re.split(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]", text):
            yield from line.split(separator)
    yield from re.split(rf"[{SEPARATORS}\r\n]", unicodedata.normalize("NFKC", text))


def begins_a_formula(cell: str) -> bool:
    """Whether a spreadsheet might run it, generously judged; phone numbers by themselves are none."""
    seen = unicodedata.normalize("NFKC", _drop_unseen(cell))
    if seen[:1] not in ("=", "+", "-", "@", "\u2212"):
        return False
    phone = _PHONE.match(seen)
    if phone is None:
        return True
    rest = _drop_unseen(seen[phone.end() :], quotes="") if phone["more"] else seen[phone.end() :]
    figures = _FIGURES.match(rest)
    assert figures is not None, "it matches nothing as well"
    following = _drop_unseen(rest[figures.end() :], quotes="")
    return following[:1] != "" and following[0] in _OPERATORS


def _read(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:  # this reader takes no more of the line
            continue


def _drop_unseen(cell: str, quotes: str = '"') -> str:
    for place, character in enumerate(cell):
        if not (
            unicodedata.category(character) in ("Zs", "Zl", "Zp", "Cc", "Cf")
            or character in _FILLERS + quotes
            or "VARIATION SELECTOR" in unicodedata.name(character, "")
        ):
            return cell[place:]
    return ""
