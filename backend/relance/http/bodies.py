"""What request and answer bodies share."""

import re
from datetime import UTC, datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from relance.reasons.lists import LISTS
from relance.reasons.problems import problem

MOST_FIELDS = 200
"""Of an object that a client sends: twice as many as any has that is taken."""

_LAST_YEAR = 2200
_DAY_AND_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d", re.ASCII)


class RequestBody(BaseModel):
    """A strict body: `"1"` is no number, unknown fields are refused, so that a typing error is told.

    Not each of a hundred thousand: to say what is wrong with all of them took 19 s and half a gigabyte, for a
    body of a size that is allowed.
    """

    model_config = ConfigDict(strict=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _has_few_fields(cls, given: object) -> object:
        """Before anything is validated: of the object, and of those whose names the client chooses."""
        if isinstance(given, dict) and (
            len(given) > MOST_FIELDS
            or any(isinstance(part, dict) and len(part) > MOST_FIELDS for part in given.values())
        ):
            raise problem("too_many_fields", most=MOST_FIELDS)
        return given


class ReasonBody(BaseModel):
    """A reason: `values` fill the sentence of `code`, which `text` is in English. `kind` names its list."""

    model_config = ConfigDict(from_attributes=True)

    kind: str = Field(json_schema_extra={"enum": [*sorted(LISTS), "meta_advice", "meta_words", "refusal"]})
    code: str
    values: dict[str, object]
    text: str


class ErrorDetail(BaseModel):
    """What happened and what to do. `code` is a stable snake_case word; `values` fill its sentence, which
    `message` is in English."""

    code: str
    message: str
    details: dict[str, object]
    values: dict[str, object]
    request_id: str


class ErrorBody(BaseModel):
    """The body of every error."""

    error: ErrorDetail


def _written_out(value: object) -> object:
    """JSON has no times: they come as text, and never as a number of seconds, not even one in quotes."""
    if not (isinstance(value, str) and _DAY_AND_TIME.match(value)):
        raise problem("not_a_moment")
    return value


def in_utc(moment: datetime) -> datetime:
    """The same time in UTC, as it is stored. Raises a `problem` when the calendar of UTC has no such time."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise problem("moment_out_of_calendar") from None


def _storable(moment: datetime) -> datetime:
    utc = in_utc(moment)
    if utc.year > _LAST_YEAR:
        raise problem("moment_too_late", year=_LAST_YEAR)
    return utc


UtcTime = Annotated[
    AwareDatetime,
    Field(strict=False),
    BeforeValidator(_written_out, json_schema_input_type=AwareDatetime),
    AfterValidator(_storable),
]
"""A time in a strict body."""


def _storable_or_past(moment: datetime) -> datetime:
    return datetime.min.replace(tzinfo=UTC) if moment.year == 1 else _storable(moment)


Deadline = Annotated[
    AwareDatetime,
    Field(strict=False),
    BeforeValidator(_written_out, json_schema_input_type=AwareDatetime),
    AfterValidator(_storable_or_past),
]
"""A time whose past its route refuses in words of its own, from the first day of the calendar on."""
