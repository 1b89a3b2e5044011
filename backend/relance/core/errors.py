"""Errors that tell a person what happened and what to do.

`AppError` is raised by services and turned into `{error: {code, message, details, request_id}}` at the
HTTP edge; commands print its message.
"""

from typing import Any


class SettingsError(Exception):
    """A setting is missing or malformed; the message is one sentence naming it."""


class AppError(Exception):
    """A refusal with a stable snake_case `code`, an HTTP `status` and a sentence for the person."""

    def __init__(
        self, code: str, message: str, *, status: int = 400, details: dict[str, Any] | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.details = details or {}


class TooManyError(AppError):
    """429 with the seconds after which to try again: this caller has enough of something for now.

    It is about the caller alone: whoever shares his answer is not meant by it.
    """

    def __init__(self, code: str, message: str, *, retry_after_s: int, **details: Any) -> None:
        super().__init__(code, message, status=429, details={"retry_after_s": retry_after_s, **details})
        self.headers = {"Retry-After": str(retry_after_s)}


def not_found(what: str, key: object) -> AppError:
    """404 for a thing that does not exist."""
    return AppError(f"{what}_not_found", f"There is no {what.replace('_', ' ')} {key}.", status=404)


def conflict(code: str, message: str, **details: Any) -> AppError:
    """409: the request is well-formed and goes against the present state."""
    return AppError(code, message, status=409, details=details)


def malformed(code: str, message: str, **details: Any) -> AppError:
    """422: the request cannot mean anything."""
    return AppError(code, message, status=422, details=details)
