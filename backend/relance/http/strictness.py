"""What a route does not know is refused, not passed over: a misspelt filter would answer everybody. So are
two values of the same name: which of them was meant is nobody's to guess.

Fields of JSON bodies are refused by their models (`http.bodies`); here are the query, forms, and bodies that
nobody reads.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.params import Form
from fastapi.routing import APIRoute

from relance.core.errors import AppError
from relance.reasons.problems import PROBLEMS, Problem

_NOTHING = (b"", b"{}", b"null")
_OF_ANY_LIST = ("limit",)
"""Lists that are given whole take it as well: who reads all lists by one piece of code sends it to each."""
_LISTS = ("field",)
"""Each time one more."""
_LONGEST_NAME = 100
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


async def refuse_unknown(request: Request) -> None:
    """A dependency: every name in the query or form is one of the route's and there once, a body comes where
    one is read.

    Raises AppError `malformed` (422) in the words of a body's unknown field. An empty body or object is none.
    """
    route = request.scope.get("route")
    if not isinstance(route, APIRoute):
        return
    if request.scope["query_string"]:
        known = _list_query(route.dependant)
        every = [name for name, _ in request.query_params.multi_items()]
        sent = [name for name in every if request.method != "GET" or name not in _OF_ANY_LIST]
        _check(sent, "query", known)
        _refuse_repeated(every, "query")
    if request.method == "GET":
        return
    if route.body_field is None:
        if (await request.body()).strip() not in _NOTHING:
            raise _refusal("body", "body_unexpected")
    elif (fields := _list_fields(route.dependant)) and request.headers.get("content-type", "").startswith(
        _FORMS
    ):
        # Read already, and kept in the request.
        sent = [name for name, _ in (await request.form()).multi_items()]
        _check(sent, "form", fields)
        _refuse_repeated(sent, "form")


def _check(names: Iterable[str], what: str, known: list[str]) -> None:
    for name in names:
        if name not in known:
            shown = repr(name[:_LONGEST_NAME])
            if known:
                raise _refusal(name, "name_unknown_of", what=what, name=shown, known=sorted(known))
            raise _refusal(name, "name_unknown", what=what, name=shown)


def _refuse_repeated(names: list[str], what: str) -> None:
    """Of `_LISTS` alone there may be several."""
    for name, times in Counter(names).items():
        if times > 1 and name not in _LISTS:
            raise _refusal(name, "name_repeated", what=what, name=repr(name[:_LONGEST_NAME]), times=times)


def _list_query(dependant: Dependant) -> list[str]:
    own = [parameter.alias for parameter in dependant.query_params]
    return own + [name for part in dependant.dependencies for name in _list_query(part)]


def _list_fields(dependant: Dependant) -> list[str]:
    own = [parameter.alias for parameter in dependant.body_params if isinstance(parameter.field_info, Form)]
    return own + [name for part in dependant.dependencies for name in _list_fields(part)]


def _refusal(where: str, code: str, /, **values: Any) -> AppError:
    """The sentence names the part of the request by itself."""
    problem = Problem(where[:_LONGEST_NAME], PROBLEMS.make(code, **values))
    return AppError("malformed", problem=problem.reason, details={"problems": [problem.as_json()]})
