"""Which contacts a list, an export or a bulk change is about."""

from dataclasses import dataclass
from enum import StrEnum

from relance.contacts.search import Search, read_search

_VERIFIED = {"unknown": 0, "true": 4, "false": 8}
_OPTED_OUT = 2
_INTERACTED = 1
ALL_FLAGS = tuple(sorted(a + b + c for a in _VERIFIED.values() for b in (0, _OPTED_OUT) for c in (0, 1)))
"""Every value `contacts.flags` can have."""


class Verified(StrEnum):
    """What is known about a contact being on WhatsApp."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


class Order(StrEnum):
    """How a list is sorted."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class ContactFilter:
    """All conditions must hold; None asks nothing."""

    q: str | None = None
    category_id: int | None = None
    whatsapp_verified: Verified | None = None
    opted_out: bool | None = None
    interacted: bool | None = None
    fields: tuple[tuple[str, str], ...] = ()
    """Own fields, each with the folded value that it must have (`contacts/search.py`, `read_field`)."""

    @property
    def is_looked_up(self) -> bool:
        """Whether no index alone says who is meant: candidates are compared."""
        return self.search is not None or bool(self.fields)

    @property
    def search(self) -> Search | None:
        """What is searched for."""
        return read_search(self.q)

    @property
    def patterns(self) -> list[str] | None:
        """What the searchable text must be like; None: anything."""
        return None if self.search is None else self.search.patterns

    @property
    def field_names(self) -> list[str]:
        """Of `fields`."""
        return [name for name, _ in self.fields]

    @property
    def field_values(self) -> list[str]:
        """Of `fields`, in the order of their names."""
        return [value for _, value in self.fields]

    @property
    def flags(self) -> list[int]:
        """The values of `contacts.flags` that satisfy the filter."""
        return [
            flags
            for flags in ALL_FLAGS
            if (self.whatsapp_verified is None or flags & 12 == _VERIFIED[self.whatsapp_verified])
            and (self.opted_out is None or bool(flags & _OPTED_OUT) == self.opted_out)
            and (self.interacted is None or bool(flags & _INTERACTED) == self.interacted)
        ]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but a search is asked."""
        return self.category_id is not None or len(self.flags) < len(ALL_FLAGS)

    @property
    def asks(self) -> dict[str, bool]:
        """Of which kinds its conditions are: what a statement of it is put together from."""
        return {
            "category": self.category_id is not None,
            "narrowed": self.is_narrowed,
            "search": self.search is not None,
            "fields": bool(self.fields),
        }

    @property
    def counted_by(self) -> tuple[int, str] | None:
        """Category (0: all) and word of `contact_counts` that knows how many they are, if one does."""
        if self.is_looked_up or self.interacted is not None:
            return None
        asked = (self.category_id, self.whatsapp_verified, self.opted_out)
        match asked:
            case (None, None, None):
                return 0, "total"
            case (int(category_id), None, None):
                return category_id, "total"
            case (None, Verified() as verified, None):
                words = {"true": "on_whatsapp", "false": "not_on_whatsapp", "unknown": "not_known"}
                return 0, words[verified]
            case (None, None, True):
                return 0, "opted_out"
        return None
