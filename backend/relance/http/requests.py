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
from relance.http.refusal_words import describe_problem, list_methods

RETRY_AFTER_S = 5
"""What a client is told to wait when a dependency is down."""

_WORDS = {
    400: "bad_request",
    401: "not_authenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
    415: "unsupported_media_type",
}


async def transaction(request: Request) -> AsyncIterator[Connection]:
    """One transaction for the whole request. Depend on it with `scope="function"`.

    With that scope it is committed before the answer leaves; without it a client would hear "created" of
    something that the commit then refuses.
    """
    async with db.transaction(request.app.state.pool) as conn:
        yield conn


Transaction = Annotated[Connection, Depends(transaction, scope="function")]
"""The type of a route's connection."""


def error_body(
    code: str, message: str, *, request_id: str, details: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """`{error: {code, message, details, request_id}}`: the only form an error has."""
    return {
        "error": {"code": code, "message": message, "details": dict(details or {}), "request_id": request_id}
    }


def answer_errors(app: FastAPI) -> None:
    """Give AppError, refused bodies and unknown paths their error body. Everything else: `http.asgi`."""
    app.add_exception_handler(AppError, _answer_app_error)
    app.add_exception_handler(RequestValidationError, _answer_malformed)
    app.add_exception_handler(HTTPException, _answer_http_error)


def _answer(
    request: Request,
    status: int,
    code: str,
    message: str,
    *,
    details: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    body = error_body(code, message, request_id=request.scope.get("request_id", ""), details=details)
    return JSONResponse(body, status_code=status, headers=headers)


async def _answer_app_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AppError)
    headers = dict(getattr(error, "headers", {}))
    if error.status == 503:
        headers.setdefault("Retry-After", str(RETRY_AFTER_S))
    return _answer(
        request, error.status, error.code, error.message, details=error.details, headers=headers or None
    )


async def _answer_malformed(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    field = getattr(request.scope.get("route"), "body_field", None)
    body = None if field is None else field.field_info.annotation
    problems = [describe_problem(problem, body) for problem in error.errors()[:20]]
    first = problems[0]
    message = f"{first['where']}: {first['problem']}" if first["where"] else str(first["problem"])
    return _answer(request, 422, "malformed", message, details={"problems": problems})


_SENTENCES = {
    # By what Starlette and FastAPI say.
    "Not Found": "There is nothing at this address. /openapi.json lists all there is, /docs shows it.",
    "There was an error parsing the body": "The body cannot be read: send JSON in UTF-8, not nested deeply.",
}


async def _answer_http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = _WORDS.get(error.status_code, "http_error")
    message, headers = str(error.detail), error.headers
    if error.status_code == 405:
        # Of several routes at one address Starlette names the methods of the first.
        methods = ", ".join(list_methods(request.scope))
        message, headers = (
            f"{request.method} does nothing at this address: use {methods}.",
            {"Allow": methods},
        )
    return _answer(request, error.status_code, code, _SENTENCES.get(message, message), headers=headers)
