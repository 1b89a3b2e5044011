"""Errors that tell a person what happened and what to do.

`AppError` is raised by services and turned into `{error: {code, message, details, values, request_id}}` at
the HTTP edge; commands print its message.
"""

from collections.abc import Mapping
from typing import Any

from relance.reasons.reason import Reason, values_as_json
from relance.reasons.refusals import REFUSALS, STATUSES


class SettingsError(Exception):
    """A setting is missing or malformed; the message is one sentence naming it."""


class AppError(Exception):
    """A refusal of the closed list (`reasons/refusals/`), which has its HTTP status and its sentence.

    `values` fill the places of the sentence; `details` tell programs what else there is to know. KeyError for
    a code that is none, or a value that is missing: a test finds both in the code.
    """

    def __init__(self, code: str, /, *, details: Mapping[str, Any] | None = None, **values: Any) -> None:
        self.reason = REFUSALS.make(code, **values)
        super().__init__(self.reason.text)
        self.code = code
        self.message = self.reason.text
        self.status = STATUSES[code]
        self.details = dict(details or {})

    @property
    def values(self) -> dict[str, Any]:
        """What fills the sentence, as JSON."""
        return values_as_json(self.reason.values)


class CommandError(Exception):
    """A refusal of a command: `message` tells it in the terminal, in English, and no app ever shows it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class TooManyError(AppError):
    """429 with the seconds after which to try again: this caller has enough of something for now.

    It is about the caller alone: whoever shares his answer is not meant by it. All values are details.
    """

    def __init__(self, code: str, /, *, retry_after_s: int, **values: Any) -> None:
        details = {"retry_after_s": retry_after_s, **values}
        super().__init__(code, details=details, **details)
        self.headers = {"Retry-After": str(retry_after_s)}


class ReasonError(ValueError):
    """Something cannot be used; `reason` says why, its `text` is the message."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.text)
        self.reason = reason
