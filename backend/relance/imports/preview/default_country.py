"""The country of numbers without country code: asked for, set, or that of our own numbers."""

from collections import Counter
from typing import Literal, NamedTuple

from relance.contacts.phones.number_plans import match_international
from relance.contacts.phones.parse import PhoneRefused, check_country, parse_phone
from relance.core.db import Connection
from relance.imports import jobs_sql as sql

NO_COUNTRY = "none"
"""What is asked for where all numbers have their country code."""

Origin = Literal["asked", "setting", "sender"]

_ENOUGH_CONTACTS = 5


class DefaultCountry(NamedTuple):
    """ISO code, or None; and who said so, None where nobody did."""

    country: str | None
    origin: Origin | None


async def choose_country(conn: Connection, *, asked: str | None, setting: str | None) -> DefaultCountry:
    """What is asked for (NO_COUNTRY: none), else the installation's, else that of most sending numbers.

    Raises AppError `unknown_country`.
    """
    if asked is not None and asked.strip().lower() == NO_COUNTRY:
        return DefaultCountry(None, "asked")
    if country := check_country(asked):
        return DefaultCountry(country, "asked")
    if setting is not None:
        return DefaultCountry(setting, "setting")
    found = Counter(filter(None, [_country_of(row["phone"]) for row in await conn.fetch(sql.SENDERS_PHONES)]))
    return DefaultCountry(found.most_common(1)[0][0], "sender") if found else DefaultCountry(None, None)


async def find_contacts_country(conn: Connection) -> str | None:
    """Where most of the contacts are from, None where no country has half of them."""
    phones = [row["phone"] for row in await conn.fetch(sql.NEWEST_PHONES) if row["phone"]]
    return most_of([match_international(phone[1:]) for phone in phones], least=_ENOUGH_CONTACTS)


def most_of(countries: list[str | None], *, least: int) -> str | None:
    """The one that more than half of them are, at least so many."""
    known = Counter(country for country in countries if country is not None)
    if not known:
        return None
    country, n = known.most_common(1)[0]
    return country if n >= least and n * 2 > known.total() else None


def _country_of(phone: str) -> str | None:
    try:
        parsed = parse_phone(phone if phone.startswith("+") else f"+{phone}", default_country=None)
    except PhoneRefused:
        return None
    return parsed.country if parsed.valid else None
