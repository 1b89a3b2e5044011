"""What files say of consent: the words for yes and no in French and English, how it was given, and dates."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Final

from relance.contacts.consents.service import How
from relance.core.clock import utc_now


def fold_word(text: str) -> str:
    """Lower case, without accents, blanks and marks: "Opt-In" and "opt in" are one word."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum() or letter in "✓✔☑✗✘☒")


_YES: Final = frozenset({"oui", "o", "yes", "y", "vrai", "true", "1", "x", "✓", "✔", "☑", "ok"})
_NO: Final = frozenset({"non", "no", "n", "faux", "false", "0", "✗", "✘", "☒"})
_IN: Final = frozenset(
    {"daccord", "accord", "accepte", "acceptee", "accepted", "accepts", "agreed", "agree", "optin", "optedin"}
    | {"subscribed", "subscribe", "abonne", "abonnee", "inscrit", "inscrite", "consent", "consentement"}
    | {"consenti", "consents", "consented", "donne", "given", "granted", "autorise", "autorisee", "confirmed"}
    | {"confirme", "jaccepte", "iagree"}
)
_OUT: Final = frozenset(
    {"refuse", "refusee", "refused", "declined", "optout", "optedout", "unsubscribed", "unsubscribe", "stop"}
    | {"desabonne", "desabonnee", "desinscrit", "desinscrite", "retire", "retiree", "withdrawn", "revoked"}
    | {"denied", "neversubscribed", "nonsubscribed", "notsubscribed", "pasdaccord", "bloque", "blocked"}
    | {"jerefuse", "nepascontacter", "donotcontact"}
)


def read_yes(text: str) -> bool | None:
    """Given, refused, or None for any other word: nobody's consent is guessed."""
    word = fold_word(text)
    return True if word in _YES | _IN else False if word in _NO | _OUT else None


def read_refused(text: str) -> bool | None:
    """The same under a header such as "opt out", where a yes is a no, and "opt-out" is what it says."""
    word = fold_word(text)
    return True if word in _YES | _OUT else False if word in _NO | _IN else None


_HOW: Final[tuple[tuple[How, frozenset[str]], ...]] = (
    ("paper", frozenset({"papier", "paper", "bulletin", "fiche", "signature", "manuscrit", "imprime"})),
    ("keyword", frozenset({"sms", "motcle", "keyword", "start", "mot"})),
    ("button", frozenset({"bouton", "button"})),
    ("whatsapp", frozenset({"whatsapp"})),
    ("form", frozenset({"formulaire", "form", "web", "site", "website", "internet", "online", "ligne"})),
    ("form", frozenset({"landing", "page", "checkbox", "case", "coche", "qr", "app", "application"})),
    (
        "operator",
        frozenset({"operateur", "operator", "telephone", "phone", "appel", "call", "oral", "agent"}),
    ),
    ("operator", frozenset({"verbal", "orale", "conseiller", "guichet"})),
)


def read_how(text: str) -> How:
    """By its words; `import` where they say nothing known."""
    words = {fold_word(word) for word in re.split(r"[\W_]+", text)}
    return next((how for how, known in _HOW if words & known), "import")


_MONTHS: Final = {
    "jan": 1,
    "fev": 2,
    "feb": 2,
    "mar": 3,
    "avr": 4,
    "apr": 4,
    "mai": 5,
    "may": 5,
    "juin": 6,
    "jun": 6,
    "juil": 7,
    "jul": 7,
    "aou": 8,
    "aug": 8,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_TIME = r"(?:[\sT,]+(?:à|at)?\s*(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?)?"
_NUMBERS = re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}|\d{{2}}){_TIME}")
_DAY_NAMED = re.compile(
    rf"(?:\w+\s+)?(\d{{1,2}})(?:er|st|nd|rd|th)?\s+([^\W\d_]{{3,9}})\.?,?\s+(\d{{4}}){_TIME}"
)
_MONTH_NAMED = re.compile(rf"([^\W\d_]{{3,9}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_TIME}")
_FIRST_YEAR = 2000
_AHEAD = timedelta(days=1)
"""Somewhere it is tomorrow already."""


def read_moment(text: str, *, month_first: bool = False) -> datetime | None:
    """A day, or a moment, that is not to come. What has no time is the beginning of its day, in UTC.

    3/4/2026 is in April, unless `month_first`; a day that does not exist so is no day, and none is guessed.
    """
    moment = _parse(" ".join(text.split()), month_first=month_first)
    if moment is None:
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment if moment.year >= _FIRST_YEAR and moment <= utc_now() + _AHEAD else None


def _parse(text: str, *, month_first: bool) -> datetime | None:
    try:
        if re.match(r"\d{4}-", text):
            return datetime.fromisoformat(text.removesuffix(" UTC"))
        if found := _NUMBERS.fullmatch(text):
            day, month = (found[2], found[1]) if month_first else (found[1], found[2])
            year = int(found[3])
            return _moment(found, year if year > 99 else 2000 + year, int(month), int(day))
        if found := _DAY_NAMED.fullmatch(text):
            return _moment(found, int(found[3]), _month(found[2]), int(found[1]))
        if found := _MONTH_NAMED.fullmatch(text):
            return _moment(found, int(found[3]), _month(found[1]), int(found[2]))
        if found := re.fullmatch(rf"(\d{{4}})[/.](\d{{1,2}})[/.](\d{{1,2}}){_TIME}", text):
            return _moment(found, int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    return None


def _moment(found: re.Match[str], year: int, month: int, day: int) -> datetime:
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - whoever asked knows the zone


def _month(name: str) -> int:
    plain = fold_word(name)
    return next((number for begin, number in _MONTHS.items() if plain.startswith(begin)), 0)


def is_month_first(texts: list[str]) -> bool:
    """Whether the dates of a column can only be read so."""
    found = [(int(date[1]), int(date[2])) for text in texts if (date := _NUMBERS.match(text.strip()))]
    return any(second > 12 for _, second in found) and all(first <= 12 for first, _ in found)
