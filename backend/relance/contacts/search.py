"""What a person typed into the search box, as LIKE patterns over `contact_search.text`.

The text is ` awa mensah 22901… 229… cotonou`: folded names, the digits of the number, the old ones of a
renumbered plan, and own fields, a blank before each word.
"""

import re
import unicodedata
from dataclasses import dataclass

_UNHEARD = str.maketrans(
    "",
    "",
    "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u2018\u2019\u201a\u201b\u2032\u2035\ua78b\ua78c\uff07\u00ad\u200b\u200c\u200d\u2060\ufeff",
)
"""Apostrophes of all shapes, and what nobody sees."""
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_LETTERS = str.maketrans(
    "đĐðÐɖƉɗƊɓƁɛƐəƏǝƎƒƑɣƔħĦɦıɩƖƙƘłŁŋŊɲƝɔƆøØɵƟƥƤŧŦƭƬʊƱʋƲƴƳʒƷɽɾςΣŒÆẞÞ",
    "ddddddddbbeeeeeeffgghhhiiikkllnnnnooooooppttttuuvvyyzzrrσσœæßþ",
)
"""Letters that no accent makes, as people type them who do not have them."""
_PAIRS = (("œ", "oe"), ("æ", "ae"), ("ß", "ss"), ("þ", "th"))
_NUMBER = re.compile(r"(?<![^\s(])\(?\+?\d(?:[\s().\u2010-\u2015/-]*\d)*\)?(?![^\s,;])")
_BEFORE_NUMBER = re.compile(r"\b(?:tel:|(?:https?://)?wa\.me/)\s*(?=\+?\d)", re.IGNORECASE)
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad\u200b\u2060\ufeff]")
"""Not seen, and copied along with a number out of WhatsApp or an address book."""
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{2}-\d{2}")
_TRUNK = re.compile(r"\(\s*0\s*\)")
"""`+33 (0)6 …`: dialled within the country only."""

_FIELD = re.compile(r"((?:[^\\:]|\\.)+):(.*)", re.DOTALL)

LONGEST = 100
"""Characters a search may have."""

_MOST_TERMS = 8

_A_NUMBER = 6
"""Digits from which a run of groups beside words is one number, and a first 0 may be that of the country."""


@dataclass(frozen=True, slots=True)
class Search:
    """Texts that must all be part of the name or the number."""

    terms: tuple[str, ...]

    @property
    def patterns(self) -> list[str]:
        """For LIKE ALL."""
        return [f"%{_escape(term)}%" for term in self.terms]


def fold_text(text: str) -> str:
    """As SQL's `fold_text`: no accents, no capitals, no apostrophes."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text.translate(_UNHEARD)))
    plain = plain.translate(_LETTERS).lower()
    for letter, two in _PAIRS:
        plain = plain.replace(letter, two)
    return plain


def read_search(text: str | None) -> Search | None:
    """The search, or None when nothing is asked for.

    Every word must be part of the name, of the number or of an own field. A number is found by any part of it
    however it is spaced, also beside words; with `+` or `00` in front, by its beginning. The 0 that many
    countries dial before a number at home is no part of it, and never asked for.
    """
    text = _DIRECTIONS.sub("", unicodedata.normalize("NFKC", text or ""))
    text = _BEFORE_NUMBER.sub("", text).strip(" \t\r\n,;")
    if not text:
        return None
    numbers: list[str] = []

    def take(found: re.Match[str]) -> str:
        number = _read_number(found[0], alone=found[0] == text)
        if number is None:
            return found[0]
        numbers.append(number)
        return " "

    words = [word.strip(",;") or word for word in fold_text(_NUMBER.sub(take, text)).split()]
    terms = tuple(term for term in [*numbers, *words][:_MOST_TERMS] if term.strip())
    return Search(terms) if terms else None


def read_field(condition: str) -> tuple[str, str] | None:
    """Name and folded value of `city:Porto-Novo`; a colon in the name is written `\\:`. None: it is none."""
    found = _FIELD.fullmatch(condition)
    value = fold_value(found[2]) if found else ""
    return (re.sub(r"\\(.)", r"\1", found[1]).strip(), value) if found and value else None


def fold_value(value: str) -> str:
    """What of an own field's value is compared; as `contacts/lists/list_sql.py` does."""
    return fold_text(value).strip(" ")


def _read_number(text: str, *, alone: bool) -> str | None:
    """What of a number stands in the searchable text; None: a word like any."""
    digits = "".join(str(unicodedata.decimal(sign)) for sign in _TRUNK.sub("", text) if sign.isdecimal())
    if text.lstrip("( ").startswith("+"):
        return f" {digits}"
    if _DATE.fullmatch(text) or (len(digits) < _A_NUMBER and not alone):
        return None
    if digits.startswith("00"):
        return f" {digits[2:]}"
    return digits[1:] if digits.startswith("0") and len(digits) >= _A_NUMBER else digits


def _escape(term: str) -> str:
    return re.sub(r"([%_\\])", r"\\\1", term)
