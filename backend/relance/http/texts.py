"""Texts in bodies, queries and forms: bounded, and storable by PostgreSQL."""

from typing import Annotated

from pydantic import AfterValidator, Field

from relance.reasons.problems import problem


def storable(text: str) -> str:
    """Refuses the one character that PostgreSQL cannot keep."""
    if "\x00" in text:
        raise problem("character_zero")
    return text


def not_blank(text: str) -> str:
    """Refuses what shows nothing."""
    if not text.strip():
        raise problem("blank")
    return text


SearchText = Annotated[str, Field(max_length=100), AfterValidator(storable)]
"""What a list is searched for."""
