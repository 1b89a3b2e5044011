"""Words and sentences that ask for messages again after an opt-out, by language (ISO 639)."""

from collections.abc import Mapping

START_WORDS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "start", "unstop", "restart", "resume", "subscribe", "resubscribe", "subscribe me",
        "resubscribe me", "opt in", "opt me in", "start again", "receive again", "resume sending",
    ),
    "fr": (
        "start", "reprendre", "reprenez", "reprise", "reprendre les messages", "reprenez les messages",
        "reprendre les envois", "reprenez les envois", "je veux reprendre", "réabonner", "réabonnez-moi",
        "réabonne-moi",
        "me réabonner", "se réabonner", "réabonnement", "je me réabonne", "m'abonner", "s'abonner",
        "abonnez-moi", "abonne-moi", "je m'abonne", "réactiver", "réactivez", "réinscrire",
        "réinscrivez-moi", "me réinscrire", "recevoir à nouveau", "recevoir de nouveau",
        "recommencer à recevoir",
    ),
    "es": ("alta", "darme de alta", "reanudar", "suscribirme", "suscribir", "volver a recibir"),
    "pt": ("retomar", "inscrever", "me inscrever", "voltar a receber", "reativar"),
    "ar": ("اشتراك", "اشترك", "استئناف", "إعادة الاشتراك"),
}  # fmt: skip

ALONE = frozenset({"start", "restart", "resume", "subscribe", "reprise", "alta", "retomar", "reprendre",
                   "reprenez"})  # fmt: skip
"""Only as a typed message of its own: a button "Start" belongs to what it stands under."""
