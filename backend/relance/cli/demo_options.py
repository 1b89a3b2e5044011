"""The options of `relance demo`."""

import re
from dataclasses import dataclass

import typer

_UNITS = {"": 1, "s": 1, "m": 60, "min": 60, "h": 3600}


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """`contacts` None means the sample file that ships with Relance."""

    contacts: int | None
    window_s: int
    rate_per_s: float
    port: int
    leave_at_end: bool

    def longest_run_s(self, recipients: int) -> float:
        """After this time something is wrong, and waiting on would not mend it."""
        return 120 + 3 * (recipients / self.rate_per_s) + 4 * self.window_s


def read_duration(text: str) -> int:
    """'20s', '2m', '1h' or plain seconds, as seconds."""
    match = re.fullmatch(r"(\d+)\s*([a-z]*)", text.strip().lower())
    if match is None or match[2] not in _UNITS:
        raise typer.BadParameter(f"{text!r} is not a duration such as 20s, 2m or 1h")
    seconds = int(match[1]) * _UNITS[match[2]]
    if not 5 <= seconds <= 86_400:
        raise typer.BadParameter("the window lasts between 5s and 24h")
    return seconds
