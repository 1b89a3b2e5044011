"""A lease as its holder sees it: whose it is, and until when by a clock that counts the machine's sleep."""

from dataclasses import dataclass

from relance.core.clock import boottime_s

LEASE_S = 5.0
"""By the database's clock, from the claim or the last prolonging."""

PROLONG_BELOW_S = 3.0
"""A lease with less left is prolonged by the next mark or record. Not by each: its end is indexed, and every
mark would write an index entry too."""

LAPSES_AFTER_S = 1.0
"""So long after its end others take a lease for lapsed."""

_SAFETY_S = 0.5


@dataclass(slots=True)
class Lease:
    """`until_s` counts from before the statement that gave the lease: never later than the database's end."""

    batch_id: int
    # One word per claim, so that what is said late, or twice, is told from what the next holder does.
    holder: str
    until_s: float

    def is_alive(self) -> bool:
        """Whether it surely holds now: asked before the first byte of each message."""
        return boottime_s() < self.until_s - _SAFETY_S

    def is_short(self) -> bool:
        """Whether the next statement on it should prolong it."""
        return boottime_s() > self.until_s - PROLONG_BELOW_S

    def prolonged(self, asked_at_s: float) -> None:
        """A statement begun at `asked_at_s` prolonged it."""
        self.until_s = max(self.until_s, asked_at_s + LEASE_S)
