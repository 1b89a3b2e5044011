"""Countries as files name them, in French and English."""

import unicodedata

_NAMES = {
    "BJ": "benin, republique du benin, republic of benin", "TG": "togo", "BF": "burkina faso, burkina",
    "CI": "cote d'ivoire, cote divoire, ivory coast, rci", "GH": "ghana", "NG": "nigeria", "NE": "niger",
    "ML": "mali", "SN": "senegal", "GN": "guinee, guinea, guinee conakry", "GM": "gambie, gambia",
    "GW": "guinee-bissau, guinea-bissau", "SL": "sierra leone", "LR": "liberia",
    "MR": "mauritanie, mauritania", "CV": "cap-vert, cape verde, cabo verde", "CM": "cameroun, cameroon",
    "GA": "gabon", "TD": "tchad, chad", "CG": "congo, congo-brazzaville, republique du congo",
    "CD": "rdc, drc, congo-kinshasa, republique democratique du congo, democratic republic of the congo",
    "CF": "centrafrique, republique centrafricaine, central african republic", "RW": "rwanda",
    "GQ": "guinee equatoriale, equatorial guinea", "BI": "burundi", "DJ": "djibouti",
    "ET": "ethiopie, ethiopia", "KE": "kenya", "UG": "ouganda, uganda", "TZ": "tanzanie, tanzania",
    "AO": "angola", "ZM": "zambie, zambia", "MZ": "mozambique", "MG": "madagascar", "KM": "comores, comoros",
    "MU": "maurice, mauritius", "ZA": "afrique du sud, south africa", "ZW": "zimbabwe",
    "MA": "maroc, morocco", "DZ": "algerie, algeria", "TN": "tunisie, tunisia", "LY": "libye, libya",
    "EG": "egypte, egypt", "FR": "france", "RE": "reunion", "GP": "guadeloupe", "MQ": "martinique",
    "GF": "guyane, guyane francaise, french guiana", "YT": "mayotte", "BE": "belgique, belgium",
    "CH": "suisse, switzerland", "LU": "luxembourg", "DE": "allemagne, germany", "IT": "italie, italy",
    "ES": "espagne, spain", "PT": "portugal", "NL": "pays-bas, netherlands",
    "GB": "royaume-uni, united kingdom, uk, grande-bretagne, great britain", "IE": "irlande, ireland",
    "CA": "canada", "US": "etats-unis, etats-unis d'amerique, usa, united states", "HT": "haiti",
    "BR": "bresil, brazil", "MX": "mexique, mexico", "AR": "argentine, argentina", "CO": "colombie, colombia",
    "PE": "perou, peru", "CL": "chili, chile", "LB": "liban, lebanon", "AE": "emirats arabes unis, uae",
    "SA": "arabie saoudite, saudi arabia", "TR": "turquie, turkey", "IN": "inde, india", "CN": "chine, china",
}  # fmt: skip

_BY_NAME = {name.strip(): code for code, names in _NAMES.items() for name in names.split(",")}


def country_of_name(text: str) -> str | None:
    """The ISO country that a cell names, else None. Accents, capitals, shapes of apostrophes do not count."""
    plain = unicodedata.normalize("NFKD", text.strip()[:60].lower().replace("’", "'"))
    return _BY_NAME.get("".join(letter for letter in plain if not unicodedata.combining(letter)))
