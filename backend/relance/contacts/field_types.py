"""What texts in bodies, queries and paths may be: bounded, and storable by PostgreSQL."""

import math
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from relance.contacts.search import read_field
from relance.http.texts import not_blank, storable
from relance.reasons.problems import problem

LONGEST_FIELD_TEXT = 1000
MOST_OWN_FIELDS = 200
"""Of one contact, in a packed column of a file; a body of the API may hold as many."""

_LARGEST_WHOLE = 2**53
"""Beyond it JSON's numbers lose digits in every browser."""


def _one_line(text: str) -> str:
    """Blanks at the ends go, line breaks become blanks: WhatsApp refuses them in a template's variable."""
    line = " ".join(text.split())
    if any(unicodedata.category(character) == "Cc" for character in line):
        raise problem("control_characters")
    return line


def _field_value(value: object) -> object:
    """One sentence for all kinds, instead of one for each kind that it is not."""
    if isinstance(value, str):
        if len(value) > LONGEST_FIELD_TEXT:
            raise problem("value_too_long", most=LONGEST_FIELD_TEXT)
        return storable(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) > _LARGEST_WHOLE:
            raise problem("number_too_large")
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    raise problem("not_a_value")


Name = Annotated[str, Field(max_length=200), AfterValidator(_one_line)]
Phone = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(storable)]
Country = Annotated[str, Field(min_length=2, max_length=2), AfterValidator(storable)]
Reason = Annotated[
    str, Field(min_length=1, max_length=200), AfterValidator(_one_line), AfterValidator(not_blank)
]
ProofWords = Annotated[
    str, Field(min_length=1, max_length=2000), AfterValidator(storable), AfterValidator(not_blank)
]
FieldName = Annotated[
    str, Field(min_length=1, max_length=60), AfterValidator(_one_line), AfterValidator(not_blank)
]
FieldText = Annotated[str, Field(max_length=LONGEST_FIELD_TEXT)]
WholeNumber = Annotated[int, Field(ge=-_LARGEST_WHOLE, le=_LARGEST_WHOLE)]
Number = Annotated[float, Field(allow_inf_nan=False)]
FieldValue = Annotated[FieldText | bool | WholeNumber | Number | None, BeforeValidator(_field_value)]
"""The value of a contact's own field; None removes it."""

Attributes = Annotated[dict[FieldName, FieldValue], Field(max_length=100)]


def _condition(text: str) -> str:
    if read_field(text) is None:
        raise problem("field_condition")
    return storable(text)


FieldConditions = Annotated[
    list[Annotated[str, Field(max_length=1_200), AfterValidator(_condition)]], Field(max_length=5)
]
"""Own fields with the value that each must have."""


def read_conditions(conditions: list[str] | None) -> tuple[tuple[str, str], ...]:
    """As the filter knows them."""
    return tuple(filter(None, map(read_field, conditions or ())))
