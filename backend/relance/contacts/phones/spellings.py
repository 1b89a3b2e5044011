"""Other spellings under which WhatsApp may know the same phone.

WhatsApp keeps the id a phone registered with. Where a country renumbered, or writes mobiles in two ways,
that id differs from the phone we hold, and a webhook would look like a stranger's.
"""

import re
from collections.abc import Callable

_Spelling = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]

_SPELLINGS: tuple[_Spelling, ...] = (
    # Brazil: mobiles got a ninth digit by 2016; older accounts keep the eight.
    (re.compile(r"55(\d\d)9([6-9]\d{7})"), lambda m: f"55{m[1]}{m[2]}"),
    (re.compile(r"55(\d\d)([6-9]\d{7})"), lambda m: f"55{m[1]}9{m[2]}"),
    # Mexico: a 1 stood before mobiles until 2019, WhatsApp still writes it.
    (re.compile(r"521(\d{10})"), lambda m: f"52{m[1]}"),
    (re.compile(r"52([2-9]\d{9})"), lambda m: f"521{m[1]}"),
    # Argentina: a 9 stands before mobiles when called from abroad.
    (re.compile(r"549(\d{10})"), lambda m: f"54{m[1]}"),
    (re.compile(r"54([1-8]\d{9})"), lambda m: f"549{m[1]}"),
    # Benin: eight digits got 01 in front on 30 November 2024.
    (re.compile(r"22901(\d{8})"), lambda m: f"229{m[1]}"),
    (re.compile(r"229(?!01)(\d{8})"), lambda m: f"22901{m[1]}"),
)

_COUNTRY_CODES = ("55", "52", "54", "229")


def known_aliases(number: str) -> list[str]:
    """Other wa_ids (no `+`) of the same phone; `number` is E.164 or a wa_id. Empty for most countries."""
    digits = number.removeprefix("+")
    if not digits.startswith(_COUNTRY_CODES):
        return []
    return [spell(match) for pattern, spell in _SPELLINGS if (match := pattern.fullmatch(digits))]


def phone_candidates(wa_id: str) -> list[str]:
    """The phones (E.164 with `+`) a wa_id may stand for, the exact one first."""
    digits = wa_id.removeprefix("+")
    return [f"+{digits}", *(f"+{alias}" for alias in known_aliases(digits))]
