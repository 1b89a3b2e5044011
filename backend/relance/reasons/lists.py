"""Every list of reasons there is, but refusals and alerts."""

from typing import Final

from relance.reasons.causes import CAUSES
from relance.reasons.contents import CONTENT_PROBLEMS, LINK_PROBLEMS, TEXTS
from relance.reasons.images import IMAGE_PROBLEMS
from relance.reasons.lines import LINE_PROBLEMS
from relance.reasons.meta import META_REASONS
from relance.reasons.parked import PARKED
from relance.reasons.phones import PHONE_PROBLEMS, PHONE_WARNINGS
from relance.reasons.problems import PLACED, PROBLEMS
from relance.reasons.waiting import WAITING

LISTS: Final = {
    reasons.kind: reasons
    for reasons in (
        *(CAUSES, CONTENT_PROBLEMS, IMAGE_PROBLEMS, LINE_PROBLEMS, LINK_PROBLEMS, META_REASONS, PARKED),
        *(PHONE_PROBLEMS, PHONE_WARNINGS, PLACED, PROBLEMS, TEXTS, WAITING),
    )
}
