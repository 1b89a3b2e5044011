"""Bodies of settings."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic.config import JsonDict

from relance.core.changeable_settings import Group, Unit
from relance.http.bodies import RequestBody
from relance.settings.described import Kind

_TYPES: list[JsonDict] = [
    {"type": "number"}, {"type": "boolean"}, {"type": "string"},
    {"type": "array", "items": {"type": "string"}}, {"type": "null"},
]  # fmt: skip
# Checked by the declaration of the setting, which tells what is wrong in its own words.
Value = Annotated[Any, WithJsonSchema({"anyOf": _TYPES})]

_SETTING: JsonDict = {
    "name": "daily_limit",
    "group": "sending",
    "kind": "integer",
    "unit": "messages_per_day",
    "minimum": 1,
    "exclusive_minimum": None,
    "maximum": None,
    "exclusive_maximum": None,
    "max_length": None,
    "max_items": None,
    "choices": None,
    "default": None,
    "super_admins_only": False,
    "variable": "RELANCE_DAILY_LIMIT",
    "value": 2000,
    "locked": False,
    "changed_at": "2026-11-01T12:00:00Z",
    "changed_by": "awa",
}


class Setting(BaseModel):
    """A setting that may be changed while Relance runs: what it is, and what it is now."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SETTING]})

    name: str
    group: Group
    kind: Kind
    unit: Unit | None
    minimum: float | None
    exclusive_minimum: float | None
    maximum: float | None
    exclusive_maximum: float | None
    max_length: int | None = Field(description="Characters of the text, or of each text.")
    max_items: int | None
    choices: list[str] | None
    default: Value
    super_admins_only: bool = Field(description="Whether only super admins may change it.")
    variable: str = Field(description="The variable of the environment that sets and locks it.")
    value: Value
    locked: bool = Field(description="Whether the environment sets it: then it is changed there only.")
    changed_at: datetime | None = Field(description="When it was changed here the last time.")
    changed_by: str | None = Field(description="By which user or key.")


class SettingList(BaseModel):
    """All of them, group by group. `version` is for the next change."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"version": 3, "items": [_SETTING]}]})

    version: int = Field(description="How often settings were changed.")
    items: list[Setting]


class SettingsChange(RequestBody):
    """Settings by name, with their new values; null: back to the default.

    With the `version` that was read, a change that would undo somebody else's is refused (409).
    """

    model_config = ConfigDict(
        extra="allow", json_schema_extra={"examples": [{"daily_limit": 2000, "version": 3}]}
    )
    __pydantic_extra__: dict[str, Value]

    version: Annotated[int, Field(ge=0, le=2**53 - 1)] | None = None
