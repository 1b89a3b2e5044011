"""Addresses that Meta is told to fetch a media from."""

import unicodedata
from urllib.parse import urlsplit

from relance.reasons import Reason
from relance.reasons.contents import LINK_PROBLEMS

# Separators, controls, format characters, surrogates, what is not assigned: no address has any of it.
_FORBIDDEN_CATEGORIES = ("Z", "C")


def find_link_problem(link: object) -> Reason | None:
    """What is wrong with it, as the rest of a sentence ("a link …"); None when nothing is.

    Over https, so that nobody on the way puts another picture into a campaign; without a name and password,
    which would stand in every log; without what two readers of an address read differently.
    """
    if not isinstance(link, str) or not link.startswith("https://"):
        return LINK_PROBLEMS.make("not_https")
    if any(unicodedata.category(character)[0] in _FORBIDDEN_CATEGORIES for character in link):
        return LINK_PROBLEMS.make("blanks")
    if "\\" in link:
        return LINK_PROBLEMS.make("backslash")
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return LINK_PROBLEMS.make("no_address")
    if "@" in parts.netloc:
        return LINK_PROBLEMS.make("user_in_it")
    if not host or not any(map(str.isalnum, host)):
        return LINK_PROBLEMS.make("no_host")
    return None
