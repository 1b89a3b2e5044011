"""What routes share: one transaction per request, and error bodies every client can rely on."""

from collections.abc import AsyncIterator, Mapping
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from relance.core import db
from relance.core.db import Connection
from relance.core.errors import AppError
from relance.http.refusal_words import describe_problem, list_methods, refuse_problems
from relance.http.services import ServicesDep

RETRY_AFTER_S = 5
"""What a client is told to wait when a dependency is down."""

_CODES = {
    400: "bad_request",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    415: "unsupported_media_type",
}


async def transaction(services: ServicesDep) -> AsyncIterator[Connection]:
    """One transaction for the whole request. Depend on it with `scope="function"`.

    With that scope it is committed before the answer leaves; without it a client would hear "created" of
    something that the commit then refuses.
    """
    async with db.transaction(services.pool) as conn:
        yield conn


Transaction = Annotated[Connection, Depends(transaction, scope="function")]
"""The type of a route's connection."""


class RefusedWhileRead(HTTPException):
    """A refusal that FastAPI lets pass while it reads a body: of any other exception it would make a 400."""

    def __init__(self, refusal: AppError, headers: dict[str, str]) -> None:
        super().__init__(refusal.status, refusal.message, headers)
        self.refusal = refusal


def error_body(error: AppError, *, request_id: str) -> dict[str, Any]:
    """`{error: {code, message, details, values, request_id}}`: the only form an error has."""
    return {
        "error": {
            "code": error.code,
            "message": error.message,
            "details": error.details,
            "values": error.values,
            "request_id": request_id,
        }
    }


def answer_errors(app: FastAPI) -> None:
    """Give AppError, refused bodies and unknown paths their error body. Everything else: `http.asgi`."""
    app.add_exception_handler(AppError, _answer_app_error)
    app.add_exception_handler(RequestValidationError, _answer_malformed)
    app.add_exception_handler(HTTPException, _answer_http_error)


def _answer(
    request: Request, error: AppError, *, status: int, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    body = error_body(error, request_id=request.scope.get("request_id", ""))
    return JSONResponse(body, status_code=status, headers=headers)


async def _answer_app_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AppError)
    headers = dict(getattr(error, "headers", {}))
    if error.status == 503:
        headers.setdefault("Retry-After", str(RETRY_AFTER_S))
    return _answer(request, error, status=error.status, headers=headers or None)


async def _answer_malformed(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    field = getattr(request.scope.get("route"), "body_field", None)
    body = None if field is None else field.field_info.annotation
    refusal = refuse_problems([describe_problem(problem, body) for problem in error.errors()[:20]])
    return _answer(request, refusal, status=refusal.status)


_SENTENCES = {
    # By what Starlette and FastAPI say.
    "Not Found": "There is nothing at this address. /openapi.json lists all there is, /docs shows it.",
    "There was an error parsing the body": "The body cannot be read: send JSON in UTF-8, not nested deeply.",
}


async def _answer_http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    message, headers = str(error.detail), error.headers
    if error.status_code == 405:
        # Of several routes at one address Starlette names the methods of the first.
        methods = ", ".join(list_methods(request.scope))
        message, headers = (
            f"{request.method} does nothing at this address: use {methods}.",
            {"Allow": methods},
        )
    refusal = error.refusal if isinstance(error, RefusedWhileRead) else None
    if refusal is None:
        code = _CODES.get(error.status_code, "http_error")
        refusal = AppError(code, words=_SENTENCES.get(message, message))
    return _answer(request, refusal, status=error.status_code, headers=headers)
