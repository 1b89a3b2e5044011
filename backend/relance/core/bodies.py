"""What request and answer bodies share."""

from pydantic import BaseModel, ConfigDict


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
