"""Who is meant by an address, and what WhatsApp calls them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whatsapp_simulator import Behaviour
from whatsapp_simulator.people import People, is_bsuid, make_bsuid, read_bsuid, read_to, renumber

phones = st.integers(min_value=10**6, max_value=10**15 - 1).map(str)


@given(phones)
def test_bsuid_leads_back_to_its_phone(phone: str) -> None:
    bsuid = make_bsuid(phone)
    assert is_bsuid(bsuid)
    assert read_bsuid(bsuid) == phone


@given(phones, phones)
def test_bsuids_of_two_phones_differ(one: str, other: str) -> None:
    assert (make_bsuid(one) == make_bsuid(other)) == (one == other)


@pytest.mark.parametrize(
    "bsuid", ["US.13491208655302741918", "US.ENT.11815799212886844830", "FR.abc", "FR.1"]
)
def test_foreign_bsuid_is_a_person_without_phone(bsuid: str) -> None:
    person = People(1).find_bsuid(bsuid)
    assert (person.phone, person.bsuid, person.hides_phone(Behaviour())) == (None, bsuid, True)


def test_bsuid_and_phone_are_one_person() -> None:
    people = People(1)
    assert people.find_bsuid(make_bsuid("33612345678")) is people.find_phone("33612345678")


@pytest.mark.parametrize(
    ("to", "read"),
    [
        ("+33 6 12 34 56 78", ("33612345678", False)),
        ("+1 (650) 555-1234", ("16505551234", False)),
        ("6505551234", ("16505551234", False)),
        ("33612345678", ("133612345678", True)),
        ("16505551234", ("116505551234", True)),
        ("+0033612345678", None),
        ("+12", None),
        ("+3361234567890123", None),
        ("+33a12345678", None),
        ("٣٣٦١٢٣٤٥٦٧٨", None),
        ("", None),
    ],
)
def test_number_without_plus_gets_the_country_of_the_business(to: str, read: tuple[str, bool] | None) -> None:
    assert read_to(to, "1") == read


@pytest.mark.parametrize(
    ("phone", "wa_id"),
    [
        ("5511987654321", "551187654321"),
        ("525512345678", "5215512345678"),
        ("2290197000001", "22997000001"),
        ("33612345678", "336123456780"),
    ],
)
def test_other_wa_id_is_the_number_from_before_renumbering(phone: str, wa_id: str) -> None:
    person = People(1).find_phone(phone)
    assert renumber(phone) == wa_id
    assert person.wa_id(Behaviour(wa_id_other=1.0)) == wa_id
    assert person.wa_id(Behaviour(wa_id_other=0.0)) == phone


def test_same_seed_makes_the_same_people_in_any_order() -> None:
    phones_in_order = [f"3361234{n:04d}" for n in range(50)]
    forward, backward, other = People(7), People(7), People(8)
    one = [forward.find_phone(phone).traits for phone in phones_in_order]
    two = [backward.find_phone(phone).traits for phone in reversed(phones_in_order)]
    assert one == two[::-1]
    assert one != [other.find_phone(phone).traits for phone in phones_in_order]
