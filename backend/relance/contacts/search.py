"""What a person typed into the search box, as LIKE patterns over `contact_search.text`.

The text is ` awa mensah 22901…`: folded names and the digits of the number, a blank before each word.
"""

import re
from dataclasses import dataclass

_ACCENTED = (
    "àáâãäåāăąçćčďđèéêëēėęěğìíîïīįıłñńňòóôõöøōőŕřśšşșťţțùúûüūůűųýÿžźż"
    "ÀÁÂÃÄÅĀĂĄÇĆČĎĐÈÉÊËĒĖĘĚĞÌÍÎÏĪĮİŁÑŃŇÒÓÔÕÖØŌŐŔŘŚŠŞȘŤŢȚÙÚÛÜŪŮŰŲÝŸŽŹŻ"
)
_PLAIN = "aaaaaaaaacccddeeeeeeeegiiiiiiilnnnoooooooorrsssstttuuuuuuuuyyzzz" * 2
_FOLDED = str.maketrans(_ACCENTED, _PLAIN)
_NUMBER = re.compile(r"\+?[0-9][0-9 .()/-]*")

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
    """As SQL's `fold_text`: no accents, no capitals."""
    return text.translate(_FOLDED).lower()


def read_search(text: str | None) -> Search | None:
    """The search, or None when nothing is asked for.

    Every word must be part of the name or the number. A number is found by any part of it however it is
    spaced; with `+` or `00` in front, by its beginning.
    """
    text = (text or "").strip()
    if not text:
        return None
    if _NUMBER.fullmatch(text):
        international = text.startswith(("+", "00"))
        digits = re.sub(r"[^0-9]", "", text)
        terms = [(" " if international else "") + (digits[2:] if text.startswith("00") else digits)]
    else:
        terms = fold(text).split()[:_MOST_TERMS]
    terms = [term for term in terms if term.strip()]
    return Search(tuple(terms)) if terms else None


def _escape(term: str) -> str:
    return re.sub(r"([%_\\])", r"\\\1", term)
