"""The trial after a cut of the rate: is there a ceiling, or is a share refused whatever the rate?"""

import math
from dataclasses import dataclass

FEW = 0.003
"""Share of refusals where there are none."""

SURE = 3.0
"""Logarithm of the odds (20 to 1) that decide between ceiling and noise."""

MOST_NOISE = 0.15
"""A larger share is believed to be noise only after a long trial …"""

MOST_NOISE_EVER = 0.4
"""… and a still larger one never: taking it for noise would hide any ceiling."""

_LONG = 20
"""Answers of a long trial."""

_ENOUGH = 10
"""So many refusals would have been seen, were it noise."""


@dataclass(slots=True)
class Trial:
    """After a cut: what is refused below the suspected ceiling decides between ceiling and noise."""

    share: float
    """Refused before the cut: what noise would go on refusing."""
    rate: float
    """Before the cut; both of the first of several cuts without a verdict between."""
    ceiling: float | None
    last_rate: float
    """Before the last cut."""
    stood: bool
    """The rate had stood well for long: then the cut may also have been chance."""
    judged: int = 0
    refused: int = 0
    believed: bool = False
    """The ceiling is believed for now, and the rate comes near it; the count goes on."""

    def odds(self, rate: float, ceiling: float, noise: float) -> float:
        """Logarithm of the odds of noise against a ceiling."""
        by_noise = min(max(self.seen, self.share / 2, 2 * FEW), max(self.share, 2 * FEW), 0.98)
        by_ceiling = min(max(1 - ceiling / rate, min(noise, by_noise / 2), FEW), 0.98)
        taken = self.judged - self.refused
        return self.refused * math.log(by_noise / by_ceiling) + taken * math.log(
            (1 - by_noise) / (1 - by_ceiling)
        )

    def count(self, refused: bool) -> None:
        """One more answer to what was paced below the suspected ceiling."""
        self.judged += 1
        self.refused += refused

    @property
    def seen(self) -> float:
        """Share refused below the suspected ceiling."""
        return self.refused / self.judged

    def is_noise(self, *, odds: float, rate: float, alarm: bool) -> bool:
        """Whether the refusals go on below the suspected ceiling as before. `alarm`: they call for a cut."""
        return (
            (odds > SURE or (alarm and odds > 0))
            and self.refused >= 3
            and self.seen <= 2 * self.share
            and (self.share <= MOST_NOISE or self._is_same_at_a_quarter(rate))
        )

    def is_ceiling(self, odds: float) -> bool:
        """Whether the refusals have ended below it."""
        return odds < -SURE or (odds < 0 and self.judged * self.share > _ENOUGH)

    def _is_same_at_a_quarter(self, rate: float) -> bool:
        """The same large share at a quarter of the rate: no ceiling does that."""
        same = 0.6 * self.share <= self.seen <= min(1.5 * self.share, MOST_NOISE_EVER)
        return self.judged >= _LONG and rate <= self.rate / 4 and same

    def needs_more(self, rate: float) -> bool:
        """Whether the next cut should wait until a long trial can be judged."""
        return not self.believed and rate <= self.rate / 4 and self.judged < _LONG
