"""What may stand around a word and leave it a clear wish: politeness, "I want to", "your messages".

Nothing here denies, asks about something else or tells a story: whatever is not listed makes it an ordinary
sentence.
"""

POLITE = (
    # English
    "please", "pls", "plz", "kindly", "thanks", "thank you", "thank you very much", "thx", "hello", "hi",
    "hey", "good morning", "good afternoon", "good evening", "sir", "madam", "dear", "ok", "okay", "now",
    "sorry", "excuse me", "abeg", "immediately", "wrong number",
    # French
    "svp", "s'il vous plaît", "s'il vous plait", "sil vous plait", "stp", "s'il te plaît", "s'il te plait",
    "merci", "merci beaucoup", "merci bien", "merci d'avance", "bonjour", "bonsoir", "salut", "coucou",
    "monsieur", "madame", "mademoiselle", "messieurs", "mesdames", "mr", "mme", "m", "cher", "chère",
    "d'accord", "désolé", "désolée", "pardon", "excusez-moi", "cordialement", "maintenant", "immédiatement",
    "tout de suite", "définitivement", "bonne journée", "bonne soirée", "faux numéro", "mauvais numéro",
    "vous vous trompez de numéro",
    # Spanish, Portuguese
    "por favor", "gracias", "muchas gracias", "hola", "buenos días", "buenas tardes", "señor", "señora",
    "obrigado", "obrigada", "muito obrigado", "bom dia", "boa tarde", "boa noite", "olá", "senhor", "senhora",
    # Arabic
    "من فضلك", "من فضلكم", "لو سمحت", "لو سمحتم", "شكرا", "السلام عليكم", "مرحبا", "الرجاء",
    # Yoruba, Hausa, Igbo, Wolof, Bambara, Ewe, Twi
    "jọ̀ọ́", "ẹ jọ̀ọ́", "ẹ jọ̀wọ́", "jọ̀wọ́", "ẹ ṣé", "don Allah", "na gode", "sannu", "biko", "jërëjëf",
    "i ni ce", "aw ni ce", "meɖe kuku", "akpe", "mepa wo kyɛw", "medaase",
)  # fmt: skip

LEADS = (
    # English
    "i want to", "i wish to", "i would like to", "i'd like to", "i like to", "i want you to", "i need to",
    "could you", "can you", "would you", "you can", "let me", "how do i", "how to", "how can i", "i said",
    "i asked to", "i want", "we want to", "we would like to", "asking to", "request to",
    # French
    "je veux", "je voudrais", "je souhaite", "je souhaiterais", "j'aimerais", "je désire", "je demande à",
    "je demande", "je vous demande de", "je vous prie de", "je veux que vous", "je dis", "j'ai dit",
    "nous voulons",
    "nous souhaitons", "merci de", "merci de bien vouloir", "veuillez", "veuillez bien", "prière de",
    "pouvez-vous", "pourriez-vous", "peux-tu", "vous pouvez", "comment", "comment faire pour",
    "comment puis-je", "comment je fais pour", "merci d'", "c'est pour", "demande de",
    # Spanish, Portuguese
    "quiero", "quisiera", "deseo", "me gustaría", "solicito", "quero", "gostaria de", "desejo", "queria",
    # Arabic
    "أريد", "اريد", "أرغب في", "أود",
)  # fmt: skip

OBJECTS = (
    # English
    "messages", "your messages", "the messages", "these messages", "all messages", "any messages",
    "any message",
    "any more messages", "more messages", "message", "promotions", "the promotions", "your promotions",
    "promotional messages", "offers", "your offers", "ads", "your ads", "advertising", "marketing",
    "marketing messages", "notifications", "the notifications", "texts", "sms", "whatsapp",
    "whatsapp messages",
    "me", "me messages", "me any messages", "me any more messages", "me your messages", "me from your list",
    "me from this list", "me from the list", "from your list", "from this list", "from the list",
    "your list", "this list", "the list", "my number from your list", "from your messages", "from this",
    "from these messages", "from all", "from promotions", "of your messages", "your mailing list",
    "from your mailing list", "anymore", "any more", "again", "all", "everything", "to your messages",
    "messages from you", "any messages from you", "me this", "me these messages", "them", "this",
    "text messages", "me text messages", "text reminders", "reminders", "me reminders",
    "newsletter", "the newsletter", "subscription", "my subscription",
    # French
    "vos messages", "vos message", "vos msg", "vos msgs", "les msg", "à la pub", "à la publicité",
    "les messages", "ces messages", "des messages", "de messages", "tes messages",
    "le message",
    "de message", "de vos messages", "de ces messages", "des messages de votre part",
    "de messages de votre part",
    "messages", "aux messages", "à vos messages", "à ces messages", "la réception des messages",
    "la réception de vos messages", "l'envoi de messages", "l'envoi des messages", "l'envoi de vos messages",
    "vos envois", "les envois", "les promotions", "vos promotions", "des promotions", "de promotions",
    "promotions", "aux promotions", "vos promos", "les promos", "de promos", "des promos", "promos",
    "vos offres", "les offres", "d'offres", "des offres", "de vos offres", "offres", "vos publicités",
    "les publicités", "la publicité", "de publicité", "de publicités", "publicité", "publicités", "vos pubs",
    "les pubs", "la pub", "de pub", "de pubs", "vos notifications", "les notifications", "des notifications",
    "de notifications", "notifications", "vos sms", "les sms", "de sms", "whatsapp", "de la liste",
    "de votre liste",
    "de cette liste", "des listes", "de vos listes", "de vos contacts", "de la liste de diffusion",
    "de votre liste de diffusion", "de votre base", "de votre part", "la newsletter", "de la newsletter",
    "votre newsletter", "à la newsletter", "mon abonnement", "abonnement", "l'abonnement", "de tout",
    "tout", "ça", "cela",
    "marketing", "messages publicitaires", "les messages publicitaires", "de messages publicitaires",
    "vos messages publicitaires", "messages promotionnels", "les messages promotionnels",
    "de messages promotionnels", "sur whatsapp", "sur ce numéro", "à ce numéro", "mon numéro",
    "à vos services", "à votre service", "de votre service", "de vos services", "de ce service",
    # Spanish, Portuguese
    "mensajes", "más mensajes", "los mensajes", "sus mensajes", "de la lista", "de su lista", "promociones",
    "las promociones", "de sus mensajes", "publicidad", "mensagens", "mais mensagens", "as mensagens",
    "suas mensagens", "promoções", "as promoções", "da lista", "publicidade",
    # Arabic
    "الرسائل", "رسائلكم", "الإعلانات", "العروض", "من القائمة",
)  # fmt: skip
