"""What a client hears of a request that cannot be read: where it is wrong, and what to send instead."""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from pydantic import BaseModel
from starlette.routing import Match
from starlette.types import Scope

_SOURCES = ("body", "query", "path")
_LONGEST_NAME = 100
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def describe_problem(problem: Mapping[str, Any], body: Any) -> dict[str, str]:
    """One problem that pydantic found; `body` is the type of the route's body, if it has one."""
    location: tuple[str | int, ...] = problem["loc"]
    words: str = problem["msg"].removeprefix("Value error, ")
    if problem["type"] == "json_invalid":
        return {"where": "body", "problem": f"is no JSON (at character {location[-1]})"}
    if location == ("body",) and problem["type"] != "value_error":
        return {"where": "body", "problem": "must be a JSON object, sent with Content-Type: application/json"}
    if problem["type"] == "extra_forbidden":
        known = ", ".join(sorted(_list_fields(body, location[1:-1])))
        words = "There is no such field." + (f" This object knows {known}." if known else "")
    elif words.startswith("Expected UploadFile"):
        words = "must be a file: a part of the form with a filename"
    # `[key]`, and the names that pydantic gives to validators, are not in what was sent.
    places = [str(part) for part in location[location[0] in _SOURCES :] if "[" not in str(part)]
    return {"where": ".".join(places)[: 5 * _LONGEST_NAME] or "body", "problem": words}


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
