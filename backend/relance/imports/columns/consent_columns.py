"""Columns of consent in files of others: which they are, and what a line says in them.

What cannot be read is told and counts as no consent: none is invented.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from relance.contacts.consents.service import SaidConsent
from relance.imports.columns.consent_words import (
    is_month_first,
    read_how,
    read_moment,
    read_refused,
    read_yes,
)
from relance.imports.columns.looks import HALF, Looks
from relance.imports.columns.nothing import says_nothing
from relance.imports.formats.csv_lines import Line
from relance.reasons import Reason
from relance.reasons.phones import PHONE_WARNINGS

GIVEN = "consent_given"
DATE = "consent_date"
DATE_MONTH_FIRST = "consent_date_month_first"
HOW = "consent_how"
WORDS = "consent_words"
REFUSED = "consent_refused"
"""Of people who said no: "opt out", « désabonné »; a yes there is a no."""
CONSENTS: Final = (GIVEN, DATE, DATE_MONTH_FIRST, HOW, WORDS, REFUSED)
"""What a column may be; it stays a field under its header's name, too."""

LONGEST_WORDS = 2_000
_SHOWN = 60

_SPEAKS = frozenset(
    {"consent", "consents", "consented", "consentement", "consentements", "optin", "rgpd", "gdpr"}
)
_SPEAKS_OF_OFFERS = frozenset(
    {"accepte", "accepts", "accept", "accord", "autorise", "autorisation", "permission"}
)
_OFFERS = frozenset(
    {"whatsapp", "marketing", "offres", "offers", "promotions", "communication", "communications"}
)
_REFUSALS = frozenset(
    {"optout", "desabonne", "desabonnes", "desabonnement", "desinscrit", "desinscription", "unsubscribed"}
    | {"unsubscribe", "stop", "blacklist", "blackliste", "blacklisted", "dnc", "opposition"}
)
_OTHER_WAYS = frozenset({"email", "mail", "courriel", "newsletter", "sms", "courrier", "postal", "mailing"})
"""Who takes letters has not said yes to WhatsApp."""
_NOT_IT = frozenset({"id", "ip", "by", "par", "user", "agent", "token", "url", "lien", "link"})
_DATES = frozenset(
    {"date", "le", "at", "on", "time", "timestamp", "horodatage", "since", "depuis", "datetime"}
)
_HOWS = frozenset(
    {"source", "origine", "mode", "method", "methode", "moyen", "canal", "channel", "how", "comment"}
)
_HOWS |= {"type", "form", "formulaire", "via", "support", "origin"}
_TEXTS = frozenset(
    {"text", "texte", "words", "wording", "mention", "message", "libelle", "phrase", "statement"}
)


def _kind_of(name: str) -> str | None:
    """By the name of the field; None where it does not speak of consent."""
    name = name.replace("opt_in", "optin").replace("opted_in", "optin").replace("opt_out", "optout")
    name = (
        name.replace("opted_out", "optout")
        .replace("do_not_contact", "dnc")
        .replace("ne_pas_contacter", "dnc")
    )
    words = frozenset(word for word in name.split("_") if word and not word.isdecimal())
    if words & _NOT_IT or (words & _OTHER_WAYS and "whatsapp" not in words):
        return None
    if words & _REFUSALS:
        return REFUSED
    if not (words & _SPEAKS or (words & _SPEAKS_OF_OFFERS and words & _OFFERS)):
        return None
    for kind, known in ((WORDS, _TEXTS), (HOW, _HOWS), (DATE, _DATES)):
        if words & known:
            return kind
    return GIVEN


def holds_consents(name: str, looks: Looks) -> bool:
    """Whether header and cells both say so: "Accepte WhatsApp" is no column of numbers."""
    return looks.holds == "consents" and _kind_of(name) is not None


def find_consents(
    names: Sequence[str], looks: Sequence[Looks], lines: Sequence[Line], taken: set[int | None]
) -> dict[int, str]:
    """Which columns speak of consent, by header and by the share of cells that can be read so.

    Of several of a kind that which names WhatsApp, else the first.
    """
    found: dict[str, int] = {}
    for place in sorted(range(len(names)), key=lambda place: "whatsapp" not in names[place]):
        kind = None if place in taken else _weigh(_kind_of(names[place]), looks[place])
        if kind is not None:
            found.setdefault(kind, place)
    if DATE in found and is_month_first(_cells(lines, found[DATE])):
        found[DATE_MONTH_FIRST] = found.pop(DATE)
    if not found.keys() & {GIVEN, DATE, DATE_MONTH_FIRST}:
        found = {kind: place for kind, place in found.items() if kind == REFUSED}
    return {place: kind for kind, place in found.items()}


