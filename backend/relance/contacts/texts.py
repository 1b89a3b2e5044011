"""What texts in bodies, queries and paths may be: bounded, and storable by PostgreSQL."""

from typing import Annotated

from pydantic import AfterValidator, Field


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("must not hold the character U+0000")
    return text


Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Name = Annotated[str, Field(max_length=200), AfterValidator(_storable)]
Phone = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_storable)]
Country = Annotated[str, Field(min_length=2, max_length=2), AfterValidator(_storable)]
Reason = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_storable)]
Query = Annotated[str, Field(max_length=100), AfterValidator(_storable)]
FieldName = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_storable)]
FieldText = Annotated[str, Field(max_length=1000), AfterValidator(_storable)]
WholeNumber = Annotated[int, Field(ge=-(2**53), le=2**53)]
Number = Annotated[float, Field(allow_inf_nan=False)]
FieldValue = FieldText | bool | WholeNumber | Number | None
"""The value of a contact's own field; None removes it."""

Attributes = Annotated[dict[FieldName, FieldValue], Field(max_length=100)]
