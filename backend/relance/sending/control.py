"""The control of a number's rate, shared by all processes that send on it.

One process leads: it holds the control and hears what the others were answered. The others send at its rate.
When the leader has not asked for slots for `LEASE_S`, whoever asks next goes on from what it had found. All
of it travels with the reservation of slots (`pace_script.RESERVE`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from relance.sending.throughput import Throughput

LEASE_S = 2.0


@dataclass(slots=True)
class SharedControl:
    """One number's control as one process has it. `process` is a word of its own."""

    process: str
    throughput: Throughput
    leads: bool = True
    # Heard since the last reservation, while another process leads.
    _taken: int = field(default=0)
    _refused: int = field(default=0)

    @property
    def rate(self) -> float:
        """Messages per second, now."""
        return self.throughput.rate

    @property
    def cuts(self) -> int:
        """Slots reserved before the last cut are void."""
        return self.throughput.cuts

    def answered(self, *, asked_s: float, cuts: int, refused: bool, now_s: float) -> None:
        """Meta took or refused a message whose slot was asked for then, after so many cuts of the rate."""
        if self.leads:
            self.throughput.answered(paced_s=asked_s, refused=refused, now_s=now_s)
        elif cuts == self.cuts:
            self._refused += refused
            self._taken += not refused

    def tell(self) -> list[str | float]:
        """What the script is told: see `pace_script.RESERVE`."""
        taken, refused = self._taken, self._refused
        self._taken = self._refused = 0
        found = self.throughput
        ceiling = "" if found.ceiling is None else repr(found.ceiling)
        return [
            *(self.process, repr(found.rate), ceiling, repr(found.noise), found.cuts),
            *(taken, refused, LEASE_S * 1e6, repr(found.limit)),
        ]

    def hear(self, heard: Sequence[bytes], *, now_s: float) -> None:
        """What the script answered: our part, and what the others heard, or what the leader found."""
        role = heard[0]
        if role == b"lead":
            self.leads = True
            self._hear_others(taken=int(heard[1]), refused=int(heard[2]), now_s=now_s)
            return
        rate, ceiling, noise, cuts = heard[1:5]
        self.leads = role == b"adopt"
        self.throughput = Throughput(
            self.throughput.limit,
            float(rate),
            ceiling=float(ceiling) if ceiling else None,
            noise=float(noise),
            cuts=int(cuts),
        )

    def _hear_others(self, *, taken: int, refused: int, now_s: float) -> None:
        """In turn, as they probably came. What follows a cut was answered at a rate that is no more."""
        cuts, total = self.cuts, taken + refused
        for place in range(total):
            if self.cuts == cuts:
                is_refused = (place + 1) * refused // total > place * refused // total
                self.throughput.answered(paced_s=now_s, refused=is_refused, now_s=now_s)
