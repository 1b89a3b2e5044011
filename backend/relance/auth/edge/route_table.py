"""What the routes of an API depend on, known in front of FastAPI by method and path."""

import re
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.types import Scope

T = TypeVar("T")


class RouteTable(Generic[T]):
    """Routes that have a dependency of a kind. Built with the first request: then all routes are joined."""

    def __init__(self, api: FastAPI, read: Callable[[object], T | None]) -> None:
        """`read` tells what a dependency says of its route; None or False: nothing."""
        self._api = api
        self._read = read
        self._routes: dict[str, list[tuple[re.Pattern[str], T]]] | None = None

    def find(self, scope: Scope) -> T | None:
        """What is said of the route of this request; None for all others."""
        if self._routes is None:
            self._routes = self._build()
        path = scope["path"]
        for pattern, said in self._routes.get(scope["method"], ()):
            if pattern.match(path):
                return said
        return None

    def _build(self) -> dict[str, list[tuple[re.Pattern[str], T]]]:
        routes: dict[str, list[tuple[re.Pattern[str], T]]] = {}
        for route in iter_route_contexts(self._api.routes):
            if not isinstance(route.original_route, APIRoute):
                continue
            said = find_said(route.dependant, self._read)
            if said is not None:
                for method in route.methods or ():
                    routes.setdefault(method, []).append((route.path_regex, said))
        return routes


def find_said(dependant: Dependant, read: Callable[[object], T | None]) -> T | None:
    """What `read` tells of the first dependency of a route that says something."""
    return next(filter(None, map(read, _list_calls(dependant))), None)


def _list_calls(dependant: Dependant) -> Iterator[object]:
    """All that a route depends on, at any depth."""
    for dependency in dependant.dependencies:
        yield dependency.call
        yield from _list_calls(dependency)
