"""The settings that administrators change while Relance runs. Adding one: a line here, and its words in
`frontend/src/i18n/settings-words.json` (CONTRIBUTING, "a setting changed while running").

Each is also a variable of the environment, as those of `core/settings.py` are; where that is set, it holds.
What is needed before the database is reached, what all processes must agree on in the same instant, and
secrets do not belong here.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationInfo,
)
from pydantic_settings import NoDecode

Group = Literal["sending", "campaigns", "opt_out", "contacts", "limits", "privacy", "activity"]
"""Where the page shows it; in this order."""

Unit = Literal["messages_per_s", "messages_per_day", "requests_per_s", "s", "days", "share"]

_LARGEST = 2**53 - 1
"""Of the whole numbers that browsers read exactly."""


@dataclass(frozen=True, slots=True)
class Changeable:
    """Marks a setting. `super_admins_only`: what would let an admin or a key lift what holds them."""

    group: Group
    unit: Unit | None = None
    super_admins_only: bool = False


def _split(given: object, info: ValidationInfo) -> object:
    """In the environment words stand in one line, with commas."""
    if isinstance(given, str) and info.mode == "python":
        return tuple(word.strip() for word in given.split(",") if word.strip())
    return tuple(given) if isinstance(given, list) else given


_Word = Annotated[str, Field(min_length=1, max_length=200)]
Texts = Annotated[tuple[_Word, ...], NoDecode, BeforeValidator(_split)]
"""A list of texts; `Field(max_length=…)` beside it says how many at most."""


def _known_country(code: str) -> str:
    # Here, and not for every command that reads a setting: the numbering plans take their time.
    from phonenumbers import SUPPORTED_REGIONS

    if code not in SUPPORTED_REGIONS:
        raise ValueError("it is no country with a numbering plan")
    return code


Country = Annotated[
    str,
    Field(min_length=2, max_length=2, json_schema_extra={"format": "country"}),
    AfterValidator(_known_country),
]
"""An ISO country, in capitals."""


class ChangeableSettings(BaseModel):
    """Numbers (`int`, `float`), `bool`, `str` with a longest length, `Literal` for a choice, `Texts`,
    `Country`.

    Only one whose default is None may be None: a null in a change means "back to the default".
    """

    model_config = ConfigDict(frozen=True)

    sender_rate_per_s: Annotated[float, Field(gt=0, le=10_000), Changeable("sending", "messages_per_s")] = 75
    reply_share: Annotated[float, Field(ge=0, lt=1), Changeable("sending", "share")] = 0.2
    daily_limit: Annotated[Annotated[int, Field(ge=1)] | None, Changeable("sending", "messages_per_day")] = (
        None
    )
    interaction_window_s: Annotated[int, Field(ge=1, le=86_400), Changeable("campaigns", "s")] = 86_400
    expiry_interval_s: Annotated[float, Field(ge=0.5, le=86_400), Changeable("campaigns", "s")] = 3600
    opt_out_words_added: Annotated[Texts, Field(max_length=500), Changeable("opt_out")] = ()
    opt_out_words_removed: Annotated[Texts, Field(max_length=500), Changeable("opt_out")] = ()
    opt_out_answer: Annotated[str, Field(max_length=1000), Changeable("opt_out")] = ""
    opt_in_words_added: Annotated[Texts, Field(max_length=500), Changeable("opt_out")] = ()
    opt_in_words_removed: Annotated[Texts, Field(max_length=500), Changeable("opt_out")] = ()
    default_country: Annotated[Country | None, Changeable("contacts")] = None
    texts_kept_days: Annotated[
        int, Field(ge=0, le=36_500), Changeable("privacy", "days", super_admins_only=True)
    ] = 0
    activity_kept_days: Annotated[
        int, Field(ge=30, le=36_500), Changeable("activity", "days", super_admins_only=True)
    ] = 400

    streams_at_once: Annotated[int, Field(ge=1, le=10_000), Changeable("limits", super_admins_only=True)] = 20
    exports_at_once: Annotated[int, Field(ge=1, le=10_000), Changeable("limits", super_admins_only=True)] = 2
    uploads_at_once: Annotated[int, Field(ge=1, le=10_000), Changeable("limits", super_admins_only=True)] = 2
    lists_at_once: Annotated[int, Field(ge=1, le=10_000), Changeable("limits", super_admins_only=True)] = 8
    key_rate_per_s: Annotated[
        float, Field(ge=0, le=100_000), Changeable("limits", "requests_per_s", super_admins_only=True)
    ] = 0


@dataclass(frozen=True, slots=True)
class Declared:
    """One of them, as it is declared. `reader` takes what JSON holds."""

    name: str
    default: Any
    mark: Changeable
    reader: TypeAdapter[Any]

    @property
    def variable(self) -> str:
        """Its name in the environment."""
        return f"RELANCE_{self.name.upper()}"

    def read(self, value: object) -> Any:
        """The value that JSON gives, checked strictly: `"1"` is no number. Raises ValueError."""
        _refuse_odd(value)
        return self.reader.validate_json(json.dumps(value), strict=True)


@cache
def declared_in(model: type[BaseModel]) -> Mapping[str, Declared]:
    """All that `model` declares, by name, as they stand there."""
    found = {}
    for name, field in model.model_fields.items():
        for mark in field.metadata:
            if isinstance(mark, Changeable):
                whole: Any = Annotated[field.annotation, *field.metadata]
                reader: TypeAdapter[Any] = TypeAdapter(whole)
                found[name] = Declared(name, field.get_default(), mark, reader)
    return found


def _refuse_odd(value: object) -> None:
    """What JSON or PostgreSQL cannot carry, or goes deeper than a list of texts. Raises ValueError."""
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        for word in value:
            _refuse_odd(word)
    elif isinstance(value, str):
        if any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in value):
            raise ValueError("it holds a character that no text may have")
    elif isinstance(value, int | float):
        if not math.isfinite(value) or abs(value) > _LARGEST:
            raise ValueError("it is too large a number")
    else:
        raise ValueError("it must be a number, a text, true or false, or a list of texts")
