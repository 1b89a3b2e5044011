"""Numbers of older plans, and first zeros that a spreadsheet took away."""

import pytest

from relance.contacts.phones.parse import parse_phone


@pytest.mark.parametrize(
    ("raw", "country", "e164"),
    [
        ("197456789", "BJ", "+2290197456789"),
        ("+229197456789", None, "+2290197456789"),
        ("229197456789", "BJ", "+2290197456789"),
        ("707456789", "CI", "+2250707456789"),
        ("+225707456789", None, "+2250707456789"),
        ("66123456", "CG", "+242066123456"),
    ],
)
def test_a_first_zero_that_a_spreadsheet_ate_is_put_back(raw: str, country: str | None, e164: str) -> None:
    parsed = parse_phone(raw, default_country=country)

    assert parsed.e164 == e164 and parsed.valid
    assert [one.text for one in parsed.warnings] == [
        f"A spreadsheet has eaten its first zero: taken as {e164}"
    ]


@pytest.mark.parametrize(
    ("raw", "country", "e164"),
    [
        ("07 45 67 89", "CI", "+2250707456789"),
        ("44 12 34 56", "CI", "+2250544123456"),
        ("02 12 34 56", "CI", "+2250102123456"),
        ("+22522512345", None, "+2252722512345"),
        ("+22522012345", None, "+2252522012345"),
        ("+22522812345", None, "+2252122812345"),
        ("77 12 34 56", "CM", "+237677123456"),
        ("22 21 23 45", "CM", "+237222212345"),
    ],
)
def test_numbers_of_older_plans_become_todays(raw: str, country: str | None, e164: str) -> None:
    parsed = parse_phone(raw, default_country=country)

    assert parsed.e164 == e164
    assert parsed.warnings[0].text.endswith(f"taken as {e164}")
