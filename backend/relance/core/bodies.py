"""What request and answer bodies share."""

import re
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

_LAST_YEAR = 2200
_DAY_AND_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d", re.ASCII)


class RequestBody(BaseModel):
    """A strict body: `"1"` is no number, unknown fields are refused, so that a typing error is told."""

    model_config = ConfigDict(strict=True, extra="forbid")


class ErrorDetail(BaseModel):
    """What happened and what to do. `code` is a stable snake_case word."""

    code: str
    message: str
    details: dict[str, object]
    request_id: str


class ErrorBody(BaseModel):
    """The body of every error."""

    error: ErrorDetail


def _written_out(value: object) -> object:
    """JSON has no times: they come as text, and never as a number of seconds, not even one in quotes."""
    if not (isinstance(value, str) and _DAY_AND_TIME.match(value)):
        raise ValueError('must be a date and time with time zone such as "2026-12-01T09:00:00Z"')
    return value


def _storable(moment: datetime) -> datetime:
    """Refuses what leaves the calendar once it is turned to UTC."""
    if moment.year > _LAST_YEAR:
        raise ValueError(f"must not lie after the year {_LAST_YEAR}")
    return moment


Moment = Annotated[
    AwareDatetime,
    Field(strict=False),
    BeforeValidator(_written_out, json_schema_input_type=AwareDatetime),
    AfterValidator(_storable),
]
"""A time in a strict body."""
