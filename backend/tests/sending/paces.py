"""Reservations of slots for tests: each pace with a control of its own, as a process has it."""

from typing import Any

from relance.sending.control import SharedControl
from relance.sending.pace import Pace, Slots
from relance.sending.throughput import Throughput


def make_control(process: str = "one", rate: float = 100.0) -> SharedControl:
    """The control of a number at this rate."""
    return SharedControl(process, Throughput(rate))


async def reserve(pace: Pace, **changes: Any) -> Slots:
    """Slots for one campaign of number 1 in the lane bulk, unless told otherwise."""
    values: dict[str, Any] = {
        "sender_id": 1,
        "lane": "bulk",
        "wanted": 1000,
        "control": make_control(rate=changes.pop("rate_per_s", 100.0)),
        "campaign_id": 1,
        "campaign_rate_per_s": None,
    }
    return await pace.reserve(**(values | changes))
