"""What stands above the parts of a copy of one person, and the words in them: English, French."""

from collections.abc import Mapping
from typing import Final

from relance.whatsapp.interaction_kinds import KIND_WORDS

TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("Copy of your data", "Copie de vos données"),
    "made_at": ("Made on", "Faite le"),
    "nothing": ("Nothing is kept.", "Rien n’est gardé."),
    "contact": ("Who you are here", "Qui vous êtes ici"),
    "consents": ("Consents", "Consentements"),
    "opt_outs": ("Opt-outs and opt-ins", "Désabonnements et réabonnements"),
    "messages": ("Messages sent to you", "Messages qui vous ont été envoyés"),
    "interactions": ("What you answered", "Ce que vous avez répondu"),
    "opt_out_answers": ("Answers to STOP", "Réponses à STOP"),
    "chats_answered_elsewhere": ("Answered by somebody else", "Répondu par quelqu’un d’autre"),
    "replies_not_attributed": (
        "Replies that belong to no campaign yet",
        "Réponses qui n’appartiennent encore à aucune campagne",
    ),
    "username": ("Username in WhatsApp", "Nom d’utilisateur dans WhatsApp"),
    "wa_id": ("Number in WhatsApp", "Numéro dans WhatsApp"),
    "bsuid": ("Id in WhatsApp", "Identifiant dans WhatsApp"),
    "parent_bsuid": ("Id of the group of companies", "Identifiant du groupe d’entreprises"),
    "aliases": ("Earlier ids", "Identifiants précédents"),
    "categories": ("Categories", "Catégories"),
    "interacted_at": ("First answer on", "Première réponse le"),
    "at": ("When", "Quand"),
    "given": ("Consent", "Consentement"),
    "how": ("How", "Comment"),
    "words": ("Words", "Termes"),
    "source": ("Where", "Où"),
    "identity": ("Number or id", "Numéro ou identifiant"),
    "opted_out": ("Opted out", "Désabonné"),
    "reason": ("Because", "Motif"),
    "campaign": ("Campaign", "Campagne"),
    "text": ("Text", "Texte"),
    "status": ("State", "État"),
    "kind": ("What", "Quoi"),
    "noted_at": ("When", "Quand"),
    "taken_by": ("By", "Par"),
}
"""By the name of the part or of the column; the others are those of every file."""

WORDS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "given": {"true": ("given", "donné"), "false": ("withdrawn", "retiré")},
    "how": {
        "form": ("form", "formulaire"),
        "paper": ("on paper", "sur papier"),
        "import": ("imported file", "fichier importé"),
        "keyword": ("message", "message"),
        "button": ("button", "bouton"),
        "operator": ("told to the team", "dit à l’équipe"),
        "whatsapp": ("WhatsApp’s own menu", "menu de WhatsApp"),
        "other": ("otherwise", "autrement"),
    },
    "reason": {
        "replied_stop": ("you wrote so", "vous l’avez écrit"),
        "replied_start": ("you wrote so", "vous l’avez écrit"),
        "operator": ("told to the team", "dit à l’équipe"),
        "whatsapp_preference": ("chosen in WhatsApp", "choisi dans WhatsApp"),
        "consent_withdrawn": ("consent withdrawn", "consentement retiré"),
    },
    "kind": {str(kind): words for kind, words in KIND_WORDS.items()},
    "taken_by": {
        "phone_app": ("a person, on the phone", "une personne, au téléphone"),
        "another_app": ("another app", "une autre application"),
    },
}
"""By the column and what stands in it."""
