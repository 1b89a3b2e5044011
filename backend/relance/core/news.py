"""What the engine tells after its commits. Nobody who tells waits, and nothing here raises.

Sends, statuses and jobs change the numbers that pages show. They run in several processes and below the
features that show the numbers, so they only say what they changed; who listens is decided where a process is
built.
"""

from collections.abc import Iterable
from typing import Protocol


class News(Protocol):
    """One per process. Costs the caller a few microseconds; to be told after the commit, never before."""

    def messages_changed(self, campaign_ids: Iterable[int]) -> None:
        """Rows of these campaigns moved or reached a milestone."""

    def campaigns_changed(self) -> None:
        """A campaign began, ended, or shows something else than before."""

    def contacts_changed(self) -> None:
        """Something was learnt about contacts: on WhatsApp or not, opted out, interacted."""

    def members_changed(self) -> None:
        """Contacts were made, or filed under categories."""


class _NoNews:
    """Nobody listens."""

    def messages_changed(self, campaign_ids: Iterable[int]) -> None:
        return

    def campaigns_changed(self) -> None:
        return

    def contacts_changed(self) -> None:
        return

    def members_changed(self) -> None:
        return


NO_NEWS: News = _NoNews()
"""For who has no cache to tell: tests, and commands that change nothing shown."""
