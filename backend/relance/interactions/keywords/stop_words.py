"""Words and sentences that ask for no more messages, by language (ISO 639).

Only what means this and nothing else when it is the whole message.
Left out on purpose: words that also mean *wait*, *leave it* or something else altogether (Yoruba `dúró`,
Hausa `tsaya` and `bari`, Wolof `taxawal`, Bambara and Dyula `jɔ` and `a to`, Ewe `tɔ`, Fon `nɔte`, French and
Spanish `fin`, Spanish `para` and `alto`): they would opt out people who never asked for it.
"""

from collections.abc import Mapping

STOP_WORDS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "stop", "stop all", "stop it", "stop this", "stop now", "stop sending", "stop sending me",
        "stop texting", "stop texting me", "stop messaging me", "stop contacting me", "stop writing to me",
        "stop spamming", "stop spamming me", "stop promo", "stop promos", "stop marketing", "stop spam",
        "unsubscribe", "unsubscribe me", "unsubscribe all", "unsub", "opt out", "opt me out", "be removed",
        "remove me", "remove my number", "delete my number", "take me off", "end", "quit", "cancel",
        "revoke", "remove", "stop 2 quit", "stop sub", "lose my number", "remove my name", "don't text back",
        "do not ever contact me", "don't ever contact me", "do not text back", "never contact me",
        "leave me alone", "no more", "do not contact me", "do not contact me again", "don't contact me",
        "don't contact me again", "do not text me", "don't text me", "do not message me", "don't message me",
        "do not send", "don't send", "no longer receive", "not receive any more", "stop receiving",
        "i don't want", "i do not want", "i don't want to receive", "i do not want to receive",
        "i no longer want", "i no longer want to receive", "cancel my subscription", "end my subscription",
        "delete me", "unsuscribe", "unsuscribe me", "unsubcribe", "unsubcribe me", "unsubscribe my number",
        "i opt out", "i unsubscribe", "revoke consent", "revoke my consent", "i revoke my consent",
        "withdraw consent", "withdraw my consent", "i withdraw my consent",
    ),
    "fr": (
        "stop", "arrêt", "arrêter", "arrêtez", "arrête", "stopper", "stoppez", "cesser", "cessez",
        "arrêtez de m'écrire", "arrêtez de m'envoyer", "arrêtez d'envoyer", "arrête de m'écrire",
        "arrête de m'envoyer", "arrêter de m'écrire", "arrêter de m'envoyer", "cessez de m'écrire",
        "cessez de m'envoyer", "arrêter d'envoyer", "arrêter de recevoir", "stop pub", "stop pubs",
        "stop publicité", "stop sms", "stop promo", "stop promos", "désabonner", "désabonne", "désabonnez",
        "désabonnez-moi", "désabonne-moi", "désabonnez-nous", "se désabonner", "me désabonner",
        "désabonnement", "mon désabonnement", "je me désabonne", "désinscrire", "désinscrivez",
        "désinscrivez-moi", "désinscris-moi", "me désinscrire", "se désinscrire", "désinscription",
        "ma désinscription", "je me désinscris", "désabonné", "être désabonné", "être désabonnée",
        "être désinscrit", "être désinscrite", "ne plus recevoir", "plus recevoir", "ne recevoir plus",
        "je ne veux plus", "je ne veux plus recevoir",
        "je veux plus recevoir", "je ne souhaite plus recevoir", "je souhaite ne plus recevoir",
        "je ne désire plus recevoir", "je ne voudrais plus recevoir", "je refuse de recevoir",
        "ne m'écrivez plus", "ne m'écris plus", "ne m'envoyez plus",
        "ne m'envoyez plus rien", "n'envoyez plus", "n'envoyez plus rien", "ne plus m'envoyer",
        "ne plus m'écrire", "ne me contactez plus", "ne plus me contacter", "ne plus être contacté",
        "ne plus être contactée", "retirez-moi", "retire-moi", "me retirer", "supprimez-moi",
        "supprimez mon numéro", "enlevez-moi", "enlevez mon numéro", "retirez mon numéro",
        "désabonner-moi", "désinscrire-moi", "jveux plus recevoir", "je veu plus recevoir",
        "je veut plus recevoir", "arrêtez de me harceler", "arrêtez de me spammer", "arrête de me harceler",
        "stop envoi", "stop envois", "il faut arrêter de m'écrire", "il faut arrêter de m'envoyer",
        "effacez mon numéro", "annuler mon abonnement", "annulez mon abonnement", "résilier",
        "résilier mon abonnement", "laissez-moi tranquille", "foutez-moi la paix", "fichez-moi la paix",
        "retirer mon consentement", "je retire mon consentement", "révoquer mon consentement",
        "je révoque mon consentement", "retirez mon consentement",
    ),
    "es": (
        "stop", "baja", "darme de baja", "darse de baja", "dar de baja", "dame de baja", "deme de baja",
        "denme de baja", "parar", "basta", "basta ya", "ya basta", "detener", "detenga", "cancelar",
        "cancelar suscripción",
        "cancelar mi suscripción", "desuscribir", "desuscribirme", "desuscribirse", "anular suscripción",
        "no recibir más", "dejar de recibir", "no quiero recibir", "no quiero recibir más", "no quiero más",
        "ya no quiero recibir", "ya no quiero", "no me escriban más", "no me escriba más",
        "no me envíen más", "no me envíe más", "no me manden más", "no me contacten más",
    ),
    "pt": (
        "parar", "pare", "parem", "sair", "cancelar", "cancelar inscrição", "cancelar subscrição",
        "cancelar assinatura", "descadastrar", "me descadastrar", "me descadastre", "descadastre-me",
        "desinscrever", "me desinscrever", "remover meu número", "não receber mais",
        "não quero receber", "não quero mais receber", "não quero receber mais", "não quero mais",
        "parar de receber", "deixar de receber", "pare de enviar", "parem de enviar", "parem de me enviar",
        "não me envie mais", "não me mande mais", "não enviem mais",
    ),
    "ar": (
        "توقف", "توقفوا", "أوقف", "أوقفوا", "إيقاف", "إيقاف الرسائل", "أوقف الرسائل", "أوقفوا الرسائل",
        "إلغاء الاشتراك", "ألغ الاشتراك", "الغي الاشتراك", "إلغاء اشتراكي", "كفى", "لا ترسل", "لا ترسلوا",
        "لا ترسل لي رسائل", "لا ترسلوا لي رسائل", "لا أريد رسائل", "لا أريد رسائلكم",
    ),
    "yo": ("dáwọ́ dúró", "ẹ dáwọ́ dúró", "ẹ má fi ránṣẹ́ mọ́", "má fi ránṣẹ́ mọ́", "ẹ má kọ̀wé sí mi mọ́"),
    "ha": (
        "daina", "a daina", "ka daina", "ku daina", "dakatar", "a dakatar", "ku daina aiko min",
        "ku daina aiko min da saƙo", "ku daina turo min saƙo", "ka daina turo min saƙo",
    ),
    "ig": ("kwụsị", "kwụsịnụ", "kwụsị izitere m ozi"),
    "wo": ("bàyyil", "bàyyil ma", "bàyyileen", "bàyyileen ma", "bul ma bind ati", "buleen ma bind ati"),
    "bm": ("a dabila", "aw ye a dabila"),
    "dyu": ("a dabila", "a' y'a dabila"),
    "ee": ("dzudzɔ", "midzudzɔ"),
    "fon": ("jó mì dó", "mi jó mì dó"),
    "tw": ("gyae", "monnyae", "gyae me", "gyae me haw", "monnyae me"),
    "pcm": ("no send me message again", "make una stop", "no text me again", "comot my number"),
}  # fmt: skip

ALONE = frozenset({"end", "quit", "cancel", "revoke", "remove", "cancelar", "baja", "sair", "leave me alone"})
"""An opt-out only as a typed message of its own: "I want to cancel" may be an order, a button
"Cancel" an answer to our own question."""

WITH_AN_END = frozenset(
    {
        "no more", "i don't want", "i do not want", "i no longer want", "do not send", "don't send",
        "je ne veux plus", "no quiero más", "ya no quiero", "não quero mais",
    }
)  # fmt: skip
"""An opt-out only with what is not wanted behind them: "I don't want your messages"."""
