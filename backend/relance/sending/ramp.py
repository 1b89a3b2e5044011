"""Beginning again after a stop: a few messages first.

That a block was lifted is a hope: a person says that it is mended, or the number answered a question. Whether
Meta sends is only seen by sending, and where it fails by status only a moment later. So one message goes, and
then twice as many every few seconds: if nothing is mended, few people are asked before it stops again.
"""

from typing import overload

FIRST_PER_S = 1.0
DOUBLES_EVERY_S = 2.0
OVER_AFTER_S = 60.0
"""By then it would be a thousand million a second."""


@overload
def ramp(rate_per_s: float, since_unblocked_s: float | None) -> float: ...
@overload
def ramp(rate_per_s: float | None, since_unblocked_s: float | None) -> float | None: ...
def ramp(rate_per_s: float | None, since_unblocked_s: float | None) -> float | None:
    """What may be sent a second, so many seconds after the stop ended; None: there was none.

    Without a rate of its own (None) only while the ramp lasts.
    """
    if since_unblocked_s is None or since_unblocked_s >= OVER_AFTER_S:
        return rate_per_s
    allowed: float = FIRST_PER_S * 2 ** (max(since_unblocked_s, 0.0) / DOUBLES_EVERY_S)
    return allowed if rate_per_s is None else min(rate_per_s, allowed)
