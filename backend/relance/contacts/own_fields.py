"""The fields that every contact has a column for, as texts of messages name them; others are attributes."""

from typing import Any

from relance.core.db import Row

OWN_FIELDS = ("phone", "first_name", "last_name")


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
