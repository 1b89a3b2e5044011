"""The fields that every contact has a column for, as texts of messages name them; others are attributes."""

import re
import unicodedata
from typing import Any

from relance.contacts import sql
from relance.contacts.own_columns import OWN_FIELDS
from relance.core.db import Connection, Row

_READ_OF_A_HEADER = 500
"""Characters. A cell may have a million, and Unicode's order of accents costs the square of their number."""


def field_name(text: str) -> str:
    """A header as a field name: lower case, no accents, underscores, at most 60 characters."""
    decomposed = unicodedata.normalize("NFKD", text.strip()[:_READ_OF_A_HEADER])
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return re.sub(r"[^\w]+", "_", plain.lower()).strip("_")[:60]


async def list_fields(conn: Connection, *, among: list[str]) -> list[str]:
    """The columns, and the attributes that any contact has or had: all of `among`, and many others."""
    return [*OWN_FIELDS, *(row["name"] for row in await conn.fetch(sql.FIELDS, among))]


def fields_of(contact: Row) -> dict[str, Any]:
    """What a text may take from a contact, by name; attributes never stand for a field of its own."""
    return {**contact["attributes"], **own_fields_of(contact)}


def own_fields_of(contact: Row) -> dict[str, Any]:
    """Its columns, by name."""
    return {name: contact[name] for name in OWN_FIELDS}


def sql_value(field: str, *, otherwise: str) -> str:
    """The SQL of a field of `contacts c` whose name is known; `otherwise`: that of any other."""
    return f"c.{field}" if field in OWN_FIELDS else otherwise


def sql_case(field: str) -> str:
    """The SQL of the field of `contacts c` that the expression `field` names."""
    own = " ".join(f"WHEN '{name}' THEN c.{name}" for name in OWN_FIELDS)
    return f"CASE {field} {own} ELSE c.attributes ->> {field} END"
