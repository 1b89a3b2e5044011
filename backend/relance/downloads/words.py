"""Headings and words of files for an office, in its language. The app says the same in its own texts."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Language(StrEnum):
    """Languages of files, those of the app."""

    EN = "en"
    FR = "fr"


HEADINGS: Final[Mapping[str, tuple[str, str]]] = {
    "phone": ("Phone", "Téléphone"),
    "first_name": ("First name", "Prénom"),
    "last_name": ("Last name", "Nom"),
    "whatsapp_verified": ("On WhatsApp", "Sur WhatsApp"),
    "consented_at": ("Consent given on", "Consentement donné le"),
    "opted_out_at": ("Opted out on", "Désabonné le"),
    "opted_out_reason": ("Opted out because", "Motif du désabonnement"),
    "created_at": ("Added on", "Ajouté le"),
    "category_names": ("Categories", "Catégories"),
    "attributes": ("Other fields", "Autres champs"),
    "message_type": ("Message", "Message"),
    "state": ("State", "État"),
    "sent_at": ("Sent on", "Envoyé le"),
    "delivered_at": ("Delivered on", "Distribué le"),
    "read_at": ("Read on", "Lu le"),
    "interacted_at": ("Interaction on", "Interaction le"),
    "no_interaction_at": ("No interaction since", "Sans interaction depuis le"),
    "failed_at": ("Failed on", "Échec le"),
    "cancel_reason": ("Not sent because", "Pas envoyé car"),
    "error_code": ("Error code", "Code d’erreur"),
    "error_title": ("Error", "Erreur"),
    "contact_id": ("Contact no.", "Contact n°"),
    "message_id": ("Message no.", "Message n°"),
    "campaign_id": ("Campaign no.", "Campagne n°"),
    "campaign_name": ("Campaign", "Campagne"),
    "line": ("Line", "Ligne"),
    "reason": ("Reason", "Motif"),
    "rejected_because": ("Rejected because", "Motif du rejet"),
    "content": ("Content", "Contenu"),
    "written": ("Number in the file", "Numéro dans le fichier"),
    "stored": ("Number stored", "Numéro enregistré"),
    "code": ("Code", "Code"),
    "values": ("Values", "Valeurs"),
}
"""By the name of the column: English, French."""

WORDS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "yes_no": {"true": ("yes", "oui"), "false": ("no", "non")},
    "message_type": {"message_1": ("Message 1", "Message 1"), "message_2": ("Message 2", "Message 2")},
    "state": {
        "pending": ("Waiting", "En attente"),
        "sending": ("Sending", "Envoi en cours"),
        "held": ("Held by Meta", "Retenu par Meta"),
        "sent": ("Sent", "Envoyé"),
        "delivered": ("Delivered", "Distribué"),
        "read": ("Read", "Lu"),
        "failed": ("Failed", "Échec"),
        "unknown": ("Outcome unknown", "Résultat inconnu"),
        "cancelled": ("Cancelled", "Annulé"),
        "no_interaction": ("No interaction", "Sans interaction"),
    },
    "cancel_reason": {
        "opted_out": ("Opted out", "Désabonné"),
        "no_address": ("No number to write to", "Aucun numéro où écrire"),
        "no_consent": ("No consent", "Sans consentement"),
        "not_on_whatsapp": ("Not on WhatsApp", "Pas sur WhatsApp"),
        "missing_variable": ("Missing value", "Valeur manquante"),
        "stopped": ("Campaign stopped", "Campagne arrêtée"),
        "window_closed": ("Time to answer was over", "Délai de réponse dépassé"),
        "contact_deleted": ("Contact deleted", "Contact supprimé"),
        "answered_by_phone": ("Answered from the phone", "Répondu depuis le téléphone"),
        "another_app_answers": ("Another app answers", "Une autre application répond"),
    },
    "opted_out_reason": {
        "whatsapp_preference": ("chosen in WhatsApp", "choisi dans WhatsApp"),
        "consent_withdrawn": ("consent withdrawn", "consentement retiré"),
    },
}
"""By the kind of word and the word: English, French."""


_COLON = {Language.EN: ": ", Language.FR: "\u00a0: "}


def _in(language: Language, both: tuple[str, str]) -> str:
    return both[0 if language is Language.EN else 1]


def heading(name: str, language: Language) -> str:
    """Above a column."""
    return _in(language, HEADINGS[name])


def word(kind: str, value: str, language: Language) -> str:
    """One of a closed list; what it does not hold stays as it is.

    A reason may name its field behind a colon: `missing_variable:city`.
    """
    known = WORDS[kind]
    if value in known:
        return _in(language, known[value])
    first, colon, rest = value.partition(":")
    if colon and first in known:
        return f"{_in(language, known[first])}{_COLON[language]}{rest.strip()}"
    return value


def word_back(kind: str, shown: str, language: Language) -> str:
    """What `word` was given."""
    return next((value for value, both in WORDS[kind].items() if _in(language, both) == shown), shown)
