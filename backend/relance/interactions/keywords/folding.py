"""What is typed in many ways, written in one: `  Stop !!`, `ＳＴＯＰ`, `stooop` are the word stop."""

import re
import unicodedata

# Letters of Fon, Ewe, Yoruba, Hausa, Twi and others that are no accented Latin ones for Unicode.
_LETTERS = str.maketrans(
    {
        "ɔ": "o", "ɛ": "e", "ə": "e", "ǝ": "e", "ɖ": "d", "ɗ": "d", "đ": "d", "ɓ": "b", "ƙ": "k", "ƴ": "y",
        "ŋ": "n", "ɲ": "n", "ƒ": "f", "ɣ": "g", "ʋ": "v", "ɩ": "i", "ʊ": "u", "ı": "i", "ø": "o", "ł": "l",
        "œ": "oe", "æ": "ae", "ة": "ه", "ى": "ي", "ـ": None,
    }
)  # fmt: skip
_NO_WORD = re.compile(r"[\W_]+")
_UNSEEN = ("Mn", "Me", "Cf")
_REPEATED = re.compile(r"([^\W\d_])\1+")


def fold(text: str) -> str:
    """Lower case without accents, words separated by one space, nothing else, no letter twice in a row.

    What is not seen (zero-width joiners, marks of direction, soft hyphens) does not part a word.
    """
    plain = text.lower() if text.isascii() else _plain(text)
    return squeeze(_NO_WORD.sub(" ", plain).strip())


def squeeze(text: str) -> str:
    """No letter twice in a row."""
    return _REPEATED.sub(r"\1", text)


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold()
    seen = (letter for letter in apart if unicodedata.category(letter) not in _UNSEEN)
    return "".join(seen).translate(_LETTERS)
