"""What is cached, for how long, and which invalidations it hears.

A value is valid while the tokens of its own namespace and of those it depends on stand. Dependence is not
inherited: a namespace lists every name whose invalidation must reach it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from relance.cache.keys import EPOCH, check_name, token_key


class UnknownNamespaceError(LookupError):
    """Nobody registered this namespace: a programming error, not a state of the cache."""


@dataclass(frozen=True, slots=True)
class Namespace:
    """`ttl_s` seconds at most; `depends_on`: the others whose invalidation empties this one."""

    name: str
    ttl_s: float
    depends_on: tuple[str, ...] = ()


NAMESPACES = (
    Namespace("messages_stats", 60),
    # Says how many contacts a category has, nothing else about them: who files contacts empties it, and what
    # statuses teach about their numbers does not.
    Namespace("categories", 120),
    Namespace("contact_counts", 60),
    # Pages of contacts are filtered by category and name the categories of each contact.
    Namespace("contacts", 30, depends_on=("categories",)),
    Namespace("campaigns", 15),
    # Pages of messages name the contact and the campaign, and say how far each message is.
    Namespace("messages", 30, depends_on=("messages_stats", "campaigns", "contacts")),
    Namespace("campaign_stats", 60),
    Namespace(
        "dashboard",
        60,
        depends_on=(
            "contacts",
            "contact_counts",
            "categories",
            "campaigns",
            "campaign_stats",
            "messages_stats",
        ),
    ),
)


class Registry:
    """The namespaces of one service, with the Redis keys of their tokens worked out once."""

    def __init__(self, namespaces: Iterable[Namespace] = NAMESPACES) -> None:
        by_name = {check_name(namespace.name): namespace for namespace in namespaces}
        for namespace in by_name.values():
            if unknown := set(namespace.depends_on) - set(by_name):
                raise UnknownNamespaceError(f"{namespace.name} depends on {sorted(unknown)}")
        self.by_name: Mapping[str, Namespace] = MappingProxyType(by_name)
        self._tokens = {
            namespace.name: (EPOCH, token_key(namespace.name), *map(token_key, namespace.depends_on))
            for namespace in by_name.values()
        }

    def find(self, name: str) -> Namespace:
        """The namespace. Raises UnknownNamespaceError, or ForeignKeyError for names of others."""
        try:
            return self.by_name[name]
        except KeyError:
            raise UnknownNamespaceError(f"{check_name(name)!r} is not in cache/namespaces.py") from None

    def token_keys(self, name: str) -> tuple[str, ...]:
        """Redis keys of all tokens that a value of this namespace stands on."""
        return self._tokens[name]

    def emptied_by(self, name: str) -> set[str]:
        """The namespaces whose values an invalidation of `name` removes."""
        return {n.name for n in self.by_name.values() if name == n.name or name in n.depends_on}
