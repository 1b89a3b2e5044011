"""A short way through Google's numbering plans for numbers that leave no doubt.

The library needs about 28 µs to parse, check and format one number: half a minute for a million lines. A
number that matches the fixed-line or mobile pattern of its country exactly, and begins with nothing the
library would strip, needs none of that. Everything else goes the long way; a test holds both ways against
each other.
"""

import re
from functools import lru_cache
from typing import NamedTuple

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

_WORLD = "001"
"""The library's region of codes that belong to no country (satellite phones, international freephone)."""


class Plan(NamedTuple):
    """What numbers of one region look like, without country code.

    `stripped` is what the library may cut off in front.
    """

    region: str
    country_code: int
    valid: re.Pattern[str]
    leading_digits: re.Pattern[str] | None
    stripped: re.Pattern[str] | None


@lru_cache(maxsize=512)
def plan_of_region(region: str) -> Plan | None:
    """The plan of an ISO country, or None where the library has none or the short way is not sure."""
    metadata = PhoneMetadata.metadata_for_region(region, None)
    if metadata is None or metadata.country_code is None:
        return None
    patterns = []
    for kind in (metadata.mobile, metadata.fixed_line):
        if kind is None or not kind.national_number_pattern or not kind.possible_length:
            continue
        lengths = "|".join(rf"\d{{{length}}}\b" for length in kind.possible_length if length > 0)
        patterns.append(rf"(?=(?:{lengths}))(?:{kind.national_number_pattern})")
    general = metadata.general_desc
    if not patterns or general is None or not general.national_number_pattern:
        return None
    valid = rf"(?=(?:{general.national_number_pattern})\b)(?:{'|'.join(patterns)})"
    stripped = [metadata.national_prefix_for_parsing, metadata.international_prefix]
    prefixes = "|".join(f"(?:{prefix})" for prefix in stripped if prefix)
    return Plan(
        region,
        metadata.country_code,
        re.compile(valid),
        re.compile(metadata.leading_digits) if metadata.leading_digits else None,
        re.compile(prefixes) if prefixes else None,
    )


@lru_cache(maxsize=512)
def _plans_of_code(country_code: int) -> tuple[Plan, ...]:
    regions = COUNTRY_CODE_TO_REGION_CODE.get(country_code, ())
    plans = [plan_of_region(region) for region in regions if region != _WORLD]
    found = tuple(plan for plan in plans if plan is not None)
    return found if len(found) == len(regions) else ()


def match_international(digits: str) -> str | None:
    """The ISO country of a number that is surely valid (digits with country code, no `+`), else None."""
    for length in (1, 2, 3):
        code = digits[:length]
        if code.isdecimal() and int(code) in COUNTRY_CODE_TO_REGION_CODE:
            return _match(_plans_of_code(int(code)), digits[length:])
    return None


def _match(plans: tuple[Plan, ...], national: str) -> str | None:
    # The first plan is that of the main country: the library strips by its rules for all that share the code.
    if not plans or (plans[0].stripped is not None and plans[0].stripped.match(national)):
        return None
    for plan in plans:
        if plan.leading_digits is not None:
            if plan.leading_digits.match(national):
                return plan.region if plan.valid.fullmatch(national) else None
        elif plan.valid.fullmatch(national):
            return plan.region
    return None


def match_national(digits: str, region: str) -> str | None:
    """`+` and digits of a number that is surely a valid one of `region` as written there, else None."""
    plan = plan_of_region(region)
    if plan is None or len(_plans_of_code(plan.country_code)) != 1 or not plan.valid.fullmatch(digits):
        return None
    if plan.stripped is not None and plan.stripped.match(digits):
        return None
    return f"+{plan.country_code}{digits}"


def is_known_region(region: str) -> bool:
    """Whether `region` is an ISO country code with a numbering plan."""
    return region in phonenumbers.SUPPORTED_REGIONS
