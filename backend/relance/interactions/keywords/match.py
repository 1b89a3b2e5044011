"""Matching: the whole message, or a clear sentence around a word; never a word inside an ordinary sentence.

"Stop calling me Sir" is no opt-out; "STOP.", "  Désabonner !" and "Bonjour, je veux me désabonner svp" are.
Buttons say it by their payload too: `STOP`, or anything that begins with `STOP_` or `UNSUBSCRIBE_` (the
convention of templates' quick replies).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal

from relance.interactions.keywords import start_words, stop_words
from relance.interactions.keywords.folding import fold, squeeze
from relance.interactions.keywords.sentences import LEADS, OBJECTS, POLITE
from relance.whatsapp.interaction_kinds import TAPS

MOST_LETTERS = 160
"""A longer text is an ordinary one, whatever it begins with."""

_STOP_PAYLOAD = re.compile(r"(?:STOP|UNSUBSCRIBE|OPT_?OUT)(?:[_\-: ].*)?", re.IGNORECASE | re.DOTALL)
# Exact: what merely begins with START is the beginning of something else ("START_ORDER").
_START_PAYLOAD = re.compile(r"START|UNSTOP|RESUBSCRIBE|OPT_?IN", re.IGNORECASE)


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(sorted({fold(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase)))


def _phrases(phrases: Iterable[str]) -> str:
    """One of them, as long as it can be, and no way back: "me messages" is not tried as "me", "messages" too.

    Tried in every way, a text of 160 letters keeps the process busy for a tenth of a second.
    """
    return rf"(?>(?:{_any_of(phrases)})(?= |\Z))"


_POLITE = rf"(?:{_phrases(POLITE)} )*"
_BEFORE = re.compile(rf"{_POLITE}(?P<lead>{_phrases(LEADS)} )?{_POLITE}")
_POLITE_BEHIND = rf"(?: {_phrases(POLITE)})*"
_BEHIND = re.compile(rf"{_POLITE_BEHIND}(?P<end>(?: {_phrases(OBJECTS)})*){_POLITE_BEHIND}")


Wish = Literal["stop", "start"]
"""No more messages; messages again."""


class Keywords:
    """The words of one wish, by language: compared as they are folded, however their letters are spaced."""

    def __init__(
        self,
        words: Mapping[str, Iterable[str]],
        *,
        alone: Iterable[str] = (),
        with_an_end: Iterable[str] = (),
        payload: re.Pattern[str],
        without: Iterable[str] = (),
    ) -> None:
        """`without`: words of the lists that are none here."""
        listed = [word for language in words.values() for word in language]
        self._words = frozenset(map(letters_of, listed)) - {"", *map(letters_of, without)}
        self._alone = frozenset(map(letters_of, alone))
        self._with_an_end = frozenset(map(letters_of, with_an_end))
        self._most_letters = max(map(len, self._words), default=0)
        self._payload = payload

    def are_payload(self, payload: str | None) -> bool:
        """Whether a button carries this wish."""
        return payload is not None and self._payload.fullmatch(payload.strip()) is not None

    def are_said(self, said: Sequence[str], *, tapped: bool) -> bool:
        """Whether these folded words are it, alone or as a clear sentence."""
        return bool(said) and self._is_wish(said, tapped)

    def _is_wish(self, said: Sequence[str], tapped: bool) -> bool:
        """A word of the list, with nothing but what leaves it clear before and behind it, or a second one."""
        for begin in range(len(said)):
            letters = ""
            for end in range(begin, len(said)):
                # As `squeeze` would write it; this loop sees every text that comes.
                letters += said[end][1:] if letters[-1:] == said[end][0] else said[end]
                if len(letters) > self._most_letters:
                    break
                if letters in self._words and self._is_clear(letters, said[:begin], said[end + 1 :], tapped):
                    return True
        return False

    def _is_clear(self, letters: str, before: Sequence[str], behind: Sequence[str], tapped: bool) -> bool:
        opening = _BEFORE.fullmatch("".join(f"{word} " for word in before))
        if opening is None:
            return False
        close = _BEHIND.fullmatch("".join(f" {word}" for word in behind))
        if letters in self._alone:
            return not tapped and opening["lead"] is None and close is not None and not close["end"]
        if letters in self._with_an_end:
            return close is not None and bool(close["end"])
        return close is not None or self._is_wish(behind, tapped)


def letters_of(phrase: str) -> str:
    """A phrase as it is compared: folded, without blanks."""
    return squeeze(fold(phrase).replace(" ", ""))


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an installation understands."""

    stop: Keywords
    start: Keywords

    def read(self, kind: str, text: str | None, payload: str | None) -> Wish | None:
        """What this interaction asks for; `kind` as in InboundMessage."""
        tapped = kind in TAPS
        if not tapped and kind != "text":
            return None
        said: list[str] = []
        if text is not None and len(text) <= MOST_LETTERS:
            # Who insists ("STOP STOP STOP") says it once.
            said = [word for word, _ in groupby(fold(text).split())]
        both: tuple[tuple[Wish, Keywords], ...] = (("stop", self.stop), ("start", self.start))
        for wish, keywords in both:
            if (tapped and keywords.are_payload(payload)) or keywords.are_said(said, tapped=tapped):
                return wish
        return None


ALWAYS = letters_of("stop")


@lru_cache(maxsize=8)
def make_wishes(
    *,
    stop_added: tuple[str, ...] = (),
    stop_removed: tuple[str, ...] = (),
    start_added: tuple[str, ...] = (),
    start_removed: tuple[str, ...] = (),
) -> Wishes:
    """The built-in lists with these words added and those taken out; STOP itself cannot be taken out."""
    return Wishes(
        Keywords(
            {**stop_words.STOP_WORDS, "added": stop_added},
            alone=stop_words.ALONE,
            with_an_end=stop_words.WITH_AN_END,
            payload=_STOP_PAYLOAD,
            without=[word for word in stop_removed if letters_of(word) != ALWAYS],
        ),
        Keywords(
            {**start_words.START_WORDS, "added": start_added},
            alone=start_words.ALONE,
            payload=_START_PAYLOAD,
            without=start_removed,
        ),
    )


WISHES = make_wishes()
"""Those of an installation that has changed nothing."""
