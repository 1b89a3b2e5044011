"""Numbers of plans that were changed, as their countries write them today, and first zeros that were eaten.

A list that an office has kept for years holds both old and new numbers of the same people. Only changes that
leave no doubt about the new number stand here; WhatsApp's own spellings are in `spellings`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import phonenumbers
from phonenumbers import PhoneNumber

from relance.reasons import Reason
from relance.reasons.phones import PHONE_WARNINGS


@dataclass(frozen=True, slots=True)
class Change:
    """From `since` on, national numbers that fit `old` are written as `today` makes them.

    `why` is the code of the warning.
    """

    country_code: int
    since: date
    old: re.Pattern[str]
    today: Callable[[re.Match[str]], str]
    why: str


# Second digit of an old mobile, third of an old fixed line: whose it was (ARTCI).
_IVORIAN_MOBILES = {**dict.fromkeys("0123", "01"), **dict.fromkeys("456", "05"), **dict.fromkeys("789", "07")}
_IVORIAN_LINES = {"0": "25", "8": "21"}

CHANGES = (
    Change(
        229, date(2024, 11, 30), re.compile(r"(?!01)\d{8}"), lambda m: f"01{m[0]}",
        "ten_digits_in_benin",
    ),
    Change(
        225, date(2021, 1, 31), re.compile(r"[04-9](\d)\d{6}"), lambda m: _IVORIAN_MOBILES[m[1]] + m[0],
        "ten_digits_in_ivory_coast",
    ),
    Change(
        225, date(2021, 1, 31), re.compile(r"[23]\d(\d)\d{5}"),
        lambda m: _IVORIAN_LINES.get(m[1], "27") + m[0],
        "ten_digits_in_ivory_coast",
    ),
    Change(
        237, date(2014, 11, 21), re.compile(r"[5-79]\d{7}"), lambda m: f"6{m[0]}",
        "mobiles_with_6_in_cameroon",
    ),
    Change(
        237, date(2014, 11, 21), re.compile(r"[23]\d{7}"), lambda m: f"2{m[0]}",
        "lines_with_2_in_cameroon",
    ),
    Change(
        55, date(2016, 11, 6), re.compile(r"(\d\d)([6-9]\d{7})"), lambda m: f"{m[1]}9{m[2]}",
        "ninth_digit_in_brazil",
    ),
    Change(
        52, date(2019, 8, 3), re.compile(r"1(\d{10})"), lambda m: m[1], "no_1_in_mexico"
    ),
)  # fmt: skip
"""With the day from which the new way counts."""

_EATEN = (229, 225, 242)
"""Countries whose national numbers begin with a zero that is no prefix: Benin, Côte d'Ivoire, Congo. A
spreadsheet that takes such a number for a quantity drops it, and none of them has numbers of that length."""


def renumber(number: PhoneNumber) -> tuple[PhoneNumber, Reason] | None:
    """The number as its country writes it today, and a warning that says so; None when it is so already."""
    national: str = phonenumbers.national_significant_number(number)
    code = number.country_code or 0
    for change in CHANGES:
        if change.country_code == code and (match := change.old.fullmatch(national)) is not None:
            # Some short old numbers are still in use (internet telephony, services).
            if phonenumbers.is_valid_number(number):
                return None
            return _make(code, change.today(match), change.why)
    if code in _EATEN and not phonenumbers.is_possible_number(number):
        found = _make(code, f"0{national}", "first_zero_eaten")
        return found if phonenumbers.is_valid_number(found[0]) else None
    return None


def _make(country_code: int, national: str, why: str) -> tuple[PhoneNumber, Reason]:
    today = f"+{country_code}{national}"
    return phonenumbers.parse(today, None), PHONE_WARNINGS.make(why, number=today)
