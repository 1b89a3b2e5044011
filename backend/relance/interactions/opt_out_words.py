"""How a person says STOP: a closed list, matched against the whole text, never a part of it.

"Stop calling me Sir" is no opt-out; "STOP." and "  Désabonner !" are. Buttons say it by their payload too:
`STOP`, or anything that begins with `STOP_` or `UNSUBSCRIBE_` (the convention of templates' quick replies).
"""

import re
import unicodedata

from relance.whatsapp.interaction_kinds import TAPS

OPT_OUT_WORDS = frozenset(
    {
        # English
        "stop",
        "stopp",
        "stop all",
        "stop it",
        "stop promo",
        "stop promos",
        "stop promotions",
        "stop marketing",
        "stop messages",
        "stop sending",
        "stop please",
        "please stop",
        "unsubscribe",
        "unsubscribe me",
        "unsubscribe all",
        "opt out",
        "optout",
        # French, written here without accents: the text is compared without them
        "arret",
        "arreter",
        "arretez",
        "arrete",
        "stop pub",
        "stop pubs",
        "stop publicite",
        "stop sms",
        "stop svp",
        "desabonner",
        "desabonnez moi",
        "desabonne moi",
        "se desabonner",
        "me desabonner",
        "desabonnement",
        "desinscrire",
        "desinscrivez moi",
        "me desinscrire",
        "se desinscrire",
        "desinscription",
        "ne plus recevoir",
    }
)

_PAYLOAD = re.compile(r"(?:STOP|UNSUBSCRIBE|OPT_?OUT)(?:[_\-: ].*)?", re.IGNORECASE | re.DOTALL)
_NO_WORD = re.compile(r"[\W_]+")
_LONGEST = 40


def is_opt_out(kind: str, text: str | None, payload: str | None) -> bool:
    """Whether this interaction asks for no more messages; `kind` as in InboundMessage."""
    if kind in TAPS:
        return (payload is not None and _PAYLOAD.fullmatch(payload.strip()) is not None) or _says_stop(text)
    return kind == "text" and _says_stop(text)


def _says_stop(text: str | None) -> bool:
    if text is None or len(text) > _LONGEST:
        return False
    return normalise(text) in OPT_OUT_WORDS


def normalise(text: str) -> str:
    """Lower case, no accents, words separated by one space, nothing else."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _NO_WORD.sub(" ", plain).strip()
