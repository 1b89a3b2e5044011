"""What a client hears of a request that cannot be read: where it is wrong, and what to send instead."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel
from starlette.routing import Match
from starlette.types import Scope

from relance.core.errors import AppError
from relance.reasons import Reason
from relance.reasons.problems import PLACED, PROBLEMS, Problem

_SOURCES = ("body", "query", "path")
_LONGEST_NAME = 100
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def refuse_problems(problems: Sequence[Problem]) -> AppError:
    """422 `malformed`: it tells the first of them, and all in its details."""
    first = problems[0]
    placed = PLACED.make("at", where=first.where, problem=first.reason)
    return AppError("malformed", problem=placed, details={"problems": [one.as_json() for one in problems]})


def describe_problem(problem: Mapping[str, Any], body: Any) -> Problem:
    """One problem that pydantic found; `body` is the type of the route's body, if it has one."""
    location: tuple[str | int, ...] = problem["loc"]
    if problem["type"] == "json_invalid":
        return Problem("body", PROBLEMS.make("body_not_json", place=location[-1]))
    known = problem.get("ctx", {})
    if "reason" in known:
        reason: Reason = known["reason"]
    elif location == ("body",):
        reason = PROBLEMS.make("body_not_object")
    elif problem["type"] == "extra_forbidden":
        fields = sorted(_list_fields(body, location[1:-1]))
        reason = PROBLEMS.make("field_unknown_of", known=fields) if fields else PROBLEMS.make("field_unknown")
    elif problem["msg"].startswith("Value error, Expected UploadFile"):
        reason = PROBLEMS.make("not_a_file")
    else:
        reason = _read(problem["type"], known, problem["msg"])
    # `[key]`, and the names that pydantic gives to validators, are not in what was sent.
    places = [str(part) for part in location[location[0] in _SOURCES :] if "[" not in str(part)]
    return Problem(".".join(places)[: 5 * _LONGEST_NAME] or "body", reason)


def _read(code: str, known: Mapping[str, Any], message: str) -> Reason:
    """By pydantic's code, with what it knows besides; in its words where the code is none of the list."""
    if code not in PROBLEMS:
        return PROBLEMS.make("value_error", error=message)
    values = {name: _plain(known.get(name)) for name, _ in PROBLEMS.sentences[code].places}
    return PROBLEMS.make(code, **values)


def _plain(value: Any) -> Any:
    """As JSON has it. Choices come as `'a', 'b' or 'c'`, and "or" is English."""
    if isinstance(value, str):
        return value.replace("' or '", "', '")
    return value if isinstance(value, int | float) else str(value)


def _list_fields(model: Any, path: Iterable[str | int]) -> Iterable[str]:
    """Fields of the object at this place of the body; none where it may be one of several."""
    found = _only(_find_models(model))
    for part in path:
        if isinstance(part, str):
            fields = {} if found is None else found.model_fields
            found = _only(_find_models(fields[part].annotation)) if part in fields else None
    return () if found is None else found.model_fields


def _find_models(annotation: Any) -> list[type[BaseModel]]:
    """Those in `list[Model]`, `Model | None` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _find_models(part)]


def _only(models: list[type[BaseModel]]) -> type[BaseModel] | None:
    return models[0] if len(models) == 1 else None


def list_methods(scope: Scope) -> list[str]:
    """What this address can be asked: of several routes at one address each has its own methods."""
    routes = scope["app"].routes
    return [
        method
        for method in _METHODS
        if any(route.matches({**scope, "method": method})[0] is Match.FULL for route in routes)
    ]
