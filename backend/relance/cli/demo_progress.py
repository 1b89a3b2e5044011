"""The live picture of a campaign in the terminal."""

import time
from collections import deque
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

_BAR_WIDTH = 34
_PLAIN_EVERY_S = 5.0
_RATE_OVER_S = 5.0


@dataclass(slots=True)
class Pace:
    """Messages a second over the last moments, from a growing count."""

    _seen: deque[tuple[float, int]] = field(default_factory=deque)

    def note(self, count: int, at: float) -> float:
        """Take in the count at a time (seconds of any clock); returns the present rate."""
        self._seen.append((at, count))
        while len(self._seen) > 2 and self._seen[0][0] < at - _RATE_OVER_S:
            self._seen.popleft()
        began, first = self._seen[0]
        return (count - first) / (at - began) if at > began else 0.0


def count_unsent(stats: dict[str, Any]) -> int:
    """How many Messages 1 are still to be sent."""
    message_1 = stats["message_1"]
    refused = message_1.get("failed", 0) + message_1.get("cancelled", 0) + message_1.get("unknown", 0)
    return max(0, int(stats["total_recipients"] - stats["funnel"]["sent"] - refused))


def seconds_left(stats: dict[str, Any], *, elapsed_s: float, rate_per_s: float, window_s: int) -> float:
    """What is still to be sent at the present rate, and the window of the last one."""
    unsent = count_unsent(stats)
    if unsent:
        return (unsent / rate_per_s if rate_per_s > 0 else 0.0) + window_s
    waiting = sum(stats["message_1"].get(state, 0) for state in ("sent", "delivered", "read"))
    return max(0.0, window_s - elapsed_s) if waiting else 0.0


class LiveProgress:
    """A panel that follows the campaign; on a screen that is no terminal, a line now and then."""

    def __init__(self, console: Console, *, name: str, window_s: int) -> None:
        self._console = console
        self._name = name
        self._window_s = window_s
        self._pace = Pace()
        self._live = Live(console=console, auto_refresh=False, transient=False)
        self._began = time.monotonic()
        self._all_sent_at: float | None = None
        self._next_line = 0.0

    def __enter__(self) -> "LiveProgress":
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._console.is_terminal:
            self._live.stop()

    def show(self, stats: dict[str, Any], notes: list[str]) -> None:
        """Draw the present state; `notes` are what happened to the processes."""
        now = time.monotonic()
        rate = self._pace.note(stats["sent_count"], now)
        if self._all_sent_at is None and stats["total_recipients"] and not count_unsent(stats):
            self._all_sent_at = now
        since = now - self._all_sent_at if self._all_sent_at is not None else 0.0
        left = seconds_left(stats, elapsed_s=since, rate_per_s=rate, window_s=self._window_s)
        if is_over(stats):
            self._show_at(now, stats, f"over after {_clock(now - self._began)}", notes)
            return
        doing = "waiting for replies" if self._all_sent_at is not None else f"{rate:,.0f} messages/s"
        foot = f"{doing} · {_clock(now - self._began)} gone · about {_clock(left)} left"
        self._show_at(now, stats, foot, notes)

    def _show_at(self, now: float, stats: dict[str, Any], foot: str, notes: list[str]) -> None:
        if self._console.is_terminal:
            self._live.update(draw(self._name, stats, foot, notes), refresh=True)
        elif now >= self._next_line or is_over(stats):
            self._next_line = now + _PLAIN_EVERY_S
            self._console.print(describe(stats, foot), soft_wrap=True)


def is_over(stats: dict[str, Any]) -> bool:
    """Whether the campaign has reached an end."""
    return stats["status"] in ("completed", "failed", "stopped")


def describe(stats: dict[str, Any], foot: str) -> str:
    """One line for a log."""
    words = ", ".join(f"{label.lower()} {count:,}" for label, count, _, _ in _rows(stats))
    return f"{stats['status']}: {words}; {foot}"


def draw(name: str, stats: dict[str, Any], foot: str, notes: list[str]) -> RenderableType:
    """The panel: one bar per step, each against what it is a part of."""
    table = Table.grid(padding=(0, 2))
    table.add_column(min_width=15)
    table.add_column(width=_BAR_WIDTH)
    table.add_column(justify="right", min_width=9)
    table.add_column(justify="right", style="dim", min_width=6)
    for label, count, whole, colour in _rows(stats):
        share = count / whole if whole else 0.0
        bar = ProgressBar(
            total=max(whole, 1),
            completed=count,
            width=_BAR_WIDTH,
            complete_style=colour,
            finished_style=colour,
        )
        table.add_row(label, bar, f"{count:,}", f"{share:.0%}" if whole else "")
    parts: list[RenderableType] = [table, Text()]
    exceptions = _exceptions(stats)
    if exceptions:
        parts.append(Text(exceptions, style="yellow"))
    parts.append(Text(foot, style="dim"))
    parts += [Text(note, style="yellow") for note in notes[-3:]]
    title = f"[bold]{name}[/] · {stats['total_recipients']:,} contacts · {stats['status']}"
    return Panel(
        Group(*parts), title=title, title_align="left", border_style="cyan", padding=(1, 2), expand=False
    )


def _rows(stats: dict[str, Any]) -> list[tuple[str, int, int, str]]:
    """(label, count, out of how many, colour)."""
    funnel, recipients = stats["funnel"], stats["total_recipients"]
    interacted = stats["interaction_count"]
    return [
        ("Message 1 sent", funnel["sent"], recipients, "cyan"),
        ("Delivered", funnel["delivered"], recipients, "cyan"),
        ("Read", funnel["read"], recipients, "blue"),
        ("Interactions", interacted, recipients, "magenta"),
        ("Message 2 sent", funnel["message_2_sent"], interacted, "green"),
        ("No interaction", stats["no_interaction_count"], recipients, "bright_black"),
        (
            "Failed",
            stats["message_1"].get("failed", 0) + stats["message_2"].get("failed", 0),
            recipients,
            "red",
        ),
    ]


def _exceptions(stats: dict[str, Any]) -> str:
    counts = {
        state: stats["message_1"].get(state, 0) + stats["message_2"].get(state, 0)
        for state in ("held", "unknown", "cancelled")
    }
    return " · ".join(f"{count:,} {state}" for state, count in counts.items() if count)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
