"""What is kept, for how long, and whose changes it hears: the one table of the cache.

An answer is found as long as the versions of its own namespace and of those it depends on stand. Dependence
is not inherited: a namespace lists every name whose change must reach it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from relance.cache.keys import check_name


class UnknownNamespaceError(LookupError):
    """Nobody registered this namespace: a programming error, not a state of the cache."""


@dataclass(frozen=True, slots=True)
class Namespace:
    """Kept for `ttl_s` seconds at most; `depends_on`: the others whose change ends what is kept.

    `routes`: whose answers are kept in it. They are the same for every caller.
    """

    name: str
    ttl_s: float
    depends_on: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()

    def list_versions(self, versions: Mapping[str, str]) -> tuple[str | None, ...]:
        """Those that its values stand on."""
        return tuple(versions.get(name) for name in (self.name, *self.depends_on))


NAMESPACES = (
    Namespace("messages_stats", 60, routes=("/api/messages/stats",)),
    # Says how many contacts a category has, nothing else about them: who files contacts ends it, and what
    # statuses teach about their numbers does not.
    Namespace("categories", 120, routes=("/api/categories", "/api/categories/{id}")),
    Namespace("contact_counts", 60, routes=("/api/contacts/counts",)),
    # Pages of contacts are filtered by category and name the categories of each contact.
    Namespace("contacts", 30, depends_on=("categories",), routes=("/api/contacts", "/api/contacts/matching")),
    Namespace("campaigns", 15, routes=("/api/campaigns",)),
    # Pages of messages name the contact and the campaign, and say how far each message is.
    Namespace(
        "messages",
        30,
        depends_on=("messages_stats", "campaigns", "contacts"),
        routes=("/api/messages", "/api/campaigns/{id}/messages"),
    ),
    # Of campaigns that are over; while one runs, its routes say for how long an answer holds.
    Namespace(
        "campaign_stats",
        60,
        routes=(
            "/api/campaigns/{id}/stats",
            "/api/campaigns/{id}/timeline",
            "/api/campaigns/{id}/errors",
        ),
    ),
    Namespace(
        "dashboard",
        60,
        depends_on=("contacts", "contact_counts", "categories", "campaigns", "campaign_stats",
                    "messages_stats"),
        routes=("/api/dashboard/stats",),
    ),
)  # fmt: skip

BY_NAME = {check_name(namespace.name): namespace for namespace in NAMESPACES}

_EXACT = {route: one for one in NAMESPACES for route in one.routes if "{" not in route}
_PATTERNS = [
    (re.compile(re.sub(r"\{id\}", r"\\d{1,19}", route)), one)
    for one in NAMESPACES
    for route in one.routes
    if "{" in route
]


def find_namespace(name: str) -> Namespace:
    """The namespace. Raises UnknownNamespaceError, or ForeignKeyError for names of others."""
    try:
        return BY_NAME[name]
    except KeyError:
        raise UnknownNamespaceError(f"{check_name(name)!r} is not in cache/namespaces.py") from None


def find_route(path: str) -> Namespace | None:
    """Where answers of GET at this path are kept; None: nowhere."""
    if (found := _EXACT.get(path)) is not None:
        return found
    return next((one for pattern, one in _PATTERNS if pattern.fullmatch(path)), None)
