"""From what a person or a spreadsheet wrote to a phone number in E.164.

Only what no numbering plan allows for is refused. A number that merely is not valid today is taken with a
warning: plans lag behind what networks hand out.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Self

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult

from relance.contacts.phones.number_plans import is_known_region, match_international, match_national
from relance.contacts.phones.renumbered import renumber
from relance.contacts.phones.spellings import known_aliases, phone_candidates
from relance.core.errors import AppError, ReasonError
from relance.reasons import Reason
from relance.reasons.phones import PHONE_PROBLEMS, PHONE_WARNINGS

__all__ = [
    "ParsedPhone",
    "PhoneRefused",
    "check_country",
    "country_of_code",
    "known_aliases",
    "parse_phone",
    "phone_candidates",
]

_PLAIN = re.compile(r"\+?[0-9]{5,20}")
_SEPARATORS = re.compile(r"[\s.()/\\·•_\u2010-\u2015\u2212-]+")
_TEXT_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
_SCIENTIFIC = re.compile(r"\+?\d+(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)
_SCHEME = re.compile(r"(?:tel|whatsapp|p):", re.IGNORECASE)
"""`p:` stands before the numbers in Meta's lists of leads."""
_FLOAT = re.compile(r"(\+?\d{5,})[.,]0+")
_TOO_LONG_TO_READ = 100

_PROBLEMS = {
    ValidationResult.INVALID_COUNTRY_CODE: "unknown_country_code",
    ValidationResult.TOO_SHORT: "too_short",
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "area_code_missing",
    ValidationResult.TOO_LONG: "too_long",
    ValidationResult.INVALID_LENGTH: "wrong_length",
}
_WORDS_OF_THE_API = {
    "area_code_missing": "too_short",
    "column_code_unknown": "unknown_country_code",
    "impossible": "wrong_length",
}
"""Where the API tells less in one word than the sentence does."""


class PhoneRefused(ReasonError):
    """No phone number can be made of it. `code` is the word that the API tells, stable."""

    def __init__(self, problem: str, /, **values: Any) -> None:
        super().__init__(PHONE_PROBLEMS.make(problem, **values))
        self.code = _WORDS_OF_THE_API.get(problem, problem)

    def seen_as(self, problem: str, /, **values: Any) -> Self:
        """The same with what explains it: a reason around the reason."""
        self.reason = PHONE_PROBLEMS.make(problem, problem=self.reason, **values)
        self.args = (self.reason.text,)
        return self


@dataclass(frozen=True, slots=True)
class ParsedPhone:
    """A phone in E.164 with `+`, its ISO country where one is known, and what a person should check."""

    e164: str
    country: str | None
    warnings: tuple[Reason, ...] = ()
    valid: bool = True


def check_country(country: str | None) -> str | None:
    """An ISO country code in capitals. Raises AppError `unknown_country` for anything else."""
    if country is None or not country.strip():
        return None
    region = country.strip().upper()
    if not is_known_region(region):
        raise AppError("unknown_country", country=country)
    return region


def country_of_code(calling_code: str) -> str | None:
    """The main ISO country of a calling code (`229`, `+229`, `00229`) or of an ISO code, else None."""
    text = calling_code.strip().upper().removesuffix(".0")
    if is_known_region(text):
        return text
    digits = text.removeprefix("+").removeprefix("00")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 3):
        return None
    region: str = phonenumbers.region_code_for_country_code(int(digits))
    return region if is_known_region(region) else None


def parse_phone(raw: str, *, default_country: str | None) -> ParsedPhone:
    """Read one phone number. Raises PhoneRefused when it is not possible.

    A leading `00` is `+` whatever the default country. Without either, the number is one of the default
    country; it is never taken for another country's, since a message to a stranger is worse than a line to
    correct. Without a default country it is read as if a `+` stood before it, with a warning: spreadsheets
    eat the `+`.
    """
    text = raw if _PLAIN.fullmatch(raw) else _clean(raw)
    if text.startswith("00"):
        text = "+" + text[2:]
    warnings: list[Reason] = []
    if not text.startswith("+"):
        if default_country is not None:
            e164 = match_national(text, default_country)
            return (
                ParsedPhone(e164, default_country) if e164 else _parse_fully(text, default_country, warnings)
            )
        if text.startswith("0"):
            raise PhoneRefused("no_country")
        text = "+" + text
        warnings.append(PHONE_WARNINGS.make("read_with_plus", number=text))
    country = match_international(text[1:])
    if country is not None:
        return ParsedPhone(text, country, tuple(warnings))
    try:
        return _parse_fully(text, None, warnings)
    except PhoneRefused as refused:
        if not warnings:
            raise
        # "Too short for a number of PS" tells nobody that the country is what lacks.
        raise refused.seen_as("without_plus", number=text) from None


def _clean(raw: str) -> str:
    """Digits, with a `+` in front if there was one. Raises PhoneRefused."""
    if len(raw) > _TOO_LONG_TO_READ:
        raise PhoneRefused("too_long")
    text = "".join(
        character if (digit := unicodedata.digit(character, None)) is None else str(digit)
        for character in unicodedata.normalize("NFKC", raw)
        if unicodedata.category(character) not in ("Cf", "Cc") or character in "\t\r\n"
    ).strip()
    if formula := _TEXT_FORMULA.fullmatch(text):
        text = formula[1]
    text = _SCHEME.sub("", text.strip("'\"` "), count=1).strip()
    if not text:
        raise PhoneRefused("empty")
    if _SCIENTIFIC.fullmatch(text):
        raise PhoneRefused("scientific_notation")
    if as_float := _FLOAT.fullmatch(text):
        text = as_float[1]
    text = _SEPARATORS.sub("", text)
    if _PLAIN.fullmatch(text):
        return text
    if any(character.isalpha() for character in text):
        raise PhoneRefused("letters")
    if re.fullmatch(r"\+?[0-9]*", text):
        raise PhoneRefused("too_short" if len(text) < 6 else "too_long")
    raise PhoneRefused("strange_characters")


def _parse_fully(text: str, region: str | None, warnings: list[Reason]) -> ParsedPhone:
    number = _parse(text, region)
    renumbered = renumber(number)
    if renumbered is not None:
        number, warning = renumbered
        warnings.append(warning)
    result = phonenumbers.is_possible_number_with_reason(number)
    if result != ValidationResult.IS_POSSIBLE:
        refused = PhoneRefused(_PROBLEMS.get(result, "impossible"))
        place = region or phonenumbers.region_code_for_country_code(number.country_code or 0)
        raise refused.seen_as("of_country", country=place) if is_known_region(place) else refused
    e164: str = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    valid = phonenumbers.is_valid_number(number)
    if not valid:
        warnings.append(PHONE_WARNINGS.make("not_valid_today", number=e164))
    country = phonenumbers.region_code_for_number(number)
    if country is None or not is_known_region(country):
        country = phonenumbers.region_code_for_country_code(number.country_code or 0)
    return ParsedPhone(e164, country if is_known_region(country) else None, tuple(warnings), valid)


def _parse(text: str, region: str | None) -> PhoneNumber:
    try:
        return phonenumbers.parse(text, region)
    except NumberParseException as error:
        codes = {
            NumberParseException.INVALID_COUNTRY_CODE: ValidationResult.INVALID_COUNTRY_CODE,
            NumberParseException.TOO_LONG: ValidationResult.TOO_LONG,
        }
        raise PhoneRefused(_PROBLEMS[codes.get(error.error_type, ValidationResult.TOO_SHORT)]) from error