def _weigh(kind: str | None, looks: Looks) -> str | None:
    """What the cells leave of what the header says."""
    if kind in (GIVEN, DATE) and looks.dates >= HALF:
        return DATE
    if kind == DATE or (kind == GIVEN and looks.consents < HALF):
        return None
    return None if kind == REFUSED and max(looks.consents, looks.dates) < HALF else kind


def _cells(lines: Sequence[Line], place: int) -> list[str]:
    return [line.cells[place] for line in lines if line.problem is None and place < len(line.cells)]


@dataclass(frozen=True, slots=True)
class ConsentColumns:
    """Places of the columns."""

    given: int | None = None
    date: int | None = None
    how: int | None = None
    words: int | None = None
    refused: int | None = None
    month_first: bool = False

    @property
    def meanings(self) -> dict[int, str]:
        """What each column is."""
        date = DATE_MONTH_FIRST if self.month_first else DATE
        places = {GIVEN: self.given, date: self.date, HOW: self.how, WORDS: self.words, REFUSED: self.refused}
        return {place: kind for kind, place in places.items() if place is not None}


def as_one_kind(meaning: str) -> str:
    """A file has one date of consent, however it is written."""
    return DATE if meaning == DATE_MONTH_FIRST else meaning


def consent_columns(meanings: Mapping[int, str]) -> ConsentColumns | None:
    """Of columns by their meaning; None where none speaks of consent. `meanings` has each kind once."""
    places = {kind: place for place, kind in meanings.items() if kind in CONSENTS}
    if not places.keys() & {GIVEN, DATE, DATE_MONTH_FIRST, REFUSED}:
        return None
    return ConsentColumns(
        given=places.get(GIVEN),
        date=places.get(DATE, places.get(DATE_MONTH_FIRST)),
        how=places.get(HOW),
        words=places.get(WORDS),
        refused=places.get(REFUSED),
        month_first=DATE_MONTH_FIRST in places,
    )


def read_consent(
    cells: Sequence[str], columns: ConsentColumns
) -> tuple[SaidConsent | None, tuple[Reason, ...]]:
    """What a line says, and what of it could not be read. A refusal goes before a consent."""
    reading = _Reading(cells, columns)
    said = reading.read_refusal() or reading.read_given()
    return said, tuple(reading.problems)


class _Reading:
    def __init__(self, cells: Sequence[str], columns: ConsentColumns) -> None:
        self._cells = cells
        self._columns = columns
        self.problems: list[Reason] = []

    def read_refusal(self) -> SaidConsent | None:
        cell = self._cell(self._columns.refused)
        if not cell:
            return None
        at = read_moment(cell, month_first=self._columns.month_first)
        refused = True if at is not None else read_refused(cell)
        if refused is None:
            self._tell(cell)
        return self._say(given=False, at=at) if refused else None

    def read_given(self) -> SaidConsent | None:
        columns = self._columns
        cell, date = self._cell(columns.given), self._cell(columns.date)
        given: bool | None = True if date else None
        if columns.given is not None:
            given = read_yes(cell) if cell else None
            if cell and given is None:
                self._tell(cell)
        if given is None:
            return None
        at = read_moment(date, month_first=columns.month_first) if date else None
        if date and at is None:
            self._tell(date)
            if given:
                return None
        return self._say(given=given, at=at)

    def _say(self, *, given: bool, at: datetime | None) -> SaidConsent:
        how = self._cell(self._columns.how)
        words = self._cell(self._columns.words)
        kept, source = words[:LONGEST_WORDS] or None, how[:LONGEST_WORDS] or None
        return SaidConsent(given, at, read_how(how), kept, source)

    def _cell(self, place: int | None) -> str:
        text = "" if place is None or place >= len(self._cells) else self._cells[place].strip()
        return "" if says_nothing(text) else text

    def _tell(self, cell: str) -> None:
        self.problems.append(PHONE_WARNINGS.make("consent_not_read", cell=cell[:_SHOWN]))
