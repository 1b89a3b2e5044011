"""What an installation understands at this moment, and what it answers to STOP: its settings, read."""

from collections.abc import Callable
from dataclasses import dataclass

from relance.core.changeable_settings import ChangeableSettings
from relance.core.current_settings import CurrentSettings
from relance.interactions.keywords.match import WISHES, Wishes, make_wishes


@dataclass(frozen=True, slots=True)
class Hearing:
    """`answer`: what is said to who opts out; empty: nothing."""

    wishes: Wishes = WISHES
    answer: str = ""


HearingNow = Callable[[], Hearing]
"""Asked for every group of messages, so that a change of the settings counts at once."""


def hearing_by(current: CurrentSettings[ChangeableSettings]) -> HearingNow:
    """By the settings of this process, as they are when it is asked."""
    return lambda: hearing_of(current.values)


def hearing_of(settings: ChangeableSettings) -> Hearing:
    """By these settings. The lists are folded once for each change."""
    wishes = make_wishes(
        stop_added=tuple(settings.opt_out_words_added),
        stop_removed=tuple(settings.opt_out_words_removed),
        start_added=tuple(settings.opt_in_words_added),
        start_removed=tuple(settings.opt_in_words_removed),
    )
    return Hearing(wishes, settings.opt_out_answer.strip())
