"""What is wrong with a part of a request: what pydantic finds, by its own codes, and what we ask besides."""

from dataclasses import dataclass
from typing import Any, Final

from pydantic_core import PydanticCustomError

from relance.reasons.reason import Reason, ReasonList, values_as_json

_OF_PYDANTIC = {
    "missing": "Field required",
    "string_type": "Input should be a valid string",
    "string_unicode": "Input should be a valid string, unable to parse raw data as a unicode string",
    "string_too_short": "Input should have at least {min_length:count} characters",
    "string_too_long": "Input should have at most {max_length:count} characters",
    "string_pattern_mismatch": "Input should match the pattern '{pattern}'",
    "int_type": "Input should be a valid integer",
    "int_parsing": "Input should be a valid integer, unable to parse string as an integer",
    "int_parsing_size": "Unable to parse input string as an integer, exceeded maximum size",
    "int_from_float": "Input should be a valid integer, got a number with a fractional part",
    "float_type": "Input should be a valid number",
    "float_parsing": "Input should be a valid number, unable to parse string as a number",
    "finite_number": "Input should be a finite number",
    "bool_type": "Input should be a valid boolean",
    "bool_parsing": "Input should be a valid boolean, unable to interpret input",
    "greater_than": "Input should be greater than {gt:number}",
    "greater_than_equal": "Input should be greater than or equal to {ge:number}",
    "less_than": "Input should be less than {lt:number}",
    "less_than_equal": "Input should be less than or equal to {le:number}",
    "list_type": "Input should be a valid list",
    "too_short": "Input should have at least {min_length:count} items, not {actual_length:count}",
    "too_long": "Input should have at most {max_length:count} items, not {actual_length:count}",
    "dict_type": "Input should be a valid object",
    "model_type": "Input should be a valid object",
    "model_attributes_type": "Input should be a valid object",
    "literal_error": "Input should be one of {expected}",
    "enum": "Input should be one of {expected}",
    "union_tag_invalid": "Input should name its kind: {discriminator} is one of {expected_tags}",
    "union_tag_not_found": "Input should name its kind: {discriminator} is missing",
    "datetime_type": "Input should be a valid date and time",
    "datetime_parsing": "Input should be a valid date and time: {error:api}",
    "datetime_from_date_parsing": "Input should be a valid date and time: {error:api}",
    "datetime_object_invalid": "Input should be a valid date and time: {error:api}",
    "timezone_aware": "Input should have a time zone",
    "date_type": "Input should be a valid date",
    "date_parsing": "Input should be a valid date: {error:api}",
    "date_from_datetime_parsing": "Input should be a valid date: {error:api}",
    "date_from_datetime_inexact": "Input should be a date, without a time of day",
    "value_error": "{error:api}",
}
"""Those that our types can lead to; a test looks through all of them."""

_OURS = {
    "body_not_json": "is no JSON (at character {place:count})",
    "body_not_object": "must be a JSON object, sent with Content-Type: application/json",
    "body_unexpected": "This route takes no body.",
    "too_many_fields": "No object in a body may have more than {most:count} fields.",
    "field_unknown": "There is no such field.",
    "field_unknown_of": "There is no such field. This object knows {known:list}.",
    "name_unknown": "There is no {what:part_of_request} {name}. This route takes none.",
    "name_unknown_of": "There is no {what:part_of_request} {name}. This route knows {known:list}.",
    "name_repeated": "The {what:part_of_request} {name} is there {times:count} times: send it once.",
    "not_a_file": "must be a file: a part of the form with a filename",
    "not_a_moment": 'must be a date and time with time zone such as "2026-12-01T09:00:00Z"',
    "moment_out_of_calendar": "must lie within the years 1 to 9999, in UTC too",
    "moment_too_late": "must not lie after the year {year:id}",
    "moment_out_of_years": "must lie between the years {first:id} and {last:id}",
    "character_zero": "must not hold the character U+0000",
    "control_characters": "must not hold control characters such as U+0000",
    "blank": "must not be blank",
    "not_printable": "must have printable characters",
    "value_too_long": "must have {most:count} characters at most",
    "number_too_large": "is too large a number to keep its digits: send it as text",
    "field_condition": "must be the name of an own field, a colon and a value, such as city:Porto-Novo",
    "not_a_value": "must be a text, a number, true, false or null",
    "null": "{field:api} cannot be null: leave it out",
    "field_or_value": "needs either a field or a value",
    "value_with_default": "a value needs no default",
    "header_of_one_kind": "needs one of media_id, link, text",
    "ids_twice": "needs either ids or contact_ids: they are the same",
    "ids_or_filter": "needs either ids or a filter",
    "timezone_unknown": 'is no time zone such as "Africa/Porto-Novo": {name}',
    "cursor_without_filter": "a cursor belongs to a filter",
}

PROBLEMS: Final = ReasonList("problem", {**_OF_PYDANTIC, **_OURS})

PLACED: Final = ReasonList("placed", {"at": "{where}: {problem:reason}"})
"""A problem with the part of the request that has it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and with which part of the request."""

    where: str
    reason: Reason

    def as_json(self) -> dict[str, Any]:
        """As the details of a refusal have it."""
        values = values_as_json(self.reason.values)
        return {"where": self.where, "problem": self.reason.text, "code": self.reason.code, "values": values}


def problem(code: str, /, **values: Any) -> PydanticCustomError:
    """What a validator of ours raises; `http.refusal_words` reads the reason out of it."""
    reason = PROBLEMS.make(code, **values)
    return PydanticCustomError(code, "{text}", {"text": reason.text, "reason": reason})
