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
_BETWEEN_DIGITS = re.compile(r"[\s().\u00a0\u202f/-]+")
_NUMBER = re.compile(r"\+?[0-9]+")

LONGEST = 100
"""Characters a search may have."""

_MOST_TERMS = 8


@dataclass(frozen=True, slots=True)
class Search:
    """Texts that must all be part of the name or the number."""

    terms: tuple[str, ...]

    @property
    def patterns(self) -> list[str]:
        """For LIKE ALL."""
        return [f"%{_escape(term)}%" for term in self.terms]


def fold(text: str) -> str:
    """As SQL's `fold_text`: no accents, no capitals, no apostrophes."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text.translate(_UNHEARD)))
    plain = plain.translate(_LETTERS).lower()
    for letter, two in _PAIRS:
        plain = plain.replace(letter, two)
    return plain


def read_search(text: str | None) -> Search | None:
    """The search, or None when nothing is asked for.

    Every word must be part of the name or the number. A number is found by any part of it however it is
    spaced; with `+` or `00` in front, by its beginning.
    """
    text = (text or "").strip()
    if not text:
        return None
    number = _BETWEEN_DIGITS.sub("", text)
    if _NUMBER.fullmatch(number):
        international = number.startswith(("+", "00"))
        digits = number.removeprefix("+")
        terms = [(" " if international else "") + (digits[2:] if number.startswith("00") else digits)]
    else:
        terms = fold(text).split()[:_MOST_TERMS]
    terms = [term for term in terms if term.strip()]
    return Search(tuple(terms)) if terms else None


def _escape(term: str) -> str:
    return re.sub(r"([%_\\])", r"\\\1", term)
