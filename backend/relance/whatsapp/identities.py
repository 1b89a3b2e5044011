"""How a person is named on the wire: a phone without `+` (`wa_id`) or a business-scoped user id (BSUID)."""

import re

_LONGEST_WA_ID = 20  # E.164 has 15 digits; room for what Meta may add

# Two letters of the country, a dot, up to 128 letters or digits; a parent BSUID has "ENT." in between.
_BSUID = re.compile(r"[A-Za-z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}", re.ASCII)


def read_wa_id(value: object) -> str | None:
    """Return the digits of a `wa_id` or phone of Meta; None for anything else, a BSUID in its place
    included."""
    if not isinstance(value, str):
        return None
    if value.isdigit() and value.isascii() and len(value) <= _LONGEST_WA_ID:
        return value
    if value[:1] == "+":
        return read_wa_id(value[1:]) if value[1:2] != "+" else None
    return None


def read_bsuid(value: object) -> str | None:
    """Return a BSUID, verbatim; None for anything else, a phone in its place included."""
    if isinstance(value, str) and _BSUID.fullmatch(value) is not None:
        return value
    return None
