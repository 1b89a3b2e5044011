"""What was when: changes of the conditions, and when the webhook could not be reached."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Journal:
    """Entries in the order they happened, `at` in unix seconds. A reset empties it."""

    clock: Callable[[], float]
    entries: list[dict[str, Any]] = field(default_factory=list)
    _webhook_away: bool = False

    def note(self, what: str, **details: Any) -> None:
        self.entries.append({"at": self.clock(), "what": what, **details})

    def note_attempt(self, *, taken: bool) -> None:
        """One posting of a webhook; only the first of a row of failures is written down, and their end."""
        if taken == self._webhook_away:
            self._webhook_away = not taken
            self.note("webhook_back" if taken else "webhook_away")

    def clear(self) -> None:
        self.entries.clear()
        self._webhook_away = False
