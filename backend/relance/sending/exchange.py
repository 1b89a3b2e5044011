"""A reply leaves in the next slot of its number, and bulk in the one that the reply was given.

Bulk holds up to half a second of a number's slots, so a reply that asks is given one behind them. Within one
process the two change places: the reply takes the soonest slot that bulk has not begun to mark, bulk the
later one. Meta sees the same slots, none is kept free for replies that may not come, and no reply waits for
what was only planned.
"""

from dataclasses import dataclass, field

from relance.sending.due import DueWork
from relance.sending.pace import Slots


@dataclass(slots=True)
class Exchange:
    """The slots of bulk that a number has open in this process, by the slice that holds them."""

    _open: dict[int, tuple[DueWork, Slots]] = field(default_factory=dict)

    def open(self, work: DueWork, slots: Slots) -> None:
        """What of these is not taken yet may be exchanged from now on."""
        self._open[id(slots)] = (work, slots)

    def close(self, slots: Slots) -> None:
        """They are used, or void."""
        self._open.pop(id(slots), None)

    def sooner(self, work: DueWork, slots: Slots, *, not_before_s: float) -> None:
        """Change the slots of a reply for the soonest of bulk from monotonic `not_before_s` on."""
        for place, at_s in enumerate(slots.times):
            best: Slots | None = None
            for held_by, held in self._open.values():
                if held.cuts == slots.cuts and _may_change(work, held_by):
                    soonest_s = _soonest(held, not_before_s)
                    if soonest_s is not None and soonest_s < at_s:
                        at_s, best = soonest_s, held
            if best is None:
                return
            later_s = slots.times[place]
            best.times.remove(at_s)
            _insert(best, later_s)
            slots.times[place] = at_s


def _may_change(one: DueWork, other: DueWork) -> bool:
    """Slots of a campaign that has a rate of its own stay that campaign's."""
    free = one.campaign_rate_per_s is None and other.campaign_rate_per_s is None
    return free or one.campaign_id == other.campaign_id


def _soonest(slots: Slots, not_before_s: float) -> float | None:
    return next((at_s for at_s in slots.times if at_s >= not_before_s), None)


def _insert(slots: Slots, at_s: float) -> None:
    place = len(slots.times)
    while place > 0 and slots.times[place - 1] > at_s:
        place -= 1
    slots.times.insert(place, at_s)
