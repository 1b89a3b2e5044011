"""Phones as people and spreadsheets write them."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.contacts.phones import number_plans
from relance.contacts.phones.parse import (
    PhoneRefused,
    check_country,
    country_of_code,
    known_aliases,
    parse_phone,
    phone_candidates,
)
from relance.core.errors import AppError


@pytest.mark.parametrize(
    ("raw", "country", "e164"),
    [
        ("+2290196000001", None, "+2290196000001"),
        ("002290196000001", None, "+2290196000001"),
        ("002290196000001", "FR", "+2290196000001"),
        ("00 33 6 12 34 56 78", "US", "+33612345678"),
        ("0196000001", "BJ", "+2290196000001"),
        ("2290196000001", "BJ", "+2290196000001"),
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("06.12.34.56.78", "FR", "+33612345678"),
        ("06-12-34-56-78", "FR", "+33612345678"),
        ("06\u00a012\u202f34\u00a056\u00a078", "FR", "+33612345678"),
        ("+33 (0)6 12 34 56 78", None, "+33612345678"),
        ("(+33) 612345678", None, "+33612345678"),
        ("\u202a+33612345678\u202c", None, "+33612345678"),
        ("٠٦١٢٣٤٥٦٧٨", "FR", "+33612345678"),
        ("+336 12 34 56 78", None, "+33612345678"),
        ('="+33612345678"', None, "+33612345678"),
        ("'+33612345678", None, "+33612345678"),
        ("tel:+33612345678", None, "+33612345678"),
        ("33612345678.0", None, "+33612345678"),
        ("+12125550123", None, "+12125550123"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("+390612345678", None, "+390612345678"),
        ("07\x0000000001", "CI", "+2250700000001"),
    ],
)
def test_phone_as_written_becomes_e164(raw: str, country: str | None, e164: str) -> None:
    assert parse_phone(raw, default_country=country).e164 == e164


@pytest.mark.parametrize(
    ("raw", "country"),
    [
        ("97000000", "BJ"),
        ("97 00 00 00", "BJ"),
        ("+22997000000", None),
        ("0022997000000", "FR"),
        ("22997000000", "BJ"),
        ("22997000000", None),
        ("22997000000.0", "BJ"),
    ],
)
def test_old_eight_digits_of_benin_become_ten_and_say_so(raw: str, country: str | None) -> None:
    parsed = parse_phone(raw, default_country=country)

    assert parsed.e164 == "+2290197000000"
    assert parsed.country == "BJ"
    assert any("Benin" in warning.text for warning in parsed.warnings)


def test_eight_digits_of_benin_still_in_use_stay() -> None:
    assert parse_phone("+22981123456", default_country=None).e164 == "+22981123456"


def test_ten_digits_of_benin_are_not_touched() -> None:
    assert parse_phone("+2290197000000", default_country=None).warnings == ()


@pytest.mark.parametrize(
    ("raw", "e164"), [("+551187654321", "+5511987654321"), ("+5215512345678", "+525512345678")]
)
def test_old_mobiles_of_brazil_and_mexico_become_todays(raw: str, e164: str) -> None:
    parsed = parse_phone(raw, default_country=None)

    assert parsed.e164 == e164
    assert len(parsed.warnings) == 1


def test_brazil_with_and_without_ninth_digit_is_one_phone() -> None:
    with_ninth = parse_phone("11 98765-4321", default_country="BR")
    without = parse_phone("11 8765-4321", default_country="BR")

    assert with_ninth.e164 == without.e164 == "+5511987654321"


@pytest.mark.parametrize(
    ("raw", "country", "code"),
    [
        ("", "BJ", "empty"),
        ("   ", "BJ", "empty"),
        ("\u200b", "BJ", "empty"),
        ("Koffi", "BJ", "letters"),
        ("0197O00000", "BJ", "letters"),
        ("97000000 poste 12", "BJ", "letters"),
        ("2.29E+11", "BJ", "scientific_notation"),
        ("2,29E+11", "BJ", "scientific_notation"),
        ("2.29019E+12", None, "scientific_notation"),
        ("12", "BJ", "too_short"),
        ("+229", None, "too_short"),
        ("+", None, "too_short"),
        ("1" * 40, "BJ", "too_long"),
        ("9" * 5000, "BJ", "too_long"),
        ("+2290197000000999", None, "too_long"),
        ("+33612345678 / +33612345679", None, "strange_characters"),
        ("+999123456789", None, "unknown_country_code"),
        ("0612345678", None, "no_country"),
        ("#97000000", "BJ", "strange_characters"),
    ],
)
def test_impossible_phone_is_refused_with_a_reason(raw: str, country: str | None, code: str) -> None:
    with pytest.raises(PhoneRefused) as refused:
        parse_phone(raw, default_country=country)

    assert refused.value.code == code
    assert refused.value.reason


def test_possible_but_not_valid_phone_is_taken_with_a_warning() -> None:
    parsed = parse_phone("+2290297000000", default_country=None)

    assert parsed.e164 == "+2290297000000"
    assert not parsed.valid
    assert any("not a valid number" in warning.text for warning in parsed.warnings)


def test_local_number_is_never_taken_for_another_country() -> None:
    with pytest.raises(PhoneRefused, match="too long for a number of BJ"):
        parse_phone("33612345678", default_country="BJ")


def test_without_default_country_a_missing_plus_is_added_with_a_warning() -> None:
    parsed = parse_phone("33612345678", default_country=None)

    assert parsed.e164 == "+33612345678"
    assert any("no +" in warning.text for warning in parsed.warnings)


@given(st.text(max_size=60), st.sampled_from([None, "BJ", "FR", "US"]))
def test_any_text_is_a_storable_phone_or_refused(raw: str, country: str | None) -> None:
    try:
        parsed = parse_phone(raw, default_country=country)
    except PhoneRefused:
        return
    assert parsed.e164[0] == "+"
    assert parsed.e164[1:].isascii()
    assert parsed.e164[1:].isdecimal()
    assert 6 <= len(parsed.e164) <= 20
    assert parse_phone(parsed.e164, default_country=None).e164 == parsed.e164


def _by_library(text: str, region: str | None) -> str | None:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    e164: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return e164


EXAMPLES = [
    (region, str(number.country_code), phonenumbers.national_significant_number(number))
    for region in sorted(phonenumbers.SUPPORTED_REGIONS)
    for kind in phonenumbers.PhoneNumberType.values()
    if (number := phonenumbers.example_number_for_type(region, kind)) is not None
]


def test_short_way_agrees_with_the_library_on_every_country_and_kind() -> None:
    taken = 0
    for region, code, national in EXAMPLES:
        for digits in (national, national[:-1], national + "1", "9" + national[1:], national[:4] + "0" * 5):
            country = number_plans.match_international(code + digits)
            if country is not None:
                taken += 1
                assert _by_library(f"+{code}{digits}", None) == f"+{code}{digits}", (region, digits)
                parsed = phonenumbers.parse(f"+{code}{digits}", None)
                assert phonenumbers.region_code_for_number(parsed) == country, (region, digits)
            local = number_plans.match_national(digits, region)
            if local is not None:
                assert _by_library(digits, region) == local, (region, digits)
    assert taken > 1000


@given(st.sampled_from(EXAMPLES), st.text("0123456789", min_size=4, max_size=11))
def test_short_way_agrees_with_the_library_on_random_digits(
    example: tuple[str, str, str], digits: str
) -> None:
    region, code, _ = example
    country = number_plans.match_international(code + digits)
    if country is not None:
        assert _by_library(f"+{code}{digits}", None) == f"+{code}{digits}"
        parsed = phonenumbers.parse(f"+{code}{digits}", None)
        assert phonenumbers.region_code_for_number(parsed) == country
    local = number_plans.match_national(digits, region)
    if local is not None:
        assert _by_library(digits, region) == local


@pytest.mark.parametrize(
    ("number", "alias"),
    [
        ("+5511987654321", "551187654321"),
        ("551187654321", "5511987654321"),
        ("525512345678", "5215512345678"),
        ("5215512345678", "525512345678"),
        ("541112345678", "5491112345678"),
        ("5491112345678", "541112345678"),
        ("+2290197000000", "22997000000"),
        ("22997000000", "2290197000000"),
    ],
)
def test_other_spelling_of_a_phone_is_known(number: str, alias: str) -> None:
    assert known_aliases(number) == [alias]
    assert phone_candidates(number) == [f"+{number.removeprefix('+')}", f"+{alias}"]


@pytest.mark.parametrize("number", ["33612345678", "12125550123", "551132345678", ""])
def test_most_phones_have_one_spelling(number: str) -> None:
    assert known_aliases(number) == []


@given(st.text("0123456789", min_size=8, max_size=14))
def test_spellings_lead_back(number: str) -> None:
    assert all(number in known_aliases(alias) for alias in known_aliases(number))


def test_country_is_checked() -> None:
    assert check_country(" bj ") == "BJ"
    assert check_country(None) is None
    with pytest.raises(AppError) as refused:
        check_country("Benin")
    assert refused.value.code == "unknown_country"


@pytest.mark.parametrize(
    ("code", "country"),
    [
        ("229", "BJ"),
        ("+229", "BJ"),
        ("00229", "BJ"),
        ("229.0", "BJ"),
        ("bj", "BJ"),
        ("999", None),
        ("x", None),
    ],
)
def test_country_of_a_calling_code(code: str, country: str | None) -> None:
    assert country_of_code(code) == country
