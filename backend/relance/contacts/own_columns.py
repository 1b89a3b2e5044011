"""The one list of the contact's own columns: import, export, list, schema and texts of messages read it."""

OWN_TEXTS = ("first_name", "last_name")
"""Bounded lines of text; empty ones are NULL. One more is added as CONTRIBUTING.md shows."""

OWN_FIELDS = ("phone", *OWN_TEXTS)
"""As texts of messages name them."""

OWN_COLUMNS = ", ".join(OWN_FIELDS)
"""For a SELECT from `contacts`."""

OWN_COLUMNS_OF_C = ", ".join(f"c.{name}" for name in OWN_FIELDS)
"""For a SELECT from `contacts c`."""


def each_text(piece: str, *, first: int = 0, by: str = ", ") -> str:
    """The piece of a statement for each of OWN_TEXTS: NAME is its name, $N its parameter from `first` on."""
    return by.join(
        piece.replace("NAME", name).replace("$N", f"${first + place}") for place, name in enumerate(OWN_TEXTS)
    )
