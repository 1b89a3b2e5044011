"""Phone numbers: why one is refused, and what a person should check of one that is taken."""

from typing import Final

from relance.reasons.reason import ReasonList

PHONE_PROBLEMS: Final = ReasonList(
    "phone",
    {
        "empty": "it is empty",
        "no_country": "it has no country code, and no default country is given",
        "unknown_country_code": "it begins with no known country code",
        "column_code_unknown": "the country code '{code}' is unknown",
        "too_short": "it is too short",
        "area_code_missing": "it is too short: the area code is missing",
        "too_long": "it is too long",
        "wrong_length": "it has a number of digits that does not exist there",
        "impossible": "it is not possible",
        "letters": "it contains letters",
        "strange_characters": "it contains characters that no phone number has",
        "scientific_notation": "a spreadsheet shortened it and its digits are lost: format the column as"
        " text",
        "of_country": "{problem:reason} for a number of {country:country}",
        "without_plus": "it has no + and no default country; as {number} {problem:reason}",
    },
)
"""The rest of a sentence: "The phone number is refused: …"."""

WITHOUT_COUNTRY: Final = frozenset({"no_country", "without_plus"})
"""What a default country would have spared."""

PHONE_WARNINGS: Final = ReasonList(
    "phone_warning",
    {
        "read_with_plus": "has no + and no default country: taken as {number}",
        "not_valid_today": "{number} is not a valid number of its country today",
        "ten_digits_in_benin": "Benin's old eight digits became ten: taken as {number}",
        "ninth_digit_in_brazil": "Brazil's mobiles got a ninth digit: taken as {number}",
        "no_1_in_mexico": "Mexico dropped the 1 before mobiles: taken as {number}",
        "ten_digits_in_ivory_coast": "Côte d'Ivoire's old eight digits became ten: taken as {number}",
        "mobiles_with_6_in_cameroon": "Cameroon's mobiles got a 6 in front: taken as {number}",
        "lines_with_2_in_cameroon": "Cameroon's fixed lines got a 2 in front: taken as {number}",
        "first_zero_eaten": "A spreadsheet has eaten its first zero: taken as {number}",
        "several_in_cell": "{several:count} numbers stand in the cell: taken as {number}",
        "value_cut": "{field} is longer than {most:count} characters: its end was left out",
        "consent_not_read": "its consent is not readable, and counts as none: {cell}",
        "letters_not_read": "some of its letters could not be read: look at the encoding of the file",
    },
)
