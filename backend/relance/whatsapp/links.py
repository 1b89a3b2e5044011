"""Addresses that Meta is told to fetch a media from."""

import unicodedata
from urllib.parse import urlsplit

# Separators, controls, format characters, surrogates, what is not assigned: no address has any of it.
_FORBIDDEN_CATEGORIES = ("Z", "C")


def find_link_problem(link: object) -> str | None:
    """What is wrong with it, as the rest of a sentence ("a link …"); None when nothing is.

    Over https, so that nobody on the way puts another picture into a campaign; without a name and password,
    which would stand in every log; without what two readers of an address read differently.
    """
    if not isinstance(link, str) or not link.startswith("https://"):
        return "that does not begin with https://"
    if any(unicodedata.category(character)[0] in _FORBIDDEN_CATEGORIES for character in link):
        return "with blanks or invisible characters in it"
    if "\\" in link:
        return "with a backslash in it"
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "that is no address"
    if "@" in parts.netloc:
        return "with a user name or password before its host"
    if not host or not any(map(str.isalnum, host)):
        return "without a host"
    return None
