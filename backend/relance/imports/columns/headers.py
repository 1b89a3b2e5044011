"""What a header says that stands below it: in French, English, and as Google, Outlook and phones write it."""

FULL = ("full_number", "numero_complet")
COUNTRY_CODES = (
    *("country_code", "countrycode", "code_pays", "indicatif", "indicatif_pays", "dial_code"),
    *("calling_code", "phone_code", "country_prefix", "phone_country_code", "code_du_pays"),
    *("indicatif_telephonique", "indicatif_du_pays", "country_calling_code", "prefixe", "prefixe_pays"),
)
COUNTRIES = ("country", "pays", "country_iso", "iso", "country_name", "nom_du_pays", "pays_de_residence")
"""Says where somebody is, not how the number beside it is written."""
FIRST_NAMES = (
    *("first_name", "firstname", "given_name", "givenname", "prenom", "prenoms", "prenom_s", "forename"),
    *("prenom_du_client", "prenom_client", "customer_first_name", "contact_first_name", "fname"),
)
LAST_NAMES = (
    *("last_name", "lastname", "surname", "family_name", "familyname", "nom", "nom_de_famille", "noms"),
    *("nom_du_client", "nom_client", "customer_last_name", "contact_last_name", "lname"),
)
WHOLE_NAMES = (
    *("name", "full_name", "fullname", "display_name", "contact_name", "customer_name", "names"),
    *("nom_complet", "nom_et_prenom", "nom_et_prenoms", "nom_prenom", "nom_prenoms", "noms_et_prenoms"),
    *("nom_prenom_s", "nom_et_prenom_s", "prenom_nom", "prenom_et_nom", "prenoms_et_nom", "nom_affiche"),
)

# Exactly these, the best first; any other header is judged by its words.
_PHONES = (
    "phone",
    "phone_number",
    "number",
    *("telephone", "tel", "telephone_number", "mobile", "mobile_phone", "mobile_number", "portable", "gsm"),
    *("cell", "cellphone", "cell_phone", "whatsapp", "whatsapp_number", "numero_whatsapp", "msisdn"),
    *("numero", "numero_de_telephone", "numero_telephone", "numero_tel", "num_tel", "no_tel", "n_tel"),
    *("num", "n_de_telephone", "n_telephone", "tel_mobile", "tel_portable", "telephone_portable", "contact"),
    *("numeros", "contacts", "num_whatsapp", "wa_id", "phone_1_value", "phone_2_value"),
)
_WORDS = {
    "whatsapp": 0,
    **dict.fromkeys(("mobile", "portable", "gsm", "cell", "cellphone", "cellulaire", "msisdn", "mobiles"), 1),
    **dict.fromkeys(("phone", "phones", "telephone", "telephones", "tel", "tels", "telephonique"), 2),
}
"""Words of which each makes a column one of numbers, the likelier to be on WhatsApp first."""
_LATER = frozenset(
    {"fixe", "fixes", "home", "domicile", "business", "work", "bureau", "travail", "office", "main", "other"}
    | {"autre", "secondaire", "parent", "pere", "mere", "urgence", "emergency", "assistant", "company"}
    | {"societe", "entreprise", "pager", "radio", "car", "voiture", "isdn", "telex"}
)
"""Numbers of phones that are less likely to be that person's own."""
_NO_NUMBER = frozenset(
    {
        "label",
        "type",
        "libelle",
        "code",
        "country",
        "pays",
        "id",
        "model",
        "modele",
        "marque",
        "brand",
        "date",
    }
    | {"fax", "telecopie", "extension", "ext", "nb", "nombre", "count", "facture", "invoice", "commande"}
    | {"order", "compte", "account", "carte", "card", "operateur", "operator", "carrier", "reseau", "network"}
    | {"indicatif", "prefix", "prefixe", "verified", "verifie", "valide", "valid", "status", "statut"}
    | {"name", "nom", "email", "mail", "url", "ttytdd", "opt", "optin", "consent", "consentement", "ok"}
    | {"prix", "price", "cout", "cost", "solde", "balance", "credit", "forfait", "yomi", "model"}
)

_PERSONS = frozenset(
    {"client", "clients", "cliente", "customer", "beneficiaire", "beneficiaires", "beneficiary", "contact"}
    | {"eleve", "eleves", "etudiant", "student", "adherent", "adherents", "membre", "membres", "member"}
    | {"patient", "patients", "abonne", "abonnes", "subscriber", "participant", "participants", "personne"}
    | {"personnes", "person", "assure", "assures", "salarie", "employe", "employee", "inscrit", "inscrits"}
    | {"destinataire", "recipient", "donateur", "donor", "fidele", "parrain", "usager", "locataire", "tenant"}
    | {"column"}  # without a header
)


def speaks_of_persons(name: str) -> bool:
    """Whether a column of this field name may hold whom the numbers belong to."""
    words = [word for word in name.split("_") if word and not word.isdecimal()]
    return len(words) == 1 and words[0] in _PERSONS


def speaks_of_no_number(name: str) -> bool:
    """Whether a word of it says that what looks like a phone number is none, or somebody else's."""
    return any(word in _NO_NUMBER or word in _LATER for word in name.split("_"))


def phone_rank(name: str) -> tuple[int, int] | None:
    """How likely a column of this field name holds the phone, the least first; None: it says nothing of it.

    `telephone_1`, `phone_1_value`, `no_de_telephone`, `tel_mobile_2` are; `phone_1_label`, `type_de_tel` not.
    """
    if name in _PHONES:
        return (0, _PHONES.index(name))
    words = [word for word in name.split("_") if word and not word.isdecimal()]
    if any(word in _NO_NUMBER for word in words):
        return None
    ranks = [_WORDS[word] for word in words if word in _WORDS]
    if not ranks:
        # "Numéro 1", "Contact 2": as the same without its number.
        return (0, len(_PHONES)) if len(words) == 1 and words[0] in _PHONES and words[0] != name else None
    return (2 if any(word in _LATER for word in words) else 1, min(ranks))
